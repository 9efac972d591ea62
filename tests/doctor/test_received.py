"""A request as it arrived: each name once, and what is asked of it."""

from __future__ import annotations

import pytest

from aexdesk.doctor.received import Received

PAIRS = (("method", "first"), ("sign", "AA"), ("method", "second"), ("session", ""), ("sign_method", "md5"))


def test_the_first_of_a_name_counts_and_the_order_stays() -> None:
    received = Received("x", PAIRS)
    assert received.once == (("method", "first"), ("sign", "AA"), ("session", ""), ("sign_method", "md5"))
    assert received.value("method") == "first"


def test_a_parameter_that_is_empty_came_and_one_that_is_missing_did_not() -> None:
    received = Received("x", PAIRS)
    assert (received.has("session"), received.value("session")) == (True, "")
    assert (received.has("access_token"), received.value("access_token")) == (False, "")
    assert not Received("x", ()).has("session")


@pytest.mark.parametrize(
    ("api", "is_system"),
    [("/auth/token/create", True), ("auth/token/create", True), ("aliexpress.ds.text.search", False), ("", False)],
)
def test_a_slash_in_the_name_makes_a_system_interface(api: str, is_system: bool) -> None:
    assert Received(api, ()).is_system is is_system


@pytest.mark.parametrize(
    ("sign_method", "is_named"),
    [("sha256", True), ("md5", True), ("hmac", True), ("SHA256", False), ("hmac-sha256", False), ("", False)],
)
def test_the_documentation_names_three_sign_methods(sign_method: str, is_named: bool) -> None:
    assert Received("x", (("sign_method", sign_method),)).names_sign_method is is_named
    assert not Received("x", ()).names_sign_method
