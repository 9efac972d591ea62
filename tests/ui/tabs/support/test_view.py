"""What a person sees and presses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from aexdesk.ui import theme
from aexdesk.ui.language import Language
from aexdesk.ui.theme import Preference, Theme
from aexdesk.workspace.exchange import CallError, GuardVerdict, Origin, Parameter, SentRequest
from tests.ordertest.orders import order
from tests.ui.hands import click, press, write
from tests.ui.tabs.support.conftest import FAILED, World

NAMES = "exchanges channel topic language description body copy copy_field sent mail save pack hours"
SIGNED = SentRequest(
    "POST",
    "http://127.0.0.1:1/sync",
    (),
    b"",
    (
        Parameter("session", "{{session:t1}}", Origin.TOKEN),
        Parameter("p", json.dumps(order()), Origin.USER),
        Parameter("sign", "AB" * 32, Origin.COMPUTED),
    ),
    "",
    "AB" * 32,
)


def hidings(world: World) -> list[str]:
    return [one.text() for one in world.view.form.hidden.switches if not one.isHidden()]


@pytest.mark.parametrize("name", NAMES.split())
def test_each_part_is_found_by_its_name(world: World, name: str) -> None:
    assert len(world.view.findChildren(QWidget, f"support.{name}")) == 1


def test_an_empty_workspace_leads_to_the_console(world: World) -> None:
    assert world.view.empty.isVisible()
    assert world.view.empty.accessibleName() == "No call has failed yet"
    (button,) = [one for one in world.view.empty.findChildren(QAbstractButton) if one.isVisible()]
    world.act(lambda: click(button))
    assert world.went_to == ["console"]
    world.act(lambda: click(world.view.calls.failed_only))
    assert world.view.empty.accessibleName() == "No call has been recorded yet"
    world.record(1)
    assert not world.view.empty.isVisible()


def test_the_form_begins_where_the_lines_around_it_do(world: World) -> None:
    world.record(1, error=FAILED)
    form = world.view.form
    edit = form.body.edit
    letter = edit.viewport().mapTo(form, edit.cursorRect(QTextCursor(edit.document())).topLeft())
    button = form.bar.copy.mapTo(form, QPoint())
    assert letter.x() == button.x() == theme.space("m")


def test_a_failed_call_fills_the_form(world: World) -> None:
    world.record(1, error=FAILED)
    assert world.body.startswith("Description: aliexpress.ds.product.get failed with error code 15")
    assert "\nRequestID for your request: 21021\n" in world.body
    assert world.view.question.description.toPlainText().startswith("aliexpress.ds.product.get failed")
    assert world.view.form.practice.isVisible()
    assert world.listed == ["15"]


def test_a_live_call_bears_no_notice(world: World) -> None:
    world.do(world.desk.standing.choose_environment("live"))
    world.record(1, error=FAILED, environment="live")
    assert not world.view.form.practice.isVisible()
    assert "PRACTICE" not in world.body


def test_what_was_hidden_stands_there_with_a_switch_each(world: World) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    assert hidings(world)[:4] == [
        "secret: session",
        "signature: sign",
        "address: p.logistics_address.phone_country",
        "province: p.logistics_address.province",
    ]
    assert "Vineland" not in world.body
    session, city = (switch_of(world, name) for name in ("secret: session", "city: p.logistics_address.city"))
    assert not session.isEnabled()
    assert session.isChecked()
    world.act(lambda: click(city))
    assert "Vineland" in world.body
    assert not city.isChecked()
    assert "1 Test Street" not in world.body
    world.act(lambda: click(city))
    assert "Vineland" not in world.body
    world.act(lambda: click(city))
    world.record(2, error=FAILED)
    world.act(lambda: world.model.choose("e2"))
    assert hidings(world) == []
    world.act(lambda: world.model.choose("e1"))
    assert "Vineland" not in world.body, "what was shown was shown in that one form"


def switch_of(world: World, text: str) -> QAbstractButton:
    (found,) = [one for one in world.view.form.hidden.switches if one.text() == text]
    return found


def test_a_signature_is_shown_after_a_question(world: World) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    sign = switch_of(world, "signature: sign")
    world.asking.says = False
    world.act(lambda: click(sign))
    assert ("AB" * 32 in world.body, sign.isChecked()) == (False, True)
    world.asking.says = True
    world.act(lambda: click(sign))
    assert ("AB" * 32 in world.body, sign.isChecked()) == (True, False)
    assert [one.is_dangerous for one in world.asking.asked] == [True, True]
    world.act(lambda: click(world.view.form.bar.sent))
    assert "AB" * 32 not in world.state.cases.linked["e1"][0].body


def test_a_question_that_reads_like_the_other_topic_is_warned_of(world: World) -> None:
    world.record(1, error=FAILED)
    assert not world.view.form.topic.isVisible()
    world.act(lambda: world.model.choose_topic("business"))
    assert world.view.form.topic.accessibleName().startswith("This reads like a technical question (")
    world.act(lambda: world.model.describe("We want to register our company and need a contract"))
    assert not world.view.form.topic.isVisible()
    world.act(lambda: world.model.choose_channel("ticket"))
    assert world.view.form.topic.accessibleName() == "Tickets take technical questions alone."
    assert world.view.form.bar.copy.isEnabled(), "a warning keeps nobody from anything"
    (button,) = [one for one in world.view.form.topic.findChildren(QPushButton) if one.isVisible()]
    world.act(lambda: click(button))
    assert (world.state.topic.value, world.state.channel.value) == ("business", "email")
    assert not world.view.form.topic.isVisible()


def test_several_calls_in_one_form(world: World) -> None:
    world.record(1, 2, 3, error=FAILED)
    table = world.view.calls.table
    table.setFocus()
    world.act(lambda: table.selectRow(0))
    world.act(lambda: press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier))
    assert world.state.picked == ("e3", "e2")
    assert "RequestID for your request: 21023; 21022" in world.body
    assert len(table.chosen_rows()) == 2, "what is shown anew keeps both chosen"
    world.act(lambda: press(table, Qt.Key.Key_Down))
    assert list(world.state.picked) == ["e1"]
    world.act(lambda: press(table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier))
    assert list(world.state.picked) == ["e1", "e2"], "the call that leads goes on leading"


def test_the_description_in_chinese(world: World) -> None:
    world.record(1, error=FAILED)
    language = world.view.question.language
    world.act(lambda: press(language, Qt.Key.Key_End))
    assert world.body.startswith("Description: 接口 aliexpress.ds.product.get 调用失败，错误码 15")
    world.act(lambda: world.model.describe("My own words"))
    world.act(lambda: press(language, Qt.Key.Key_Home))
    assert world.body.startswith("Description: My own words [PRACTICE GATEWAY: this call")


def test_one_field_is_copied(world: World) -> None:
    world.record(1, error=FAILED)
    menu = world.view.form.bar.open_fields()
    names = [action.text() for action in menu.actions()]
    assert names == ["Description", "RequestID for your request", "API path", "RequestBody"]
    world.act(menu.actions()[1].trigger)
    assert world.clipboard.texts == ["21021"]
    menu.close()


def test_a_case_is_kept_found_answered_and_deleted(world: World) -> None:
    world.record(1, error=FAILED)
    assert not world.view.form.filed.isVisible()
    world.act(lambda: click(world.view.form.bar.sent))
    assert world.view.form.filed.accessibleName().startswith("Support was asked on ")
    assert world.view.tabs.tabText(1) == "Cases (1)"
    assert str(world.view.calls.table.model().index(0, 1).data()).startswith("✉ ")
    (button,) = [one for one in world.view.form.filed.findChildren(QPushButton) if one.text() == "Open the case"]
    world.act(lambda: click(button))
    assert world.view.case.isVisible()
    assert world.state.form is not None
    assert world.view.case.body.edit.toPlainText() == world.state.form.body
    world.act(lambda: write(world.view.case.notes, "They will fix it. password: CANARY-1234"))
    world.act(lambda: world.later.advance(1))
    (kept,) = world.run(world.desk.support_cases.find())
    assert (kept.notes, kept.state.value) == ("They will fix it. password: ••••", "answered")
    world.act(lambda: world.view.case.state.chosen.emit("closed"))
    assert world.view.cases.table.model().index(0, 2).data() == "closed"
    world.act(lambda: world.view.cases.search.setText("nothing like it"))
    assert world.view.cases.table.model().rowCount() == 0
    world.act(lambda: world.view.cases.search.setText("FIX it 21021"))
    assert world.view.cases.table.model().rowCount() == 1
    world.act(lambda: click(world.view.case.calls))
    assert (world.state.page.value, world.state.chosen) == ("calls", "e1")
    world.act(lambda: world.model.open_filed(kept.id))
    world.act(lambda: click(world.view.case.delete))
    assert world.view.no_case.accessibleName() == "No case yet"
    assert not world.view.form.filed.isVisible()
    assert [say() for say in world.toasts.lines] == ["Kept as a case.", "Case deleted."]


def test_the_text_is_tinted_where_something_was_taken_out(world: World, theme: Theme) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    light = tint_of(world, "••••")
    assert light != tint_of(world, "session=") == ("", 0)
    assert tint_of(world, "API path:")[1] > 400
    world.act(lambda: theme.choose(Preference.DARK))
    assert light != tint_of(world, "••••") != ("", 0)


def tint_of(world: World, text: str) -> tuple[str, int]:
    """The background and the weight with which a piece of the text is drawn."""
    document = world.view.form.body.edit.document()
    at = document.find(text).selectionStart()
    block = document.findBlock(at)
    for part in block.layout().formats():
        if part.start <= at - block.position() < part.start + part.length:
            return part.format.background().color().name(), part.format.fontWeight()
    return "", 0


def test_typing_a_description_writes_it_into_the_form(world: World) -> None:
    world.record(1, error=FAILED)
    field = world.view.question.description
    assert not world.view.question.suggest.isVisible()
    world.act(field.selectAll)
    world.act(lambda: write(field, "Why?"))
    assert world.body.startswith("Description: Why? [PRACTICE")
    assert field.textCursor().position() == 4, "the cursor stays where one types"
    world.act(lambda: click(world.view.question.suggest))
    assert field.toPlainText().startswith("aliexpress.ds.product.get failed")


def test_the_channel_is_chosen_by_key(world: World) -> None:
    world.record(1, error=FAILED)
    channel = world.view.findChild(QComboBox, "support.channel")
    topic = world.view.findChild(QComboBox, "support.topic")
    assert isinstance(channel, QComboBox)
    assert isinstance(topic, QComboBox)
    assert not world.view.form.mail_head.isVisible()
    world.act(lambda: press(channel, Qt.Key.Key_End))
    assert world.view.form.mail_head.to.text() == "ae_ds_supporter_team@aliexpress.com"
    world.act(lambda: press(topic, Qt.Key.Key_End))
    assert world.view.form.mail_head.to.text() == "ds-api@aliexpress.com"
    assert world.view.form.mail_head.isVisible()
    assert world.body.startswith("Your AppKey: 12345678\n")


def test_copy_mail_and_save(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    form = world.view.form.bar
    world.record(1, error=FAILED)
    world.act(lambda: click(form.copy))
    assert world.clipboard.texts == [world.body]
    assert not form.mail.isEnabled()
    assert form.mail.toolTip() == "Choose the channel Email for this"
    world.act(lambda: world.model.choose_channel("email"))
    world.act(lambda: click(form.mail))
    assert world.links.opened[0].startswith("mailto:ae_ds_supporter_team@aliexpress.com?subject=%5BPRACTICE%5D")
    world.files.answer = tmp_path_factory.mktemp("mails") / "a.eml"
    world.act(lambda: click(form.save))
    assert world.files.answer.exists()
    assert [say() for say in world.toasts.lines] == ["Saved as a.eml."]
    world.act(lambda: click(world.view.form.mail_head.copy_to))
    assert world.clipboard.texts[-1] == "ae_ds_supporter_team@aliexpress.com"


def test_a_long_mail_says_that_the_clipboard_has_the_text(world: World) -> None:
    parameters = (Parameter("p", "x" * 3000, Origin.USER),)
    world.record(1, error=FAILED, request=SentRequest("POST", "http://a.test/sync", (), b"", parameters, "", ""))
    world.act(lambda: world.model.choose_channel("email"))
    world.act(lambda: click(world.view.form.bar.mail))
    assert world.clipboard.texts == [world.body]
    assert "in the clipboard" in world.toasts.lines[-1]()


def test_without_a_mail_program_a_banner_says_what_to_do(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose_channel("email"))
    world.links.takes = False
    world.act(lambda: click(world.view.form.bar.mail))
    assert world.view.form.trouble.accessibleName() == "No mail program took it."
    assert world.view.form.trouble.isVisible()
    world.act(lambda: world.model.choose_channel("ticket"))
    assert not world.view.form.trouble.isVisible()


def test_searching_and_choosing_by_key(world: World) -> None:
    world.record(1, error=FAILED, api="aliexpress.ds.order.create")
    world.record(2, 3, error=CallError("network", "connect_timeout"), response=None)
    world.record(4, error=CallError("guard", "GuardRefused"), response=None, guard=GuardVerdict(False, "live_locked"))
    assert world.listed == ["guard refused", "connect_timeout", "connect_timeout", "15"]
    search, table = world.view.calls.search, world.view.calls.table
    search.setFocus()
    world.act(lambda: write(search, "order.create"))
    assert world.listed == ["15"]
    world.act(lambda: press(search, Qt.Key.Key_Escape))
    assert len(world.listed) == 4
    table.setFocus()
    world.act(lambda: table.selectRow(0))
    world.act(lambda: press(table, Qt.Key.Key_Down))
    assert world.state.chosen == "e3"
    assert "got no answer that could be used (connect_timeout)" in world.body
    assert "RequestID for your request: 21023" in world.body
    world.act(lambda: press(table, Qt.Key.Key_Return))
    assert world.view.question.description.hasFocus() or not world.view.isActiveWindow()
    world.act(lambda: write(search, "nothing like it"))
    assert "No failed call matches “nothing like it”." in [
        one.text() for one in world.view.calls.findChildren(type(world.view.calls._nothing)) if one.isVisible()
    ]


def test_the_hours_stand_there(world: World) -> None:
    words = world.view.hours.words
    assert words.text() == "Closed; opens Tue 10:00 Beijing, Tue 02:00 your time, in 1 min."
    assert world.view.hours.note.text() == "Holidays and make-up days of Mainland China are official until 2026-12-31."
    world.move_clock(timedelta(seconds=30))
    assert words.text() == "Open, until 22:00 Beijing; 14:00 your time."
    world.move_clock(timedelta(days=400))
    assert world.view.hours.note.isVisible()
    assert world.view.hours.note.text().startswith("Provisional: the holidays after")


def test_every_control_has_a_name(world: World) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    world.act(lambda: world.model.choose_channel("email"))
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView)
    nameless = [
        (type(one).__name__, one.objectName())
        for one in world.view.findChildren(QWidget)
        if isinstance(one, kinds) and one.focusPolicy() is not Qt.FocusPolicy.NoFocus and one.isVisible()
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]
    assert nameless == []


def test_another_language_changes_every_word_and_nothing_else(world: World, language: Language) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    world.act(lambda: world.model.describe("My words"))
    before = world.body
    world.act(lambda: language.use("qps"))
    world.act(world.tab.retranslate)
    assert world.body == before, "support reads English"
    assert world.view.form.bar.copy.text().startswith("⟦")
    assert world.view.hours.words.text().startswith("⟦")
    assert world.view.question.channel.itemText(0).startswith("⟦")
    assert world.view.question.channel.choice() == "dingtalk"
    assert world.view.question.description.toPlainText() == "My words"


def test_no_secret_is_anywhere_in_the_window(world: World) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    seen = [one.toPlainText() for one in world.view.findChildren(QPlainTextEdit)]
    assert not [text for text in seen if "AB" * 32 in text or "{{" in text]


def test_a_small_window_holds_everything(world: World) -> None:
    """What 900 by 600 leaves: nothing is pushed out at the right or the foot."""
    world.record(1, error=FAILED, request=SIGNED)
    world.act(lambda: world.model.choose_channel("email"))
    assert world.view.minimumSizeHint().width() <= world.view.width()
    assert world.view.minimumSizeHint().height() <= world.view.height()
    for name in NAMES.split():
        part = world.view.findChild(QWidget, f"support.{name}")
        assert part is not None
        place = part.mapTo(world.view, part.rect().bottomRight())
        assert world.view.rect().contains(place), name


def test_the_way_to_a_channel_stands_there_until_it_is_known(world: World, open_world: Callable[[], World]) -> None:
    world.record(1, error=FAILED)
    question = world.view.question
    assert question.steps.isVisible()
    for told in ("DingTalk's official site", "DS business contact registers you", "customer robots", "Links-Ticket"):
        assert told in question.steps.text()
    world.act(question.guide.click)
    assert not question.steps.isVisible()
    world.act(lambda: world.model.choose_channel("ticket"))
    assert question.steps.isVisible(), "another channel, another way"
    world.act(lambda: click(world.view.form.bar.sent))
    assert not question.steps.isVisible(), "who has sent a form knows the way"
    world.act(question.guide.click)
    assert question.steps.isVisible()
    world.close()
    again = open_world()
    assert (again.state.channel.value, again.view.question.guide.isChecked()) == ("ticket", True)
    again.act(lambda: again.model.choose_channel("dingtalk"))
    assert not again.view.question.guide.isChecked()


def test_a_case_leads_to_its_calls_in_the_history_and_is_opened_from_there(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: click(world.view.form.bar.sent))
    (case,) = world.run(world.desk.support_cases.find())
    world.act(lambda: world.desk.handovers.filed_case_for_support.give(case.id))
    assert (world.view.case.isVisible(), world.state.cases.chosen) == (True, case)
    world.act(lambda: click(world.view.case.history))
    assert world.went_to == ["history"]
    assert world.desk.handovers.query_for_history.take() == f"case:{case.id}"


def test_a_case_that_was_handed_over_before_the_tab_was_there_is_opened(
    world: World, open_world: Callable[[], World]
) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: click(world.view.form.bar.sent))
    (case,) = world.run(world.desk.support_cases.find())
    world.close()
    again = open_world()

    def begin_again() -> None:
        again.model.cases.read_again()
        again.model.open_filed(case.id)
        assert again.state.cases.chosen is None

    again.act(begin_again)
    assert again.state.cases.chosen == case


def test_what_is_shown_of_what_was_hidden_is_said_in_amber(world: World) -> None:
    world.record(1, error=FAILED, request=SIGNED)
    label = world.view.form.hidden._label
    assert (label.text().startswith("Hidden: "), label.property("tone")) == (True, "")
    signature = next(one for one in world.view.form.hidden.switches if one.text().startswith("signature"))
    world.act(lambda: click(signature))
    assert label.text().startswith("Shown in this text: signature. Hidden: ")
    assert label.property("tone") == "warn"


@pytest.mark.parametrize("is_open", [True, False])
def test_in_a_low_window_nothing_of_the_question_is_squeezed(world: World, is_open: bool) -> None:
    world.record(1, error=FAILED)
    world.view.resize(852, 470)
    world.act(lambda: world.model.show_guide(is_open))
    world.view.show()
    question = world.view.question
    assert question.description.height() == question.description.maximumHeight()
    assert question.topic.height() >= question.topic.minimumSizeHint().height()
    if is_open:
        assert question.steps.height() >= question.steps.heightForWidth(question.steps.width())
    assert world.view.calls.table.viewport().height() > 0
