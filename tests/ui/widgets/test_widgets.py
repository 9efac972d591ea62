"""The widgets that every tab uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from aexdesk import i18n
from aexdesk.secret import Secret
from aexdesk.ui.language import Language
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.combo import Choice, Combo, SearchCombo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.countdown import Countdown, describe_time_left, tone_of_time_left
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.mono_text import SHOWN_LIMIT, MonoText
from aexdesk.ui.widgets.secret_field import DOTS, Deliver, SecretField
from aexdesk.ui.widgets.table import Table
from aexdesk.ui.widgets.toast import Toast
from tests.ui.fakes import NOW, FakeClipboard, FakeLater
from tests.ui.hands import CONTROL, click, press, write

SECRET = Secret("canary-app-secret-0001")


# ---------------------------------------------------------------- secret field


class Vault:
    """Answers when told to."""

    def __init__(self) -> None:
        self.asked: list[Deliver] = []

    def fetch(self, deliver: Deliver) -> None:
        self.asked.append(deliver)

    def answer(self, secret: Secret = SECRET) -> None:
        self.asked.pop(0)(secret)


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def field(qtbot: QtBot, clipboard: FakeClipboard, later: FakeLater, vault: Vault) -> SecretField:
    made = SecretField(clipboard, later, vault.fetch)
    qtbot.addWidget(made)
    made.show_stored("profile a", has_secret=True)
    made.show()
    return made


def revealed(field: SecretField) -> bool:
    return field.is_revealed


def test_a_stored_secret_is_dots(field: SecretField) -> None:
    assert field.line.text() == ""
    assert field.line.placeholderText() == DOTS
    assert field.typed() is None


def test_a_revealed_secret_hides_itself_after_half_a_minute(
    qtbot: QtBot, field: SecretField, vault: Vault, later: FakeLater
) -> None:
    click(field._eye)
    assert field.line.text() == ""
    vault.answer()
    assert revealed(field)
    assert field.line.text() == SECRET.reveal()
    assert field.typed() is None
    later.advance(29.9)
    assert revealed(field)
    later.advance(0.2)
    assert not revealed(field)
    assert field.line.text() == ""


def test_hiding_by_hand_does_not_hide_the_next_time_early(
    qtbot: QtBot, field: SecretField, vault: Vault, later: FakeLater
) -> None:
    click(field._eye)
    vault.answer()
    later.advance(20)
    click(field._eye)
    assert field.line.text() == ""
    click(field._eye)
    vault.answer()
    later.advance(15)
    assert revealed(field)


def test_another_profile_never_sees_the_secret_of_the_one_before(
    qtbot: QtBot, field: SecretField, vault: Vault
) -> None:
    click(field._eye)
    field.show_stored("profile b", has_secret=True)
    vault.answer()
    assert field.line.text() == ""
    click(field._eye)
    vault.answer()
    assert revealed(field)
    field.show_stored("profile c", has_secret=False)
    assert field.line.text() == ""
    assert not revealed(field)
    assert not field._eye.isEnabled()


def test_copying_goes_through_the_clipboard_that_forgets(
    qtbot: QtBot, field: SecretField, vault: Vault, clipboard: FakeClipboard
) -> None:
    click(field._copy)
    vault.answer()
    assert clipboard.secrets == [SECRET]
    assert not clipboard.texts
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()


def test_what_is_typed_is_the_new_secret(qtbot: QtBot, field: SecretField, later: FakeLater) -> None:
    edits: list[None] = []
    field.edited.connect(lambda: edits.append(None))
    write(field.line, " new ")
    assert field.typed() == Secret("new")
    assert len(edits) == 5
    click(field._eye)
    assert revealed(field)
    later.advance(31)
    assert field.typed() == Secret("new")
    field.forget_typed()
    assert field.typed() is None


# ---------------------------------------------------------------- toast


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def toast(over: QWidget, later: FakeLater) -> Toast:
    return Toast(over, later)


def test_a_toast_takes_back_what_was_done(qtbot: QtBot, toast: Toast, later: FakeLater) -> None:
    undone: list[str] = []
    toast.show_line(lambda: "Deleted", lambda: undone.append("a"))
    later.advance(7.9)
    assert toast.isVisible()
    click(toast._button)
    assert undone == ["a"]
    assert not toast.isVisible()
    later.advance(10)
    assert undone == ["a"]


def test_a_toast_goes_by_itself(toast: Toast, later: FakeLater) -> None:
    toast.show_line(lambda: "Deleted", lambda: None)
    later.advance(8)
    assert not toast.isVisible()


def test_a_second_toast_has_its_whole_time_and_its_own_undo(qtbot: QtBot, toast: Toast, later: FakeLater) -> None:
    undone: list[str] = []
    toast.show_line(lambda: "First", lambda: undone.append("first"))
    later.advance(7)
    toast.show_line(lambda: "Second", lambda: undone.append("second"))
    later.advance(2)
    assert toast.isVisible()
    click(toast._button)
    assert undone == ["second"]


def test_a_toast_stays_in_the_window(toast: Toast, over: QWidget) -> None:
    toast.show_line(lambda: "Deleted")
    over.resize(400, 300)
    assert over.rect().contains(toast.geometry())
    assert not toast._button.isVisible()


# ---------------------------------------------------------------- copy


def test_copy_answers(qtbot: QtBot, clipboard: FakeClipboard) -> None:
    values: list[str | Secret] = ["512345", SECRET, ""]
    button = CopyButton(clipboard, lambda: values.pop(0))
    qtbot.addWidget(button)
    button.set_what(lambda: "app key")
    button.show()
    assert button.accessibleName() == "Copy app key"
    for _time in range(3):
        click(button)
    assert clipboard.texts == ["512345"]
    assert clipboard.secrets == [SECRET]
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()


# ---------------------------------------------------------------- form row


def test_a_field_complains_after_it_has_been_left(qtbot: QtBot) -> None:
    page, field, other = QWidget(), QLineEdit(), QLineEdit()
    row = FormRow(field, parent=page)
    other.setParent(page)
    row.set_words("App key", "From the App Console", "Digits only.")
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    assert field.accessibleName() == "App key"
    row.complain("An app key has digits only.")
    assert row._under.text() == "Digits only."
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=1000)
    other.setFocus()
    assert row._under.text() == "An app key has digits only."
    assert field.property("complaint") is True
    row.complain("")
    assert row._under.text() == "Digits only."
    assert field.property("complaint") is False


def test_saving_does_not_wait_and_another_record_begins_anew(qtbot: QtBot) -> None:
    row = FormRow(QLineEdit())
    qtbot.addWidget(row)
    row.complain("It is missing.")
    row.complain_now()
    assert row._under.text() == "It is missing."
    row.begin_again()
    assert row._under.text() == ""


def test_a_list_of_choices_that_opens_is_no_leaving(qtbot: QtBot) -> None:
    field = QLineEdit()
    row = FormRow(field)
    qtbot.addWidget(row)
    row.complain("It is missing.")
    for reason, has_left in ((Qt.FocusReason.PopupFocusReason, False), (Qt.FocusReason.TabFocusReason, True)):
        QApplication.sendEvent(field, QFocusEvent(QFocusEvent.Type.FocusOut, reason))
        assert field.property("complaint") is has_left


def test_a_secret_field_in_a_row_is_named_where_the_focus_goes(
    qtbot: QtBot, clipboard: FakeClipboard, later: FakeLater
) -> None:
    field = SecretField(clipboard, later, lambda _deliver: None)
    row = FormRow(field)
    qtbot.addWidget(row)
    row.set_words("App secret")
    assert field.line.accessibleName() == "App secret"


# ---------------------------------------------------------------- table


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    rows = ListRows((Column(lambda: "Name", lambda row: row[1]), Column(lambda: "Key", lambda row: row[0], "mono", 10)),
                    lambda row: row[0])  # fmt: skip
    made = Table(rows)
    qtbot.addWidget(made)
    made.show()
    return made


ROWS = [("1", "Alpha"), ("2", "Beta"), ("3", "Gamma")]


def test_the_keys_that_every_list_has(qtbot: QtBot, table: Table) -> None:
    said: list[tuple[str, object]] = []
    for name in ("opened", "delete_wanted", "duplicate_wanted", "chosen"):
        getattr(table, name).connect(lambda row, name=name: said.append((name, row)))
    table.new_wanted.connect(lambda: said.append(("new", None)))
    table.show_rows(ROWS, "1")
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    press(table, Qt.Key.Key_Delete)
    press(table, Qt.Key.Key_D, CONTROL)
    press(table, Qt.Key.Key_N, CONTROL)
    write(table, "ga")
    assert said == [
        ("chosen", ROWS[1]),
        ("opened", ROWS[1]),
        ("delete_wanted", ROWS[1]),
        ("duplicate_wanted", ROWS[1]),
        ("new", None),
        ("chosen", ROWS[2]),
    ]


def test_showing_a_state_says_nothing(table: Table) -> None:
    said: list[object] = []
    table.chosen.connect(said.append)
    table.show_rows(ROWS, "2")
    table.show_rows(ROWS[1:], "2")
    table.show_rows([("0", "Zero"), *ROWS[1:]], "3")
    assert table.current_row() == ROWS[2]
    table.show_rows([], None)
    assert table.current_row() is None
    assert said == []


# ---------------------------------------------------------------- combos


def test_a_combo_speaks_only_for_the_person(qtbot: QtBot) -> None:
    combo = Combo()
    qtbot.addWidget(combo)
    said: list[str] = []
    combo.chosen.connect(said.append)
    combo.set_choices((Choice("a", "Alpha"), Choice("b", "Beta")))
    combo.show_choice("b")
    combo.set_choices((Choice("b", "Beta!"), Choice("c", "Gamma")))
    assert combo.choice() == "b"
    assert not said
    combo.show()
    combo.setFocus()
    press(combo, Qt.Key.Key_Down)
    assert said == ["c"]


CHOICES = (
    Choice("p", "aliexpress.ds.product.get", "Product details"),
    Choice("o", "aliexpress.ds.order.create", "Places an order"),
    Choice("t", "/auth/token/create", "Token"),
)


@pytest.fixture
def search(qtbot: QtBot) -> SearchCombo:
    made = SearchCombo()
    qtbot.addWidget(made)
    made.set_choices(CHOICES)
    made.show()
    made.setFocus()
    return made


def test_every_word_must_occur_in_text_or_detail(qtbot: QtBot, search: SearchCombo) -> None:
    said: list[str] = []
    search.chosen.connect(said.append)
    write(search, "ds places")
    assert search._found.rowCount() == 1
    press(search._list, Qt.Key.Key_Return)
    assert said == ["o"]
    assert search.text() == "aliexpress.ds.order.create"


def test_what_fits_nothing_counts_as_typed(qtbot: QtBot, search: SearchCombo) -> None:
    typed: list[str] = []
    chosen: list[str] = []
    search.typed.connect(typed.append)
    search.chosen.connect(chosen.append)
    write(search, "aliexpress.new.api")
    press(search, Qt.Key.Key_Return)
    press(search, Qt.Key.Key_Return)
    assert typed == ["aliexpress.new.api"]
    search.show_text("")
    search.setText("/auth/token/create")
    press(search, Qt.Key.Key_Return)
    assert chosen == ["t"]


def test_showing_the_same_text_moves_no_cursor(search: SearchCombo) -> None:
    search.show_text("abc")
    search.setCursorPosition(2)
    search.show_text("abc")
    assert search.cursorPosition() == 2


# ---------------------------------------------------------------- the small ones


def test_a_banner_says_and_does(qtbot: QtBot) -> None:
    banner = Banner(can_dismiss=True)
    qtbot.addWidget(banner)
    page = QWidget()
    qtbot.addWidget(page)
    banner.setParent(page)
    page.show()
    done: list[str] = []
    banner.dismissed.connect(lambda: done.append("dismissed"))
    banner.show_message("It broke.", "Mend it.", "bad", "Put away")
    banner.set_actions(("Again", lambda: done.append("again")), ("Else", lambda: done.append("else")))
    banner.set_actions(("Again", lambda: done.append("again 2")), ("Else", lambda: done.append("else 2")))
    for button in banner._actions:
        click(button)
    click(banner._close)
    assert done == ["again 2", "else 2", "dismissed"]
    assert banner.accessibleName() == "It broke."
    banner.show_message("")
    assert not banner.isVisible()


def test_a_banner_without_a_place_is_no_window_of_its_own(qtbot: QtBot) -> None:
    banner, chip = Banner(), Chip()
    qtbot.addWidget(banner)
    qtbot.addWidget(chip)
    banner.show_message("It broke.")
    chip.show_state("draft")
    assert not banner.isVisible()
    assert not chip.isVisible()


def test_an_error_card_has_the_buttons_it_was_given_last(qtbot: QtBot) -> None:
    card = ErrorCard()
    qtbot.addWidget(card)
    card.show()
    done: list[str] = []
    card.show_error("Refused.", "Check the key.", "IncompleteSignature")
    card.set_actions(("Old", lambda: done.append("old")))
    card.set_actions(("New", lambda: done.append("new")))
    QApplication.processEvents()
    [button] = [one for one in card.findChildren(QPushButton) if one.isVisible()]
    click(button)
    assert done == ["new"]


def test_an_empty_state_has_a_button_only_when_it_does_something(qtbot: QtBot) -> None:
    empty = EmptyState("key")
    qtbot.addWidget(empty)
    empty.resize(1200, 700)
    empty.show()
    empty.set_words("Nothing yet", "A sentence that is so long that it needs a second line to be read to its end. " * 2)
    QApplication.processEvents()
    assert not empty._button.isVisible()
    sentence: QLabel = empty._sentence
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
    acted: list[None] = []
    empty.acted.connect(lambda: acted.append(None))
    empty.set_words("Nothing yet", "Add one.", "Add")
    click(empty._button)
    assert len(acted) == 1


def test_a_long_text_is_cut_on_the_screen_only(qtbot: QtBot) -> None:
    text = MonoText()
    qtbot.addWidget(text)
    text.show()
    text.set_text("x" * (SHOWN_LIMIT + 1))
    assert len(text.edit.toPlainText()) == SHOWN_LIMIT
    assert len(text.text()) == SHOWN_LIMIT + 1
    assert text._cut.isVisible()
    text.set_text("short")
    assert not text._cut.isVisible()


def test_the_same_text_again_leaves_the_selection(qtbot: QtBot) -> None:
    text = MonoText()
    qtbot.addWidget(text)
    text.set_text("abc")
    text.edit.selectAll()
    text.set_text("abc")
    assert text.edit.textCursor().selectedText() == "abc"


def test_a_tick_can_be_seen(qtbot: QtBot) -> None:
    box = CheckBox("Follow")
    qtbot.addWidget(box)
    box.show()
    off = box.grab().toImage()
    box.setChecked(True)
    assert box.grab().toImage() != off


@pytest.mark.parametrize(
    ("seconds", "words", "tone"),
    [
        (0, "", "bad"),
        (-5, "", "bad"),
        (59.9, "0 m 59 s", "warn"),
        (270, "4 m 30 s", "warn"),
        (3599, "59 m 59 s", ""),
        (3600, "1 h 0 m", ""),
        (83520, "23 h 12 m", ""),
        (172800, "2 d", ""),
    ],
)
def test_time_left_in_words(seconds: float, words: str, tone: str) -> None:
    assert describe_time_left(seconds) == words
    assert tone_of_time_left(seconds) == tone


def test_a_countdown_ticks_when_its_words_change(qtbot: QtBot) -> None:
    now = [NOW]

    def read() -> datetime:
        return now[0]

    countdown = Countdown(read)
    countdown.run_to(NOW + timedelta(seconds=90.05))
    assert countdown.seconds_left() == pytest.approx(90.05)
    with qtbot.waitSignal(countdown.ticked, timeout=1000):
        pass
    assert countdown._timer.interval() <= 1020
    countdown.run_to(NOW + timedelta(hours=3, seconds=30))
    assert 29_000 < countdown._timer.interval() < 31_000
    countdown.run_to(None)
    assert not countdown._timer.isActive()
    assert countdown.seconds_left() == 0


def _secret(clipboard: FakeClipboard, later: FakeLater) -> QWidget:
    return SecretField(clipboard, later, lambda _deliver: None)


def _copy(clipboard: FakeClipboard, _later: FakeLater) -> QWidget:
    button = CopyButton(clipboard, str)
    button.set_what(lambda: i18n._("app key"))
    return button


@pytest.mark.parametrize("make", [_secret, _copy])
def test_widgets_with_words_of_their_own_follow_the_language(
    qtbot: QtBot,
    make: Callable[[FakeClipboard, FakeLater], QWidget],
    clipboard: FakeClipboard,
    later: FakeLater,
    language: Language,
) -> None:
    widget = make(clipboard, later)
    qtbot.addWidget(widget)
    widget.show()
    language.use(i18n.PSEUDO)

    def follows() -> bool:
        parts = [widget, *widget.findChildren(QWidget)]
        tips = [part.toolTip() for part in parts if part.toolTip()]
        return bool(tips) and all("⟦" in tip for tip in tips)

    qtbot.waitUntil(follows, timeout=1000)
