"""A few letters find what is meant, and what is likelier meant comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.ui.frame.command import Command, Group, choose
from aexdesk.ui.frame.matching import match, match_all


@pytest.mark.parametrize(
    ("word", "text", "hit"),
    [
        ("prod", "aliexpress.ds.product.get", "prod"),
        ("dpg", "aliexpress.ds.product.get", "dpg"),
        ("prodg", "aliexpress.ds.product.get", "prodg"),
        ("iat", "IllegalAccessToken", "IAT"),
        ("get", "aliexpress.ds.gadget.get", "get"),
    ],
)
def test_letters_that_fit_are_told(word: str, text: str, hit: str) -> None:
    found = match(word, text)
    assert found is not None
    assert "".join(text[at] for at in sorted(found.places)) == hit


@pytest.mark.parametrize(("word", "text"), [("xyz", "console"), ("pz", "aliexpress"), ("at", "abcdefghijklmnopqrst")])
def test_letters_that_lie_far_apart_do_not_fit(word: str, text: str) -> None:
    assert match(word, text) is None


def test_a_word_that_begins_a_word_goes_before_one_inside() -> None:
    order = ["order", "order tests", "aliexpress.ds.order.create", "reorder"]
    scores = [match_all(("order",), text) for text in order]
    ranks = [one.score for one in scores if one is not None]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == 4


@given(st.text(max_size=12), st.text(max_size=40))
def test_places_are_places_of_the_text(word: str, text: str) -> None:
    found = match(word.casefold(), text)
    assert found is None or all(0 <= at < len(text) for at in found.places)


def command(text: str, group: Group = Group.API, **more: object) -> Command:
    return Command(text, "", lambda: None, group, **more)  # type: ignore[arg-type]


def test_the_group_of_the_likeliest_line_stands_first_and_none_is_long() -> None:
    many = [command(f"aliexpress.order.{number}") for number in range(30)]
    found = choose([*many, command("Order tests", Group.TAB), command("Go on", Group.CALL, rank=0)], "order")
    assert [group for group, _lines in found] == [Group.TAB, Group.API, Group.CALL]
    assert len(found[1][1]) == 8


def test_nothing_typed_shows_some_of_each() -> None:
    found = choose([command("a"), command("b", Group.TAB), command("c", Group.SETTING)], "  ")
    assert [group for group, _lines in found] == [Group.TAB, Group.API, Group.SETTING]
