"""Key tips over the window: what shows them, what does not, and what the letters do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from aexdesk.tour.watching import outside_of_tasks
from aexdesk.ui.frame import memory
from aexdesk.ui.frame.key_tips_overlay import KeyTipsOverlay
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.widgets.combo import Choice, SearchCombo
from aexdesk.ui.window import Window
from tests.conftest import Run
from tests.ui.conftest import open_on, turns
from tests.ui.fakes import FakeDesk

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


def do(run: Run, act: Callable[[], object]) -> None:
    """As events come to a window: Qt's own hands let the loop turn while a key is down, and no task may run then."""

    def act_alone() -> None:
        act()

    async def work() -> None:
        await outside_of_tasks(act_alone)
        await turns()

    run(work())


class Board:
    """The window with one control of each kind in its tab; keys go in where the desktop would hand them over."""

    def __init__(self, run: Run, window: Window) -> None:
        self._run = run
        self.window = window
        self.pressed: list[str] = []
        self.button, self.asleep, self.unseen = QPushButton("Weigh it"), QPushButton("Asleep"), QPushButton("Unseen")
        self.check, self.field, self.combo = QCheckBox("Yearly"), QLineEdit(), QComboBox()
        self.search, self.bar, self.list, self.edit = SearchCombo(), QTabBar(), QListWidget(), QPlainTextEdit()
        self.scrolled, self.far = QScrollArea(), QPushButton("Far down")
        self._fill()
        view = window.view_in_sight()
        assert view is not None
        layout = view.layout()
        assert isinstance(layout, QVBoxLayout)
        for one in (
            self.button, self.asleep, self.unseen, self.check, self.field, self.combo, self.search, self.bar,
            self.list, self.edit, self.scrolled,
        ):  # fmt: skip
            layout.addWidget(one)
        self.unseen.hide()
        window.resize(900, 700)
        window.activateWindow()
        do(run, QApplication.processEvents)

    def _fill(self) -> None:
        self.asleep.setEnabled(False)
        for button in (self.button, self.asleep, self.far):
            button.clicked.connect(partial(self._note, button))
        for widget, name in (
            (self.field, "Zip code"), (self.combo, "Quality"), (self.search, "Vendor"), (self.list, "Jars"),
            (self.edit, "Xylograph"),
        ):  # fmt: skip
            widget.setAccessibleName(name)
        self.combo.addItems(["one", "two"])
        self.search.set_choices((Choice("a", "Apple"), Choice("b", "Box")))
        self.bar.addTab("Bones")
        self.bar.addTab("Kernels")
        self.list.addItems(["first", "second"])
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.addSpacing(900)
        inside.addWidget(self.far)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scrolled.setWidget(page)
        self.scrolled.setFixedHeight(40)

    def _note(self, button: QPushButton, _checked: bool = False) -> None:
        self.pressed.append(button.text())

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        handle = self.window.windowHandle()
        do(self._run, lambda: QTest.keyClick(handle, key, modifier))

    def send(self, *events: tuple[QEvent.Type, Qt.Key, Qt.KeyboardModifier]) -> None:
        """Single ups and downs."""
        for kind, key, modifier in events:
            do(self._run, lambda: QApplication.sendEvent(self.window.windowHandle(), QKeyEvent(kind, key, modifier)))  # noqa: B023 - run at once

    def show(self) -> KeyTipsOverlay:
        self.key(Qt.Key.Key_Alt)
        overlay = self.overlay
        assert overlay is not None
        return overlay

    @property
    def overlay(self) -> KeyTipsOverlay | None:
        shown = self.window.key_tips.shown
        return shown.overlay if shown is not None else None

    def letters(self, widget: QWidget, page: int = -1) -> str:
        assert self.overlay is not None
        return next(
            (one.letters for one in self.overlay.tips if one.target.widget is widget and one.target.page == page), ""
        )

    def type(self, letters: str, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        assert letters
        for letter in letters:
            self.key(Qt.Key(ord(letter)), modifier)

    def choose(self, widget: QWidget, page: int = -1) -> None:
        self.show()
        self.type(self.letters(widget, page))


@pytest.fixture
def board(run: Run, open_window: Window) -> Board:
    return Board(run, open_window)


PRESS, RELEASE, OVERRIDE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride
DOWN, UP = (PRESS, Qt.Key.Key_Alt, NO_KEY), (RELEASE, Qt.Key.Key_Alt, ALT)


# ---------------------------------------------------------------- what shows them


def test_alt_alone_shows_them_and_puts_them_away(board: Board) -> None:
    seen: list[bool] = []
    for events in ((DOWN,), (UP,), (DOWN,), (UP,)):
        board.send(*events)
        seen.append(board.overlay is not None)
    assert seen == [False, True, True, False], "shown and put away as it is let go, not before"


@pytest.mark.parametrize(
    "between",
    [
        [(OVERRIDE, Qt.Key.Key_F4, ALT)],
        [(PRESS, Qt.Key.Key_Down, ALT), (RELEASE, Qt.Key.Key_Down, ALT)],
        [(PRESS, Qt.Key.Key_Shift, ALT), (RELEASE, Qt.Key.Key_Shift, ALT)],
        [(PRESS, Qt.Key.Key_Tab, ALT)],
    ],
    ids=["a shortcut", "a key", "the layout's switch", "Alt+Tab where the app hears it"],
)
def test_alt_on_the_way_to_another_key_shows_nothing(
    board: Board, between: list[tuple[QEvent.Type, Qt.Key, Qt.KeyboardModifier]]
) -> None:
    board.send(DOWN, *between, UP)
    assert board.overlay is None


def test_alt_tab_that_takes_the_focus_away_shows_nothing(board: Board, run: Run) -> None:
    other = QWidget()
    board.send(DOWN)
    other.show()
    do(run, other.activateWindow)
    do(run, board.window.activateWindow)
    board.send(UP)
    assert board.overlay is None
    board.send(UP)
    assert board.overlay is None, "nor Alt that went down in another window"
    other.close()


@pytest.mark.parametrize(
    "events",
    [
        [(PRESS, Qt.Key.Key_AltGr, NO_KEY), (RELEASE, Qt.Key.Key_AltGr, NO_KEY)],
        [(PRESS, Qt.Key.Key_Control, NO_KEY), (PRESS, Qt.Key.Key_Alt, CONTROL), (RELEASE, Qt.Key.Key_Control, ALT), UP],
        [(PRESS, Qt.Key.Key_Alt, Qt.KeyboardModifier.ShiftModifier), UP],
    ],
    ids=["AltGr", "AltGr on Windows", "Shift and Alt"],
)
def test_what_is_not_alt_alone_shows_nothing(
    board: Board, events: list[tuple[QEvent.Type, Qt.Key, Qt.KeyboardModifier]]
) -> None:
    board.send(*events)
    assert board.overlay is None


def _press_mouse(board: Board) -> None:
    QTest.mouseClick(board.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(450, 3))


def _turn_wheel(board: Board) -> None:
    turned = QWheelEvent(
        QPointF(450, 3), QPointF(450, 3), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NO_KEY,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(board.window.windowHandle(), turned)


def _move(board: Board) -> None:
    board.window.move(board.window.pos() + QPoint(9, 0))


def _compose(board: Board) -> None:
    QApplication.sendEvent(board.field, QInputMethodEvent("´", []))


@pytest.mark.parametrize("act", [_press_mouse, _turn_wheel, _move, _compose])
def test_alt_with_the_mouse_or_an_input_method_shows_nothing(
    board: Board, run: Run, act: Callable[[Board], None]
) -> None:
    do(run, board.field.setFocus)
    board.send(DOWN)
    do(run, lambda: act(board))
    board.send(UP)
    assert board.overlay is None


def test_a_field_that_is_laid_out_anew_meanwhile_is_no_reason_to_show_nothing(board: Board, run: Run) -> None:
    do(run, board.field.setFocus)
    board.send(DOWN)
    do(run, lambda: board.field.setGeometry(board.field.geometry().adjusted(1, 1, 9, 9)))
    board.send(UP)
    assert board.overlay is not None


def test_who_has_turned_them_off_gets_none(board: Board, run: Run, desk: FakeDesk) -> None:
    board.window.open_settings()
    panel = board.window._popups["settings"]
    assert panel.key_tips.isChecked()
    do(run, panel.key_tips.click)
    do(run, panel.leave)
    assert desk.preferences.values[memory.KEY_TIPS] is False
    board.key(Qt.Key.Key_Alt)
    assert board.overlay is None


def test_it_is_remembered(run: Run, window: Window, model: FrameModel, desk: FakeDesk) -> None:
    desk.preferences.values[memory.KEY_TIPS] = False
    open_on(run, window, model, desk)
    assert not window.key_tips.is_wanted


# ---------------------------------------------------------------- what gets one


def test_each_that_can_be_clicked_has_one_in_the_window_and_over_no_other(board: Board) -> None:
    overlay = board.show()
    for widget in (
        board.button, board.check, board.field, board.combo, board.search, board.list, board.edit,
        board.window.top_bar.profile, board.window.rail.settings_button, board.window.status_line.practice,
    ):  # fmt: skip
        assert board.letters(widget), widget
    assert all(board.letters(board.bar, page) for page in (0, 1))
    assert not any(board.letters(widget) for widget in (board.asleep, board.unseen, board.far))
    badges = [tip.badge for tip in overlay.tips]
    assert all(overlay.rect().contains(badge) for badge in badges)
    assert not [pair for pair in combinations(badges, 2) if pair[0].intersects(pair[1])]
    assert overlay.geometry() == board.window.rect()
    picture = overlay.grab(QRect(badges[0])).toImage()
    assert len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}) > 2


