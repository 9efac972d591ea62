"""What a change does to the values of a draft: to each, to one of them, and once for each text."""

from __future__ import annotations

import pytest

from aexdesk.doctor.changes.change import Change, Stage, of_each, of_values, remembered, touching, with_pairs
from aexdesk.doctor.draft import Draft, joined_bare
from aexdesk.doctor.finding import Mistake

DRAFT = Draft((("a", "x"), ("b", "y"), ("c", "x")), "/p", charset="latin-1", errors="ignore")
SPARED = frozenset({"timestamp"})


class Upper:
    """Large letters, and how often somebody asked for them."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> str:
        self.asked.append(text)
        return text.upper()


def upper() -> Change:
    return of_values(Mistake("kind", "how"), Stage.JSON, "case", str.upper, SPARED)


def test_every_value_is_changed_and_no_name() -> None:
    change = upper()
    assert change.apply(DRAFT).pairs == (("a", "X"), ("b", "Y"), ("c", "X"))
    assert change.text is not None
    assert change.text("ab") == "AB"
    assert (change.mistake, change.stage, change.group) == (Mistake("kind", "how"), Stage.JSON, "case")
    assert (change.spared, change.most) == (SPARED, 2)
    assert of_values(Mistake("kind"), Stage.TEXT, "case", str.upper).spared == frozenset()


def test_a_text_is_changed_once_however_often_it_stands() -> None:
    way = Upper()
    change = of_values(Mistake("kind"), Stage.TEXT, "case", way)
    change.apply(DRAFT)
    change.apply(DRAFT)
    assert way.asked == ["x", "y"]
    emptied = remembered(lambda _text: "")
    assert (emptied("a"), emptied("a")) == ("", "")


def test_a_text_of_64_ki_characters_is_changed_and_a_longer_one_is_not() -> None:
    way = remembered(str.upper)
    assert way("x" * 65_536) == "X" * 65_536
    assert way("x" * 65_537) == "x" * 65_537


def test_the_parameters_that_it_touches_are_told_and_nothing_else_is_another() -> None:
    change = upper()
    told = touching(change, ["a", "c"])
    assert told.mistake == Mistake("kind", "how", ("a", "c"))
    assert told.apply is change.apply
    assert (told.stage, told.group, told.text, told.spared) == (Stage.JSON, "case", change.text, SPARED)


def test_one_value_is_changed_alone() -> None:
    changes = list(of_each(upper(), ["b", "gone"]))
    assert [change.mistake.where for change in changes] == [("b",), ("gone",)]
    assert changes[0].apply(DRAFT).pairs == (("a", "x"), ("b", "Y"), ("c", "x"))
    assert changes[1].apply(DRAFT) is DRAFT
    assert [change.text for change in changes] == [None, None]
    assert [change.group for change in changes] == ["case", "case"]


def test_a_change_that_does_nothing_to_values_does_nothing_to_one() -> None:
    (change,) = of_each(Change(Mistake("kind"), Stage.ORDER, "order", lambda draft: draft), ["b"])
    assert change.apply(DRAFT) == DRAFT


@pytest.mark.parametrize(("count", "most"), [(1, 2), (12, 2), (13, 1)])
def test_one_of_twelve_values_is_changed_beside_another_mistake_and_of_more_it_stands_alone(
    count: int, most: int
) -> None:
    assert {change.most for change in of_each(upper(), [f"p{at}" for at in range(count)])} == {most}


def test_with_other_pairs_all_else_stays() -> None:
    whole = Draft((), "/p", list, joined_bare, str.upper, str.lower, "gbk", "replace")
    changed = with_pairs(whole, (("n", "v"),))
    assert changed.pairs == (("n", "v"),)
    for name in ("prefix", "sort", "join", "encode", "whole", "charset", "errors"):
        assert getattr(changed, name) is getattr(whole, name)
