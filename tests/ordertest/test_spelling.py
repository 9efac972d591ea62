"""What a lenient reader might take a name for."""

from __future__ import annotations

import time

import pytest

from aexdesk.ordertest.spelling import fold, plain, refuse_other_spellings, unquote_all
from aexdesk.ordertest.unclear import UnclearRequestError


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("product_id", "product_id"), ("Product_ID", "product_id"), (" product_id\0", "product_id"), ("product-id",
        "productid"),
        ("product_\u200bid", "product_id"), ("ｐroduct_id", "product_id"), ("product_ıd", "product_id"),
        ("product_id[0]", "product_id"),
        ("a[b][c]", "a"), ("[x]", ""), ("straße", "strasse"), ("product%5Fid", "product_id"), ("%70roduct%255fid",
        "product_id"),
        ("a.b", "ab"), ("²", "2"), ("", ""), ("a%5Bb%5D", "a"), ("ſession", "session"), ("a\u0301", "á"),
    ],
)  # fmt: skip
def test_plain(name: str, seen: str) -> None:
    assert plain(name) == seen
    assert fold(name) == seen.replace("_", "")


def test_percent_encoding_is_taken_off_as_often_as_somebody_might() -> None:
    assert unquote_all("a%25") == "a%"
    assert unquote_all("%2525252525252541") == "A"
    assert unquote_all("%252525252525252541") == "%41"
    assert unquote_all("100%") == "100%"


def test_a_name_that_is_encoded_without_end_costs_no_time() -> None:
    started = time.process_time()
    unquote_all("%" + "25" * 200_000)
    assert time.process_time() - started < 20  # without an end it takes hours


def test_another_spelling_is_refused_with_what_it_might_mean() -> None:
    with pytest.raises(UnclearRequestError) as raised:
        refuse_other_spellings(("x", "METHOD"), ("session", "method"))
    assert (raised.value.field, raised.value.why, raised.value.found) == ("method", "odd_spelling", "METHOD")
    refuse_other_spellings(("method", "methods", "x", ""), ("method",))
