"""The window: a frame around the tabs, and no more. It knows the contract of a tab, not the tabs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from aexdesk.i18n import _
from aexdesk.ui import language, shortcuts, theme
from aexdesk.ui.focus import enter
from aexdesk.ui.frame import memory
from aexdesk.ui.frame.first_steps_place import FirstStepsPlace
from aexdesk.ui.frame.key_tips import KeyTips
from aexdesk.ui.frame.model import FrameModel, Phase
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.frame.notices import Notices
from aexdesk.ui.frame.rail import OWN_KEYS, Rail
from aexdesk.ui.frame.status_line import StatusLine
from aexdesk.ui.frame.tab_host import Base, TabHost
from aexdesk.ui.frame.top_bar import TopBar
from aexdesk.ui.frame.waiting import Waiting
from aexdesk.ui.tab import Tab, TabEntry
from aexdesk.ui.tasks import Report

if TYPE_CHECKING:
    from datetime import datetime

    from aexdesk.ui.frame.palette_model import PaletteModel
    from aexdesk.ui.later import Later
    from aexdesk.ui.ports import Ports


@dataclass(frozen=True)
class Look:
    """What the person chose for the eye and the tongue."""

    theme: theme.Theme
    language: language.Language


class Window(QMainWindow):
    """Says `close_requested` when the person closes it, and stays until `ui` has ended in order."""

    close_requested = Signal()

    def __init__(
        self,
        model: FrameModel,
        look: Look,
        entries: Sequence[TabEntry],
        now: Callable[[], datetime],
        report: Report,
        later: Later | None = None,
    ) -> None:
        super().__init__()
        theme.tell_side(self)
        self._model = model
        self._look = look
        self._entries = tuple(entries)
        self._desk: Any = None
        self._palette_model: PaletteModel | None = None
        self._wanted = self._entries[0].id
        self.has_painted = False
        self._brought: set[str] = set()
        self._entering = ""
        self._later = later
        self._report = report
        self.rail = Rail(entries)
        self.top_bar = TopBar(model, self.navigate, now)
        self._line = QWidget()
        self._line.setObjectName("topLine")
        self._line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notices = Notices(model, self._copy)
        self.first_steps = FirstStepsPlace(self.navigate, report)
        self.waiting = Waiting(model)
        self.host = TabHost(entries, self.waiting, self._restore, report)
        self.status_line = StatusLine(model, self._copy, self.navigate)
        self._place()
        self._popups: dict[str, Any] = {}
        self._bind_keys()
        self.key_tips = KeyTips(self)
        self.key_tips.acted.connect(self._follow_key_tip)
        self.rail.chosen.connect(self.navigate)
        self.rail.settings_wanted.connect(self.open_settings)
        self.host.arrived.connect(self._enter_late)
        self.top_bar.palette_wanted.connect(self.open_palette)
        self.top_bar.help_wanted.connect(self.open_tab_help)
        self.top_bar.live.unlock_wanted.connect(self.open_unlock)
        model.changed.connect(self._follow)
        self.rail.show_chosen(self._wanted)
        self._follow()

    @cached_property
    def ports(self) -> Ports:
        """What tabs may do beside their own widgets. Made when first wanted: the first paint does without it."""
        from aexdesk.ui.qt_ports import make_ports  # noqa: PLC0415

        return make_ports(self, self._later, self._report)

    def _copy(self, text: str) -> None:
        self.ports.clipboard.copy(text)

    # ---------------------------------------------------------------- where to

    @property
    def tab(self) -> str:
        """The id of the tab that is shown, or will be once the workspace is open."""
        return self._wanted

    def navigate(self, identity: str) -> None:
        """Shows that tab, as soon as the workspace is open and the tab is built."""
        self._wanted, self._entering = identity, ""
        self.rail.show_chosen(identity)
        if self._desk is not None and self._model.state.phase is Phase.OPEN:
            # What another tab hands over decides which page is seen, not where one was last time.
            if self._desk.handovers.has_any():
                self._brought.add(identity)
            self.host.show_tab(identity, Base(self._desk, self.ports, self.navigate))
        self.first_steps.show_tab(identity)
        self._retitle()

    def use_desk(self, desk: Any) -> None:
        """The Desk that tabs are built on, opened by the model."""
        self._desk = desk

    def open_palette(self) -> None:
        """Ctrl+K, as soon as the workspace is open."""
        from aexdesk.ui.frame.commands import Commands  # noqa: PLC0415 - not before it is wanted
        from aexdesk.ui.frame.palette import CommandPalette  # noqa: PLC0415
        from aexdesk.ui.frame.palette_model import PaletteModel  # noqa: PLC0415

        if self._desk is None or self._model.state.phase is not Phase.OPEN:
            return
        if self._palette_model is None:
            self._palette_model = PaletteModel(self._desk, self._report)
            commands = Commands(self, self._entries, self._model, self._palette_model, self._desk)
            self._popups["palette"] = CommandPalette(self, self._palette_model, commands.list_all)
        self._popups["palette"].open_over()

    def open_shortcuts(self) -> None:
        """The question mark."""
        from aexdesk.ui.frame.shortcut_sheet import ShortcutSheet  # noqa: PLC0415

        if "shortcuts" not in self._popups:
            self._popups["shortcuts"] = ShortcutSheet(self)
        self._popups["shortcuts"].open_over()

    def open_tab_help(self) -> None:
        """The question mark in the top line, and F1."""
        from aexdesk.ui.frame.tab_help import TabHelp  # noqa: PLC0415

        if "tab_help" not in self._popups:
            panel = TabHelp(self)
            panel.wanted.connect(self._open_help)
            self._popups["tab_help"] = panel
        self._popups["tab_help"].open_for(self._wanted, self._title(), self.view_in_sight(), self.top_bar.help)

    def open_settings(self) -> None:
        """The gear."""
        from aexdesk.ui.frame.settings import SettingsPanel  # noqa: PLC0415

        if "settings" not in self._popups:
            panel = SettingsPanel(self, self.languages())
            panel.language_chosen.connect(self.choose_language)
            panel.theme_chosen.connect(self.choose_theme)
            panel.key_tips_chosen.connect(self.choose_key_tips)
            self._popups["settings"] = panel
        look, has_key_tips = self._look, self.key_tips.is_wanted
        self._popups["settings"].show_chosen(look.language.code, look.theme.preference.value, has_key_tips)
        self._popups["settings"].open_beside(self.rail.settings_button)

    def open_error_book(self) -> None:
        """Its own keys, wherever one is."""
        if self._desk is not None and self._model.state.phase is Phase.OPEN:
            self._desk.handovers.code_for_error_book.give("")
        self.go_by_key("help")

    def _open_help(self, page: str, place: str) -> None:
        if self._desk is not None and self._model.state.phase is Phase.OPEN:
            handovers = self._desk.handovers
            (handovers.code_for_error_book if page == "book" else handovers.step_for_help).give(place)
        self.go_by_key("help")

    def languages(self) -> dict[str, str]:
        """Those that can be chosen, by their codes."""
        return dict(language.offered(bool(os.environ.get("AEXDESK_PSEUDO"))))

    def view_in_sight(self) -> QWidget | None:
        """What stands where tabs stand."""
        return self.host.currentWidget()

    def bring_back_first_steps(self) -> None:
        """They were put away, or are over, and are wanted again."""
        self.first_steps.bring_back()

    async def close_late(self) -> None:
        """Ends what palette and first steps still look for."""
        await self.first_steps.close_model()
        if self._palette_model is not None:
            await self._palette_model.close()

    def open_unlock(self) -> None:
        """Asks for the name that unlocks Live."""
        from aexdesk.ui.frame.unlock_panel import UnlockPanel  # noqa: PLC0415

        if "unlock" not in self._popups:
            self._popups["unlock"] = UnlockPanel(self, self._model)
        self._popups["unlock"].open_under(self.top_bar.live.unlock)

    # ---------------------------------------------------------------- look and memory

    def choose_language(self, code: str) -> None:
        """Speaks another language, now and next time."""
        self._look.language.use(code)
        self._model.remember(memory.LANGUAGE, code)

    def choose_theme(self, preference: str) -> None:
        """Wears another theme, now and next time."""
        self._look.theme.choose(theme.Preference(preference))
        self._model.remember(memory.THEME, preference)

    def choose_key_tips(self, is_wanted: bool) -> None:
        """Lets Alt show key tips, now and next time, or not."""
        self.key_tips.is_wanted = is_wanted
        self._model.remember(memory.KEY_TIPS, is_wanted)

    def first_look(self) -> memory.FirstLook:
        """What the next start must know before it paints."""
        return memory.FirstLook(
            memory.pack(self.saveGeometry()), self._look.theme.preference.value, self._look.language.code
        )

    def remembered(self) -> dict[str, Any]:
        """What the workspace keeps of the window."""
        kept: dict[str, Any] = {memory.TAB: self._wanted, memory.GEOMETRY: memory.pack(self.saveGeometry())}
        for identity, tab in self.host.tabs.items():
            for key, splitter in memory.splitters(identity, tab.view).items():
                kept[key] = memory.pack(splitter.saveState())
            kept |= {key: one.currentIndex() for key, one in memory.pages(identity, tab.view).items()}
        return kept

    def _restore(self, identity: str, tab: Tab) -> None:
        for key, splitter in memory.splitters(identity, tab.view).items():
            splitter.restoreState(memory.unpack(self._desk.preferences.value(key)))
        if identity not in self._brought:
            memory.turn(memory.pages(identity, tab.view), self._desk.preferences.value)

    def _follow(self) -> None:
        state = self._model.state
        is_live = state.environment is not None and state.environment.is_live
        theme.mark(self._line, environment="live" if is_live else "")
        self._line.setFixedHeight(theme.space("mark" if is_live else "hair"))
        if state.phase is not Phase.OPEN:
            self.host.show_waiting()
        elif self.host.currentWidget() is self.waiting and self._desk is not None:
            self._arrive()
        self._retitle()

    def _arrive(self) -> None:
        self.key_tips.is_wanted = self._desk.preferences.value(memory.KEY_TIPS, True) is not False
        kept = self._desk.preferences.value(memory.TAB)
        # Who has pressed a tab already wants that one.
        known = {entry.id for entry in self._entries}
        has_chosen = self._wanted != self._entries[0].id
        self.navigate(kept if kept in known and not has_chosen else self._wanted)
        self.first_steps.begin(self._desk, self._wanted, self._model.show_trouble)

    # ---------------------------------------------------------------- frame

    def _place(self) -> None:
        right = theme.column(self.top_bar, self._line, self.notices, self.first_steps, gap="")
        right.addWidget(self.host, stretch=1)
        right.addWidget(self.status_line)
        centre = QWidget()
        theme.line(self.rail, gap="", parent=centre).addLayout(right, stretch=1)
        self.setCentralWidget(centre)
        self.setMinimumSize(theme.size("least_width"), theme.size("least_height"))
        self.resize(theme.size("window_width"), theme.size("window_height"))

    def _bind_keys(self) -> None:
        shortcuts.bind(self, "window.palette", self.open_palette)
        shortcuts.bind(self, "window.shortcuts", self.open_shortcuts)
        shortcuts.bind(self, "window.settings", self.open_settings)
        shortcuts.bind(self, "window.tab_help", self.open_tab_help)
        shortcuts.bind(self, "window.error_book", self.open_error_book)
        for number, entry in enumerate(self._entries, start=1):
            go = partial(self.go_by_key, entry.id)
            if number <= shortcuts.NUMBERED:
                shortcuts.bind_tab(self, number, go)
            elif entry.id in OWN_KEYS:
                shortcuts.bind(self, OWN_KEYS[entry.id], go)

    def go_by_key(self, identity: str) -> None:
        """Whoever comes by key goes on by key: the focus comes along."""
        self.navigate(identity)
        self._enter()

    def _follow_key_tip(self, widget: QWidget) -> None:
        """The same for who has chosen the tab by its letters."""
        if self.rail.isAncestorOf(widget) and widget is not self.rail.settings_button:
            self._enter()

    def _enter(self) -> None:
        """Into the tab that is wanted; what stands in its place takes the focus until it is built."""
        self._entering = self._wanted if self.host.is_building else ""
        enter(self.host.currentWidget())

    def _enter_late(self, identity: str) -> None:
        if identity == self._entering:
            self._entering = ""
            enter(self.host.currentWidget())

    def _title(self) -> str:
        return next(entry.title() for entry in self._entries if entry.id == self._wanted)

    def _retitle(self) -> None:
        place = self._model.state.environment
        parts = [self._title(), *([name_environment(place)] if place else []), "AExDesk"]
        if (text := " · ".join(parts)) != self.windowTitle():
            self.setWindowTitle(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The person wants to leave: the order of that is not the window's."""
        event.ignore()
        self.close_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retitle()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rail and top line give way in a narrow window."""
        is_narrow = self.width() < theme.size("narrow_window")
        self.rail.set_narrow(is_narrow)
        self.top_bar.set_narrow(is_narrow)
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Knows when it has been seen."""
        if event.type() is QEvent.Type.Paint:
            self.has_painted = True
        return super().event(event)


def say_practice_app() -> str:
    """What the practice app is called where it is new."""
    return _("Practice app")
