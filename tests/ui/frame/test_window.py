"""The window on a Desk of straw: what it shows, where it goes, what it remembers, and in which language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTabBar,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aexdesk import i18n
from aexdesk.faults import NetworkFault, StorageFault, VaultUnavailable
from aexdesk.services.practising import PracticeState
from aexdesk.services.proxying import ProxyState
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame import memory
from aexdesk.ui.frame.model import FrameModel, Phase
from aexdesk.ui.language import offered
from aexdesk.ui.tab import Tab, TabEntry
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.turns import Steps
from aexdesk.ui.window import Look, Window
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.token import Binding
from tests.conftest import Run
from tests.ui.conftest import open_on, plain_entries, turns
from tests.ui.fakes import NOW, URL, FakeDesk, FakeLater, Reports, a_token
from tests.ui.hands import CONTROL, click, press
from tests.ui.plain_tab import PlainTab


def settle(run: Run) -> None:
    run(turns())


def do(run: Run, act: Callable[[], object]) -> None:
    """As a person does it: while the loop runs."""

    async def work() -> None:
        act()
        await turns()

    run(work())


def texts_of(top: QWidget) -> list[str]:
    """All that can be read in a window: labels, buttons, tooltips, names, placeholders."""
    found: list[str] = []
    for widget in [top, *top.findChildren(QWidget)]:
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(number) for number in range(widget.count())]
        if isinstance(widget, QListWidget):
            found += [widget.item(number).text() for number in range(widget.count())]
    return [text for text in found if text.strip()]


# ---------------------------------------------------------------- where am I, as which app, as whom


def test_the_top_line_answers_three_questions(run: Run, open_window: Window, desk: FakeDesk) -> None:
    bar = open_window.top_bar
    assert bar.environment.text() == "● Practice"
    assert bar.profile.text() == "Demo dropship app"
    assert bar.session.text() == "buyer01@… · no end known"
    desk.standing.token = a_token(access_expires_at=NOW + timedelta(hours=23, minutes=12))
    desk.standing.changed.announce()
    settle(run)
    assert bar.session.text() == "buyer01@… · 23 h 12 m"
    assert bar.session.property("tone") == ""


def test_a_real_app_wears_amber(run: Run, open_window: Window, desk: FakeDesk) -> None:
    bar = open_window.top_bar
    assert desk.standing.profile is not None
    for is_real, text, tone in ((True, "REAL APP · Demo dropship app", "warn"), (False, "Demo dropship app", "")):
        desk.standing.profile = replace(desk.standing.profile, is_real=is_real)
        desk.standing.changed.announce()
        settle(run)
        assert (bar.profile.text(), bar.profile.property("tone")) == (text, tone)


def test_a_session_that_ends_or_is_real_says_so(run: Run, open_window: Window, desk: FakeDesk) -> None:
    bar = open_window.top_bar
    for token, text, tone in (
        (a_token(access_expires_at=NOW + timedelta(minutes=4)), "buyer01@… · 4 m 0 s", "warn"),
        (a_token(access_expires_at=NOW - timedelta(minutes=4)), "buyer01@… · expired", "bad"),
        (a_token(binding=Binding.BY_HAND), "buyer01@… (by hand) · no end known", ""),
        (a_token("?", binding=Binding.UNBOUND, is_real=True), "ACCOUNT UNKNOWN · no end known", "warn"),
        (a_token(is_real=True), "REAL ACCOUNT · buyer01@… · no end known", "warn"),
        (None, "Not logged in", ""),
    ):
        desk.standing.token = token
        desk.standing.changed.announce()
        settle(run)
        assert (bar.session.text(), bar.session.property("tone")) == (text, tone)


def test_live_is_amber_has_a_thick_line_and_the_word(run: Run, open_window: Window, model: FrameModel) -> None:
    assert open_window._line.height() == theme.space("hair")
    do(run, lambda: model.choose_environment("live"))
    assert open_window.top_bar.environment.text() == "● Live"
    assert open_window.top_bar.environment.property("environment") == "live"
    assert open_window._line.height() == theme.space("mark") == 3
    assert open_window._line.width() == open_window.top_bar.width()
    assert open_window.grab().toImage().pixelColor(
        open_window.rail.width() + 300, open_window.top_bar.height() + 1
    ) == theme.colour("live_line")
    assert "Live" in open_window.windowTitle()


def test_the_menus_switch(run: Run, open_window: Window, desk: FakeDesk) -> None:
    for switch, line in (
        (open_window.top_bar.profile, "Second\t512345"),
        (open_window.top_bar.environment, "Live\tapi-sg.aliexpress.com"),
    ):
        click(switch)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        [action] = [one for one in menu.actions() if one.text() == line]
        do(run, action.trigger)
        menu.close()
        assert switch.text() in {"Second", "● Live"}
    assert desk.standing.environment.name == "live"


def test_the_session_leads_to_the_login(open_window: Window) -> None:
    click(open_window.top_bar.session)
    assert open_window.tab == "login"


# ---------------------------------------------------------------- what it runs on


def test_the_status_line_says_what_runs(open_window: Window) -> None:
    line = open_window.status_line
    assert [line.keyring.text(), line.practice.text(), line.proxy.text(), line.risk.text()] == [
        "keyring: Secret Service",
        "practice 127.0.0.1:8917",
        "proxy off",
        "at risk 0",
    ]
    assert not line.proxy.isEnabled()
    click(line.practice)
    assert QApplication.clipboard().text() == URL
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()


def test_the_proxy_stands_in_the_status_line(run: Run, open_window: Window, desk: FakeDesk) -> None:
    line = open_window.status_line
    do(run, lambda: desk.proxying.show(ProxyState("http://127.0.0.1:8918", "practice")))
    assert line.proxy.text() == "proxy 127.0.0.1:8918"
    click(line.proxy)
    assert QApplication.clipboard().text() == "http://127.0.0.1:8918"
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()
    do(run, lambda: desk.proxying.show(ProxyState()))
    assert (line.proxy.text(), line.proxy.isEnabled()) == ("proxy off", False)


def test_practice_takes_in_what_it_was_seeded_with(open_window: Window, desk: FakeDesk) -> None:
    assert desk.practice_opening.names == ["Practice app"]
    assert desk.standing.loads == 1
    assert desk.tidied == 1


@pytest.mark.fault("keyring gone")
def test_without_a_keyring_it_says_so_and_goes_on(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk, reports: Reports
) -> None:
    desk.vault_status.trouble = desk.practice_opening.trouble = VaultUnavailable("vault_missing")
    desk.vault_status.is_persistent = False
    open_on(run, window, model, desk)
    banner = window.notices.banner("vault")
    assert banner is not None
    assert banner.isVisible()
    assert "keyring" in banner.accessibleName()
    assert "memory" in banner.accessibleDescription()
    assert window.status_line.keyring.text() == "keyring: memory only"
    assert window.host.currentWidget() is not window.waiting
    assert model.state.is_settled
    assert desk.standing.loads == 1
    # Said once, by the banner that stays true, and by nobody else.
    assert window.notices.banner("trouble") is None
    assert not reports
    click(banner._close)
    settle(run)
    assert not banner.isVisible()


def test_a_taken_port_can_be_tried_again_or_replaced(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk
) -> None:
    desk.practising.troubles = [NetworkFault("port_taken", port=8917)] * 2
    open_on(run, window, model, desk)
    banner = window.notices.banner("practice")
    assert banner is not None
    assert "8917" in banner.accessibleName()
    assert window.status_line.practice.text() == "practice is off"
    free, again = banner._actions
    do(run, lambda: click(again))
    assert banner.isVisible()
    do(run, lambda: click(free))
    assert not banner.isVisible()
    assert desk.practising.ports == [None, None, 0]
    assert window.status_line.practice.text() == "practice 127.0.0.1:8917"


def test_practice_that_stops_is_seen(run: Run, open_window: Window, desk: FakeDesk) -> None:
    desk.practising.state = PracticeState(is_starting=True)
    desk.practising.changed.announce()
    settle(run)
    assert open_window.status_line.practice.text() == "practice is starting"
    assert not open_window.status_line.practice.isEnabled()


@pytest.mark.fault("read-only data folder")
def test_a_folder_that_cannot_be_written_has_a_way_on(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk
) -> None:
    desk.failures = [StorageFault("folder_unwritable", path="/sealed", reason="Permission denied")]
    open_on(run, window, model, desk)
    card = window.waiting.card
    assert card is not None
    assert card.isVisible()
    assert "/sealed" in card.accessibleName()
    assert card.accessibleDescription()
    QApplication.processEvents()
    button = card._made[0]
    do(run, lambda: click(button))
    assert model.state.phase is Phase.OPEN
    assert window.host.currentWidget() is not window.waiting


@pytest.mark.fault("two windows on one folder")
def test_a_folder_in_use_by_another_window_has_a_way_on(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk
) -> None:
    desk.is_folder_free = False
    open_on(run, window, model, desk)
    assert window.waiting.elsewhere is not None
    assert window.waiting.elsewhere.isVisible()
    desk.is_folder_free = True
    button = window.waiting.elsewhere._button
    do(run, lambda: click(button))
    assert model.state.phase is Phase.OPEN


def test_a_crash_is_said_once_and_can_be_copied(run: Run, open_window: Window, model: FrameModel) -> None:
    model.show_crash("the first report")
    model.show_crash("what followed from it")
    settle(run)
    banner = open_window.notices.banner("crash")
    assert banner is not None
    click(banner._actions[0])
    assert QApplication.clipboard().text() == "the first report"
    QToolTip.hideText()
    click(banner._close)
    settle(run)
    assert not banner.isVisible()


def test_a_trouble_of_the_machine_can_be_put_away(run: Run, open_window: Window, desk: FakeDesk) -> None:
    desk.on_trouble(StorageFault("disk_full", path="/full"))
    settle(run)
    banner = open_window.notices.banner("trouble")
    assert banner is not None
    assert "/full" in banner.accessibleName()
    click(banner._close)
    settle(run)
    assert not banner.isVisible()


def test_loans_that_end_soon_are_told_until_they_are_put_away(run: Run, open_window: Window, desk: FakeDesk) -> None:
    assert desk.loan_reminders.looks == 1
    assert open_window.notices.banner("loans") is None
    desk.loan_reminders.ending = (LoanAccount("1", "live", "loan@b.c", until=date(2026, 5, 7)),)
    do(run, desk.loan_accounts.changed.announce)
    banner = open_window.notices.banner("loans")
    assert banner is not None
    assert "loan@b.c (2026-05-07)" in banner.accessibleName()
    do(run, lambda: click(banner._close))
    assert not banner.isVisible()
    assert not desk.loan_reminders.ending


def test_what_keeps_loans_from_being_read_is_told(run: Run, open_window: Window, desk: FakeDesk) -> None:
    desk.loan_reminders.trouble = StorageFault("disk_full", path="/full")
    do(run, desk.loan_accounts.changed.announce)
    banner = open_window.notices.banner("trouble")
    assert banner is not None
    assert "/full" in banner.accessibleName()


# ---------------------------------------------------------------- going places


def test_keys_go_to_tabs(qtbot: QtBot, open_window: Window) -> None:
    open_window.activateWindow()
    qtbot.waitUntil(open_window.isActiveWindow, timeout=1000)
    keys = [Qt.Key(Qt.Key.Key_1.value + number) for number in range(9)]
    seen = []
    for key in keys:
        press(open_window, key, CONTROL)
        seen.append(open_window.tab)
    assert seen == [entry.id for entry in entries()][:9]
    press(open_window, Qt.Key.Key_F1, CONTROL)
    assert open_window.tab == "help"


def test_a_tab_is_built_when_it_is_first_shown(open_window: Window) -> None:
    assert list(open_window.host.tabs) == ["app_keys"]
    open_window.navigate("console")
    open_window.navigate("app_keys")
    assert list(open_window.host.tabs) == ["app_keys", "console"]


def test_a_tab_chosen_while_opening_is_the_one_that_opens(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk
) -> None:
    desk.preferences.values[memory.TAB] = "login"
    window.rail.chosen.emit("console")
    open_on(run, window, model, desk)
    assert list(window.host.tabs) == ["console"]


def test_tabs_close_in_reverse(run: Run, open_window: Window) -> None:
    closed: list[str] = []

    class Closing:
        def __init__(self, name: str) -> None:
            self.name = name
            self.view = QWidget()

        def compose(self) -> Steps:
            yield from ()

        def title(self) -> str:
            return self.name

        def retranslate(self) -> None: ...

        async def close(self) -> None:
            await asyncio.sleep(0)
            closed.append(self.name)

    open_window.host._tabs = {name: Closing(name) for name in ("one", "two", "three")}
    run(open_window.host.close_tabs())
    assert closed == ["three", "two", "one"]


def test_arrows_walk_the_rail(qtbot: QtBot, open_window: Window) -> None:
    rail = open_window.rail
    open_window.activateWindow()
    first = rail._buttons["app_keys"]
    first.setFocus()
    qtbot.waitUntil(first.hasFocus, timeout=1000)
    press(first, Qt.Key.Key_Down)
    assert rail._buttons["login"].hasFocus()
    press(rail._buttons["login"], Qt.Key.Key_Up)
    press(first, Qt.Key.Key_Up)
    assert rail.settings_button.hasFocus()


@pytest.mark.parametrize("action", [QAccessibleActionInterface.toggleAction, QAccessibleActionInterface.pressAction])
def test_what_a_screen_reader_does_with_a_button_of_the_rail_goes_to_its_tab(
    open_window: Window, action: Callable[[], str]
) -> None:
    button = open_window.rail._buttons["console"]
    told: list[str] = []
    open_window.rail.chosen.connect(told.append)
    interface = QAccessible.queryAccessibleInterface(button)
    interface.actionInterface().doAction(action())
    assert told == ["console"]
    interface.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    assert told == ["console", "console"]  # once more: a tab that could not be built is tried again


def test_one_stop_of_the_tab_key_for_the_whole_rail(open_window: Window) -> None:
    open_window.navigate("console")
    stops = [name for name, one in open_window.rail._buttons.items() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["console"]


def test_the_rail_gives_way(qtbot: QtBot, open_window: Window) -> None:
    open_window.resize(1280, 800)
    assert open_window.rail.width() == theme.size("rail")
    open_window.resize(900, 600)
    assert open_window.rail.width() == theme.size("rail_narrow")
    hint = open_window.top_bar.palette_hint
    assert hint.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert "Ctrl+K" in hint.toolTip()
    assert open_window.rail._buttons["console"].accessibleName() == "Console"
    assert "Console" in open_window.rail._buttons["console"].toolTip()
    assert (open_window.width(), open_window.height()) == (900, 600)


# ---------------------------------------------------------------- memory and look


def test_what_was_open_comes_back(
    qtbot: QtBot,
    run: Run,
    open_window: Window,
    desk: FakeDesk,
    dressed: theme.Theme,
    reports: Reports,
    later: FakeLater,
) -> None:
    open_window.navigate("console")
    splitter = _with_splitter(open_window.host.tabs["console"])
    splitter.setSizes([100, 300])
    sizes = splitter.sizes()
    open_window.resize(790, 555)
    kept, first = open_window.remembered(), open_window.first_look()
    run(open_window.host.close_tabs())
    desk.preferences.values.update(kept)

    second = FrameModel(reports.report)
    made = [_splitting(one) for one in plain_entries()]
    again = Window(second, Look(dressed, open_window._look.language), made, lambda: NOW, reports.report, later)
    qtbot.addWidget(again)
    again.restoreGeometry(memory.unpack(first.geometry))
    again.show()
    open_on(run, again, second, desk)
    assert again.tab == "console"
    assert again.size() == open_window.size()
    [restored] = again.host.tabs["console"].view.findChildren(QSplitter)
    assert restored.sizes()[0] / sum(restored.sizes()) == pytest.approx(sizes[0] / sum(sizes), abs=0.02)
    run(again.host.close_tabs())
    run(second.close())


@pytest.mark.parametrize("handed", ["", "IncompleteSignature"])
def test_a_tab_opens_at_the_page_where_it_was_left_unless_something_is_handed_over(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk, handed: str
) -> None:
    window.host._entries["help"] = replace(window.host._entries["help"], build=_paged)
    desk.preferences.values["window.page.help.pages"] = 1
    desk.preferences.values["window.page.help.gone"] = 1
    open_on(run, window, model, desk)
    if handed:
        desk.handovers.code_for_error_book.give(handed)
    window.navigate("help")
    [bar] = memory.pages("help", window.host.tabs["help"].view).values()
    assert bar.currentIndex() == (0 if handed else 1)
    bar.setCurrentIndex(0)
    assert window.remembered()["window.page.help.pages"] == 0


def _paged(*_given: object) -> Tab:
    made = PlainTab("help", lambda: "Help", lambda: "Help")
    pages = QTabBar()
    pages.setObjectName("pages")
    for _page in range(2):
        pages.addTab("page")
    layout = made.view.layout()
    assert layout is not None
    layout.addWidget(pages)
    return made


def test_a_window_whose_screen_is_gone_comes_back_on_one_that_is_there(
    qtbot: QtBot, window: Window, model: FrameModel, dressed: theme.Theme, reports: Reports
) -> None:
    window.move(6000, 4000)
    kept = window.first_look().geometry
    again = Window(model, window._look, plain_entries(), lambda: NOW, reports.report)
    qtbot.addWidget(again)
    assert again.restoreGeometry(memory.unpack(kept))
    again.show()
    there = again.screen().availableGeometry()
    assert there.contains(again.geometry()), "with all of it, its edge apart"


def test_a_maximised_window_comes_back_maximised(
    qtbot: QtBot, window: Window, model: FrameModel, reports: Reports
) -> None:
    window.resize(740, 600)
    window.showMaximized()
    kept = window.first_look().geometry
    again = Window(model, window._look, plain_entries(), lambda: NOW, reports.report)
    qtbot.addWidget(again)
    again.restoreGeometry(memory.unpack(kept))
    again.show()
    assert again.isMaximized()
    again.showNormal()
    assert again.size() == QSize(740, 600), "and knows how large it was before"


def _with_splitter(tab: Tab) -> QSplitter:
    splitter = QSplitter()
    splitter.setObjectName("list")
    for _side in range(2):
        splitter.addWidget(QLabel("side"))
    layout = tab.view.layout()
    assert layout is not None
    layout.addWidget(splitter)
    return splitter


def _splitting(entry: TabEntry) -> TabEntry:
    def build(*given: object) -> Tab:
        tab = entry.build(*given)  # type: ignore[arg-type]
        _with_splitter(tab)
        return tab

    return replace(entry, build=build)


def test_theme_and_language_are_remembered_at_once(run: Run, open_window: Window, desk: FakeDesk) -> None:
    open_window.open_settings()
    panel = open_window._popups["settings"]
    do(run, lambda: panel.theme.chosen.emit("dark"))
    do(run, lambda: panel.language.chosen.emit(i18n.PSEUDO))
    assert theme.scheme() == "dark"
    assert desk.preferences.values[memory.THEME] == "dark"
    assert desk.preferences.values[memory.LANGUAGE] == i18n.PSEUDO
    assert open_window.first_look().theme == "dark"
    panel.leave()


def test_the_pseudo_language_is_for_developers(open_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    open_window.open_settings()
    panel = open_window._popups.pop("settings")
    assert [panel.language.itemText(number) for number in range(panel.language.count())] == [
        "English", "Español", "Português (Brasil)", "Русский", "中文（简体）",
    ]  # fmt: skip
    panel.leave()
    monkeypatch.setenv("AEXDESK_PSEUDO", "1")
    open_window.open_settings()
    assert open_window._popups["settings"].language.count() == 7  # that from the left, and that from the right
    open_window._popups["settings"].leave()


# ---------------------------------------------------------------- words


NO_WORDS = {
    "AExDesk", "Demo dropship app", "Second", "Ctrl+K", "English", "Pseudo", "127.0.0.1:8917", "buyer01@example.com",
}  # fmt: skip
KEYS = {keys.shown() for keys in shortcuts.ALL}


def test_every_word_of_the_frame_is_translated(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.practising.troubles = [NetworkFault("port_taken", port=8917)]
    desk.vault_status.trouble = VaultUnavailable("vault_missing")
    open_on(run, window, model, desk)
    model.show_crash("report")
    model.show_trouble(StorageFault("disk_full", path="/full"))
    window.ports.toasts.show(lambda: i18n._("Deleted"), lambda: None)
    window.open_settings()
    settle(run)
    do(run, lambda: window.choose_language(i18n.PSEUDO))
    for entry in entries():
        window.navigate(entry.id)
    tops: list[QWidget] = [window, window._popups["settings"]]
    window._popups["settings"].leave()
    window.open_shortcuts()
    do(run, window.open_palette)
    tops += [window._popups["shortcuts"], window._popups["palette"]]
    plain = {
        text
        for top in tops
        for text in texts_of(top)
        if "⟦" not in text
        and text not in NO_WORDS | KEYS | set(offered(False).values())
        and not text.startswith("aliexpress.")
    }
    assert not plain
    assert "⟦" in window.windowTitle()
    for name in ("palette", "shortcuts"):
        window._popups[name].leave()


def test_changing_the_language_loses_nothing(run: Run, open_window: Window, desk: FakeDesk) -> None:
    open_window.navigate("console")
    view = open_window.host.tabs["console"].view
    field = QLineEdit("half-typed", view)
    field.setSelection(2, 3)
    desk.standing.token = a_token(access_expires_at=NOW + timedelta(hours=2))
    desk.standing.changed.announce()
    settle(run)
    before = [open_window.top_bar.profile.text(), open_window.tab, open_window.status_line.practice.text()]
    do(run, lambda: open_window.choose_language(i18n.PSEUDO))
    assert open_window.rail._buttons["console"].text() != " Console"
    do(run, lambda: open_window.choose_language("en"))
    assert [open_window.top_bar.profile.text(), open_window.tab, open_window.status_line.practice.text()] == before
    assert (field.text(), field.selectedText()) == ("half-typed", "lf-")
    assert open_window.rail._buttons["console"].text() == " Console"
    assert open_window.host.tabs["console"].view is view


def test_each_view_writes_its_words_when_the_language_changes(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in (window.rail, window.top_bar, window.notices, window.status_line, window.waiting):
        calls: list[None] = []
        monkeypatch.setattr(part, "retranslate", lambda calls=calls: calls.append(None))
        QApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))
        assert calls


# ---------------------------------------------------------------- for those who hear or do not use a mouse


def test_every_control_has_a_name(run: Run, open_window: Window, model: FrameModel) -> None:
    model.show_crash("report")
    open_window.open_settings()
    open_window.open_shortcuts()
    do(run, open_window.open_palette)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for top in (open_window, *open_window._popups.values())
        for widget in top.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
        # Inner parts of Qt's own: the list of a combo, the clear button of a field.
        and not widget.objectName().startswith("qt_")
        and widget.isVisibleTo(top)
        and not isinstance(widget.parent(), QComboBox | QLineEdit)
        and not widget.window().inherits("QComboBoxPrivateContainer")
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    for popup in open_window._popups.values():
        popup.leave()
    assert not nameless


def test_everything_in_the_frame_can_be_reached_by_the_tab_key(qtbot: QtBot, open_window: Window) -> None:
    open_window.activateWindow()
    qtbot.waitUntil(open_window.isActiveWindow, timeout=1000)
    bar, rail = open_window.top_bar, open_window.rail
    wanted = [
        rail._buttons["app_keys"], rail.settings_button, bar.environment, bar.profile, bar.session, bar.palette_hint,
        bar.help, open_window.status_line.practice,
    ]  # fmt: skip
    seen: list[QWidget] = []
    wanted[0].setFocus()
    for _step in range(len(wanted)):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        press(focused, Qt.Key.Key_Tab)
    assert seen == wanted


def test_the_cross_asks_and_does_not_close(window: Window) -> None:
    asked: list[None] = []
    window.close_requested.connect(lambda: asked.append(None))
    window.close()
    assert asked
    assert window.isVisible()