def test_what_is_covered_has_none(board: Board, run: Run) -> None:
    cover = QLabel("over it", board.window)
    cover.setGeometry(QRect(board.button.mapTo(board.window, QPoint()), board.button.size()))
    do(run, cover.show)
    board.show()
    assert not board.letters(board.button)
    assert board.letters(board.check)


def test_the_same_view_has_the_same_letters(board: Board) -> None:
    first = [tip.letters for tip in board.show().tips]
    board.key(Qt.Key.Key_Escape)
    assert board.overlay is None
    assert [tip.letters for tip in board.show().tips] == first
    assert board.letters(board.button) == "W"


def test_over_a_sheet_only_the_sheet_has_them(board: Board, run: Run) -> None:
    do(run, board.window.open_settings)
    panel = board.window._popups["settings"]
    overlay = board.show()
    assert {tip.target.widget for tip in overlay.tips} == {panel.language, panel.theme, panel.key_tips}
    board.type(board.letters(panel.key_tips))
    assert not panel.key_tips.isChecked()
    do(run, panel.leave)


def test_over_a_dialog_only_the_dialog_has_them(board: Board, run: Run) -> None:
    dialog = QDialog(board.window)
    answer = QPushButton("Agree", dialog)
    answer.clicked.connect(dialog.accept)
    do(run, dialog.open)
    handle = dialog.windowHandle()
    do(run, lambda: QTest.keyClick(handle, Qt.Key.Key_Alt))
    assert board.overlay is not None
    assert [tip.target.widget for tip in board.overlay.tips] == [answer]
    do(run, lambda: QTest.keyClick(handle, Qt.Key.Key_A))
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_over_a_menu_there_are_none(board: Board, run: Run) -> None:
    do(run, board.window.top_bar.profile.click)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    board.window.key_tips.show()
    assert board.overlay is None
    do(run, menu.close)


