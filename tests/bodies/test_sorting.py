"""Rows in order of a member: by size where there are numbers, however they are written."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from aexdesk.bodies.sorting import SortKeys
from aexdesk.bodies.written import Pairs


def _order(values: list[Any], is_descending: bool = False) -> list[Any]:
    keys = SortKeys("a")
    rows = [Pairs([] if value is ... else [("a", value)]) for value in values]
    list(keys.read(rows))
    return [values[number] for number in keys.order(is_descending)]


def test_numbers_texts_of_numbers_texts_and_the_rest() -> None:
    values = ["b", "10", 9.5, ..., "A", True, [1, 2], None, "9.10", False, -1, [1]]
    up = [-1, "9.10", 9.5, "10", "A", "b", False, True, [1], [1, 2], ..., None]
    assert _order(values) == up
    assert _order(values, True) == [*reversed(up[:-2]), ..., None]


def test_equals_keep_their_order_either_way() -> None:
    values = ["1.0", "1", "1.00"]
    assert _order(values) == _order(values, True) == values


def test_no_two_numbers_are_mistaken_for_equal() -> None:
    chance = random.Random(1)
    texts = [
        f"{chance.choice(['', '-'])}{chance.randrange(10 ** chance.randrange(1, 20))}.{chance.randrange(10**6)}"
        for _number in range(3000)
    ]
    texts += ["9007199254740993", "9007199254740992", "1e400", "1E-400", "0", "1_0", "-0.0"]
    assert [Decimal(one) for one in _order(texts)] == sorted(Decimal(one) for one in texts)
