"""What everybody can read, hear and reach: names of controls, another language, the order of Tab, a small window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from aexdesk import i18n
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.state import Check, Phase
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.heading import Heading
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.profile import ENV_NAMES, AppType, KeyCheck
from tests.ui.tabs.app_keys.world import CANARY, World, texts

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
_OWN = {
    "Demo shop",
    "512345",
    "https://shop.example.test/cb",
    "half a thought",
    "Secret Service",
    "Ctrl+K",
    *ENV_NAMES.as_mapping().values(),
}


def controls(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        is_inside = isinstance(widget.parentWidget(), QComboBox | QLineEdit | QAbstractItemView)
        if isinstance(widget, _CONTROLS) and not is_inside and widget.objectName() != "qt_spinbox_lineedit":
            yield widget


def is_inner(widget: QWidget) -> bool:
    """A part of a control: a popup's list, a table's corner, a clear button."""
    above: QWidget | None = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox | QAbstractItemView | QLineEdit | QScrollBar):
            return True
        above = above.parentWidget()
    return False


def test_every_control_has_a_name(practised: World) -> None:
    nameless = [
        f"{type(control).__name__} in {type(control.parentWidget()).__name__}"
        for control in controls(practised.tab.view)
        if not is_inner(control)
        and not control.accessibleName()
        and not (isinstance(control, QPushButton) and control.text())
        and not is_put_away(control.parentWidget())
    ]
    assert nameless == []


def is_put_away(above: QWidget | None) -> bool:
    """A banner with nothing to say has nothing to call its cross by."""
    return isinstance(above, Banner) and above.isHidden()


def test_another_language_changes_every_word_and_loses_no_draft(practised: World, language: Language) -> None:
    world = practised
    shop = world.add(callback_url="https://shop.example.test/cb")
    world.choose(shop)
    fields = world.tab.view.profile.fields
    world.type(fields.notes, "half a thought")
    fields.notes.moveCursor(fields.notes.textCursor().MoveOperation.Left)
    world.press(fields.secret.replace)
    world.type(fields.secret.secret.line, CANARY)
    cursor = fields.notes.textCursor().position()

    world.act(lambda: language.use(i18n.PSEUDO))
    assert fields.notes.toPlainText() == "half a thought"
    assert fields.notes.textCursor().position() == cursor
    assert fields.notes.document().isUndoAvailable()
    assert fields.secret.secret.line.text() == CANARY
    assert world.tab.title().startswith("⟦")
    plain = {text for text in texts(world.tab.view) if is_english(text)}
    assert plain == set()

    world.act(lambda: language.use("en"))
    assert fields.rows["name"]._label.text() == "Name"
    assert not any("⟦" in text for text in texts(world.tab.view))


def test_the_tab_writes_its_words_again_when_it_is_told_to(world: World, language: Language) -> None:
    world.add()
    i18n.use_language(i18n.PSEUDO)
    world.act(world.tab.retranslate)
    view = world.tab.view
    for said in (view.profile.check.text(), view.profile.fields.rows["name"]._label.text(), view.places._title.text()):
        assert said.startswith("⟦")
    assert view.profiles.search.placeholderText().startswith("⟦")


def is_english(text: str) -> bool:
    """Words of ours that were not translated. What a person typed, addresses and the app's own name are not ours."""
    if not any(letter.isalpha() for letter in text) or "⟦" in text:
        return False
    return not any(own in text for own in (*_OWN, "://", "127.0.0.1", "aliexpress.com", "Practice app", "5099", "/"))


def test_tab_goes_through_the_form_from_top_to_bottom(world: World) -> None:
    world.add()
    view, fields = world.tab.view, world.tab.view.profile.fields
    wanted = [
        view.profiles.search, view.profiles.new, view.profiles.copy, view.profiles.delete, view.profiles.table,
        view.places.table, view.profile.check, fields.name, fields.app_type, fields.app_key, fields._copy_key,
        fields.secret.secret.line, fields.secret.replace, fields.callback_url, fields.notes,
    ]  # fmt: skip
    order = list(tab_order(view.profiles.search))
    places = [order.index(widget) for widget in wanted]
    assert places == sorted(places)


def tab_order(first: QWidget) -> Iterator[QWidget]:
    widget: QWidget | None = first
    while widget is not None:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            yield widget
        widget = widget.nextInFocusChain()
        if widget is first:
            return


@pytest.mark.parametrize("size", [QSize(852, 526), QSize(1112, 726)])
@pytest.mark.parametrize("code", ["en", i18n.PSEUDO])
def test_nothing_is_cut_off(practised: World, language: Language, size: QSize, code: str) -> None:
    world = practised
    view = world.tab.view
    view.resize(size)
    world.do(world.desk.profiles.note_check(world.desk.standing.profiles[0].id, "address_not_allowed"))
    world.act(lambda: language.use(code))
    assert cut_off(view) == []
    world.act(lambda: world.tab.model.show_environment("practice"))
    world.press(view.environment.fields.more)
    assert cut_off(view) == []
    world.do(world.desk.standing.choose_environment("live"))
    world.act(lambda: world.tab.model.show_environment(""))
    assert cut_off(view) == []


def cut_off(root: QWidget) -> list[str]:
    """Labels and buttons whose words need more room than they have."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or is_inner(widget) or isinstance(widget, Heading):
            continue
        if isinstance(widget, QLabel) and widget.text():
            wanted = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            is_cut = widget.height() < wanted or (not widget.wordWrap() and widget.width() < widget.sizeHint().width())
        elif isinstance(widget, QPushButton):
            is_cut = widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height()
        else:
            continue
        if is_cut:
            found.append(f"{widget.text()}: {widget.size()} of {widget.sizeHint()}")
    return found


def test_a_long_name_gives_way_to_the_buttons(world: World) -> None:
    name = "A shop with a name that goes on and on, far beyond what any heading could hold in a small window"
    world.add(name)
    heading = world.tab.view.profile.heading
    assert heading.text().endswith("…")
    assert heading.toolTip() == name
    assert world.tab.view.profile.check.isVisible()
    assert QApplication.activeWindow() is not None


def test_every_remembered_code_has_a_word_and_a_tone() -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    codes = ("permitted", "key_good", "not_permitted", "secret_wrong", "key_wrong", "address_not_allowed", "unclear")
    named = [words.name_check(KeyCheck(code, at)) for code in codes]
    assert named == ["right", "right", "no permission", "secret wrong", "key wrong", "address refused", "unclear"]
    for code in (*codes, "unreachable"):
        message, tone = words.say_check(Check(Phase.ANSWERED, code=code), AppType.DROPSHIPPING, LIVE)
        assert message.message
        assert tone in ("good", "warn", "bad")


def test_a_running_check_names_whom_it_asks() -> None:
    running = Check(Phase.RUNNING)
    assert "the platform" in words.say_check(running, AppType.DROPSHIPPING, LIVE)[0].message
    assert "the practice gateway" in words.say_check(running, AppType.DROPSHIPPING, PRACTICE)[0].message
