"""Where badges stand: in the room, over no other, at their control where that can be."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.ui.frame.key_tips_places import Box, Room, Wish, place

ROOM = Box(1, 1, 898, 598)
WISHES = st.lists(
    st.builds(
        Wish,
        st.builds(Box, st.integers(0, 880), st.integers(0, 580), st.integers(1, 400), st.integers(1, 300)),
        st.sampled_from([14, 22]),
        st.booleans(),
    ),
    max_size=80,
)


@given(WISHES, st.booleans())
def test_none_lies_over_another_or_outside(wishes: list[Wish], is_from_right: bool) -> None:
    found = [one for one in place(wishes, Room(ROOM, 15, 2, is_from_right)) if one is not None]
    assert len(found) == len(wishes), "there was room for each"
    assert all(ROOM.holds(one) for one in found)
    assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])]


@pytest.mark.parametrize("is_from_right", [False, True])
def test_it_stands_at_the_end_of_its_control(is_from_right: bool) -> None:
    field, button, edit = Box(100, 100, 200, 30), Box(100, 200, 90, 30), Box(100, 300, 200, 90)
    wishes = (Wish(field, 14), Wish(button, 14, is_filled=True), Wish(edit, 14))
    in_field, at_button, in_edit = place(wishes, Room(ROOM, 15, 2, is_from_right))
    assert in_field
    assert at_button
    assert in_edit
    assert field.holds(in_field)
    assert edit.holds(in_edit)
    assert at_button.y > button.y + 20, "under its words"
    assert at_button.meets(button)
    for badge, control in ((in_field, field), (at_button, button), (in_edit, edit)):
        is_at_right = badge.x > control.x + control.width // 2
        assert is_at_right is not is_from_right


def test_where_no_room_is_left_there_is_no_badge() -> None:
    wish = Wish(Box(0, 0, 20, 15), 14)
    found = place([wish] * 9, Room(Box(0, 0, 40, 20), 15, 0))
    assert 1 <= len([one for one in found if one is not None]) <= 2