# ---------------------------------------------------------------- what they do


def test_each_kind_does_what_a_click_would(board: Board, run: Run) -> None:
    board.choose(board.button)
    assert board.pressed == ["Weigh it"]
    board.choose(board.check)
    assert board.check.isChecked()
    board.choose(board.bar, 1)
    assert board.bar.currentIndex() == 1
    for widget in (board.field, board.list, board.edit):
        board.choose(widget)
        assert QApplication.focusWidget() is widget
    board.choose(board.combo)
    assert board.combo.view().isVisible()
    do(run, board.combo.hidePopup)
    board.choose(board.search)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    do(run, popup.close)
    assert board.field.text() == ""
    assert board.edit.toPlainText() == ""


def test_a_tab_of_the_rail_takes_the_keys_along(board: Board, run: Run) -> None:
    console = board.window.rail._buttons["console"]
    board.choose(console)
    assert board.window.tab == "console"
    assert QApplication.focusWidget() is not console


def test_two_letters_narrow_what_is_left_and_can_be_taken_back(board: Board) -> None:
    overlay = board.show()
    pair = next(tip for tip in overlay.tips if len(tip.letters) == 2)
    board.type(pair.letters[0])
    left = overlay.fitting()
    assert pair in left
    assert all(tip.letters[0] == pair.letters[0] for tip in left)
    board.key(Qt.Key.Key_Backspace)
    assert overlay.fitting() == overlay.tips


