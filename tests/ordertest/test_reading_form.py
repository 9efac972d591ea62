"""Forms that every server reads alike; the rest are refused, with the place named."""

from __future__ import annotations

import pytest

from aexdesk.ordertest.reading_form import is_form, read_pairs
from aexdesk.ordertest.unclear import UnclearRequestError

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "said",
    [
        FORM, FORM.upper(), f"{FORM};charset=utf-8", f"{FORM}; charset=UTF-8", f"{FORM}; charset=UTF8", f"{FORM};",
        f'{FORM}; charset="utf-8"', f"{FORM} ; charset = utf-8 ;",
    ],
)  # fmt: skip
def test_content_types_of_forms(said: str) -> None:
    assert is_form(said)


@pytest.mark.parametrize(
    "said",
    [
        "", "application/json",
        "text/plain", FORM[:-1], f"{FORM}s", f"x{FORM}", f"{FORM}; charset=gbk", f"{FORM};charset=",
        f"{FORM}; charset=utf-8; charset=gbk", f"{FORM}, application/json", f"{FORM}; boundary=x",
        f'{FORM}; charset="utf-8',
        f"{FORM}; charset='utf-8'", f"{FORM}; charset=utf-16", f"{FORM}\0", f"{FORM}\n", f"{FORM}; ſharset=utf-8",
        "application/x-www-form-urlencoded; charſet=utf-8", FORM.replace("-", "\u2010"),
        "multipart/form-data; boundary=x",
    ],
)  # fmt: skip
def test_content_types_of_no_form(said: str) -> None:
    assert not is_form(said)


def test_pairs_are_read_in_order_and_empty_ones_count() -> None:
    assert read_pairs(b"a=1&b=&a=%32&&=x&c=+%2B%26&", "query") == [
        ("a", "1"), ("b", ""), ("a", "2"), ("", "x"), ("c", " +&"),
    ]  # fmt: skip
    assert read_pairs(b"", "query") == []
    assert read_pairs(b"&&", "query") == []


@pytest.mark.parametrize("field", ["query", "body"])
@pytest.mark.parametrize("encoded", [b"a=1;b=2", b"a", b"a=%", b"a=%fg", b"a=%FF", b"a=\xff", b"a= ", b"a=\0", b"a=1#"])
def test_what_is_not_read_alike_is_named(encoded: bytes, field: str) -> None:
    with pytest.raises(UnclearRequestError) as raised:
        read_pairs(encoded, field)
    assert (raised.value.field, raised.value.why, raised.value.found) == (field, "not_a_form", "")
