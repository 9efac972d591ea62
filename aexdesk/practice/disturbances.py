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
    """One fault to play: for an API (or any), so many times."""

    api: str
    kind: Kind
    value: str | int
    times: int = 1

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

    def add(self, disturbance: Disturbance) -> None:
        """Plays it from the next call on."""
        self._waiting.append(disturbance)

    def clear(self) -> None:
        """Plays no more."""
        self._waiting.clear()

    def take(self, api: str) -> Disturbance | None:
        """The one for this call, used once; None for an undisturbed call."""
        for place, one in enumerate(self._waiting):
            if one.fits(api):
                if one.times > 1:
                    self._waiting[place] = replace(one, times=one.times - 1)
                else:
                    del self._waiting[place]
                return one
        return None
