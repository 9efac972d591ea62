"""Disturbances: what the practice gateway does wrong on demand, so that a program can learn to bear it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

ANY = "*"
ORDER_CREATE = "aliexpress.ds.order.create"


class Kind(StrEnum):
    """The ways of going wrong."""

    ERROR = "error"  # value: the error code
    LATENCY = "latency"  # value: milliseconds
    THROTTLE = "throttle"  # ApiCallLimit
    RESET = "reset"  # the connection breaks before an answer; nothing was done
    TRUNCATE = "truncate"  # done, and the answer ends in the middle
    GARBAGE = "garbage"  # an answer that is no JSON; nothing was done
    STATUS = "status"  # value: the HTTP status; nothing was done
    TIMEOUT_AFTER_ORDER = "timeout_after_order"  # done, and no answer; value: milliseconds until the connection breaks


DEFAULTS: dict[Kind, str | int] = {
    Kind.ERROR: "ServiceUnavailable",
    Kind.LATENCY: 1000,
    Kind.STATUS: 503,
    Kind.TIMEOUT_AFTER_ORDER: 60_000,
}


@dataclass(frozen=True, slots=True)
class Disturbance:
    """One fault to play: for an API (or any), so many times; 0 times is until it is removed.

    `id` is text of digits; it is given when the fault is set.
    """

    api: str
    kind: Kind
    value: str | int
    times: int = 1
    id: str = ""

    def fits(self, api: str) -> bool:
        """Whether it is meant for this API. For any API, an order that times out means an order."""
        if self.api == ANY:
            return self.kind is not Kind.TIMEOUT_AFTER_ORDER or api == ORDER_CREATE
        return self.api == api

    @property
    def seconds(self) -> float:
        """The value as a time."""
        return float(self.value) / 1000


class Disturbances:
    """Those that wait to be played, in the order they were given."""

    def __init__(self) -> None:
        self._waiting: list[Disturbance] = []
        self._given = 0

    def add(self, disturbance: Disturbance) -> Disturbance:
        """Plays it from the next call on; returns it with its id, which no other has or had."""
        self._given += 1
        named = replace(disturbance, id=str(self._given))
        self._waiting.append(named)
        return named

    def all(self) -> tuple[Disturbance, ...]:
        """Those that wait, in the order they were given."""
        return tuple(self._waiting)

    def remove(self, fault_id: str) -> bool:
        """Plays this one no more; false where there is none of this id."""
        before = len(self._waiting)
        self._waiting = [one for one in self._waiting if one.id != fault_id]
        return len(self._waiting) < before

    def clear(self) -> None:
        """Plays no more."""
        self._waiting.clear()

    def take(self, api: str) -> Disturbance | None:
        """The one for this call, used once; None for an undisturbed call. The one that was given first comes first."""
        for place, one in enumerate(self._waiting):
            if one.fits(api):
                if one.times == 1:
                    del self._waiting[place]
                elif one.times > 1:
                    self._waiting[place] = replace(one, times=one.times - 1)
                return one
        return None
