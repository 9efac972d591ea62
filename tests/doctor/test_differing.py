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
