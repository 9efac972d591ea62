"""Where two strings to sign differ: both can be put together again, and what differs is marked."""

from __future__ import annotations

import random

import pytest

from aexdesk.doctor.differing import Kind, Piece, Pieces, compare


def whole(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def different(pieces: Pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.kind is Kind.DIFFERENT]


def test_a_blank_is_marked_where_it_stands() -> None:
    mine, theirs = compare('p{"a": 1}q', 'p{"a":1}q')
    assert different(mine) == [" "]
    assert different(theirs) == []
    assert (whole(mine), whole(theirs)) == ('p{"a": 1}q', 'p{"a":1}q')


def test_a_path_that_is_missing_is_marked_in_the_right_one() -> None:
    mine, theirs = compare("app_key1code2", "/auth/token/createapp_key1code2")
    assert different(mine) == []
    assert different(theirs) == ["/auth/token/create"]


def test_one_text_is_shown_whole() -> None:
    long = "x" * 1000
    assert compare(long, long) == ((Piece(Kind.ALIKE, long),),) * 2


def test_a_long_run_that_is_alike_is_left_out_of_both() -> None:
    run = "name" * 100
    mine, theirs = compare(f"a{run}b", f"c{run}d")
    for pieces in (mine, theirs):
        assert [one.kind for one in pieces] == [
            Kind.DIFFERENT, Kind.ALIKE, Kind.LEFT_OUT, Kind.ALIKE, Kind.DIFFERENT,
        ]  # fmt: skip
    assert mine[2] == theirs[2]


def test_a_long_difference_is_not_searched_through() -> None:
    one, other = "a" + "b" * 200_000, "c" + "d" * 200_000
    assert (different(compare(one, other)[0]), different(compare(one, other)[1])) == ([one], [other])


def test_of_nothing_nothing_is_shown() -> None:
    assert compare("", "") == ((), ())


def test_letters_that_are_more_are_different_however_many_they_are() -> None:
    mine, theirs = compare("aWXYZ12345b", "c12345d")
    assert different(mine) == ["aWXYZ", "b"]
    assert different(theirs) == ["c", "d"]


def test_four_letters_between_two_differences_are_alike_and_three_are_chance() -> None:
    assert different(compare("XXXXabcdYYYY", "ZZZZabcdWWWW")[0]) == ["XXXX", "YYYY"]
    mine, theirs = compare("XXXXabcYYYY", "ZZZZabcWWWW")
    assert mine == (Piece(Kind.DIFFERENT, "XXXXabcYYYY"),)
    assert theirs == (Piece(Kind.DIFFERENT, "ZZZZabcWWWW"),)


def test_two_thousand_letters_are_searched_through_and_one_more_are_not() -> None:
    run = "".join(f"{number}," for number in range(1_000))[:1_998]
    assert different(compare(f"x{run}y", f"u{run}v")[0]) == ["x", "y"]
    assert different(compare(f"x{run}yy", f"u{run}v")[0]) == [f"x{run}yy"]


def test_of_a_run_of_97_letters_both_ends_of_32_stand_and_one_of_96_stands_whole() -> None:
    run = "".join(chr(200 + number) for number in range(97))
    assert compare(f"{run[:96]}b", f"{run[:96]}c")[0] == (Piece(Kind.ALIKE, run[:96]), Piece(Kind.DIFFERENT, "b"))
    assert compare(f"{run}b", f"{run}c")[0] == (
        Piece(Kind.ALIKE, run[:32]),
        Piece(Kind.LEFT_OUT, run[32:65]),
        Piece(Kind.ALIKE, run[65:]),
        Piece(Kind.DIFFERENT, "b"),
    )


@pytest.mark.parametrize("seed", range(30))
def test_nothing_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    one = "".join(chance.choice("abc=") for _ in range(chance.randrange(300)))
    cut = chance.randrange(len(one) + 1)
    other = one[:cut] + "".join(chance.choice("abc=") for _ in range(chance.randrange(5))) + one[cut + 1 :]
    mine, theirs = compare(one, other)
    assert (whole(mine), whole(theirs)) == (one, other)
    if one != other:
        assert different(mine) + different(theirs)
