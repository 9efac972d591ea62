"""The box that lets orders of a test case be paid automatically: off unless a person says so, and with a warning."""

from __future__ import annotations

import pytest

from aexdesk.ui.tabs.order_tests import entry
from aexdesk.ui.tabs.order_tests.payment_box import PaymentBox
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.tabs.order_tests.conftest import OpenWorld, World
from tests.ui.tabs.order_tests.fakes import a_case


def box_of(world: World) -> PaymentBox:
    return world.shown.case.fields.payment


def test_it_is_off_and_says_what_that_means(shown: World) -> None:
    shown.put()
    assert not box_of(shown).box.isChecked()
    assert "refused" in box_of(shown).warning.text()
    assert box_of(shown).warning.property("tone") == ""


def test_on_it_warns_and_is_saved_and_the_case_stays_active(shown: World) -> None:
    shown.put(state=OrderTestCaseState.ACTIVE)
    shown.act(box_of(shown).box.click)
    assert shown.form.is_dirty
    assert not shown.form.changes_facts
    assert "takes the buyer's money at once" in box_of(shown).warning.text()
    assert box_of(shown).warning.property("tone") == "bad"
    assert box_of(shown).box.accessibleDescription() == box_of(shown).warning.text()
    shown.act(shown.model.save)
    (saved,) = shown.desk.test_cases.all.values()
    assert (saved.allows_payment, saved.state) == (True, OrderTestCaseState.ACTIVE)
    assert not shown.form.is_dirty


def test_each_case_has_its_own(shown: World) -> None:
    shown.put("Mug", allows_payment=True)
    shown.put("Cup")
    shown.choose("Mug")
    assert box_of(shown).box.isChecked()
    shown.choose("Cup")
    assert not box_of(shown).box.isChecked()
    shown.choose("Mug")
    shown.act(box_of(shown).box.click)
    assert not box_of(shown).box.isChecked()
    shown.act(shown.model.discard)
    assert box_of(shown).box.isChecked()


def test_a_copy_may_be_paid_like_its_original(shown: World) -> None:
    shown.put("Mug", allows_payment=True)
    shown.choose("Mug")
    shown.act(shown.model.duplicate)
    assert [one.allows_payment for one in shown.desk.test_cases.all.values()] == [True, True]


def test_what_was_chosen_outlives_the_window(open_world: OpenWorld) -> None:
    world = open_world(view=True)
    world.put("Mug")
    world.act(box_of(world).box.click)
    world.close()
    again = open_world(view=True)
    assert box_of(again).box.isChecked()


@pytest.mark.parametrize("kept", ["true", 1, None, "yes"])
def test_only_a_plain_yes_that_was_kept_lets_pay(kept: object) -> None:
    written = dict(entry.as_json(entry.entry_of(a_case(allows_payment=True))))
    assert entry.from_json(written) == entry.entry_of(a_case(allows_payment=True))
    read = entry.from_json({**written, "allows_payment": kept})
    assert read is not None
    assert not read.allows_payment
    del written["allows_payment"]  # as earlier versions kept it
    assert entry.from_json(written) == entry.entry_of(a_case())
