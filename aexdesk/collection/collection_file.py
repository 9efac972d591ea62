"""`collection.json`: the name of a collection, and its variables for each environment. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aexdesk.collection.located_json import Member, Node, Number, place, read_located, write_compactly
from aexdesk.collection.variables import is_name
from aexdesk.faults import BadInput

Variables = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CollectionFile:
    """What belongs to a collection as a whole. `variables` by the environment's name."""

    name: str = ""
    variables: Mapping[str, Variables] = field(default_factory=dict)

    def of(self, environment: str) -> Variables:
        """The variables of one environment."""
        return self.variables.get(environment, {})


def read_collection(text: str) -> CollectionFile:
    """Reads the file; an empty text is a collection without one.

    Raises BadInput with line and column, as `read_request` does.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return CollectionFile()
    fields = _members(read_located(text), text, "")
    for name, member in fields.items():
        if name not in ("name", "variables"):
            raise BadInput("request_unknown_key", **place(text, member.start), name=name, known="name, variables")
    named, environments = fields.get("name"), fields.get("variables")
    return CollectionFile(
        name="" if named is None else _text(named.node, text, "name"),
        variables={}
        if environments is None
        else {name: _variables(one.node, text) for name, one in _members(environments.node, text, "variables").items()},
    )


def write_collection(collection: CollectionFile) -> str:
    """The text of the file: environments and variables in the order given."""
    document = {
        "name": collection.name,
        "variables": {name: dict(variables) for name, variables in collection.variables.items()},
    }
    return json.dumps({key: value for key, value in document.items() if value}, ensure_ascii=False, indent=2) + "\n"


def _variables(node: Node, text: str) -> Variables:
    found = _members(node, text, "variables")
    for name, member in found.items():
        if not is_name(name):
            raise BadInput("request_bad_variable", **place(text, member.start), name=name)
    return {name: _text(member.node, text, name) for name, member in found.items()}


def _members(node: Node, text: str, field_name: str) -> dict[str, Member]:
    if not isinstance(node.value, tuple):
        raise BadInput("request_wrong_kind", **place(text, node.start), field=field_name, expected="object")
    return {member.name: member for member in node.value}


def _text(node: Node, text: str, field_name: str) -> str:
    """Texts as they are, all else as its JSON."""
    if node.value is None:
        raise BadInput("request_wrong_kind", **place(text, node.start), field=field_name, expected="text")
    if isinstance(node.value, str) and not isinstance(node.value, Number):
        return node.value
    return write_compactly(node)
