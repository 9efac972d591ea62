"""What was handed over before a tab stood, and what comes later, is taken once."""

from __future__ import annotations

from aexdesk.services.handover import Handover
from aexdesk.ui.taking import Taker


def test_it_takes_what_lies_there_and_what_comes_until_it_is_closed() -> None:
    handover: Handover[str] = Handover()
    taken: list[str] = []
    handover.give("before")
    taker = Taker(handover, taken.append)
    handover.give("")
    handover.give("later")
    taker.look()
    taker.close()
    handover.give("too late")
    assert taken == ["before", "", "later"]
    assert handover.take() == "too late"
    assert handover.changed == []
