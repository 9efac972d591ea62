"""Puts values in place of `{{name}}`, also inside JSON text and, without quotation marks, as a value of it. Pure.

`{{{{` stands for two braces that begin no variable. What comes from rows and answers is taken to the letter; only the
values of a collection and an environment, which people write, may hold variables themselves.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from aexdesk.collection.saved_request import Pairs, SavedRequest
from aexdesk.faults import BadInput

LONGEST: Final = 4 * 1024 * 1024
"""Characters of one value with its variables in place: what grows beyond doubles itself on purpose."""

_NAME: Final = r"[A-Za-z_][A-Za-z0-9_.-]{0,99}"
_NAMED = re.compile(_NAME)
_BRACES = re.compile(r"\{\{(?P<literal>\{\{)|\{\{[ \t]*(?P<name>" + _NAME + r")[ \t]*\}\}|\{\{(?!\{)")
_QUOTES = re.compile(r'\\.|"', re.DOTALL)
_MOST_STEPS: Final = 100_000


class Source(StrEnum):
    """Where a value came from; in this order the places are asked."""

    ROW = "row"
    CAPTURE = "capture"
    COLLECTION = "collection"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Scope:
    """All variables at one moment. A name that stands in several places means the first."""

    row: Mapping[str, str] = field(default_factory=dict)
    captures: Mapping[str, str] = field(default_factory=dict)
    collection: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)

    def places(self) -> Iterator[tuple[Source, Mapping[str, str]]]:
        """The places, in the order in which they are asked."""
        yield Source.ROW, self.row
        yield Source.CAPTURE, self.captures
        yield Source.COLLECTION, self.collection
        yield Source.ENVIRONMENT, self.environment


@dataclass(frozen=True, slots=True)
class Replaced:
    """A variable, and what took its place."""

    name: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Preview:
    """A text with its variables in place. `unknown` ones are left as they stand; `trouble` is why it cannot be sent."""

    text: str
    replaced: tuple[Replaced, ...] = ()
    unknown: tuple[str, ...] = ()
    trouble: BadInput | None = None


def is_name(text: str) -> bool:
    """Whether a variable may be called so."""
    return _NAMED.fullmatch(text) is not None


def escape(text: str) -> str:
    """`text` so that it means itself: no two braces in it begin a variable."""
    return text.replace("{{", "{{{{")


def mask(text: str) -> str:
    """The same letters with digits in place of each variable, so that what reads JSON takes one for a number."""
    return _BRACES.sub(lambda found: "1" * len(found.group()) if found["name"] else found.group(), text)


def names_in(text: str) -> tuple[str, ...]:
    """The variables that a text names, each once, in order."""
    return tuple(dict.fromkeys(found["name"] for found in _BRACES.finditer(text) if found["name"]))


def preview(text: str, scope: Scope) -> Preview:
    """What a text would become. Never raises."""
    filling = _Filling(scope)
    try:
        filled = filling.fill(text)
        if filling.bare and not filling.unknown and not _is_json(filled):
            raise BadInput("variable_breaks_json", name=", ".join(filling.odd_ones()))
    except BadInput as trouble:
        return Preview(text, tuple(filling.replaced.values()), tuple(filling.unknown), trouble)
    return Preview(filled, tuple(filling.replaced.values()), tuple(filling.unknown))


def resolve(text: str, scope: Scope) -> str:
    """The text with its variables in place.

    Raises BadInput: variables_unknown (naming them), variable_malformed, variable_loop, variable_too_long,
    variable_breaks_json (naming those that stand without quotation marks and are no JSON).
    """
    found = preview(text, scope)
    if found.trouble is not None:
        raise found.trouble
    if found.unknown:
        raise BadInput("variables_unknown", name=", ".join(found.unknown))
    return found.text


def resolve_request(request: SavedRequest, scope: Scope) -> SavedRequest:
    """The request with every variable in place: API, parameters, files, settings, profile, what assertions expect.

    Raises as `resolve` does, with all unknown names of the request at once.
    """
    unknown = dict.fromkeys(name for text in texts_of(request) for name in preview(text, scope).unknown)
    if unknown:
        raise BadInput("variables_unknown", name=", ".join(unknown))

    def all_of(pairs: Pairs) -> Pairs:
        return tuple((name, resolve(value, scope)) for name, value in pairs)

    return replace(
        request,
        api=resolve(request.api, scope),
        parameters=all_of(request.parameters),
        files=all_of(request.files),
        settings=all_of(request.settings),
        profile=resolve(request.profile, scope),
        assertions=tuple(replace(one, value=resolve(one.value, scope)) for one in request.assertions),
    )


def texts_of(request: SavedRequest) -> tuple[str, ...]:
    """Every text of a request in which variables count."""
    values = (value for pairs in (request.parameters, request.files, request.settings) for _name, value in pairs)
    return (request.api, *values, request.profile, *(one.value for one in request.assertions))


def preview_request(request: SavedRequest, scope: Scope) -> tuple[Replaced, ...]:
    """Which variables of a request are replaced by what, each once."""
    found = {one.name: one for text in texts_of(request) for one in preview(text, scope).replaced}
    return tuple(found.values())


class _Filling:
    """Fills one text, and what its variables hold in turn."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._steps = 0
        self.replaced: dict[str, Replaced] = {}
        self.unknown: dict[str, None] = {}
        self.bare: dict[str, None] = {}

    def odd_ones(self) -> tuple[str, ...]:
        """Of those that stand in JSON without quotation marks, the ones that are none; all, where each is."""
        bare = [self.replaced[name] for name in self.bare]
        return tuple(one.name for one in bare if not _is_json(one.value)) or tuple(self.bare)

    def fill(self, text: str, chain: tuple[str, ...] = ()) -> str:
        """`chain`: the variables whose values are being filled."""
        if "{{" not in text:
            return text
        is_json, quotes = _quotes(text)
        out: list[str] = []
        size, done = 0, 0
        for found in _BRACES.finditer(text):
            value = self._instead_of(found, chain)
            if found["name"] and bisect_left(quotes, found.start()) % 2:
                value = json.dumps(value, ensure_ascii=False)[1:-1]  # it stands inside a string of JSON
            elif found["name"] and is_json and not chain:
                self.bare[found["name"]] = None
            out += (text[done : found.start()], value)
            done = found.end()
            size += len(value)
            self._steps += 1
            if size > LONGEST or self._steps > _MOST_STEPS:
                raise BadInput("variable_too_long", name=found["name"] or "")
        return "".join((*out, text[done:]))

    def _instead_of(self, found: re.Match[str], chain: tuple[str, ...]) -> str:
        name = found["name"]
        if found["literal"]:
            return "{{"
        if name is None:
            raise BadInput("variable_malformed", column=found.start() + 1)
        if name in chain:
            raise BadInput("variable_loop", name=" → ".join((*chain, name)))
        for source, values in self._scope.places():
            if name in values:
                is_written = source in (Source.COLLECTION, Source.ENVIRONMENT)
                value = self.fill(values[name], (*chain, name)) if is_written else values[name]
                self.replaced.setdefault(name, Replaced(name, value, source))
                return value
        self.unknown[name] = None
        return found.group()


def _quotes(text: str) -> tuple[bool, list[int]]:
    """Whether the text is JSON once each variable has a value, and where strings begin and end in it."""
    shape = _BRACES.sub("0", text)
    if not shape.lstrip().startswith(("{", "[")) or not _is_json(shape):
        return False, []
    return True, [found.start() for found in _QUOTES.finditer(text) if found.group() == '"']


def _refuse(name: str) -> str:
    raise ValueError(name)


def _is_json(text: str) -> bool:
    try:
        # As texts: Python would refuse a number of very many digits, and JSON does not know NaN.
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True
