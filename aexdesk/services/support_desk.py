"""The support desk: any exchange as the form that support asks for, and when somebody reads it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from aexdesk.redaction import for_leaving, hide_prose
from aexdesk.services.finding import Finding
from aexdesk.services.history import History
from aexdesk.services.working_days import MainlandCalendar
from aexdesk.support.addresses import holds_address
from aexdesk.support.channels import Channel, Topic
from aexdesk.support.forms import SupportForm, write_form
from aexdesk.support.hours import ServiceHours, hours_at
from aexdesk.wording.support_words import suggest_description, write_texts
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import Exchange, ExchangeSummary


@dataclass(frozen=True, slots=True)
class SupportCase:
    """A recorded call as support may see it: `exchange` went through redaction, and its answer's body stayed behind."""

    exchange: Exchange
    suggested: str
    is_practice: bool
    has_address: bool


class SupportDesk:
    """Builds forms from recorded exchanges; they never hold a secret or a signature.

    `hide` takes the secrets that this process knows out of a text; the description is a person's own, after all.
    """

    def __init__(
        self, history: History, finding: Finding, now: Callable[[], datetime], hide: Callable[[str], str]
    ) -> None:
        self._history = history
        self._finding = finding
        self._now = now
        self._hide = hide
        self._calendar = MainlandCalendar()

    async def find_failed(self, environment: str | None = None) -> ExchangeSummary | None:
        """The last exchange that failed."""
        return next(iter(await self._history.recent(environment, 1, failed_only=True)), None)

    async def find_calls(
        self, environment: str, limit: int, search: str = "", *, failed_only: bool = False
    ) -> tuple[ExchangeSummary, ...]:
        """Lines of what one may ask about, newest first; `search` is read as in the history, and goes by its index."""
        if not search.strip():
            return await self._history.recent(environment, limit, failed_only=failed_only)
        query = self._finding.read_kindly(search, environment)
        page = await self._finding.find(replace(query, is_failed=query.is_failed or failed_only), limit)
        return page.lines

    async def open_case(self, exchange_id: str) -> SupportCase:
        """A recorded call, ready for any form. Raises BadInput("unknown_exchange")."""
        return await asyncio.to_thread(_make_case, await self._history.get(exchange_id))

    def fill_in(
        self,
        case: SupportCase,
        channel: Channel,
        topic: Topic = Topic.TECHNICAL,
        description: str = "",
        *,
        hides_address: bool = False,
    ) -> SupportForm:
        """The finished form of a case; without `description`, with the one that the call suggests."""
        texts = write_texts(case.exchange, hide_prose(description), is_practice=case.is_practice)
        form = write_form(case.exchange, channel, topic, texts, hides_address=hides_address)
        return replace(form, subject=self._hide(form.subject), body=self._hide(form.body))

    async def write_form(
        self, exchange_id: str, channel: Channel, topic: Topic = Topic.TECHNICAL, description: str = ""
    ) -> SupportForm:
        """The finished form. Raises BadInput("unknown_exchange")."""
        return self.fill_in(await self.open_case(exchange_id), channel, topic, description)

    def hours(self, at: datetime | None = None) -> ServiceHours:
        """Whether support answers at that instant (now by default), and when it does next. Raises BadInput."""
        return hours_at(self._now() if at is None else at, self._calendar)


def _make_case(recorded: Exchange) -> SupportCase:
    response = recorded.response
    if response is not None:  # no form quotes it, and redacting a megabyte takes its time
        recorded = replace(recorded, response=replace(response, body=Body.of(b"")))
    exchange = for_leaving(recorded)
    texts = [one.value for one in exchange.request.parameters] or [exchange.request.body.decode("utf-8", "replace")]
    return SupportCase(
        exchange=exchange,
        suggested=suggest_description(exchange),
        is_practice=exchange.environment == PRACTICE.name,
        has_address=any(map(holds_address, texts)),
    )
