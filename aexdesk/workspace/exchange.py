"""An exchange: one request as sent, its answer, and the verdicts on both. The unit of everything. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aexdesk.workspace.body import Body


class Origin(StrEnum):
    """Where a parameter came from."""

    USER = "user"
    PROFILE = "profile"
    API = "api"
    CLOCK = "clock"
    SETTING = "setting"
    TOKEN = "token"  # noqa: S105 - the name of an origin
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as it travels: raw, before any percent-encoding."""

    name: str
    value: str
    origin: Origin


Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentRequest:
    """The request as it leaves: exactly these bytes. Parameters stand in the order in which they travel."""

    method: str
    url: str
    headers: Headers
    body: bytes
    parameters: tuple[Parameter, ...]
    string_to_sign: str
    sign: str


@dataclass(frozen=True, slots=True)
class ReceivedResponse:
    """The answer. `ms` runs from the first byte out to the last byte in; `first_byte_ms` to the headers."""

    status: int
    headers: Headers
    body: Body
    ms: float
    first_byte_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which an order differs from the test case that it comes nearest to."""

    field: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class GuardVerdict:
    """May this call leave? `reason` is a code for `wording`; `test_case` names the matching or nearest case."""

    allowed: bool
    reason: str
    differences: tuple[Difference, ...] = ()
    test_case: str = ""


@dataclass(frozen=True, slots=True)
class CallError:
    """What went wrong, or that there were no results.

    `kind` is "platform", "no_results", "guard", "network" or "storage"; `type` is the platform's ISV, ISP or SYSTEM.
    """

    kind: str
    code: str
    message: str = ""
    type: str = ""
    sub_code: str = ""
    sub_message: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and all that is known of it. `at` is UTC; without a response either guard or network said no."""

    id: str
    at: datetime
    environment: str
    profile: str
    api: str
    request: SentRequest
    guard: GuardVerdict
    response: ReceivedResponse | None = None
    error: CallError | None = None
    request_id: str = ""
    app_key: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeSummary:
    """A line of the history."""

    id: str
    at: datetime
    environment: str
    profile: str
    api: str
    status: int | None
    error_code: str
    request_id: str
    ms: float | None = None
    guard_allowed: bool = True
