"""What the command palette offers: everything that can be gone to or done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.command import Command, Group
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.frame.names import host_of, name_environment
from aexdesk.ui.frame.palette_model import PaletteModel
from aexdesk.ui.frame.rail import keys_of_tab
from aexdesk.ui.frame.tab_actions import actions_of
from aexdesk.ui.outcomes import short_api, write_moment, write_outcome
from aexdesk.ui.tab import TabEntry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from aexdesk.desk import Desk
    from aexdesk.services.handover import Handover
    from aexdesk.workspace.exchange import ExchangeSummary


_LEAST_ID = 6
_OF_ID, _OF_WORDS = 12_000, 900


class Mover(Protocol):
    """What the window does when told."""

    def go_by_key(self, identity: str) -> None:
        """Shows a tab, and takes the keyboard there."""

    def choose_theme(self, preference: str) -> None:
        """Wears a theme."""

    def choose_language(self, code: str) -> None:
        """Speaks a language."""

    def languages(self) -> dict[str, str]:
        """Those that there are."""

    def open_shortcuts(self) -> None:
        """Shows the keys."""

    def open_settings(self) -> None:
        """Shows the settings."""

    def open_tab_help(self) -> None:
        """Shows the help of the tab that is shown."""

    def bring_back_first_steps(self) -> None:
        """Shows the strip of first steps again."""

    def view_in_sight(self) -> QWidget | None:
        """The view of the tab that is shown."""


class Commands:
    """Lists them anew each time the palette asks."""

    def __init__(
        self, window: Mover, entries: Sequence[TabEntry], model: FrameModel, found: PaletteModel, desk: Desk
    ) -> None:
        self._window = window
        self._entries = tuple(entries)
        self._model = model
        self._found = found
        self._desk = desk

    def list_all(self) -> list[Command]:
        """All of them."""
        return [
            *actions_of(self._window.view_in_sight()),
            *self._tabs(),
            *self._calls(),
            *self._apis(),
            *self._cases(),
            *self._accounts(),
            *self._places(),
            *self._codes(),
            *self._settings(),
        ]

    def _tabs(self) -> list[Command]:
        go = self._window.go_by_key
        found = [
            Command(entry.title(), _("tab"), partial(go, entry.id), Group.TAB, keys_of_tab(number, entry.id))
            for number, entry in enumerate(self._entries, start=1)
        ]
        book = shortcuts.keys_of("window.error_book")
        found.append(Command(book.words(), _("in Help"), self._to("code_for_error_book", "", "help"), Group.TAB,
                             book.shown()))  # fmt: skip
        tab_help, steps = shortcuts.keys_of("window.tab_help"), self._window.bring_back_first_steps
        found.append(Command(_("Help on this tab"), "", self._window.open_tab_help, Group.TAB, tab_help.shown()))
        found.append(Command(_("First steps"), _("over the tabs, in Practice"), steps, Group.TAB))
        return found

    def _calls(self) -> list[Command]:
        state = self._found.state
        found = [
            Command(
                f"{short_api(call.api)} · {write_outcome(call)}",
                f"{write_moment(call.at)} · {call.request_id or call.id}",
                self._to("exchange_for_console", call.id, "console"),
                Group.CALL,
                rank=_rank(call, state.text) if state.text else None,
            )
            for call in state.calls
        ]
        if state.text:
            words = _("Search the history for “{text}”").format(text=state.text)
            act = self._to("query_for_history", state.text, "history")
            found.append(Command(words, "", act, Group.CALL, rank=0))
        return found

    def _apis(self) -> list[Command]:
        return [
            Command(one.name, one.title, self._to("api_for_console", one.name, "console"), Group.API)
            for one in self._desk.catalogue.definitions
        ]

    def _cases(self) -> list[Command]:
        return [
            Command(
                case.name,
                f"{case.item_id} · {case.country} · {case.loan_account_email}",
                self._to("case_to_show", case.id, "order_tests"),
                Group.CASE,
            )
            for case in self._found.state.cases
        ]

    def _accounts(self) -> list[Command]:
        return [
            Command(one.email, one.seller, self._to("account_to_show", one.id, "loan_accounts"), Group.ACCOUNT)
            for one in self._found.state.accounts
        ]

    def _places(self) -> list[Command]:
        state, model = self._model.state, self._model
        apps = [
            Command(
                one.name, _("app key {key}").format(key=one.app_key), partial(model.choose_profile, one.id), Group.APP
            )
            for one in state.profiles
        ]
        return apps + [
            Command(
                name_environment(place),
                host_of(place.base_url),
                partial(model.choose_environment, place.name),
                Group.ENVIRONMENT,
                more=_("environment"),
            )
            for place in state.environments
        ]

    def _codes(self) -> list[Command]:
        return [
            Command(
                entry.code,
                _(entry.cause),
                self._to("code_for_error_book", entry.code, "help"),
                Group.CODE,
                more=" ".join((*entry.aliases, *entry.phrases)),
            )
            for entry in self._desk.error_book.entries
        ]

    def _settings(self) -> list[Command]:
        window = self._window
        named = (("window.settings", window.open_settings), ("window.shortcuts", window.open_shortcuts))
        found = [
            Command(_("Settings"), _("language and theme"), named[0][1], Group.SETTING, _shown(named[0][0])),
            Command(_("Shortcuts"), _("all the keys"), named[1][1], Group.SETTING, _shown(named[1][0])),
        ]
        updates = _("Check for updates")
        found.append(Command(updates, _("in Help"), self._to("check_for_updates", True, "help"), Group.SETTING))
        themes = {
            theme.Preference.SYSTEM: _("As the system"),
            theme.Preference.LIGHT: _("Light"),
            theme.Preference.DARK: _("Dark"),
        }
        found += [
            Command(name, _("theme"), partial(window.choose_theme, one.value), Group.SETTING)
            for one, name in themes.items()
        ]
        return found + [
            Command(name, _("language"), partial(window.choose_language, code), Group.SETTING)
            for code, name in window.languages().items()
        ]

    def _to(self, handover: str, thing: str | bool, tab: str) -> Callable[[], None]:
        def act() -> None:
            lain: Handover[Any] = getattr(self._desk.handovers, handover)
            lain.give(thing)
            self._window.go_by_key(tab)

        return act


def _rank(call: ExchangeSummary, text: str) -> int:
    """An ID is typed, or pasted, for the call it is; other words mean what they name before the calls to it."""
    is_id = len(text) >= _LEAST_ID and (call.request_id.startswith(text) or call.id.startswith(text))
    return _OF_ID if is_id else _OF_WORDS


def _shown(identity: str) -> str:
    return shortcuts.keys_of(identity).shown()


def name_group(group: Group) -> str:
    """The heading of a group."""
    return {
        Group.ACTION: _("In this tab"),
        Group.TAB: _("Tabs"),
        Group.CALL: _("Calls"),
        Group.API: _("APIs"),
        Group.CASE: _("Test cases"),
        Group.ACCOUNT: _("Loan accounts"),
        Group.APP: _("Work as an app"),
        Group.ENVIRONMENT: _("Environments"),
        Group.CODE: _("Error codes"),
        Group.SETTING: _("Settings"),
    }[group]
