"""What a person sees and presses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.faults import NetworkFault
from aexdesk.i18n import PSEUDO
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.ui import theme
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.access_log.examples import EXAMPLES
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, GuardVerdict, Origin, Parameter
from tests.storage import things
from tests.ui.conftest import turns
from tests.ui.hands import click, press, write
from tests.ui.tabs.access_log.conftest import FAILED, World, passed, refused
from tests.ui.waiting import until

NAMES = (
    "url copy examples start stop port languages example copy_example calls search verdict api pause all"
    " open_console open_support close_detail copy_request_id parameters"
)
URL = "http://127.0.0.1:8918"


def part(world: World, name: str) -> QWidget:
    found = world.view.findChild(QWidget, f"access_log.{name}")
    assert found is not None, name
    return found


def read(top: QWidget) -> str:
    """All labels that can be seen."""
    return "\n".join(one.text() for one in top.findChildren(QLabel) if one.isVisible())


def start_button(world: World) -> QAbstractButton:
    (button,) = [one for one in world.view.empty.findChildren(QAbstractButton) if one.isVisible()]
    return button


@pytest.mark.parametrize("name", NAMES.split())
def test_each_part_is_found_by_its_name(world: World, name: str) -> None:
    assert len(world.view.findChildren(QWidget, f"access_log.{name}")) == 1


# ---------------------------------------------------------------- the proxy


def test_off_and_empty_holds_one_button_that_starts_it(world: World) -> None:
    assert world.view.empty.accessibleName() == "Nothing passes through AExDesk yet"
    assert "Practice" in world.view.empty.accessibleDescription()
    assert not part(world, "start").isVisible()
    assert world.view.header.way.text() == "to Practice"
    world.act(lambda: click(start_button(world)))
    assert world.state.is_on
    assert [part(world, "url").text(), world.view.header.proxy.text()] == [URL, "Proxy on"]  # type: ignore[attr-defined]
    assert not part(world, "port").isVisible()


def test_off_with_calls_of_earlier_keeps_them_in_sight(world: World) -> None:
    world.record(passed(1))
    assert not world.view.empty.isVisible()
    assert part(world, "calls").isVisible()
    world.act(lambda: click(part(world, "start")))
    assert world.state.is_on


def test_live_is_amber(world: World) -> None:
    assert world.view.header.way.property("tone") == "practice"
    world.do(world.desk.standing.choose_environment("live"))
    assert (world.view.header.way.text(), world.view.header.way.property("tone")) == ("to Live", "live")
    world.act(world.model.start)
    world.do(world.desk.standing.choose_environment("practice"))
    assert (world.view.header.way.text(), world.view.header.way.property("tone")) == ("to Live", "live")
    assert "The proxy goes to Live; you are looking at Practice." in read(world.view.elsewhere)
    (button,) = [one for one in world.view.elsewhere.findChildren(QAbstractButton) if one.text() == "Show Live"]
    world.act(lambda: click(button))
    assert not world.view.elsewhere.isVisible()
    assert world.desk.standing.environment.is_live


def test_the_base_url_is_copied(running: World) -> None:
    running.act(lambda: click(part(running, "copy")))
    assert running.clipboard.texts == [URL]
    running.act(lambda: click(part(running, "stop")))
    assert not part(running, "copy").isVisible()


def test_a_port_that_is_none_is_marked_and_does_not_start(world: World) -> None:
    world.record(passed(1))
    field = part(world, "port")
    assert isinstance(field, QLineEdit)
    world.act(field.selectAll)
    world.act(lambda: write(field, "99999"))
    world.act(lambda: press(field, Qt.Key.Key_Return))
    assert world.proxying.ports == []
    assert field.property("complaint")
    assert "0 to 65535" in read(world.view.header)
    assert not part(world, "start").isEnabled()
    world.act(lambda: press(field, Qt.Key.Key_Backspace))
    assert "0 to 65535" not in read(world.view.header)
    world.act(lambda: press(field, Qt.Key.Key_Return))
    assert world.proxying.ports == [9999]


def test_a_port_that_is_being_typed_is_not_complained_of_before_it_is_left(qtbot: QtBot, world: World) -> None:
    world.record(passed(1))
    field = part(world, "port")
    assert isinstance(field, QLineEdit)
    world.view.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    world.act(field.selectAll)
    world.act(lambda: write(field, "x"))
    assert "0 to 65535" not in read(world.view.header)
    world.act(part(world, "search").setFocus)
    assert "0 to 65535" in read(world.view.header)


def test_a_taken_port_stands_in_a_banner(world: World) -> None:
    world.proxying.troubles.append(NetworkFault("port_taken", port=8918))
    world.act(lambda: click(start_button(world)))
    said = read(world.view.trouble)
    assert "Port 8918 is taken by another program." in said
    assert "practice" not in said
    (button,) = [one for one in world.view.trouble.findChildren(QAbstractButton) if one.isVisible()]
    world.act(lambda: click(button))
    assert world.proxying.ports == [8918, 0]
    assert not world.view.trouble.isVisible()


def test_another_trouble_offers_no_other_port(world: World) -> None:
    world.proxying.troubles.append(NetworkFault("practice_off"))
    world.act(world.model.start)
    assert world.view.trouble.isVisible()
    assert not [one for one in world.view.trouble.findChildren(QAbstractButton) if one.isVisible()]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.id)
def test_the_example_of_each_language_is_copied(running: World, example: object) -> None:
    bar = part(running, "languages")
    assert isinstance(bar, QTabBar)
    running.act(lambda: bar.setCurrentIndex(EXAMPLES.index(example)))
    shown = part(running, "example").text()  # type: ignore[attr-defined]
    running.act(lambda: click(part(running, "copy_example")))
    assert running.clipboard.texts == [shown]
    assert len(shown.splitlines()) == 2
    assert URL in shown
    assert "URL" not in shown
    least = part(running, "example").fontMetrics().horizontalAdvance(max(shown.splitlines(), key=len))
    assert least + 2 * theme.space("m") <= running.view.width(), "it is cut in a small window"


def test_the_address_within_a_template_is_left_alone(running: World) -> None:
    running.act(lambda: running.model.choose_language("typescript"))
    assert "`${url}/sync`" in part(running, "example").text()  # type: ignore[attr-defined]


def test_examples_open_and_close(running: World) -> None:
    running.record(passed(1))
    assert not running.view.examples.isVisible()
    running.act(lambda: click(part(running, "examples")))
    assert running.view.examples.isVisible()
    running.act(lambda: click(part(running, "examples")))
    assert not running.view.examples.isVisible()


# ---------------------------------------------------------------- the list


def test_a_line_says_time_api_account_verdict_error_and_ms(world: World) -> None:
    session = Parameter("session", "{{session:t1}}", Origin.USER)
    request = replace(things.REQUEST, parameters=(session, *things.REQUEST.parameters))
    noted = GuardVerdict(True, "reads", notes=("signature_wrong",))
    lost = CallError("network", "connect_failed", "refused", sub_message="127.0.0.1:1")

    async def log_in() -> None:
        draft = ProfileDraft("practice", "Shop", "512345")
        profile = await world.desk.profiles.add(draft, Secret("s" * 20))
        grant = TokenGrant("buyer@example.com", Secret("a" * 40))
        await world.desk.tokens.add(profile, grant, "t1")

    world.do(log_in())
    world.record(
        passed(1, request=request),
        refused(2),
        passed(3, error=FAILED),
        passed(4, guard=noted),
        passed(5, response=None, error=lost),
    )
    assert world.column(0)[-1] == f"{things.exchange(1).at.astimezone():%H:%M:%S}.000"
    assert world.column(1) == [
        "ds.product.get",
        "ds.product.get",
        "ds.product.get",
        "ds.order.create",
        "ds.product.get",
    ]
    assert world.column(2) == ["–", "–", "–", "–", "buyer@example.com"]
    assert world.column(3) == ["forwarded", "wrong signature", "forwarded", "refused", "forwarded"]
    errors = world.column(4)
    assert errors[0] == "No answer came (connect_failed)."
    assert errors[2].startswith("IllegalAccessToken · The session")
    assert errors[3:] == ["Kept by the guard: nothing was sent.", "–"]
    assert world.column(5) == ["–", "12", "12", "–", "12"]


def test_the_newest_is_in_sight_and_what_is_read_stays(world: World) -> None:
    world.record(*(passed(number) for number in range(100)))
    table = world.view.calls.table
    bar = table.verticalScrollBar()
    assert bar.value() == 0
    world.record(passed(100))
    assert bar.value() == 0
    assert table.rows.row(table.rowAt(0)).id == "e100"
    bar.setValue(40)
    read_now = table.rows.row(table.rowAt(0)).id
    world.record(passed(101), passed(102))
    assert table.rows.row(table.rowAt(0)).id == read_now


def test_the_chosen_row_stays_chosen_while_calls_come(world: World) -> None:
    world.record(passed(1), passed(2))
    table = world.view.calls.table
    world.act(lambda: table.selectRow(1))
    assert world.state.chosen == "e1"
    world.record(passed(3), passed(4))
    assert table.current_row().id == "e1"
    world.act(lambda: world.model.search("nothing like it"))
    assert world.state.chosen == "e1"
    assert "No call matches the filter." in read(world.view)
    world.act(lambda: click(part(world, "all")))
    assert table.current_row().id == "e1"


def test_pause_and_follow(world: World) -> None:
    world.record(passed(1))
    pause = part(world, "pause")
    world.act(lambda: click(pause))
    world.record(passed(2))
    assert "Paused; 1 call has come since." in read(world.view.calls)
    assert world.column(0) == world.column(0)[:1]
    assert pause.text() == "Follow"  # type: ignore[attr-defined]
    world.act(lambda: click(pause))
    world.view.calls.table.rows.show_appended()  # type: ignore[attr-defined]
    assert len(world.column(0)) == 2


def test_the_search_field_finds_and_is_cleared_by_escape(world: World) -> None:
    world.record(passed(1), refused(2))
    field = part(world, "search")
    field.setFocus()
    world.act(lambda: write(field, "order.create"))
    assert world.held == ["e2"]
    world.act(lambda: press(field, Qt.Key.Key_Escape))
    assert world.held == ["e2", "e1"]


# ---------------------------------------------------------------- the chosen call


def test_a_refusal_says_each_difference_in_words(world: World) -> None:
    world.record(refused(1))
    assert not world.view.detail.isVisible()
    world.act(lambda: world.view.calls.table.selectRow(0))
    card = world.view.detail.reasons.refusal
    assert "The order differs from the test case First." in read(card)
    assert "Receiving country: expected US, found DE\nQuantity: expected 1, found 2" in read(card)
    assert not world.view.detail.reasons.error.isVisible()
    (button,) = [one for one in card.findChildren(QAbstractButton) if one.text() == "Order tests"]
    world.act(lambda: click(button))
    assert world.went_to == ["order_tests"]


def test_an_error_is_explained_by_the_error_book(world: World) -> None:
    world.record(passed(1, error=FAILED))
    world.act(lambda: world.view.calls.table.selectRow(0))
    said = read(world.view.detail.reasons.error)
    assert "The session" in said
    assert "IllegalAccessToken · ISV · The access token is invalid" in said


def test_a_wrong_signature_is_noted_beside_the_answer(world: World) -> None:
    world.record(passed(1, guard=GuardVerdict(True, "reads", notes=("signature_wrong", "body_not_kept"))))
    world.act(lambda: world.view.calls.table.selectRow(0))
    assert world.view.detail.verdict.text() == "wrong signature"
    said = read(world.view.detail.reasons.note)
    assert "The signature is not the one that the app secret makes." in said
    assert "passed on as it was, and not kept" in said


def test_where_all_is_well_there_is_no_card(world: World) -> None:
    world.record(passed(1))
    world.act(lambda: world.view.calls.table.selectRow(0))
    assert not [one for one in world.view.detail.findChildren(ErrorCard) if one.isVisible()]
    assert "200 · 12 ms" in read(world.view.detail.facts)


def test_parameters_stand_there_redacted_and_are_copied(world: World) -> None:
    pieces = (
        Parameter("session", "{{session:t1}}", Origin.USER),
        Parameter("q", "x" * 5000, Origin.USER),
        Parameter("sign", "AB" * 32, Origin.USER),
    )
    world.record(passed(1, request=replace(things.REQUEST, parameters=pieces)))
    world.act(lambda: world.view.calls.table.selectRow(0))
    table = world.view.detail.parameters.table
    rows = table.model()
    shown = {rows.index(row, 0).data(): rows.index(row, 1).data() for row in range(rows.rowCount())}
    assert (shown["session"], shown["sign"]) == ("••••", "••••")
    world.act(lambda: table.selectRow(1))
    world.act(lambda: click(world.view.detail.parameters.copy))
    assert world.clipboard.texts == ["x" * 5000]


def test_what_could_not_be_read_stands_there_as_it_came(world: World) -> None:
    odd = replace(things.REQUEST, parameters=(), body=b"a=1&a=2", url="http://127.0.0.1:8917/sync?b=3")
    world.record(passed(1, request=odd))
    world.act(lambda: world.view.calls.table.selectRow(0))
    rows = world.view.detail.parameters.table.model()
    assert [rows.index(row, 1).data() for row in range(rows.rowCount())] == ["b=3", "a=1&a=2"]


def test_the_ways_on_lead_to_console_and_support(world: World) -> None:
    world.record(passed(1))
    world.act(lambda: world.view.calls.table.selectRow(0))
    world.act(lambda: click(part(world, "open_console")))
    world.act(lambda: click(part(world, "open_support")))
    assert world.went_to == ["console", "support"]
    world.act(lambda: click(part(world, "copy_request_id")))
    assert world.clipboard.texts == ["21021"]
    world.act(lambda: click(part(world, "close_detail")))
    assert not world.view.detail.isVisible()


def test_enter_goes_on_to_what_can_be_done(world: World) -> None:
    world.record(passed(1))
    world.view.activateWindow()
    world.act(lambda: world.view.calls.table.selectRow(0))
    world.act(lambda: press(world.view.calls.table, Qt.Key.Key_Return))
    assert part(world, "open_console").hasFocus()


@pytest.mark.parametrize("size", [(852, 526), (672, 406)])
def test_all_fits_into_a_small_window(running: World, size: tuple[int, int]) -> None:
    running.record(passed(1, api="aliexpress.affiliate.productdetail.get." + "x" * 60), refused(2))
    running.act(lambda: running.view.calls.table.selectRow(1))
    running.act(lambda: running.model.show_examples(True))
    running.act(lambda: running.model.pause(True))
    running.view.resize(*size)
    running.act(lambda: None)
    assert running.view.minimumSizeHint().width() <= size[0]
    for widget in running.view.findChildren(QWidget):
        if widget.isVisible() and widget.objectName().startswith("access_log."):
            place = widget.mapTo(running.view, widget.rect().bottomRight())
            assert running.view.rect().contains(place), widget.objectName()


def test_every_word_follows_the_language(running: World, language: Language) -> None:
    running.record(refused(1), passed(2, error=FAILED, guard=GuardVerdict(True, "reads", notes=("signature_wrong",))))
    running.act(lambda: running.view.calls.table.selectRow(0))
    running.act(lambda: running.model.show_examples(True))
    running.act(lambda: language.use(PSEUDO))
    labels: list[QLabel | QAbstractButton] = [*running.view.findChildren(QLabel)]
    labels += running.view.findChildren(QAbstractButton)
    spoken = [one.text() for one in labels if one.isVisible() and any(char.isalpha() for char in one.text())]
    data = (URL, "ds.", "Shop", "business =", "IllegalAccessToken")
    assert [text for text in spoken if "⟦" not in text and not text.startswith(data)] == []
    assert "⟦" in running.column(3)[0]


def test_what_takes_the_keyboard_has_a_name(running: World) -> None:
    running.record(refused(1))
    running.act(lambda: running.view.calls.table.selectRow(0))
    running.act(lambda: running.model.show_examples(True))
    nameless = [
        type(widget).__name__
        for widget in running.view.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        if not isinstance(widget, QTabBar)
    ]
    assert nameless == []


# ---------------------------------------------------------------- the answer


def test_the_answer_is_opened_when_somebody_looks_at_it(world: World) -> None:
    """With all the ways of looking at a body; no reader runs for a call that is only passed by."""
    body = Body.of(b'{"answer": {"total": 3.10, "products": [{"id": 9007199254740993}, {"id": 2}]}}')
    response = things.exchange(1).response
    assert response is not None
    world.record(passed(1, response=replace(response, body=body)), passed(2, response=None))
    detail, model = world.view.detail, world.tab.body

    async def look() -> None:
        world.model.choose("e1")
        await until(world.model.changed, lambda: world.state.detail is not None)
        await turns()
        assert model.size == 0
        assert detail._answer.if_made is None
        detail.sides.setCurrentIndex(1)
        await until(model.changed, lambda: model.state.kind == "json" and bool(model.state.table.tables))
        answer = detail.answer
        await turns()
        answer.find_bar.open_it()
        answer.find_bar.edit.setText("9007199254740993")
        await until(model.changed, lambda: model.state.finding.count == 1)
        await turns()
        assert answer.find_bar.count.text() == "1 of 1"
        assert answer.tree.tree.isVisible()
        world.model.choose("e2")
        await until(world.model.changed, lambda: world.state.detail is not None and world.state.detail.answer is None)
        await turns()
        assert model.size == 0
        assert detail.sides.currentIndex() == 0
        assert not detail.sides.isTabEnabled(1)

    world.run(look(), 20)
