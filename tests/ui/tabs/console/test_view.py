"""The Console on the screen: what a person types, presses, reads and hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.console.nested.field import NestedField
from aexdesk.ui.tabs.console.parameter_fields import LineField
from aexdesk.ui.widgets import highlighting
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.workspace.body import IN_MEMORY_LIMIT
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, OpenBench, close, texts_of
from tests.ui.tabs.console.test_model import IDS, ORDER, ORDER_CREATE, PRODUCT_GET

NARROW = (852, 526)
"""What a window of 900 by 600 leaves for a tab."""


def on_loop(act: Callable[[], object]) -> Awaitable[Any]:
    """Does something with mouse or keys while the loop runs, and lets the state be shown."""

    async def work() -> None:
        act()
        await turns()

    return work()


def field_of(bench: Bench, name: str) -> LineField:
    field = bench.view.parameters.rows[name].field
    assert isinstance(field, LineField)
    return field


def type_into(widget: QWidget, text: str) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.selectAll()
    QTest.keyClicks(widget, text)


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


# ---------------------------------------------------------------- sending


def test_the_keys_reach_it_from_wherever_the_focus_is(run: Run, bench: Bench) -> None:
    """From the rail or the top line too, as long as this tab is the one that is shown."""
    window = QMainWindow()
    rail = QPushButton("rail")
    both = QWidget()
    row = QHBoxLayout(both)
    row.addWidget(rail)
    row.addWidget(bench.view)
    window.setCentralWidget(both)

    async def work() -> None:
        window.show()
        window.activateWindow()
        rail.setFocus()
        await turns(2)
        QTest.keyClick(rail, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await bench.until(lambda: bench.state.answer is not None and bench.state.running is None)
        assert rail.hasFocus()
        shown = bench.state.answer
        bench.view.hide()
        QTest.keyClick(rail, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await turns(2)
        assert bench.state.running is None
        assert bench.state.answer is shown
        bench.view.setParent(None)
        window.close()

    run(work(), 20)


def test_send_is_one_press_away_on_the_first_day(run: Run, bench: Bench) -> None:
    async def work() -> None:
        press(bench.view.request.button)
        assert bench.state.running is not None
        await turns(2)
        assert "…" in bench.view.request.button.text()
        await bench.until(lambda: bench.state.running is None)

    run(work(), 20)
    view = bench.view.response
    assert view.tabs.isVisible()
    assert '"subject"' in view.pretty.text()
    assert view.headers.text().startswith("Response\nHTTP 200")
    assert "ms" in view.summary.facts()
    assert not view.cards.isVisible()


def test_the_keys_send_cancel_and_go_to_the_api(run: Run, bench: Bench) -> None:
    view = bench.view

    async def work() -> None:
        view.activateWindow()
        await turns()
        view.tabs.setCurrentIndex(1)
        view.json.edit.setFocus()
        QTest.keyClick(view.json.edit, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget() is view.request.api
        await bench.make_slow(PRODUCT_GET)
        view.json.edit.setFocus()
        QTest.keyClick(view.json.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert bench.state.running is not None
        QTest.keyClick(view.json.edit, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
        await bench.until(lambda: bench.state.running is None)
        await turns()

    before = bench.state.draft.json_text
    run(work(), 20)
    assert bench.state.is_cancelled
    assert bench.state.draft.json_text == before
    assert view.response.cards.error.isVisible()


def test_after_a_second_the_button_cancels_and_the_line_counts(run: Run, bench: Bench) -> None:
    button = bench.view.request.button

    async def work() -> None:
        await bench.make_slow(PRODUCT_GET)
        press(button)
        await turns()
        width = button.width()
        press(button)
        assert bench.state.running is not None
        assert not bench.state.running.is_ending
        bench.later.advance(1.0)
        await turns()
        assert "Ctrl+." in button.text()
        assert button.width() == width
        assert "1 s" in bench.view.response.summary.facts()
        press(button)
        await bench.until(lambda: bench.state.running is None)
        await turns()

    run(work(), 20)
    assert "Send" in button.text()


def test_a_refusal_names_the_field_that_differs(run: Run, bench: Bench) -> None:
    bench.model.choose_api(ORDER_CREATE)
    bench.model.insert_example(ORDER)
    bench.model.set_value(ORDER, bench.state.draft.value(ORDER).replace('"US"', '"DE"'))
    run(bench.send_past_the_button(), 20)
    run(turns())
    cards = bench.view.response.cards
    assert cards.refusal.isVisible()
    assert not cards.error.isVisible()
    told = "\n".join(texts_of(cards.refusal))
    assert "Receiving country: expected US, found DE" in told
    assert "Nothing was sent" in told
    assert not bench.view.response.tabs.isVisible()


def test_an_answer_of_another_api_is_named(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    run(turns())
    facts = bench.view.response.summary.facts
    assert "ds.product.get" not in facts()
    bench.model.choose_api(ORDER_CREATE)
    run(turns())
    assert facts().startswith("ds.product.get · ")


def test_an_error_of_the_platform_is_explained(run: Run, bench: Bench) -> None:
    bench.model.set_value("product_id", "1")
    run(bench.send(), 20)
    run(turns())
    told = "\n".join(texts_of(bench.view.response.cards.error))
    assert "605" in told
    assert "Check the product id." in told
    assert bench.view.response.tabs.isVisible()


def test_no_results_is_a_quiet_note(run: Run, bench: Bench) -> None:
    bench.answer_with(lambda _request: httpx.Response(200, json={"x_response": {"rsp_code": 405, "rsp_msg": "none"}}))
    run(bench.send(), 20)
    run(turns())
    cards = bench.view.response.cards
    assert cards.note.isVisible()
    assert not cards.error.isVisible()


def test_live_is_amber_and_its_button_says_why_not(run: Run, bench: Bench) -> None:
    async def go_live() -> None:
        await bench.desk.profiles.add(ProfileDraft("live", "Shop", "500002"), Secret("x" * 20))
        await bench.desk.standing.choose_environment("live")
        bench.model.choose_api(ORDER_CREATE)
        await turns()

    run(go_live())
    line = bench.view.request
    assert not line.button.isEnabled()
    assert "read-only" in line.button.text()
    assert line._environment.property("tone") == "live"
    assert line._environment.text() == "Live"


# ---------------------------------------------------------------- form and JSON


def test_form_and_json_are_in_step_while_one_types(run: Run, bench: Bench) -> None:
    view = bench.view
    run(on_loop(lambda: type_into(field_of(bench, "product_id"), "18446744073709551615")))
    assert '"product_id": 18446744073709551615' in view.json.edit.toPlainText()
    view.tabs.setCurrentIndex(1)
    run(on_loop(lambda: type_into(view.json.edit, '{"product_id": 1.10, "mine": "x"}')))
    assert field_of(bench, "product_id").text() == "1.10"
    assert field_of(bench, "mine").text() == "x"
    assert field_of(bench, "ship_to_country").text() == ""
    assert view.json.edit.toPlainText() == '{"product_id": 1.10, "mine": "x"}'


def test_typing_keeps_the_cursor_where_it_is(run: Run, bench: Bench) -> None:
    edit = bench.view.json.edit
    bench.view.tabs.setCurrentIndex(1)

    def work() -> None:
        cursor = edit.textCursor()
        cursor.setPosition(edit.toPlainText().index("US"))
        edit.setTextCursor(cursor)
        QTest.keyClicks(edit, "abc")

    run(on_loop(work))
    # The state has been shown meanwhile: a text written anew would have taken the cursor away.
    run(on_loop(lambda: QTest.keyClicks(edit, "d")))
    assert '"abcdUS"' in edit.toPlainText()
    assert field_of(bench, "ship_to_country").text() == "abcdUS"


def test_broken_json_says_where_and_nothing_half_written_is_sent(run: Run, bench: Bench) -> None:
    view = bench.view
    view.tabs.setCurrentIndex(1)
    run(on_loop(lambda: type_into(view.json.edit, '{"product_id": 7,,')))
    assert "Line 1, column 18" in view.json.problem.text()
    assert "broken" in view.tabs.tabText(1)
    assert field_of(bench, "product_id").text() != "7"
    assert not view.request.button.isEnabled()
    bench.model.send()
    assert bench.state.running is None
    run(on_loop(lambda: type_into(field_of(bench, "product_id"), "8")))
    assert view.request.button.isEnabled()
    assert "broken" not in view.tabs.tabText(1)
    assert '"product_id": 8' in view.json.edit.toPlainText()
    run(on_loop(view.json.edit.undo))
    assert view.json.edit.toPlainText() == '{"product_id": 7,,'


def test_a_no_break_space_stays_one(run: Run, bench: Bench) -> None:
    bench.model.choose_api(ORDER_CREATE)
    run(turns())
    field = bench.view.parameters.rows[ORDER].field
    assert isinstance(field, NestedField)
    run(on_loop(lambda: press(field.as_json)))
    run(on_loop(lambda: type_into(field.edit, '{"a": "1\u00a02"}')))
    assert bench.state.draft.value(ORDER) == '{"a": "1\u00a02"}'


@pytest.mark.parametrize("text", ["x" * 40_000, "two\nlines", "tab\there", "你好 🙂 é"])
def test_a_value_passes_through_its_field_to_the_letter(run: Run, bench: Bench, text: str) -> None:
    bench.model.set_value("ship_to_country", text)
    run(turns())

    def add_a_letter() -> None:
        field = field_of(bench, "ship_to_country")
        field.end(False)
        QTest.keyClicks(field, "z")

    run(on_loop(add_a_letter))
    assert bench.state.draft.value("ship_to_country") == text + "z"


def test_a_nested_parameter_that_is_no_json_says_so(run: Run, bench: Bench) -> None:
    bench.model.choose_api(ORDER_CREATE)
    run(turns())
    field = bench.view.parameters.rows[ORDER].field
    assert isinstance(field, NestedField)
    run(on_loop(lambda: press(field.as_json)))
    run(on_loop(lambda: type_into(field.edit, '{"a": }')))
    assert "column 7" in field.problem.text()
    run(on_loop(lambda: press(field.example)))
    assert not field.problem.isVisible()
    assert '"product_items"' in field.edit.toPlainText()


def test_a_parameter_of_ones_own_comes_and_goes(run: Run, bench: Bench) -> None:
    view = bench.view.parameters

    def add() -> None:
        QTest.keyClicks(view._name, "sign_method")
        QTest.keyClick(view._name, Qt.Key.Key_Return)

    run(on_loop(add))
    run(on_loop(lambda: QTest.keyClicks(field_of(bench, "sign_method"), "md5")))
    run(bench.signed())
    assert bench.state.preview is not None
    assert bench.state.preview.digest.value == "MD5"
    remove = view.rows["sign_method"]._remove
    assert remove is not None
    run(on_loop(lambda: press(remove)))
    assert "sign_method" not in view.rows
    assert dict(bench.state.draft.values).keys() == {"ship_to_country", "product_id"}


def test_any_name_can_be_typed_as_api(run: Run, bench: Bench) -> None:
    def work() -> None:
        type_into(bench.view.request.api, "aliexpress.my.own")
        QTest.keyClick(bench.view.request.api, Qt.Key.Key_Return)

    run(on_loop(work))
    assert bench.state.draft.api == "aliexpress.my.own"
    assert bench.view.parameters.rows == {}
    assert "catalogue" in bench.view.parameters._title.text()


def test_the_rows_follow_one_another_under_the_tab_key(bench: Bench) -> None:
    rows = list(bench.view.parameters.rows.values())
    for first, second in pairwise(rows):
        assert _next_stop(first.stops[-1]) is second.stops[0]
    assert _next_stop(rows[-1].stops[-1]) is bench.view.parameters._name


def _next_stop(widget: QWidget) -> QWidget:
    found = widget.nextInFocusChain()
    while found is not None and (not found.focusPolicy() & Qt.FocusPolicy.TabFocus or found.isHidden()):
        found = found.nextInFocusChain()
    assert found is not None
    return found


# ---------------------------------------------------------------- the signature


def test_the_signature_is_live_and_pointing_finds_the_piece(run: Run, bench: Bench) -> None:
    signing = bench.view.signing
    bench.view.tabs.setCurrentIndex(2)
    bench.model.set_value("product_id", "4711")
    run(bench.signed())
    run(turns())
    assert "product_id4711" in signing.string.toPlainText()
    assert bench.state.preview is not None
    assert signing.sign.toPlainText() == bench.state.preview.sign
    assert "product_id=4711" in signing.body.toPlainText()
    number = signing.table.rows.number_of("product_id")  # type: ignore[attr-defined] # rows of a list
    place = signing.table.visualRect(signing.table.rows.index(number, 1)).center()
    run(on_loop(lambda: QTest.mouseMove(signing.table.viewport(), place)))
    signing.table.entered.emit(signing.table.rows.index(number, 1))
    assert signing.string.marked_text() == "product_id4711"


def test_pointing_at_the_string_names_the_parameter(run: Run, bench: Bench) -> None:
    text = bench.view.signing.string
    bench.view.tabs.setCurrentIndex(2)
    run(bench.signed())
    run(turns())
    named: list[str] = []
    text.pointed.connect(named.append)
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("ship_to_country") + 3)
    place = text.cursorRect(cursor).center()
    assert text._parameter_at(place) == "ship_to_country"
    assert text._parameter_at(QPoint(text.cursorRect(text.textCursor()).left(), place.y())) != ""


def test_a_call_that_was_sent_can_be_seen_signed(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    bench.model.set_value("product_id", "5")
    run(bench.signed())
    run(turns())
    signing = bench.view.signing
    assert "product_id5" in signing.string.toPlainText()
    signing.which.show_choice("sent")
    run(on_loop(signing.show_state))
    answer = bench.state.answer
    assert answer is not None
    assert signing.sign.toPlainText() == answer.exchange.request.sign
    assert "product_id5s" not in signing.string.toPlainText()


def test_without_an_app_key_the_view_says_what_is_missing(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench(with_practice=False)
    bench.view.tabs.setCurrentIndex(2)
    run(turns())
    signing = bench.view.signing
    assert "no app key" in signing._missing.text()
    assert not signing._page.isVisible()
    run(on_loop(lambda: press(signing._repair)))
    assert bench.went_to == ["app_keys"]


# ---------------------------------------------------------------- the answer


@pytest.mark.parametrize("number", IDS)
def test_ids_are_unchanged_in_every_widget(run: Run, bench: Bench, number: str) -> None:
    body = f'{{"x_response":{{"id":{number},"list":[{{"id":{number}}}]}}}}'
    bench.answer_with(lambda _request: httpx.Response(200, content=body.encode()))
    run(on_loop(lambda: type_into(field_of(bench, "product_id"), number)))
    run(bench.send(), 20)
    run(turns())
    assert field_of(bench, "product_id").text() == number
    assert f'"product_id": {number}' in bench.view.json.edit.toPlainText()
    assert f'"id": {number}' in bench.view.response.pretty.edit.toPlainText()
    assert bench.view.response.raw.edit.toPlainText() == body


def test_a_large_body_is_shown_in_part_and_nothing_colours_it(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 20 * IN_MEMORY_LIMIT
    body = b"{" + b'"key": "value",\n' * (size // 16) + b'"end": 1}'
    coloured: list[int] = []
    highlight = highlighting.JsonColours.setFormat

    def count(self: highlighting.JsonColours, start: int, length: int, how: Any) -> None:
        coloured.append(self.currentBlock().position())
        highlight(self, start, length, how)

    monkeypatch.setattr(highlighting.JsonColours, "setFormat", count)
    bench.answer_with(lambda _request: httpx.Response(200, content=body))
    run(bench.send(), 40)
    run(turns())
    view = bench.view.response
    assert "21.0 MB" in view._note.text()
    assert len(view.pretty.edit.toPlainText()) <= 256 * 1024
    assert max(coloured) <= highlighting.COLOURED_LIMIT


def test_a_body_without_a_single_blank_is_broken_anywhere(bench: Bench) -> None:
    # Between words it takes seconds to lay out 256 kB without a blank, and nobody can do anything meanwhile.
    view = bench.view.response
    assert view.raw.edit.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    assert view.headers.edit.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    assert view.pretty.edit.lineWrapMode() is QPlainTextEdit.LineWrapMode.NoWrap


def test_the_history_brings_a_call_back_by_mouse_and_by_key(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    bench.model.set_value("product_id", "1")
    run(bench.send(), 20)
    bench.model.set_value("product_id", "2")
    run(turns())
    links = [link for link in bench.view.history.line.links if link.isVisible()]
    assert [link.text().split()[-1] for link in links] == ["605", "200"]

    async def by_mouse() -> None:
        press(links[1])
        await bench.until(lambda: bench.state.draft.value("product_id") not in ("1", "2"))

    run(by_mouse())

    async def by_key() -> None:
        press(bench.view.history._title)
        await turns()
        table = bench.view.history.table
        assert table.isVisible()
        table.setFocus()
        table.selectRow(0)
        QTest.keyClick(table, Qt.Key.Key_Return)
        await bench.until(lambda: bench.state.draft.value("product_id") == "1")

    run(by_key())
    assert bench.desk.preferences.value("console.history_open") is True


def test_the_arrows_move_in_the_history_while_other_things_change(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    run(bench.send(), 20)
    run(on_loop(lambda: bench.model.open_history(True)))
    table = bench.view.history.table
    run(on_loop(lambda: table.selectRow(1)))
    bench.model.set_value("product_id", "3")
    run(turns())
    assert table.current_row() == bench.state.history[1]


# ---------------------------------------------------------------- secrets


def test_no_secret_is_in_any_widget_or_in_what_is_copied(run: Run, bench: Bench) -> None:
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    secrets = [one.reveal() for one in (seeds.app_secret, seeds.session, seeds.refresh_token)]
    secrets.append("canary-typed-by-hand")
    view = bench.view
    for method, api in (("POST", PRODUCT_GET), ("GET", PRODUCT_GET), ("POST", "/auth/token/refresh")):
        bench.model.choose_api(api)
        bench.model.choose_http_method(method)
        bench.model.add_parameter("refresh_token")
        bench.model.set_value("refresh_token", "canary-typed-by-hand")
        run(bench.send(), 20)
        run(bench.signed())
        for choice in ("now", "sent"):
            view.signing.which.show_choice(choice)
            run(on_loop(view.signing.show_state))
            for button in view.findChildren(CopyButton):
                button.copy()
            found = [text for text in (*texts_of(view), *bench.clipboard.texts) if any(one in text for one in secrets)]
            assert found == []
    assert bench.clipboard.texts
    assert not bench.clipboard.secrets


def test_with_session_is_said_and_forgotten(run: Run, bench: Bench) -> None:
    bench.view.tabs.setCurrentIndex(2)
    run(bench.signed())
    run(turns())
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    buttons = [block.copy_open for block in bench.view.signing._blocks if block.copy_open.isVisible()]
    assert buttons
    for button in buttons:
        assert "session" in button.text()
        run(on_loop(partial(press, button)))
    assert bench.clipboard.texts == []
    opened = [secret.reveal() for secret in bench.clipboard.secrets]
    assert any(seeds.session.reveal() in text for text in opened)
    assert not any(seeds.app_secret.reveal() in text for text in opened)


# ---------------------------------------------------------------- words and room


def test_another_language_changes_every_word_and_no_draft(run: Run, bench: Bench, language: Language) -> None:
    view = bench.view
    run(bench.send(), 20)
    view.tabs.setCurrentIndex(1)
    run(on_loop(lambda: type_into(view.json.edit, '{"product_id": 7,,')))
    cursor = view.json.edit.textCursor().position()
    before = bench.state
    run(on_loop(lambda: language.use("qps")))
    assert bench.state == before
    assert view.json.edit.toPlainText() == '{"product_id": 7,,'
    assert view.json.edit.textCursor().position() == cursor
    assert view.json.edit.document().isUndoAvailable()
    words = [view.tabs.tabText(0), view.json.problem.text(), view.request.button.text(), view.history._title.text()]
    words += [
        view.response.tabs.tabText(0),
        view.parameters._add.text(),
        view.signing._repair.text(),
        bench.tab.title(),
    ]
    assert all(word.startswith("⟦") for word in words), words


def test_everything_that_can_be_reached_has_a_name(run: Run, bench: Bench) -> None:
    bench.model.choose_api(ORDER_CREATE)
    run(bench.send_past_the_button(), 20)
    bench.model.add_parameter("mine")
    run(on_loop(lambda: bench.model.open_history(True)))
    kinds = (QLineEdit, QPlainTextEdit, QAbstractButton, QComboBox, QTableView)
    for widget in bench.view.findChildren(QWidget):
        is_ours = isinstance(widget, kinds) and not widget.isHidden()
        can_be_reached = is_ours and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if can_be_reached and not widget.objectName().startswith("qt_"):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, (type(widget), widget.parent())


@pytest.mark.parametrize("code", ["en", "qps"])
def test_it_fits_into_the_smallest_window(run: Run, bench: Bench, language: Language, code: str) -> None:
    language.use(code)
    bench.model.set_value("product_id", "1")
    run(bench.send(), 20)
    run(on_loop(lambda: bench.view.resize(*NARROW)))
    for place in range(3):
        run(on_loop(partial(bench.view.tabs.setCurrentIndex, place)))
        hint = bench.view.minimumSizeHint()
        assert hint.width() <= NARROW[0]
        assert hint.height() <= NARROW[1]


def test_what_was_sent_before_a_restart_is_there_after_it(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    first = open_bench(tmp_path / "home")
    run(first.send(), 20)
    shown = first.view.response.pretty.text()
    run(close(first), 20)
    again = open_bench(tmp_path / "home")
    run(turns())

    async def work() -> None:
        press(again.view.history.line.links[0])
        await again.until(lambda: again.state.answer is not None)
        await turns()

    run(work())
    assert again.view.response.pretty.text() == shown


def test_closing_leaves_nothing_that_runs(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.model.set_value("product_id", "5")
        await close(bench)
        assert {task.get_name() for task in asyncio.all_tasks()} & {"keep the draft", "sign for showing"} == set()

    run(work(), 20)
    assert bench.desk.history.changed == []
    assert not [one for one in bench.desk.standing.changed if getattr(one, "__self__", None) is bench.model]
