"""The letters of key tips: none is the beginning of another, and the same names always get the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.ui.frame.key_tips_latin import PressedKey, letter_of
from aexdesk.ui.frame.key_tips_letters import HOME_ROW_FIRST, MOST, assign, initial_of
from aexdesk.ui.frame.key_tips_tap import LONGEST_MS, MOST_PX, AltTap

NAMES = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from(["Copy", "Check key", "Отправить", "发送", "Élan", "● Live", ""])),
    max_size=160,
)


@given(NAMES)
def test_each_has_letters_and_none_begins_another(names: list[str]) -> None:
    given_letters = assign(names)
    assert len(given_letters) == len(names)
    assert len(set(given_letters)) == len(names)
    for letters in given_letters:
        assert 1 <= len(letters) <= 2
        assert set(letters) <= set(HOME_ROW_FIRST)
        assert len(letters) == 1 or letters[0] not in given_letters


@given(NAMES)
def test_the_same_names_get_the_same(names: list[str]) -> None:
    assert assign(names) == assign(list(names))


@given(st.lists(st.text("ABCDEFGHIJ klm", min_size=1, max_size=8), max_size=25), st.text("xyz", min_size=1, max_size=5))
def test_a_newcomer_moves_none_that_begins_otherwise(names: list[str], newcomer: str) -> None:
    named = [name for name in names if initial_of(name)]
    assert assign([*named, newcomer])[:-1] == assign(named)


@pytest.mark.parametrize("name", ["Copy", "发送", ""])
@pytest.mark.parametrize("count", [26, 27, 51, 52, 675, MOST, MOST + 3])
def test_it_goes_to_the_last_pair_and_no_further(name: str, count: int) -> None:
    letters = assign([name] * count)
    assert len(set(letters) - {""}) == min(count, MOST)
    assert letters.count("") == max(0, count - MOST)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["Send", "Copy", "● Live"], ("S", "C", "L")),
        (["Copy", "Check key", "cURL", "Copy"], ("CO", "CK", "CU", "CP")),
        (["Économie", "日志", "Отправить", "12"], ("E", "F", "J", "D")),
        (["发送"] * 27, (*tuple(HOME_ROW_FIRST[:25]), "ZF", "ZJ")),
    ],
)
def test_the_initial_where_there_is_one_else_the_home_row(names: list[str], wanted: tuple[str, ...]) -> None:
    assert assign(names) == wanted


@pytest.mark.parametrize(
    ("pressed", "platform", "letter"),
    [
        (PressedKey(ord("A"), scan_code=24), "xcb", "A"),  # a French keyboard: what it writes counts
        (PressedKey(0x0424, scan_code=38), "xcb", "A"),  # the Russian Ф
        (PressedKey(0x0419, scan_code=24), "wayland", "Q"),
        (PressedKey(0x042F, scan_code=52), "xcb", "Z"),
        (PressedKey(0x0424, scan_code=30, virtual_key=ord("A")), "windows", "A"),
        (PressedKey(0x0424, virtual_key=0), "cocoa", "A"),
        (PressedKey(0x01001251, virtual_key=14), "cocoa", "E"),  # Option and E: an accent that waits for its letter
        (PressedKey(ord(";"), scan_code=52), "xcb", ""),  # where Dvorak has its semicolon
        (PressedKey(0x01000000, scan_code=9), "xcb", ""),
        (PressedKey(0x0425, scan_code=34), "xcb", ""),  # the Russian Х, where no letter lies in the United States
    ],
)
def test_a_letter_is_known_by_its_key(pressed: PressedKey, platform: str, letter: str) -> None:
    assert letter_of(pressed, platform) == letter


def test_only_a_tap_is_a_tap() -> None:
    tap = AltTap()
    assert not tap.let_go(0, (0, 0)), "Alt that went down elsewhere"
    tap.press(0, (5, 5))
    assert tap.let_go(100, (5, 5 + MOST_PX))
    assert not tap.let_go(101, (5, 5)), "once"
    for at_ms, pointer in ((LONGEST_MS + 1, (0, 0)), (100, (MOST_PX + 1, 0)), (100, (0, -MOST_PX - 1))):
        tap.press(0, (0, 0))
        assert not tap.let_go(at_ms, pointer)
    tap.press(0, (0, 0))
    tap.disturb()
    assert not tap.let_go(100, (0, 0))
