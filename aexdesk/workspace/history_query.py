"""What is asked of the history: plain words and `key:value` parts, read from what a person types. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aexdesk.faults import BadInput

_PART = re.compile(r'(?:(?P<key>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))')
_STATUS = re.compile(r"[1-5](?:\d\d|xx)|none", re.IGNORECASE)
_AGO = re.compile(r"(\d{1,4})([hdw])")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T_](\d{1,2}):(\d\d))?)?)?")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """All of it must hold. Words match by how they begin; of several values of one key, each must hold.

    `cases`: words of a support case that is about the call; `is_asked`: any is. `after` is the first moment that
    counts, `before` the first that no longer does. `own`: what this program asked for itself; `proxied`: what came
    through the guard proxy.
    """

    words: tuple[str, ...] = ()
    apis: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    environment: str | None = None
    door: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    is_failed: bool = False
    is_refused: bool = False
    is_pinned: bool = False
    is_asked: bool = False
    cases: tuple[str, ...] = ()


def read_query(text: str, now: datetime, environment: str | None = None) -> HistoryQuery:
    """Reads what was typed; days are those of `now`'s time zone. Raises BadInput for a value that means nothing.

    A key that is unknown is no key: `http://…` is looked for as it stands. A key without a value yet asks nothing.
    """
    query = HistoryQuery(environment=environment)
    for part in _PART.finditer(text):
        key = (part["key"] or "").lower()
        value = part["plain"] if part["quoted"] is None else part["quoted"]
        take = _KEYS.get(key)
        if take is not None:
            query = take(query, value, now)
        elif key and not _is_bare(part.group(), key):
            query = _with(query, "words", part.group())
        elif not key and not _is_bare(value, value[:-1].lower()):
            query = _with(query, "words", value)
    return query


def _is_bare(text: str, key: str) -> bool:
    return text.endswith(":") and key in _KEYS


def _with(query: HistoryQuery, field: str, value: str) -> HistoryQuery:
    changes: dict[str, Any] = {field: (*getattr(query, field), value)}
    return replace(query, **changes) if value else query


def _listed(field: str) -> Callable[[HistoryQuery, str, datetime], HistoryQuery]:
    return lambda query, value, _now: _with(query, field, value)


def _status(query: HistoryQuery, value: str, _now: datetime) -> HistoryQuery:
    if not _STATUS.fullmatch(value):
        raise BadInput("history_status", text=value)
    return _with(query, "statuses", value.lower())


def _door(query: HistoryQuery, value: str, _now: datetime) -> HistoryQuery:
    doors = {"proxy": "proxy", "own": "", "app": ""}
    if value.lower() not in doors:
        raise BadInput("history_door", text=value)
    return replace(query, door=doors[value.lower()])


def _is(query: HistoryQuery, value: str, _now: datetime) -> HistoryQuery:
    if value.lower() not in ("failed", "refused", "pinned", "asked"):
        raise BadInput("history_is", text=value)
    changes: dict[str, Any] = {f"is_{value.lower()}": True}
    return replace(query, **changes)


def _after(query: HistoryQuery, value: str, now: datetime) -> HistoryQuery:
    return _later(query, read_span(value, now)[0])


def _before(query: HistoryQuery, value: str, now: datetime) -> HistoryQuery:
    return _earlier(query, read_span(value, now)[0])


def _on(query: HistoryQuery, value: str, now: datetime) -> HistoryQuery:
    first, end = read_span(value, now)
    return _earlier(_later(query, first), end)


def _later(query: HistoryQuery, moment: datetime) -> HistoryQuery:
    return replace(query, after=moment if query.after is None else max(moment, query.after))


def _earlier(query: HistoryQuery, moment: datetime) -> HistoryQuery:
    return replace(query, before=moment if query.before is None else min(moment, query.before))


_KEYS: Mapping[str, Callable[[HistoryQuery, str, datetime], HistoryQuery]] = {
    "api": _listed("apis"),
    "code": _listed("codes"),
    "id": _listed("ids"),
    "profile": _listed("profiles"),
    "app": _listed("profiles"),
    "case": _listed("cases"),
    "status": _status,
    "door": _door,
    "is": _is,
    "after": _after,
    "since": _after,
    "before": _before,
    "on": _on,
}


def read_span(text: str, now: datetime) -> tuple[datetime, datetime]:
    """First moment and end of a year, month, day or minute, of `today`, `yesterday`, or of `3d` ago, in UTC."""
    try:
        first, end = _span(text.lower(), now)
        return first.astimezone(UTC), end.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput("history_date", text=text) from error


def _span(text: str, now: datetime) -> tuple[datetime, datetime]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    one_day = timedelta(days=1)
    if text in ("today", "yesterday"):
        first = today if text == "today" else today - one_day
        return first, first + one_day
    if ago := _AGO.fullmatch(text):
        return now - timedelta(hours=int(ago[1]) * _HOURS[ago[2]]), now + one_day
    if not (date := _DATE.fullmatch(text.upper())):
        raise ValueError(text)
    year, month, day, hour, minute = date.groups(default="")
    first = today.replace(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0))
    if hour:
        return first, first + timedelta(minutes=1)
    if day:
        return first, first + one_day
    if month:
        return first, (first + timedelta(days=32)).replace(day=1)
    return first, first.replace(year=first.year + 1)
