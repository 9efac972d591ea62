"""The switches of the Faults page, as values: one for each way of going wrong, and what waits to be played. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from aexdesk.services.practice_contents import ANY_API, PracticeFault

_CODE = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_NUMBERS = {"latency": range(600_001), "timeout_after_order": range(600_001), "status": range(200, 600)}


class FaultKind(StrEnum):
    """The ways of going wrong that have a switch, in their order; the gateway's own names."""

    THROTTLE = "throttle"
    LATENCY = "latency"
    ERROR = "error"
    STATUS = "status"
    RESET = "reset"
    TRUNCATE = "truncate"
    GARBAGE = "garbage"
    ORDER_TIMEOUT = "timeout_after_order"


DEFAULTS = {
    FaultKind.LATENCY: "2000",
    FaultKind.ERROR: "ServiceUnavailable",
    FaultKind.STATUS: "503",
    FaultKind.ORDER_TIMEOUT: "10000",
}
"""The value that a switch begins with; the others have none."""

ORDERS_ONLY = frozenset({FaultKind.ORDER_TIMEOUT})
"""For any API means an order: there is nothing to choose."""


class Slip(StrEnum):
    """What is wrong with what was typed."""

    NONE = ""
    NUMBER = "number"
    CODE = "code"
    API = "api"


@dataclass(frozen=True, slots=True)
class Draft:
    """For which API, and with what value."""

    api: str = ANY_API
    value: str = ""


@dataclass(frozen=True, slots=True)
class FaultSwitch:
    """A row. `slip`: why what stands in it cannot be played."""

    kind: FaultKind
    draft: Draft
    is_on: bool = False
    slip: Slip = Slip.NONE


@dataclass(frozen=True, slots=True)
class FaultsState:
    """`waiting` is None where the gateway does not tell its faults."""

    switches: tuple[FaultSwitch, ...] = ()
    waiting: tuple[PracticeFault, ...] | None = ()
    chosen: str = ""

    @property
    def fault(self) -> PracticeFault | None:
        """The one that is chosen."""
        return next((fault for fault in self.waiting or () if fault.id == self.chosen), None)


def find_slip(kind: FaultKind, draft: Draft, apis: frozenset[str]) -> Slip:
    """What is wrong with a draft."""
    if draft.api != ANY_API and draft.api not in apis:
        return Slip.API
    numbers = _NUMBERS.get(kind)
    if numbers is not None:
        is_number = draft.value.isascii() and draft.value.isdigit() and len(draft.value) <= len("600000")
        return Slip.NONE if is_number and int(draft.value) in numbers else Slip.NUMBER
    if kind is FaultKind.ERROR and not _CODE.fullmatch(draft.value):
        return Slip.CODE
    return Slip.NONE


def limits_of(kind: FaultKind) -> tuple[int, int]:
    """The least and the most that a number may be."""
    numbers = _NUMBERS[kind]
    return numbers.start, numbers.stop - 1
