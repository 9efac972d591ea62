"""Packs evidence: the calls of a form with all that was sent and answered, redacted; one zip, or a mail with it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

import aexdesk
from aexdesk.interchange.har import write_har
from aexdesk.redaction import for_leaving
from aexdesk.secret import MASK
from aexdesk.services.exporting import leave_with_answer
from aexdesk.services.history import History
from aexdesk.services.support_desk import FormWish, SupportCase, SupportDesk
from aexdesk.support.evidence import PackTexts, write_pack
from aexdesk.support.hiding import SIGNATURE
from aexdesk.support.mail import Attachment, to_eml
from aexdesk.wording.support_phrases import PHRASES
from aexdesk.wording.support_readme import write_readme
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange

_ODD: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME: Final = 80
LONGEST_ANSWER = 4 * 1024 * 1024
"""Bytes of an answer that go into a pack: mail servers take no more than some 20 MB in all."""


class Evidence:
    """What the person has chosen to show of personal data is shown here too; a signature is not, whatever was chosen:
    it was shown in the one text that the person saw."""

    def __init__(self, history: History, desk: SupportDesk, now: Callable[[], datetime]) -> None:
        self._history = history
        self._desk = desk
        self._now = now

    async def pack(self, case: SupportCase, wish: FormWish) -> bytes:
        """The zip. Raises BadInput("unknown_exchange") where a call has gone meanwhile, StorageFault for its answer."""
        recorded = [await self._history.get(one) for one in case.ids]
        return await asyncio.to_thread(self._pack, case, without_signatures(wish), recorded)

    async def mail(self, case: SupportCase, wish: FormWish) -> bytes:
        """An .eml draft of the form with the pack attached. Raises as `pack`."""
        pack = await self.pack(case, wish)
        form = self._desk.fill_in(case, without_signatures(wish))
        return to_eml(form, (Attachment(name_of_pack(case), pack),), self._now())

    def _pack(self, case: SupportCase, wish: FormWish, recorded: list[Exchange]) -> bytes:
        form = self._desk.fill_in(case, wish)
        exchanges, _describe, _hidings = self._desk.conceal([self._leave(one) for one in recorded], wish.shown)
        notice = PHRASES[wish.language].practice if case.is_practice else ""
        version = aexdesk.__version__
        readme = write_readme(wish.language, len(exchanges), version, notice)
        texts = PackTexts(readme, write_har(exchanges, version), version)
        return write_pack(form, exchanges, texts, self._desk.hide_values)

    def _leave(self, recorded: Exchange) -> Exchange:
        response = recorded.response
        if response is not None and response.body.size > LONGEST_ANSWER:
            note = f"[left out: the answer has {response.body.size:,} bytes]".encode()
            recorded = replace(recorded, response=replace(response, body=Body.of(note)))
            return for_leaving(self._desk.hide_recorded(recorded))
        return leave_with_answer(self._desk.hide_recorded(recorded), with_answer=True)


def name_of(case: SupportCase, ending: str) -> str:
    """What a file about the case may be called, in any system and in a mail's head."""
    api = _ODD.sub("-", case.exchange.api.replace(MASK, "")).strip("-.")[:_LONGEST_NAME]
    return f"support-{api}-{case.exchange.at:%Y%m%d-%H%M%S}.{ending}"


def name_of_pack(case: SupportCase) -> str:
    """What the zip is called."""
    return name_of(case, "zip")


def without_signatures(wish: FormWish) -> FormWish:
    """The wish of what is kept or travels in files."""
    return replace(wish, shown=frozenset(one for one in wish.shown if not one.startswith(f"{SIGNATURE} ")))
