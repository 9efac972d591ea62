"""The timestamp: signed in another unit, as text, in local time, or anew. Pure; knows no clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from aexdesk.doctor.changes.change import Change, Stage, with_pairs
from aexdesk.doctor.draft import Draft, with_value
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import Received

NAME: Final = "timestamp"
_DIGITS = re.compile(r"[0-9]{1,14}")
_TEXTS: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y%m%d%H%M%S")
OFFSETS: Final = tuple(
    timedelta(minutes=minutes)
    for minutes in (
        *range(-12 * 60, 0, 60), *range(60, 15 * 60, 60),
        -570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825,
    )
)  # fmt: skip
"""Every difference from UTC that a country keeps, in summer or winter. Source: the IANA time zone database."""


def changes(received: Received) -> list[Change]:
    """Of the unit and of the form; times of other places and later times are scanned (`candidates`)."""
    return [_set(mistake, value) for mistake, value in units(received.value(NAME))]


def units(sent: str) -> Iterator[tuple[Mistake, str]]:
    """The same moment in seconds where milliseconds were sent, and the other way round; as text in UTC."""
    moment = moment_of(sent)
    if moment is None:
        return
    seconds, milliseconds = divmod(moment, 1000)
    if _DIGITS.fullmatch(sent) and len(sent) > 11:
        yield Mistake("timestamp-seconds", "seconds", (NAME,)), str(seconds)
        if milliseconds:
            yield Mistake("timestamp-seconds", "rounded", (NAME,)), str(round(moment / 1000))
            yield Mistake("timestamp-seconds", "whole", (NAME,)), f"{seconds}000"
        yield Mistake("timestamp-seconds", "fraction", (NAME,)), f"{seconds}.{milliseconds:03d}".rstrip("0").rstrip(".")
        yield Mistake("timestamp-seconds", "microseconds", (NAME,)), f"{moment}000"
    elif _DIGITS.fullmatch(sent):
        yield Mistake("timestamp-seconds", "milliseconds", (NAME,)), f"{seconds}000"
    else:
        yield Mistake("timestamp-as-text", "milliseconds", (NAME,)), str(moment)
        yield Mistake("timestamp-as-text", "seconds", (NAME,)), str(seconds)
    for form in _TEXTS:
        text = _text(moment, timedelta(), form)
        if text != sent:
            yield Mistake("timestamp-as-text", form, (NAME,)), text


def candidates(sent: str, reach_ms: int, reach_s: int) -> Iterator[tuple[Mistake, str]]:
    """Times of other places, then moments around the one sent: every millisecond, then every whole second."""
    moment = moment_of(sent)
    if moment is None:
        return
    are_digits, in_ms = bool(_DIGITS.fullmatch(sent)), len(sent) > 11
    for offset in OFFSETS:
        name = _named(offset)
        shifted = moment + int(offset.total_seconds()) * 1000
        if are_digits:
            yield Mistake("timestamp-local-time", name, (NAME,)), str(shifted if in_ms else shifted // 1000)
        for form in _TEXTS:
            yield Mistake("timestamp-local-time", name, (NAME,)), _text(moment, offset, form)
        if not are_digits:
            yield Mistake("timestamp-local-time", name, (NAME,)), str(shifted)
    yield from _moved(sent, moment, are_digits, in_ms, reach_ms, reach_s)


def _moved(
    sent: str, moment: int, are_digits: bool, in_ms: bool, reach_ms: int, reach_s: int
) -> Iterator[tuple[Mistake, str]]:
    changed = Mistake("timestamp-changed", "", (NAME,))
    form = _form_of(sent)
    steps = [*_around(reach_ms), *(step * 1000 for step in _around(reach_s) if abs(step * 1000) > reach_ms)]
    if not in_ms or not are_digits:
        steps = [step * 1000 for step in _around(reach_s)]
        if are_digits:
            # Sent in whole seconds, signed to the millisecond.
            for part in range(1, 1000):
                yield Mistake("timestamp-seconds", "milliseconds", (NAME,)), str(moment + part)
    for step in steps:
        if are_digits:
            yield changed, str(moment + step if in_ms else (moment + step) // 1000)
        elif form:
            yield changed, _text(moment + step, timedelta(), form)


def _around(reach: int) -> Iterator[int]:
    for step in range(1, reach + 1):
        yield -step
        yield step


def moment_of(sent: str) -> int | None:
    """Milliseconds since 1970, from digits or a text in UTC; None for anything else."""
    if _DIGITS.fullmatch(sent):
        value = int(sent)
        if len(sent) == 14:
            form = "%Y%m%d%H%M%S"
            try:
                return int(datetime.strptime(sent, form).replace(tzinfo=UTC).timestamp()) * 1000
            except ValueError:
                return value
        return value if len(sent) > 11 else value * 1000
    form = _form_of(sent)
    if not form:
        return None
    return int(datetime.strptime(sent, form).replace(tzinfo=UTC).timestamp()) * 1000


def _form_of(sent: str) -> str:
    for form in _TEXTS:
        try:
            datetime.strptime(sent, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return form
    return ""


def _text(moment: int, offset: timedelta, form: str) -> str:
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment) + offset).strftime(form)
    except OverflowError:
        return str(moment)


def _named(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _set(mistake: Mistake, value: str) -> Change:
    return Change(mistake, Stage.TIME, "time", _put(value))


def _put(value: str) -> Callable[[Draft], Draft]:
    return lambda draft: with_pairs(draft, with_value(draft.pairs, NAME, value))
