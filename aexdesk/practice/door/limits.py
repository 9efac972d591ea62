"""Counts calls and refuses those that are too many: by app and API in a second, by app in a day. Pure.

The platform gives figures only, for its whole connection (protocol, section 8); that they hold for each app, and the
windows, are choices. A count begins anew with each whole second and each day (UTC), and a restart forgets all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from aexdesk.practice.catalogue import Api
from aexdesk.practice.records import App
from aexdesk.practice.refusal import SYSTEM, Refusal
from aexdesk.practice.rules import Rules
from aexdesk.practice.state import trim

BAN_SECONDS = 1
MOST_COUNTED = 5000
_DAY = 86_400
_Key = tuple[str, ...]


@dataclass(slots=True)
class _Window:
    """The calls since `begin`, a whole second or day; refused until `banned_until`."""

    begin: int
    calls: int = 0
    banned_until: float = -math.inf


class CallCounter:
    """What was called lately. Belongs to the server's loop."""

    def __init__(self) -> None:
        self._seconds: dict[_Key, _Window] = {}
        self._days: dict[_Key, _Window] = {}

    def clear(self) -> None:
        """Forgets every call."""
        self._seconds.clear()
        self._days.clear()

    def check(self, app: App, api: Api, now: float, rules: Rules) -> None:
        """Counts a call (`now`: seconds since 1970), or raises. A call that is refused counts for nothing."""
        most = rules.qps_overrides.get(api.name, api.most_per_second) if rules.throttle else None
        if most is not None:
            self._check_second((app.app_key, api.name), most, now)
        if app.calls_per_day:
            self._check_day(app, now)

    def _check_second(self, key: _Key, most: int, now: float) -> None:
        window = self._seconds.get(key)
        if window is not None and window.begin <= now < window.banned_until:  # a clock set back ends a ban
            raise too_often()
        if window is None or window.begin != math.floor(now):
            window = _put(self._seconds, key, _Window(math.floor(now)))
        if window.calls >= most:
            window.banned_until = now + BAN_SECONDS
            raise too_often()
        window.calls += 1

    def _check_day(self, app: App, now: float) -> None:
        today = math.floor(now / _DAY)
        window = self._days.get((app.app_key,))
        if window is None or window.begin != today:
            window = _put(self._days, (app.app_key,), _Window(today))
        if window.calls >= app.calls_per_day:
            raise Refusal("AppCallLimit", "The app has used up its calls of this day", kind=SYSTEM)
        window.calls += 1


def too_often() -> Refusal:
    """The platform's words for a rate that is too high. Protocol, section 7."""
    told = f"Api access frequency exceeds the limit. this ban will last {BAN_SECONDS} seconds"
    return Refusal("ApiCallLimit", told, kind=SYSTEM)


def _put(windows: dict[_Key, _Window], key: _Key, window: _Window) -> _Window:
    """At the end, so that the one that began longest ago is forgotten first."""
    windows.pop(key, None)
    windows[key] = window
    trim(windows, MOST_COUNTED)
    return window
