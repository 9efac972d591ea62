"""What the Console does: keeps the draft, signs it for showing, sends it, opens what was sent before. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.console.answer import read_answer_of
from aexdesk.ui.tabs.console.delays import Delays
from aexdesk.ui.tabs.console.draft import Draft, build_example, with_empty, with_json, with_value, without_value
from aexdesk.ui.tabs.console.drafts import Drafts
from aexdesk.ui.tabs.console.filling import fill
from aexdesk.ui.tabs.console.marks import Marks
from aexdesk.ui.tabs.console.opened.request import Key, OpenRequest
from aexdesk.ui.tabs.console.opened.tabs import OpenTabs, shown_of
from aexdesk.ui.tabs.console.preview import OpenTexts, preview_sent
from aexdesk.ui.tabs.console.previewing import Previewing
from aexdesk.ui.tabs.console.repeating import Repeating
from aexdesk.ui.tabs.console.saved.folder_model import FolderModel
from aexdesk.ui.tabs.console.saved.mapping import files_of
from aexdesk.ui.tabs.console.saved.saving import Saving
from aexdesk.ui.tabs.console.sending import Sending
from aexdesk.ui.tabs.console.signer import Signer
from aexdesk.ui.tabs.console.slate import Slate
from aexdesk.ui.tabs.console.state import ConsoleState
from aexdesk.ui.tabs.console.taking import Taking, check_exchange
from aexdesk.ui.tabs.console.token_refresh import TokenRefresh
from aexdesk.ui.tabs.console.words import say_order_took_place, say_recorded_took_place, say_refreshed

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.openplatform.request import Call
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.exchange import Exchange
    from aexdesk.workspace.profile import Profile

_RECENT = 100
_HISTORY_OPEN = "console.history_open"
_ANSWER_BELOW = "console.answer_below"


class ConsoleModel(StateModel[ConsoleState]):
    """The Console of one window."""

    def __init__(self, desk: Desk, ports: Ports, now: Callable[[], datetime]) -> None:
        super().__init__(ConsoleState(), ports.report)
        self._desk = desk
        self._ports = ports
        self._drafts = Drafts(desk.own_apis, desk.redact)
        self._signer = Signer(desk)
        self._delays = Delays(ports.later)
        slate = Slate(desk, ports, self._delays, self._signer, self._start, lambda: self.state, self._become)
        self._previewing = Previewing(slate, lambda: files_of(self.tabs.shelf.current, self.state.scope))
        self.tabs = OpenTabs(slate, self._drafts, self._make_first, self._show_request)
        self.folder = FolderModel(desk, ports)
        self.saving = Saving(slate, self.tabs, self.folder, self._drafts)
        self._sending = Sending(slate, self.tabs, now)
        self._opening: asyncio.Task[None] | None = None
        self._taking = Taking(desk, self._start, self.put_call, self.open_exchange, self._show_fault)
        self.marks = Marks(desk, ports, self._start, self._note_fault)
        self.repeating = Repeating(self, ports.links, self._start)
        self._refresh = TokenRefresh(desk.tokens, desk.token_refreshing, self._start, self._note_refresh)
        self._recent = Rereading(
            self._start,
            "read the history",
            lambda: desk.history.recent(self.state.environment.name, _RECENT),
            lambda calls: self._become(replace(self.state, history=calls)),
        )
        for changes, callback in self._watched():
            changes.append(callback)
        self._enter(desk.standing.environment)
        is_below = desk.preferences.value(_ANSWER_BELOW)
        self._become(
            replace(
                self.state,
                is_history_open=bool(desk.preferences.value(_HISTORY_OPEN, False)),
                is_answer_below=is_below if isinstance(is_below, bool) else None,
            )
        )
        self._taking.take_order()
        self._taking.take_exchange()

    # ---------------------------------------------------------------- the draft

    def choose_api(self, name: str) -> None:
        """Writes a call of another API."""
        api = name.strip()
        if api != self.state.draft.api:
            self._edit(self._drafts.move_to(self.tabs.shelf.key, self.state.draft, api))

    def choose_http_method(self, method: str) -> None:
        """GET or POST."""
        self._edit(replace(self.state.draft, http_method=method))

    def set_value(self, name: str, text: str) -> None:
        """A field of the form was typed in."""
        self._edit(with_value(self.state.draft, name, text, self.state.definition))

    def add_parameter(self, name: str) -> None:
        """A parameter that the catalogue does not know; where it is there already, nothing changes."""
        if name.strip() and name.strip() not in dict(self.state.draft.values):
            self.set_value(name.strip(), "")

    def remove_parameter(self, name: str) -> None:
        """Takes such a parameter away."""
        self._edit(without_value(self.state.draft, name, self.state.definition))

    def send_empty(self, name: str, is_sent: bool) -> None:
        """A parameter without a value is sent empty, or left out."""
        self._edit(with_empty(self.state.draft, name, is_sent, self.state.definition))

    def set_json(self, text: str) -> None:
        """The JSON was typed in."""
        self._edit(with_json(self.state.draft, text))

    def insert_example(self, name: str) -> None:
        """Fills a parameter with the catalogue's example; in practice with what its test case allows."""
        definition = self.state.definition
        field = next((one for one in definition.parameters if one.name == name), None) if definition else None
        if field is not None:
            facts = self._drafts.example_facts(self.state.environment, self._desk.practising.seeds)
            self.set_value(name, build_example(field, facts))

    def _edit(self, draft: Draft) -> None:
        if draft != self.state.draft:
            self.tabs.edited()
            self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        filled = fill(draft, self.state.scope)
        definition, effect = self.marks.look_up(self.state.environment, filled.call.api)
        self._become(replace(self.state, draft=draft, filled=filled, definition=definition, effect=effect))
        self._previewing.soon()

    def _show_request(self, request: OpenRequest) -> None:
        """Another request is looked at."""
        nothing: dict[str, Any] = {"order": None, "preview": None, "preview_fault": None, "naming": None}
        self._become(replace(self.state, **shown_of(request), **nothing))
        self._show_draft(request.draft)
        self._take_marks()
        self._previewing.now()
        self.tabs.bring_answer()

    def _make_first(self) -> Draft:
        is_live = self._desk.standing.environment.is_live
        return self._drafts.first(None if is_live else self._desk.practising.seeds)

    def _become(self, state: ConsoleState) -> None:
        super()._become(replace(state, requests=self.tabs.shelf.absorb(state)))

    # ---------------------------------------------------------------- where we stand

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        counts = (desk.standing, desk.profiles, desk.practising, desk.vault_status, desk.test_cases, desk.loan_accounts)
        return (
            *((one.changed, self._follow) for one in (*counts, desk.live_unlock, desk.harmless_apis, desk.own_apis)),
            (desk.tokens.token_changed, self._follow),
            (desk.history.changed, self._recent.again),
            (desk.handovers.order_for_console.changed, self._taking.take_order),
            (desk.handovers.exchange_for_console.changed, self._taking.take_exchange),
            (self.folder.loaded, self._rescope),
        )

    def _follow(self) -> None:
        """Something that a call depends on has changed."""
        self._signer.forget()
        standing, seeds = self._desk.standing, self._desk.practising.seeds
        if standing.environment.name != self.state.environment.name:
            self.tabs.keep_at_once()
            self._enter(standing.environment)
            return
        if self.tabs.shelf.current.is_first and not standing.environment.is_live:
            self._show_draft(self._drafts.first(seeds))
        profile = standing.profile
        self._become(replace(self.state, environment=standing.environment, app=profile.name if profile else ""))
        self._rescope()
        self._take_marks()
        self._previewing.soon()

    def _rescope(self) -> None:
        """The variables may have other values now."""
        scope = self.folder.scope(self.state.environment)
        if scope != self.state.scope:
            self._become(replace(self.state, scope=scope))
            self._show_draft(self.state.draft)

    def _take_marks(self) -> None:
        """What may leave Live for now, and what the person called harmless."""
        place = self.state.environment
        definition, effect = self.marks.look_up(place, self.state.filled.call.api)
        is_unlocked, names = self._desk.live_unlock.is_open(), self._desk.harmless_apis.names(place.name)
        told = replace(self.state, definition=definition, effect=effect)
        self._become(replace(told, is_unlocked=is_unlocked, harmless=names))

    def _enter(self, environment: Environment) -> None:
        """Shows an environment as it was left."""
        self._signer.forget()
        profile = self._desk.standing.profile
        self.folder.enter(environment)
        request = self.tabs.shelf.enter(environment.name)
        fresh = ConsoleState(
            environment=environment,
            app=profile.name if profile else "",
            scope=self.folder.scope(environment),
            is_history_open=self.state.is_history_open,
            is_answer_below=self.state.is_answer_below,
        )
        self._become(replace(fresh, **shown_of(request)))
        self._show_request(request)
        self.saving.compare()
        self._recent.again()

    # ---------------------------------------------------------------- the signature

    def open_texts(self) -> OpenTexts | None:
        """What would leave now with the session in it, to be copied on purpose."""
        return self._previewing.open_texts

    async def settle(self) -> None:
        """Lets the guard say what it thinks of the draft as it is now."""
        await self._previewing.settle()

    # ---------------------------------------------------------------- what other tabs hand over

    def put_call(self, call: Call, said: Callable[[], str] = say_order_took_place) -> None:
        """Writes a call that was built elsewhere in place of the draft; `said` when that was being written."""
        self._become(replace(self.state, fault=None, is_cancelled=False))
        self._replace_draft(self._drafts.of_call(call), said)

    def put_exchange(self, exchange: Exchange) -> None:
        """Writes a recorded call as it was sent in place of the draft."""
        self._replace_draft(self._drafts.of_exchange(exchange), say_recorded_took_place)

    def _replace_draft(self, draft: Draft, said: Callable[[], str]) -> None:
        """Puts a draft in place of what was being written, which can be brought back; beside one that has a file."""
        key, request = self.tabs.shelf.key, self.tabs.shelf.current
        if request.source is not None:
            self.tabs.new(OpenRequest("", draft))
            return
        self._edit(draft)
        if request.is_touched and request.draft != self.state.draft:
            self._ports.toasts.show(said, lambda: self._bring_back(key, request.draft))

    def _bring_back(self, key: Key, draft: Draft) -> None:
        if key == self.tabs.shelf.key:
            self._edit(draft)
        else:  # it waits where it was written
            self.tabs.change(key, draft=draft, is_unsaved=True)
            self.tabs.keep_now()

    # ---------------------------------------------------------------- sending

    def send(self) -> None:
        """Sends the draft, unless a call runs."""
        profile = self._desk.standing.profile
        if not self.state.can_send or profile is None:
            return
        self.tabs.shelf.change(self.tabs.shelf.key, is_first=False)
        self._sending.send(profile)

    def cancel(self) -> None:
        """Gives up the call that runs. The platform may have acted on it already; the history says so."""
        self._sending.cancel()

    def hand_to_runs(self, path: str) -> None:
        """Lays down what of the folder is to be run."""
        self._desk.handovers.path_for_runs.give(path)

    # ---------------------------------------------------------------- what an answer asks for

    def give_to_support(self) -> None:
        """Lays the call that is shown where the support tab finds it."""
        if self.state.answer is not None:
            self._desk.handovers.exchange_for_support.give(self.state.answer.exchange.id)

    def give_to_doctor(self) -> bool:
        """Lays the call that is shown where the doctor finds it; whether one is shown."""
        if self.state.answer is None:
            return False
        self._desk.handovers.exchange_for_doctor.give(self.state.answer.exchange.id)
        return True

    def refresh_token(self) -> None:
        """Fetches a new session for the token in use, unless that is under way."""
        profile = self._desk.standing.profile
        if profile is not None:
            self._refresh.run(profile)

    def _note_refresh(self, profile: Profile, is_running: bool, fault: AexError | None) -> None:
        if profile.environment == self.state.environment.name:
            self._become(replace(self.state, is_refreshing=is_running, fault=fault))
        if not is_running and fault is None:
            self._follow()  # another process may have been first; then nobody else tells
            self._ports.toasts.show(say_refreshed)

    # ---------------------------------------------------------------- history

    def open_exchange(self, exchange_id: str) -> None:
        """Brings a recorded call back: its request as the draft, its answer beside it."""
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._start(self._open_exchange(exchange_id), "open a recorded call")

    async def _open_exchange(self, exchange_id: str) -> None:
        asked_for = self.tabs.shelf.key
        try:
            exchange = await self._desk.history.get(exchange_id)
            check_exchange(exchange, asked_for[0])
            answer = await asyncio.to_thread(read_answer_of, exchange)
            result = await self._sending.results.of(exchange, self.state.environment)
        except BadInput as fault:
            self._show_fault(fault)
            return
        if asked_for != self.tabs.shelf.key:
            return
        self.put_exchange(exchange)
        key, sent = self.tabs.shelf.key, preview_sent(exchange)
        shown = {"answer": answer, "result": result, "sent": sent, "fault": None, "is_cancelled": False}
        self.tabs.change(key, **shown, is_touched=False)
        self.tabs.keep_soon()

    def _note_fault(self, fault: AexError) -> None:
        self._become(replace(self.state, fault=fault))

    def _show_fault(self, fault: AexError) -> None:
        self._become(replace(self.state, answer=None, result=None, sent=None, fault=fault, is_cancelled=False))

    def open_history(self, is_open: bool) -> None:
        """Shows the list of recorded calls, or only the last few in a line; remembered."""
        if is_open != self.state.is_history_open:
            self._become(replace(self.state, is_history_open=is_open))
            self._start(self._desk.preferences.set(_HISTORY_OPEN, is_open), "remember the history's place")

    def place_answer(self, is_below: bool) -> None:
        """Shows the answer below the request or beside it; remembered."""
        self._become(replace(self.state, is_answer_below=is_below))
        self._start(self._desk.preferences.set(_ANSWER_BELOW, is_below), "remember the answer's place")

    # ---------------------------------------------------------------- ending

    async def close(self) -> None:
        """Lets go of the services, keeps the draft, ends what runs."""
        for changes, callback in self._watched():
            changes.remove(callback)
        self._delays.stop_all()
        await self.tabs.close()
        await self.folder.close()
        await super().close()
