"""What could be written at a place of a JSON text that need not be whole yet: keys and known values. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aexdesk.openplatform.catalogue import Field
from aexdesk.ui.tabs.console.exact_json import write_value
from aexdesk.ui.tabs.console.known_values import known_values

MOST: Final = 400
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+')


@dataclass(frozen=True, slots=True)
class Offer:
    """What would take the place of `start` to `end`: `insert`; the list shows `text` and `detail`."""

    text: str
    detail: str
    insert: str


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers at a place, and the letters that they replace."""

    start: int
    end: int
    offers: tuple[Offer, ...]


@dataclass
class _Level:
    """An object or array that is open at the place; `field` describes it where that is known."""

    closes: str
    field: Field | None
    key: str | None = None
    wants_value: bool = False


def offer_at(text: str, place: int, root: Field) -> Offers | None:
    """What fits at the letter `place` of `text`, whose whole is described by `root`; None where nothing does."""
    levels: list[_Level] = []
    start, end, begun = place, place, ""
    for found in _TOKEN.finditer(text):
        if found.start() >= place:
            break
        if found.end() >= place and not _is_mark(found.group()) and not _is_closed_before(found.group(), found, place):
            start, end, begun = found.start(), found.end(), text[found.start() : place]
            break
        _take(found.group(), levels, root)
    level = levels[-1] if levels else None
    if level is None:
        return None
    if level.closes == "}" and not level.wants_value:
        offers = _keys(level, text, place, _is_followed_by_colon(text, end))
    else:
        offers = _values(level)
    typed = begun.lstrip('"').casefold()
    fitting = tuple(offer for offer in offers if _fits(offer, typed))[:MOST]
    is_finished = len(fitting) == 1 and fitting[0].insert == text[start:end]
    return Offers(start, end, fitting) if fitting and not is_finished else None


def _is_mark(piece: str) -> bool:
    return piece in "{}[],:"


def _is_closed_before(piece: str, found: re.Match[str], place: int) -> bool:
    """Behind a closing quotation mark nothing of it is being written."""
    return found.end() == place and len(piece) > 1 and piece[0] == piece[-1] == '"'


def _take(piece: str, levels: list[_Level], root: Field) -> None:
    level = levels[-1] if levels else None
    if piece in "{[":
        levels.append(_Level("}" if piece == "{" else "]", _opened(level, piece, root)))
    elif piece in "}]":
        if levels:
            levels.pop()
    elif piece == ":":
        if level:
            level.wants_value = True
    elif piece == ",":
        if level:
            level.key, level.wants_value = None, False
    elif level and level.closes == "}" and not level.wants_value and piece[0] == '"':
        level.key = _said(piece)


def _opened(level: _Level | None, piece: str, root: Field) -> Field | None:
    if level is None:
        return root
    if level.closes == "]":
        return level.field  # an item of the array that its field describes
    inner = _field_of(level)
    fits = inner is not None and (piece == "[") == inner.type.endswith("[]")
    return inner if fits else None


def _field_of(level: _Level) -> Field | None:
    fields = level.field.fields if level.field else ()
    return next((one for one in fields if one.name == level.key), None)


def _keys(level: _Level, text: str, place: int, has_colon: bool) -> Iterator[Offer]:
    if level.field is None:
        return
    there = _names_around(text, place)
    for field in level.field.fields:
        if field.name in there:
            continue
        star = " *" if field.is_required else ""
        detail = f"{field.type}{star} · {field.description}" if field.description else f"{field.type}{star}"
        quoted = write_value(field.name, "String")
        yield Offer(field.name, detail, quoted if has_colon else f"{quoted}: ")


def _values(level: _Level) -> Iterator[Offer]:
    field = level.field if level.closes == "]" else _field_of(level)
    if field is None or field.type in ("Object", "Object[]") or (level.closes == "}" and field.type.endswith("[]")):
        return
    kind = field.type.removesuffix("[]")
    for value, detail in known_values(field):
        yield Offer(value, detail, write_value(value, kind if kind in ("Number", "Boolean") else "String"))


def _names_around(text: str, place: int) -> set[str]:
    """The names that the innermost object around `place` has already, but for the one that is being written."""
    names = set[str]()
    pieces = [(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text)]
    here = next((number for number, (_token, _start, end) in enumerate(pieces) if end >= place), len(pieces))
    for step, numbers in ((-1, range(here - 1, -1, -1)), (1, range(here, len(pieces)))):
        depth = 0
        for number in numbers:
            piece, start, end = pieces[number]
            opens, shuts = ("}]", "{[") if step < 0 else ("{[", "}]")
            if piece in opens:
                depth += 1
            elif piece in shuts:
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0 and not start < place <= end and _is_name(pieces, number):
                names.add(_said(piece))
    return names


def _is_name(pieces: list[tuple[str, int, int]], number: int) -> bool:
    follows = pieces[number + 1][0] if number + 1 < len(pieces) else ""
    return pieces[number][0][0] == '"' and follows == ":"


def _is_followed_by_colon(text: str, end: int) -> bool:
    return text[end:].lstrip()[:1] == ":"


def _fits(offer: Offer, typed: str) -> bool:
    return typed in offer.text.casefold() or offer.detail.casefold().startswith(typed)


def _said(piece: str) -> str:
    try:
        said = json.loads(piece)
    except json.JSONDecodeError:
        return piece.strip('"')
    return said if isinstance(said, str) else piece
