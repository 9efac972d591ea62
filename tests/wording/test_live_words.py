"""The words of what keeps money safe."""

from __future__ import annotations

from aexdesk.wording.live_words import advise_on_unanswered, name_ledger_state
from aexdesk.workspace.ledger import LedgerState


def test_each_state_has_a_name_and_paid_is_loud() -> None:
    names = {state: name_ledger_state(state) for state in LedgerState}
    assert len(set(names.values())) == len(LedgerState)
    assert [state for state, name in names.items() if name.isupper()] == [LedgerState.PAID]


def test_what_may_exist_is_said_with_the_page_and_the_mark() -> None:
    exists, look, again = advise_on_unanswered("AEX-1", "https://x.test/orders")
    assert exists == "The order may exist."
    assert look.endswith(": https://x.test/orders")
    assert "(AEX-1)" in again
    assert "REPEATED_ORDER_ERROR" in again


def test_without_a_mark_nobody_is_told_to_send_it_again() -> None:
    exists, again = advise_on_unanswered("", None)
    assert exists == "The order may exist."
    assert "twice" in again
