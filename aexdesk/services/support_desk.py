"""The support desk: recorded calls as the form that support asks for, and when somebody reads it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from aexdesk.faults import BadInput
from aexdesk.redaction import Hider, SecretsSeen, for_leaving, for_storage, hide_prose
from aexdesk.secret import MASK
from aexdesk.services.finding import Finding
from aexdesk.services.history import History
from aexdesk.services.known_secrets import KnownSecrets
from aexdesk.services.working_days import MainlandCalendar
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.concealed import begin, conceal
from aexdesk.support.forms import SupportForm, write_form
from aexdesk.support.hiding import SIGNATURE, Hiding
from aexdesk.support.hours import ServiceHours, hours_at
from aexdesk.wording.support_texts import HowOften, suggest_description, write_texts
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import Exchange, ExchangeSummary

_A_DAY: Final = timedelta(days=1)
_COUNTED: Final = 500
"""Calls that are looked at to tell how often one ends so."""
_MASKED_SIGN: Final = re.compile(rf"^sign={re.escape(MASK)}$", re.MULTILINE)
DESCRIPTION: Final = "description"


@dataclass(frozen=True, slots=True)
class SupportCase:
    """Recorded calls as support may see them: redacted, without the bodies of their answers; the first leads.

    `signs`: their signatures, for the one form in which a person wants to show them.
    """

    exchanges: tuple[Exchange, ...]
    signs: tuple[str, ...]
    how_often: tuple[HowOften, ...]

    @property
    def exchange(self) -> Exchange:
        """The call that leads."""
        return self.exchanges[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """Of its calls."""
        return tuple(one.id for one in self.exchanges)

    @property
    def is_practice(self) -> bool:
        """Whether they went to the practice gateway."""
        return self.exchange.environment == PRACTICE.name

    def suggested(self, language: FormLanguage = FormLanguage.ENGLISH) -> str:
        """The description that the calls themselves suggest."""
        return suggest_description(self.exchanges, language, self.how_often)


@dataclass(frozen=True, slots=True)
class FormWish:
    """How the form is to be: by which channel, about what, in which language; `shown` names hidings (by id) that a
    person wants to see. Without `description`, with the one that the calls suggest."""

    channel: Channel
    topic: Topic = Topic.TECHNICAL
    description: str = ""
    language: FormLanguage = FormLanguage.ENGLISH
    shown: frozenset[str] = frozenset()


class SupportDesk:
    """Builds forms from recorded exchanges; they never hold a secret.

    `seen` takes the secrets that this process knows out of a text; the description is a person's own, after all. So
    that one is found that was copied from elsewhere, `open_case` also asks the vault.
    """

    def __init__(
        self,
        history: History,
        finding: Finding,
        known: KnownSecrets,
        now: Callable[[], datetime],
        seen: SecretsSeen,
    ) -> None:
        self._history = history
        self._finding = finding
        self._known = known
        self._now = now
        self._seen = seen
        self._in_vault = Hider({}, ())
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

    async def open_case(self, *exchange_ids: str) -> SupportCase:
        """Recorded calls, ready for any form. Raises BadInput: unknown_exchange, mixed_environments."""
        await self.learn_secrets()
        recorded = [await self._history.get(one) for one in dict.fromkeys(exchange_ids)]
        if len({one.environment for one in recorded}) > 1:
            raise BadInput("mixed_environments")
        how_often = [await self._count(one) for one in recorded]
        exchanges = await asyncio.to_thread(lambda: tuple(map(self._leave, recorded)))
        return SupportCase(exchanges, tuple(one.request.sign for one in recorded), tuple(how_often))

    async def learn_secrets(self) -> None:
        """Asks the vault what must never leave; without an answer, what was known stays known."""
        self._in_vault = await self._known.hider()

    def hide(self, text: str) -> str:
        """`text` without any secret of this workspace, in whatever encoding, and without what a name gives away."""
        return self._seen.hide(self._in_vault.hide(text))

    def hide_values(self, text: str) -> str:
        """The same by value alone: in an answer "code" names a result, and redaction has been through it."""
        return self._seen.hide(self._in_vault.hide(text), by_name=False)

    def hide_prose(self, text: str) -> str:
        """The same for what a person wrote: of what it names as secret, too. By value first, as `hide_recorded`."""
        return self.hide(hide_prose(self.hide_values(text)))

    def fill_in(self, case: SupportCase, wish: FormWish) -> SupportForm:
        """The finished form of a case."""
        exchanges, describe, hidings = self.conceal(case.exchanges, wish.shown)
        own = wish.description.strip()
        description = describe(self.hide_prose(own) if own else self.hide(case.suggested(wish.language)))
        texts = write_texts(exchanges, description, wish.language, is_practice=case.is_practice)
        form = write_form(exchanges, wish.channel, wish.topic, texts).over(self.hide)
        return replace(_show_signs(form, case, wish.shown), hidings=hidings())

    def conceal(
        self, exchanges: Sequence[Exchange], shown: frozenset[str] = frozenset()
    ) -> tuple[tuple[Exchange, ...], Callable[[str], str], Callable[[], tuple[Hiding, ...]]]:
        """Exchanges without personal data, what takes the same out of a description, and what tells all of it."""
        concealing = begin(exchanges, shown)
        several = len(exchanges) > 1
        concealed = tuple(
            conceal(one, concealing, _prefix(number) if several else "") for number, one in enumerate(exchanges, 1)
        )
        return concealed, lambda text: concealing.free(text, DESCRIPTION), lambda: concealing.hidings

    async def write_form(
        self, exchange_id: str, channel: Channel, topic: Topic = Topic.TECHNICAL, description: str = ""
    ) -> SupportForm:
        """The finished form. Raises BadInput("unknown_exchange")."""
        return self.fill_in(await self.open_case(exchange_id), FormWish(channel, topic, description))

    def hours(self, at: datetime | None = None) -> ServiceHours:
        """Whether support answers at that instant (now by default), and when it does next. Raises BadInput."""
        return hours_at(self._now() if at is None else at, self._calendar)

    def hide_recorded(self, recorded: Exchange) -> Exchange:
        """A call as it would be recorded now: some secrets were not known then. By value, before anything goes by name:
        where a name stands within a secret, half of it would go, and the rest be nobody's."""
        known = for_storage(recorded, self._in_vault)
        return replace(known, api=self.hide_values(known.api))  # whatever was typed there names files

    def _leave(self, recorded: Exchange) -> Exchange:
        return leave_without_answer(self.hide_recorded(recorded))

    async def _count(self, exchange: Exchange) -> HowOften:
        lines = await self._history.recent(exchange.environment, _COUNTED)
        code = exchange.error.code if exchange.error is not None else ""
        within = [one for one in lines if one.api == exchange.api and exchange.at - _A_DAY < one.at <= exchange.at]
        same = sum(one.error_code == code for one in within if one.id != exchange.id)
        others = sum(one.id != exchange.id for one in within)
        return HowOften(same + 1, others + 1)


def leave_without_answer(recorded: Exchange) -> Exchange:
    """As it may leave. No form quotes an answer, and redacting a megabyte takes its time."""
    response = recorded.response
    if response is not None:
        recorded = replace(recorded, response=replace(response, body=Body.of(b"")))
    return for_leaving(recorded)


def _prefix(number: int) -> str:
    return f"call {number}: "


def _show_signs(form: SupportForm, case: SupportCase, shown: frozenset[str]) -> SupportForm:
    """Puts those signatures back that are to be seen, in the order of the calls."""
    several = len(case.exchanges) > 1
    signs = [
        (sign, f"{SIGNATURE} {_prefix(number) if several else ''}sign" in shown)
        for number, (sign, one) in enumerate(zip(case.signs, case.exchanges, strict=True), 1)
        if any(parameter.name == "sign" for parameter in one.request.parameters)
    ]

    def put_back(text: str) -> str:
        waiting = iter(signs)

        def instead(found: re.Match[str]) -> str:
            sign, is_shown = next(waiting, ("", False))
            return f"sign={sign}" if is_shown else found[0]

        return _MASKED_SIGN.sub(instead, text)

    return form.over(put_back) if any(is_shown for _sign, is_shown in signs) else form