def test_letters_count_with_alt_held_and_by_their_place_in_a_russian_layout(board: Board, run: Run) -> None:
    board.show()
    board.type(board.letters(board.button), ALT)
    assert board.pressed == ["Weigh it"]
    board.show()
    cyrillic = Qt.Key(0x0426)
    down = QKeyEvent(PRESS, cyrillic, NO_KEY, 25, 0, 0, "ц")  # where W lies
    do(run, lambda: QApplication.sendEvent(board.window.windowHandle(), down))
    assert board.pressed == ["Weigh it"] * 2


def test_a_wrong_letter_is_said_and_they_stay(board: Board) -> None:
    overlay = board.show()
    unused = next(one for one in "0123456789" if one not in {tip.letters for tip in overlay.tips})
    board.type(unused)
    assert board.overlay is overlay
    assert unused in overlay.said
    assert overlay.accessibleName()
    assert board.pressed == []


def test_they_type_nothing_into_the_field_and_set_off_no_shortcut(board: Board, run: Run) -> None:
    do(run, board.field.setFocus)
    board.show()
    assert QApplication.focusWidget() is board.field, "the focus stays"
    assert not board.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    board.type("7")
    board.key(Qt.Key.Key_Escape)
    assert board.field.text() == ""
    assert board.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    board.type("A")
    assert board.field.text().upper() == "A"


def test_a_letter_that_stays_down_is_not_typed_into_what_it_led_to(board: Board, run: Run) -> None:
    board.choose(board.field)
    board.show()
    handle, letter = board.window.windowHandle(), board.letters(board.field)
    down = QKeyEvent(PRESS, ord(letter), NO_KEY, letter)
    again = QKeyEvent(PRESS, ord(letter), NO_KEY, letter, True)
    for event in (down, again, again):
        do(run, partial(QApplication.sendEvent, handle, event))
    assert board.field.text() == ""


@pytest.mark.parametrize("act", [_press_mouse, _turn_wheel, lambda board: board.list.setFocus()])
def test_click_wheel_and_focus_end_them(board: Board, run: Run, act: Callable[[Board], None]) -> None:
    board.show()
    do(run, lambda: act(board))
    assert board.overlay is None


def test_other_keys_end_them_and_do_what_they_do(board: Board, run: Run) -> None:
    board.show()
    board.key(Qt.Key.Key_K, CONTROL)
    assert board.overlay is None
    palette = board.window._popups["palette"]
    assert palette.isVisible()
    do(run, palette.leave)


def test_what_has_moved_or_gone_is_not_pressed(board: Board, run: Run) -> None:
    board.show()
    letters = board.letters(board.button)
    do(run, lambda: board.button.setEnabled(False))
    board.type(letters)
    assert board.pressed == []
    assert board.overlay is not None
    assert board.overlay.said
    assert not board.letters(board.button)
