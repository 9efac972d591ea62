"""Reads the file of an API of one's own, as `schemas/api.schema.json` says. Pure.

The file describes parameters. There is no key for what a call can do to money: nobody may talk the guard round.
"""

from __future__ import annotations

import re
from typing import Final

from aexdesk.collection.located_json import Member, Node, Number, place, read_located
from aexdesk.faults import BadInput
from aexdesk.openplatform.catalogue import ApiDefinition, Effect, Field

OWN_GROUP: Final = "own"
API_KEYS: Final = ("$schema", "name", "title", "http_methods", "parameters", "notes")
FIELD_KEYS: Final = ("name", "type", "required", "description", "example", "values", "fields")
TYPES: Final = ("String", "Number", "Boolean", "Object", "String[]", "Number[]", "Boolean[]", "Object[]")
_HTTP_METHODS: Final = ("POST", "GET")
_NAME: Final = re.compile(r"[!-~]{1,200}")


def read_api(text: str) -> ApiDefinition:
    """The API; its effect is what is worst, for whoever asks the definition and not the guard.

    Raises BadInput with `line` and `column`: request_not_json, request_unknown_key, request_missing,
    request_wrong_kind, request_bad_choice, own_api_effect, own_api_bad_name, own_api_field_twice.
    """
    plain = text.removeprefix("\ufeff")
    return _Reading(plain).api(read_located(plain))


class _Reading:
    """Takes the document apart; every complaint says where."""

    def __init__(self, text: str) -> None:
        self._text = text

    def api(self, node: Node) -> ApiDefinition:
        keys = self._known(node, API_KEYS, ("name",))
        name = self._filled(keys["name"])
        if not _NAME.fullmatch(name):
            raise self._fault("own_api_bad_name", keys["name"].node.start)
        return ApiDefinition(
            name=name,
            title=self._optional(keys.get("title")),
            group=OWN_GROUP,
            effect=Effect.CREATES_ORDER,
            is_system=name.startswith("/"),
            needs_session=None,
            http_methods=self._choices(keys.get("http_methods"), _HTTP_METHODS) or _HTTP_METHODS,
            parameters=self._fields(keys.get("parameters")),
            notes=tuple(filter(None, (self._optional(keys.get("notes")),))),
            is_own=True,
        )

    def _fields(self, member: Member | None) -> tuple[Field, ...]:
        fields: dict[str, Field] = {}
        for node in self._list(member):
            field = self._field(node)
            if field.name in fields:
                raise self._fault("own_api_field_twice", node.start, name=field.name)
            fields[field.name] = field
        return tuple(fields.values())

    def _field(self, node: Node) -> Field:
        keys = self._known(node, FIELD_KEYS, ("name", "type"))
        kind = self._choice(keys["type"].node, TYPES)
        if (inner := keys.get("fields")) is not None and not kind.startswith("Object"):
            raise self._fault("request_bad_choice", keys["type"].node.start, found=kind, known="Object, Object[]")
        return Field(
            name=self._filled(keys["name"]),
            type=kind,
            is_required=self._flag(keys.get("required")),
            description=self._optional(keys.get("description")),
            example=self._optional(keys.get("example")),
            json_text=kind == "Object" or kind.endswith("[]"),
            fields=self._fields(inner),
            values=tuple(self._words(one) for one in self._list(keys.get("values"))),
        )

    def _fault(self, code: str, start: int, **values: str) -> BadInput:
        return BadInput(code, **place(self._text, start), **values)

    def _known(self, node: Node, keys: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Member]:
        if not isinstance(node.value, tuple):
            raise self._fault("request_wrong_kind", node.start, expected="object")
        found = {member.name: member for member in node.value}
        for name, member in found.items():
            if name == "effect":
                raise self._fault("own_api_effect", member.start)
            if name not in keys:
                raise self._fault("request_unknown_key", member.start, name=name, known=", ".join(keys))
        for name in needed:
            if name not in found:
                raise self._fault("request_missing", node.start, field=name)
        return found

    def _words(self, node: Node) -> str:
        if isinstance(node.value, Number) or not isinstance(node.value, str):
            raise self._fault("request_wrong_kind", node.start, expected="text")
        return node.value

    def _filled(self, member: Member) -> str:
        text = self._words(member.node)
        if not text.strip():
            raise self._fault("request_missing", member.node.start, field=member.name)
        return text

    def _optional(self, member: Member | None) -> str:
        return "" if member is None else self._words(member.node)

    def _flag(self, member: Member | None) -> bool:
        if member is None:
            return False
        if not isinstance(member.node.value, bool):
            raise self._fault("request_wrong_kind", member.node.start, expected="true_or_false")
        return member.node.value

    def _list(self, member: Member | None) -> list[Node]:
        if member is None:
            return []
        if not isinstance(member.node.value, list):
            raise self._fault("request_wrong_kind", member.node.start, expected="list")
        return member.node.value

    def _choice(self, node: Node, known: tuple[str, ...]) -> str:
        found = self._words(node)
        if found not in known:
            raise self._fault("request_bad_choice", node.start, found=found, known=", ".join(known))
        return found

    def _choices(self, member: Member | None, known: tuple[str, ...]) -> tuple[str, ...]:
        nodes = self._list(member)
        if member is not None and not nodes:
            raise self._fault("request_missing", member.node.start, field=member.name)
        found = tuple(self._choice(node, known) for node in nodes)
        if member is not None and len(set(found)) != len(found):
            raise self._fault("request_bad_choice", member.node.start, found=found[-1], known=", ".join(known))
        return found
