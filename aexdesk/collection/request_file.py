"""Reads and writes the file of a saved request: JSON in one fixed order, as `schemas/request.schema.json` says. Pure.

A key that the format does not know is refused: a misspelt `assertions` that nobody missed would make every run green.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from aexdesk.collection.located_json import Member, Node, Number, place, quoted, read_located, write_compactly
from aexdesk.collection.saved_request import COMPUTED, Assertion, AssertionKind, Capture, Pairs, SavedRequest
from aexdesk.collection.variables import is_name
from aexdesk.faults import BadInput
from aexdesk.openplatform.signing import SIGN_METHODS

KEYS: Final = (
    "name", "api", "parameters", "files", "http_method", "sign_method", "settings", "profile", "captures",
    "assertions", "notes",
)  # fmt: skip
"""Every key of the file, in the order in which they are written."""

_HTTP_METHODS: Final = ("GET", "POST")


def read_request(text: str) -> SavedRequest:
    """The request. Raises BadInput with `line` and `column`: request_not_json, request_unknown_key, request_missing,
    request_wrong_kind, request_bad_choice, request_computed, request_bad_variable."""
    return _Reading(text).request(read_located(text.removeprefix("\ufeff")))


def write_request(request: SavedRequest) -> str:
    """The text of the file: what is at its default is left out; parameters that are JSON are laid open, for Git.

    Raises BadInput: parameter_twice, request_computed, not_utf8.
    """
    document: dict[str, Any] = {"name": request.name, "api": request.api}
    document["parameters"] = {name: _laid_open(value) for name, value in _once(request.parameters)}
    document["files"] = dict(_once(request.files))
    document["http_method"] = request.http_method
    document["sign_method"] = request.sign_method
    document["settings"] = dict(_once(request.settings))
    document["profile"] = request.profile
    document["captures"] = dict(_once(tuple((one.name, one.path) for one in request.captures)))
    document["assertions"] = [_assertion(one) for one in request.assertions]
    document["notes"] = request.notes
    default = {"http_method": "POST", "sign_method": "sha256"}
    kept = {
        key: value for key, value in document.items() if key in ("name", "api") or (value != default.get(key) and value)
    }
    text = _written(kept, "") + "\n"
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("not_utf8") from None
    return text


def _once(pairs: Pairs) -> Pairs:
    seen: set[str] = set()
    for name, _value in pairs:
        if name in seen:
            raise BadInput("parameter_twice", name=name)
        if name in COMPUTED:
            raise BadInput("request_computed", name=name, line=0, column=0)
        seen.add(name)
    return pairs


def _assertion(one: Assertion) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": one.kind.value}
    if one.kind.takes_path:
        told["path"] = one.path
    if one.kind.takes_value:
        told["value"] = one.value
    return told


def _laid_open(text: str) -> str | Node:
    """A parameter that holds JSON, as that JSON, where reading it back gives the same text to the letter."""
    if not text.startswith(("{", "[")):
        return text
    try:
        node = read_located(text)
    except BadInput:
        return text
    return node if node.value and write_compactly(node) == text else text


def _written(value: Any, indent: str) -> str:
    if isinstance(value, Node):
        value = value.value
    if isinstance(value, tuple):
        value = {member.name: member.node for member in value}
    inner = indent + "  "
    if isinstance(value, Mapping):
        lines = [f"{inner}{quoted(name)}: {_written(item, inner)}" for name, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}" if lines else "{}"
    if isinstance(value, list):
        lines = [inner + _written(item, inner) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]" if lines else "[]"
    return str(value) if isinstance(value, Number) else quoted(value)


class _Reading:
    """Takes the document apart; every complaint says where."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\ufeff")

    def request(self, node: Node) -> SavedRequest:
        fields = self._known(node, KEYS, ("name", "api"))
        text = self._text_of
        return SavedRequest(
            name=self._filled(fields["name"].node, "name"),
            api=self._filled(fields["api"].node, "api"),
            parameters=self._pairs(fields.get("parameters"), self._parameter),
            files=self._pairs(fields.get("files"), lambda node: text(node, "files")),
            http_method=self._choice(fields.get("http_method"), _HTTP_METHODS, "POST"),
            sign_method=self._choice(fields.get("sign_method"), tuple(SIGN_METHODS), "sha256"),
            settings=self._pairs(fields.get("settings"), self._parameter),
            profile=self._optional(fields.get("profile")),
            captures=self._captures(fields.get("captures")),
            assertions=self._assertions(fields.get("assertions")),
            notes=self._optional(fields.get("notes")),
        )

    def _fault(self, code: str, start: int, **values: str) -> BadInput:
        return BadInput(code, **place(self._text, start), **values)

    def _known(self, node: Node, keys: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Member]:
        if not isinstance(node.value, tuple):
            raise self._fault("request_wrong_kind", node.start, field="", expected="object")
        fields = {member.name: member for member in node.value}
        for name, member in fields.items():
            if name not in keys:
                raise self._fault("request_unknown_key", member.start, name=name, known=", ".join(keys))
        for name in needed:
            if name not in fields:
                raise self._fault("request_missing", node.start, field=name)
        return fields

    def _text_of(self, node: Node, field: str) -> str:
        if isinstance(node.value, Number) or not isinstance(node.value, str):
            raise self._fault("request_wrong_kind", node.start, field=field, expected="text")
        return node.value

    def _filled(self, node: Node, field: str) -> str:
        text = self._text_of(node, field)
        if not text.strip():
            raise self._fault("request_missing", node.start, field=field)
        return text

    def _optional(self, member: Member | None) -> str:
        return "" if member is None else self._text_of(member.node, member.name)

    def _choice(self, member: Member | None, choices: tuple[str, ...], default: str) -> str:
        if member is None:
            return default
        found = self._text_of(member.node, member.name)
        if found not in choices:
            raise self._fault(
                "request_bad_choice", member.node.start, field=member.name, found=found, known=", ".join(choices)
            )
        return found

    def _pairs(self, member: Member | None, read: Callable[[Node], str]) -> Pairs:
        if member is None:
            return ()
        if not isinstance(member.node.value, tuple):
            raise self._fault("request_wrong_kind", member.node.start, field=member.name, expected="object")
        for one in member.node.value:
            if one.name in COMPUTED:
                raise self._fault("request_computed", one.start, name=one.name)
        return tuple((one.name, read(one.node)) for one in member.node.value)

    def _parameter(self, node: Node) -> str:
        """A value as the text that it will be: a number as it is written, an object as compact JSON."""
        if node.value is None:
            raise self._fault("request_wrong_kind", node.start, field="null", expected="text")
        if isinstance(node.value, str):
            return str(node.value)
        return write_compactly(node)

    def _captures(self, member: Member | None) -> tuple[Capture, ...]:
        pairs = self._pairs(member, lambda node: self._filled(node, "captures"))
        for name, _path in pairs:
            if not is_name(name) and member is not None:
                raise self._fault("request_bad_variable", member.node.start, name=name)
        return tuple(Capture(name, path) for name, path in pairs)

    def _assertions(self, member: Member | None) -> tuple[Assertion, ...]:
        if member is None:
            return ()
        if not isinstance(member.node.value, list):
            raise self._fault("request_wrong_kind", member.node.start, field="assertions", expected="list")
        return tuple(map(self._assertion, member.node.value))

    def _assertion(self, node: Node) -> Assertion:
        fields = self._known(node, ("kind", "path", "value"), ("kind",))
        kind = AssertionKind(self._choice(fields["kind"], tuple(AssertionKind), ""))
        wanted = {"path": kind.takes_path, "value": kind.takes_value}
        for name, is_taken in wanted.items():
            if is_taken and name not in fields:
                raise self._fault("request_missing", node.start, field=name)
            if not is_taken and name in fields:
                raise self._fault("request_unknown_key", fields[name].start, name=name, known="kind")
        path = self._filled(fields["path"].node, "path") if kind.takes_path else ""
        value = self._expected(fields["value"].node) if kind.takes_value else ""
        return Assertion(kind, path, value)

    def _expected(self, node: Node) -> str:
        return json.dumps(None) if node.value is None else self._parameter(node)
