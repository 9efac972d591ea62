"""What the guard's readers raise says its field and its code, and nothing of what stood there."""

from __future__ import annotations

from aexdesk.ordertest.unclear import UnclearRequestError


def test_it_tells_the_field_and_the_code_and_not_what_may_be_a_session() -> None:
    error = UnclearRequestError("quantity", "not_plain_digits", "CANARY")
    assert str(error) == "quantity: not_plain_digits"
    assert (error.field, error.why, error.found) == ("quantity", "not_plain_digits", "CANARY")
    assert UnclearRequestError("a", "b").found == ""
