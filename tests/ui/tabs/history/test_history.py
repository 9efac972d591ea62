"""The History tab: calls are found as one types, opened, pinned, deleted with an undo, and compared."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from aexdesk.services.comparing import Side
from aexdesk.services.history_keeping import KeepRule
from aexdesk.services.support_desk import FormWish
from aexdesk.support.channels import Channel, Topic
from aexdesk.ui import theme
from aexdesk.ui.tabs.history import model as history_model
from aexdesk.ui.tabs.history.model import PAGE
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import CallError, Exchange, ReceivedResponse
from aexdesk.workspace.filed_case import FiledCase, FiledState
from tests.storage import things
from tests.ui.tabs.history.conftest import World


def answered(number: int, body: str, **changes: object) -> Exchange:
    return things.exchange(number, response=ReceivedResponse(200, (), Body.of(body.encode()), 1.5), **changes)


def press(widget: QWidget, keys: str) -> None:
    QTest.keyClicks(widget, keys)


def ids(*numbers: int) -> list[str]:
    return [f"e{number}" for number in numbers]


def test_an_empty_history_says_what_will_stand_there(world: World) -> None:
    assert world.view.pages.currentWidget() is world.view._nothing
    world.act(world.view.empty.acted.emit)
    assert world.went_to == ["console"]


def test_calls_stand_there_as_they_are_made_and_the_chosen_one_stays(world: World) -> None:
    world.put(things.exchange(1), things.exchange(2))
    assert world.listed() == ids(2, 1)
    world.choose("e1")
    world.put(things.exchange(3))
    assert world.listed() == ids(3, 2, 1)
    row = world.view.list.table.current_row()
    assert (row.id, world.state.chosen and world.state.chosen.id) == ("e1", "e1")


def test_a_list_that_follows_for_long_begins_anew_and_leads_on_to_all_that_it_let_go(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_model, "FOLLOWED_MOST", 150)
    for first in range(1, 501, 50):
        world.put(*(things.exchange(number) for number in range(first, first + 50)))
        assert world.listed()[:2] == ids(first + 49, first + 48)
    assert len(world.listed()) < 500
    while world.state.has_more:
        world.act(world.model.load_more)
    assert world.listed() == ids(*range(500, 0, -1))


def test_each_letter_narrows_the_list(world: World) -> None:
    world.put(
        answered(1, '{"subject":"blue kettle"}'),
        answered(2, '{"subject":"black cup"}'),
        things.exchange(3, environment="live", api="blue.api"),
    )
    for typed, found in (("b", ids(2, 1)), ("l", ids(2, 1)), ("u", ids(1)), ("x", [])):
        world.act(partial(press, world.view.list.search, typed))
        assert world.listed() == found, world.state.text
    assert world.view.list.hint.text() == "Nothing is found."
    world.act(world.view.list.search.clear)
    assert world.listed() == ids(2, 1)


def test_a_query_that_means_nothing_is_told_and_the_list_stays(world: World) -> None:
    world.put(things.exchange(1))
    world.act(lambda: world.model.search("status:often"))
    assert world.view.list.hint.text() == "often is not a status. Write status:200, status:5xx or status:none."
    assert world.listed() == ids(1)
    assert not world.view.list.delete_found.isEnabled()
    world.act(lambda: world.model.search("status:none"))
    assert (world.state.fault, world.listed()) == (None, [])


def test_chips_add_to_the_query_and_take_away(world: World) -> None:
    world.put(things.exchange(1), things.exchange(2, error=CallError("platform", "X")))
    chip = world.view.list.chips["is:failed"]
    world.act(lambda: world.model.search("product"))
    world.act(chip.click)
    assert (world.state.text, world.view.list.search.text(), world.listed()) == (
        "product is:failed", "product is:failed", ids(2)
    )  # fmt: skip
    assert chip.isChecked()
    world.act(chip.click)
    assert (world.state.text, world.listed(), chip.isChecked()) == ("product", ids(2, 1), False)


@pytest.mark.parametrize("scheme", [theme.Preference.LIGHT, theme.Preference.DARK])
def test_a_filter_looks_like_a_switch_that_is_on_or_off(
    world: World, dressed: theme.Theme, scheme: theme.Preference
) -> None:
    dressed.choose(scheme)
    chip = world.view.list.chips["is:failed"]

    def drawn() -> tuple[str, str]:
        """Its edge at the left, and its ground beside the text."""
        chip.style().polish(chip)
        picture = chip.grab().toImage()
        middle = picture.height() // 2
        return picture.pixelColor(0, middle).name(), picture.pixelColor(theme.space("xs"), middle).name()

    edge, ground, filled = (theme.colour(name).name() for name in ("edge", "surface", "accent_fill"))
    assert drawn() == (edge, ground)
    world.act(chip.click)
    assert drawn() == (filled, filled)


def test_who_scrolls_down_gets_the_older_ones(world: World) -> None:
    world.put(*(things.exchange(number) for number in range(3 * PAGE)))
    assert len(world.listed()) == PAGE
    assert world.view.list.count.text() == f"more than {PAGE} calls"
    bar = world.view.list.table.verticalScrollBar()
    world.act(lambda: bar.setValue(bar.maximum()))
    assert world.listed() == ids(*range(3 * PAGE - 1, PAGE - 1, -1))
    world.act(lambda: bar.setValue(bar.maximum()))
    world.put(things.exchange(3 * PAGE))
    assert world.listed() == ids(*range(3 * PAGE, -1, -1))
    assert world.view.list.count.text() == f"{3 * PAGE + 1} calls"


def test_a_call_is_opened_in_the_console(world: World) -> None:
    world.put(things.exchange(1))
    world.choose("e1")
    world.act(world.view.list.open.click)
    assert world.desk.handovers.exchange_for_console.take() == "e1"
    assert world.went_to == ["console"]


def test_a_pinned_call_is_marked_and_survives_deleting_all(world: World) -> None:
    world.put(*(things.exchange(number) for number in range(1, 4)))
    world.choose("e2")
    world.act(world.view.list.pin.click)
    world.do(_nothing())
    assert world.view.list.pin.text() == "Unpin"
    world.act(world.view.list.delete_found.click)
    world.do(_nothing())
    assert world.listed() == ids(2)
    assert world.toasts.said == ["2 calls deleted."]


def test_a_deletion_can_be_undone_and_else_is_for_good(world: World) -> None:
    world.put(*(things.exchange(number) for number in range(1, 4)))
    world.choose("e2")
    world.act(lambda: world.view.list.table.delete_wanted.emit(None))
    world.do(_nothing())
    assert (world.listed(), world.toasts.said) == (ids(3, 1), ["1 call deleted."])
    assert world.toasts.undo is not None
    world.act(world.toasts.undo)
    world.do(_nothing())
    assert world.listed() == ids(3, 2, 1)
    world.choose("e1")
    world.act(world.view.list.delete.click)
    world.do(_nothing())
    world.act(lambda: world.later.advance(10))
    world.do(world.desk.history_keeping.tidy())
    assert world.do(world.desk.history.count()) == 2


def test_what_all_found_means_follows_the_query(world: World) -> None:
    world.put(answered(1, '{"a":"kettle"}'), answered(2, '{"a":"cup"}'))
    world.act(lambda: world.model.search("kettle"))
    world.act(world.view.list.delete_found.click)
    world.act(lambda: world.model.search(""))
    assert world.listed() == ids(2)


def test_two_calls_are_compared_side_by_side(world: World) -> None:
    world.put(
        answered(1, '{"request_id":"1","price":1.10,"items":[{"sku_id":"7","n":1},{"sku_id":"8","n":1}]}'),
        answered(2, '{"request_id":"2","price":1.1,"items":[{"sku_id":"8","n":1},{"sku_id":"7","n":2}]}'),
    )
    world.choose("e1")
    world.act(world.view.list.compare.click)
    assert world.view.list.hint.text() == "Choose the call to compare with, and press Compare again."
    assert not world.view.compare.isVisible()
    world.choose("e2")
    world.act(world.view.list.compare.click)
    pane = world.view.compare
    assert pane.isVisible()

    def shown() -> list[tuple[str, str, str]]:
        rows = pane.table.rows
        found = [rows.row(number) for number in range(rows.rowCount())]
        return [(one.path, one.left, one.right) for one in found if one.left != "" or one.right != ""]

    assert pane.summary.text() == "2 places differ"
    assert shown() == [("body.price", "1.10", "1.1"), ("body.items[sku_id=7].n", "1", "2")]
    world.act(pane.volatile.click)
    assert pane.summary.text() == "3 places differ"
    world.act(pane.by_id.click)
    assert "body.items[0].sku_id" in [path for path, _left, _right in shown()]
    world.act(pane.only.click)
    assert ("status", "200", "200") in shown()
    world.act(lambda: pane.side.chosen.emit(Side.REQUEST.value))
    assert pane.summary.text() == "Both are the same."
    world.act(pane.close_button.click)
    assert not pane.isVisible()


def test_a_call_that_has_gone_cannot_be_compared_and_says_so(world: World) -> None:
    world.put(things.exchange(1), things.exchange(2))
    world.act(lambda: world.model.comparing.take("e1"))
    world.do(world.desk.history._exchanges.delete("e1"))
    world.act(lambda: world.model.comparing.take("e2"))
    assert world.view.compare.summary.text().startswith("The history holds no exchange e1.")


def test_how_long_calls_stay_is_chosen_at_the_foot(world: World) -> None:
    assert (world.view.keep.days.currentText(), world.view.keep.room.currentText()) == ("90 days", "4 GB")
    world.act(lambda: world.view.keep.days.chosen.emit("7"))
    world.act(lambda: world.view.keep.room.chosen.emit("0"))
    assert world.desk.history_keeping.rule == KeepRule(7, 0)
    assert (world.view.keep.days.currentText(), world.view.keep.room.currentText()) == ("7 days", "any size")


def test_another_environment_another_list(world: World) -> None:
    world.put(things.exchange(1), things.exchange(2, environment="live"))
    world.do(world.desk.standing.choose_environment("live"))
    assert world.listed() == ids(2)
    world.do(world.desk.standing.choose_environment(PRACTICE.name))
    assert world.listed() == ids(1)


@pytest.mark.parametrize("text", ["", "product"])
def test_a_line_that_changed_is_shown_anew(world: World, text: str) -> None:
    world.put(*(things.exchange(number) for number in range(1, 4)))
    world.act(lambda: world.model.search(text))
    world.do(world.desk.finding.pin(["e3", "e1"], is_pinned=True))
    pinned = [line.id for line in world.model.calls.page(0, 10) if line.is_pinned]
    assert (pinned, world.listed()) == (ids(1, 3), ids(3, 2, 1))


def test_a_body_of_broken_bytes_is_compared_too(world: World) -> None:
    response = ReceivedResponse(200, (), Body.of(b"\xff\xfe"), 1.0)
    world.put(things.exchange(1, response=response), things.exchange(2, response=replace(response, status=500)))
    world.act(lambda: world.model.comparing.take("e1"))
    world.act(lambda: world.model.comparing.take("e2"))
    assert world.view.compare.summary.text() == "1 place differs"


async def _nothing() -> None:
    """For the clock to move on."""


def test_a_query_that_is_handed_over_is_looked_for(world: World) -> None:
    world.put(things.exchange(1), things.exchange(2, api="aliexpress.ds.freight.query"))
    world.act(lambda: world.desk.handovers.query_for_history.give("freight"))
    assert world.view.list.search.text() == "freight"
    assert world.listed() == ["e2"]


async def ask_support(world: World, *exchange_ids: str) -> FiledCase:
    desk = world.desk
    about = await desk.support_desk.open_case(*exchange_ids)
    form = desk.support_desk.fill_in(about, FormWish(Channel.TICKET, description="Why is the zip wrong?"))
    return await desk.support_cases.file(about, form, Channel.TICKET, Topic.TECHNICAL)


def test_calls_of_a_case_are_found_tell_it_and_lead_to_it(world: World) -> None:
    for number in (1, 2, 3):
        world.do(world.desk.history.record(answered(number, "{}")))
    table, case_column = world.view.list.table, 3
    assert table.isColumnHidden(case_column), "where nobody asked, it takes no room"
    case = world.do(ask_support(world, "e2"))
    assert not table.isColumnHidden(case_column)
    world.act(world.view.list.chips["is:asked"].click)
    assert (world.state.text, table.model().rowCount()) == ("is:asked", 1)
    told = table.model().index(0, case_column)
    assert str(told.data()).startswith("open · Why is the zip wrong?")
    assert world.view.list.case.isHidden()
    world.act(lambda: table.selectRow(0))
    assert "open · Why is the zip wrong?" in world.view.list.case.accessibleName()
    world.do(world.desk.support_cases.note(case.id, "Fixed."))
    assert str(told.data()).startswith("answered · ")
    (button,) = [one for one in world.view.list.case.findChildren(QPushButton) if one.text() == "Open the case"]
    world.act(button.click)
    assert world.went_to == ["support"]
    assert world.desk.handovers.filed_case_for_support.take() == case.id
    world.act(lambda: world.model.search("case:answered"))
    assert table.model().rowCount() == 1
    world.do(world.desk.support_cases.set_state(case.id, FiledState.CLOSED))
    assert table.model().rowCount() == 0, "the list follows the case"
    world.act(lambda: world.model.search(f"case:{case.id}"))
    assert table.model().rowCount() == 1
    world.do(world.desk.support_cases.remove(case.id))
    assert (table.model().rowCount(), table.isColumnHidden(case_column)) == (0, True)
