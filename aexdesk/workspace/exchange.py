"""An exchange: one request as sent, its answer, and the verdicts on both. The unit of everything. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aexdesk.openplatform.envelope import CallError
from aexdesk.openplatform.request import Headers, Origin, Parameter, SignedRequest
from aexdesk.workspace.body import Body
from aexdesk.workspace.noted import Noted

__all__ = [
    "CallError",
    "Difference",
    "Exchange",
    "ExchangeSummary",
    "GuardVerdict",
    "Headers",
    "Origin",
    "Parameter",
    "ReceivedResponse",
    "SentRequest",
]


@dataclass(frozen=True, slots=True)
class SentRequest:
    """The request as it leaves: exactly these bytes. Parameters stand in the order in which they travel.

    `noted` is what was found of it before its secrets were hidden; None where nothing was.
    """

    method: str
    url: str
    headers: Headers
    body: bytes
    parameters: tuple[Parameter, ...]
    string_to_sign: str
    sign: str
    noted: Noted | None = None

    @classmethod
    def of(cls, signed: SignedRequest) -> SentRequest:
        """The record of a signed request; an MD5 string to sign shows the app secret as dots."""
        return cls(
            method=signed.http_method,
            url=signed.url,
            headers=signed.headers,
            body=signed.body,
            parameters=signed.parameters,
            string_to_sign=signed.string_to_sign.text,
            sign=signed.sign,
        )


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
    """May this call leave? `reason` is a code for `wording`; `test_case` names the matching or nearest case.

    `notes` are codes of what deserves a word and changes no verdict: signature_wrong, out_order_id_missing,
    body_not_kept.
    """

    allowed: bool
    reason: str
    differences: tuple[Difference, ...] = ()
    test_case: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and all that is known of it. `at` is UTC; without a response either guard or network said no.

    `door` is "proxy" for what came through the guard proxy, "" for what this program asked for itself.
    """

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
    door: str = ""


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
    door: str = ""
    is_pinned: bool = False
    app_key: str = ""
