"""All that the Access log tab shows, as values: the proxy, what is looked for, which call is chosen. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aexdesk.faults import AexError
from aexdesk.services.call_marks import CallMarks, MarkedCall
from aexdesk.services.proxying import PROXY_PORT, ProxyState
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import ExchangeSummary

HIGHEST_PORT = 65535
ANY_FREE_PORT = 0


class Verdict(StrEnum):
    """What became of a call, and what one may look for."""

    ANY = "any"
    FORWARDED = "forwarded"
    REFUSED = "refused"
    WRONG_SIGNATURE = "wrong_signature"
    FAILED = "failed"


def verdict_of(is_allowed: bool, marks: CallMarks) -> Verdict:
    """One word for what became of a call. A wrong signature is noted, and the call is forwarded all the same."""
    if not is_allowed:
        return Verdict.REFUSED
    return Verdict.WRONG_SIGNATURE if marks.is_signature_wrong else Verdict.FORWARDED


@dataclass(frozen=True, slots=True)
class PassedCall:
    """A line of the log: the call, whose session it carried, and what the guard noted."""

    summary: ExchangeSummary
    marks: CallMarks = field(default_factory=CallMarks)

    @property
    def id(self) -> str:
        """As in the history."""
        return self.summary.id

    @property
    def verdict(self) -> Verdict:
        """One word for it."""
        return verdict_of(self.summary.guard_allowed, self.marks)

    @property
    def has_failed(self) -> bool:
        """Whether it was forwarded and ended in an error; the platform's "no results" is none."""
        return self.summary.guard_allowed and self.summary.error_code not in ("", "405")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows: calls in which `text` stands, with that verdict, of that API ("": any)."""

    text: str = ""
    verdict: Verdict = Verdict.ANY
    api: str = ""

    @property
    def is_on(self) -> bool:
        """Whether it keeps anything back."""
        return self != Filter()

    def takes(self, call: PassedCall) -> bool:
        """Whether the call is to be shown; the text has been looked for already."""
        if self.api and call.summary.api != self.api:
            return False
        if self.verdict is Verdict.ANY:
            return True
        if self.verdict is Verdict.FAILED:
            return call.has_failed
        if self.verdict is Verdict.FORWARDED:
            return call.summary.guard_allowed
        return call.verdict is self.verdict


@dataclass(frozen=True, slots=True)
class AccessLogState:
    """The calls themselves are in the model's `calls`; `count` says how many. `waiting`: come since the pause.

    `shows_examples`: None until the person decides; then the examples stand open as long as nothing has passed.
    """

    environment: Environment = PRACTICE
    proxy: ProxyState = field(default_factory=ProxyState)
    port: str = str(PROXY_PORT)
    language: str = "python"
    shows_examples: bool | None = None
    filter: Filter = field(default_factory=Filter)
    apis: tuple[str, ...] = ()
    is_loaded: bool = False
    count: int = 0
    is_paused: bool = False
    waiting: int = 0
    chosen: str = ""
    detail: MarkedCall | None = None
    fault: AexError | None = None

    @property
    def is_on(self) -> bool:
        """Whether the proxy answers."""
        return self.proxy.url is not None

    @property
    def port_number(self) -> int | None:
        """The port in the field; None where it is none."""
        text = self.port.strip()
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST_PORT))
        return int(text) if is_number and int(text) <= HIGHEST_PORT else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, and nothing was looked for."""
        return self.is_loaded and not self.count and not self.filter.is_on

    @property
    def are_examples_open(self) -> bool:
        """Whether the examples are shown."""
        is_next_step = self.is_empty and not self.is_elsewhere
        return self.is_on and (is_next_step if self.shows_examples is None else self.shows_examples)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the proxy goes to another environment than the one that is shown."""
        return self.is_on and self.proxy.environment != self.environment.name
