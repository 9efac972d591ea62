"""Which ways of a mistake are tried beside two others: some of a mistake, none of another."""

from __future__ import annotations

import pytest

from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.frequent import is_frequent


@pytest.mark.parametrize(
    ("mistake", "frequent"),
    [
        (Mistake("unsorted", "received"), True),
        (Mistake("unsorted", "reversed"), False),
        (Mistake("param-left-out", name="session"), True),
        (Mistake("sorted-by-length"), False),
        (Mistake("sorted-by-pair", "joined"), False),
    ],
)
def test_a_way_is_frequent_or_not(mistake: Mistake, frequent: bool) -> None:
    assert is_frequent(mistake) is frequent
