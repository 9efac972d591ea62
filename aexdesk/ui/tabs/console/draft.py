"""The draft of a call: API, HTTP method, and its parameters as form and as JSON, kept in step. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aexdesk.bodies.problems import JsonProblem
from aexdesk.openplatform.catalogue import ApiDefinition, Field
from aexdesk.openplatform.request import Call
from aexdesk.redaction import is_secret
from aexdesk.secret import MASK
from aexdesk.ui.tabs.console.exact_json import BrokenJsonError, read_object, write_object, write_value

Values = tuple[tuple[str, str], ...]

_EMPTY = "{}"
_VARIABLE = re.compile(r"\{\{[ \t]*[A-Za-z_][A-Za-z0-9_.-]{0,99}[ \t]*\}\}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A call that is being written. `values` count: a JSON text that cannot be read leaves them as they were.

    A value that is empty is sent where its name is one of `empties`; else it stands here only for a parameter that the
    catalogue does not know, so that its row stays.
    """

    api: str = ""
    http_method: str = "POST"
    values: Values = ()
    json_text: str = _EMPTY
    json_problem: JsonProblem | None = None
    empties: frozenset[str] = frozenset()

    @property
    def sent(self) -> Values:
        """The parameters that are sent, empty ones included."""
        return tuple((name, text) for name, text in self.values if text or name in self.empties)

    @property
    def call(self) -> Call:
        """What would be sent now."""
        return Call(self.api, self.sent, self.http_method)

    def value(self, name: str) -> str:
        """The text of one parameter, or empty."""
        return dict(self.values).get(name, "")


def write_draft(
    api: str, http_method: str, values: Values, definition: ApiDefinition | None, empties: Iterable[str] = ()
) -> Draft:
    """A draft with these values, in the order of the catalogue; of the empty ones, `empties` are sent."""
    sent_empty = frozenset(empties) & {name for name, text in values if not text}
    return _settle(Draft(api, http_method, values, empties=sent_empty), definition)


def empty_names(values: Values) -> tuple[str, ...]:
    """The names whose values are empty."""
    return tuple(name for name, text in values if not text)


def with_value(draft: Draft, name: str, text: str, definition: ApiDefinition | None) -> Draft:
    """The draft with one field changed; the JSON follows. An empty field of the catalogue is no parameter."""
    values = dict(draft.values)
    is_known = name in _fields(definition)
    if values.get(name, "" if is_known else None) == text and name not in draft.empties:
        return draft
    values[name] = text
    if not text and is_known:
        del values[name]
    return _settle(replace(draft, values=tuple(values.items()), empties=draft.empties - {name}), definition)


def with_empty(draft: Draft, name: str, is_sent: bool, definition: ApiDefinition | None) -> Draft:
    """The draft with that parameter empty: sent so, or left out."""
    emptied = with_value(draft, name, "", definition)
    if not is_sent:
        return emptied
    values = tuple({**dict(emptied.values), name: ""}.items())
    return _settle(replace(emptied, values=values, empties=emptied.empties | {name}), definition)


def without_value(draft: Draft, name: str, definition: ApiDefinition | None) -> Draft:
    """The draft without that parameter."""
    values = tuple(pair for pair in draft.values if pair[0] != name)
    return _settle(replace(draft, values=values, empties=draft.empties - {name}), definition)


def with_json(draft: Draft, text: str) -> Draft:
    """The draft with its JSON typed anew; the form follows where it can be read."""
    if text == draft.json_text:
        return draft
    try:
        read = read_object(text)
    except BrokenJsonError as error:
        return replace(draft, json_text=text, json_problem=error.problem)
    values = {name: _kept_secret(draft, name, value) for name, value in read}
    empties = frozenset(name for name, value in values.items() if not value)
    waiting = {name: "" for name, value in draft.values if not value and name not in draft.empties}
    values |= {name: "" for name in waiting if name not in values}
    return replace(draft, values=tuple(values.items()), json_text=text, json_problem=None, empties=empties)


def extra_names(draft: Draft, definition: ApiDefinition | None) -> tuple[str, ...]:
    """The parameters that the catalogue does not know."""
    known = _fields(definition)
    return tuple(name for name, _text in draft.values if name not in known)


def carry_over(values: Values, definition: ApiDefinition | None) -> Values:
    """Of another API's values, those that this one takes too."""
    known = _fields(definition)
    return tuple((name, text) for name, text in values if name in known)


def values_to_keep(draft: Draft) -> Values:
    """What may be written down of a draft: everything but secrets. A variable in the place of one is none."""
    return tuple(
        (name, text if _VARIABLE.fullmatch(text) or not is_secret(name, draft.api) else "")
        for name, text in draft.values
    )


def build_example(field: Field, facts: Mapping[str, str]) -> str:
    """The example of a parameter, JSON for a nested one; `facts` (by field name) take its place, "" leaves one out."""
    if not field.fields:
        return facts.get(field.name, field.example)
    is_list = field.type.endswith("[]")
    value = _write_example(field.fields, facts, int(is_list))
    return f"[\n  {value}\n]" if is_list and value != _EMPTY else value


def _settle(draft: Draft, definition: ApiDefinition | None) -> Draft:
    known = _fields(definition)
    places = {name: place for place, name in enumerate(known)}
    values = tuple(sorted(draft.values, key=lambda pair: places.get(pair[0], len(places))))
    members = tuple(
        (name, MASK if text and is_secret(name, draft.api) else text, known[name].type if name in known else "")
        for name, text in values
        if text or name in draft.empties
    )
    return replace(draft, values=values, json_text=write_object(members), json_problem=None)


def _kept_secret(draft: Draft, name: str, value: str) -> str:
    return draft.value(name) if value == MASK and is_secret(name, draft.api) else value


def _fields(definition: ApiDefinition | None) -> Mapping[str, Field]:
    return {field.name: field for field in definition.parameters} if definition else {}


def _write_example(fields: tuple[Field, ...], facts: Mapping[str, str], depth: int) -> str:
    inner = "  " * (depth + 1)
    members = []
    for field in fields:
        if field.fields:
            value = _write_example(field.fields, facts, depth + 1 + field.type.endswith("[]"))
            if value == _EMPTY:
                continue
            if field.type.endswith("[]"):
                value = f"[\n{inner}  {value}\n{inner}]"
        else:
            text = facts.get(field.name, field.example)
            if not text:
                continue
            value = write_value(text, field.type)
        members.append(f'{inner}"{field.name}": {value}')
    if not members:
        return _EMPTY
    return "{\n" + ",\n".join(members) + "\n" + "  " * depth + "}"
