"""Choosing in lines: in either direction, over lines that are not here, and words."""

from __future__ import annotations

import pytest

from aexdesk.ui.widgets.body.text_selection import END, TextSelection, word_at


@pytest.mark.parametrize("ends", [((2, 3), (5, 1)), ((5, 1), (2, 3))])
def test_it_holds_what_lies_between_whichever_way_it_was_made(ends: tuple[tuple[int, int], tuple[int, int]]) -> None:
    chosen = TextSelection(*ends)
    within = [chosen.within(line, 10) for line in range(1, 7)]
    assert within == [(0, 0), (3, 10), (0, 10), (0, 10), (0, 1), (0, 0)]


def test_a_place_behind_the_end_of_a_line_is_its_end() -> None:
    assert TextSelection((0, 2), (0, END)).within(0, 5) == (2, 5)
    assert TextSelection((0, 9), (1, 0)).within(0, 5) == (5, 5)


def test_a_word_ends_where_json_does() -> None:
    text = '{"price": 12.50, "id": "1005"}'
    assert word_at(4, text, 12) == TextSelection((4, 10), (4, 15))
    assert word_at(4, text, 0) == TextSelection((4, 0), (4, 1))
    assert word_at(0, "", 0).is_empty
