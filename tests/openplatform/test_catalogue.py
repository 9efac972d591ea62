"""The catalogue: what each call can do to money, names nobody knows, and search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.openplatform.catalogue import SPENDING_WORDS, Catalogue, Effect

CATALOGUE = Catalogue.from_json(resources.read_json("catalogue.json"))
ORDERS = {"aliexpress.ds.order.create", "aliexpress.trade.buy.placeorder"}
WRITES = {
    "aliexpress.ds.search.event.report", "aliexpress.ds.add.info", "aliexpress.ds.member.orderdata.submit",
    "aliexpress.ds.dropshipper.add", "aliexpress.solution.order.fulfill",
    "aliexpress.photobank.redefining.uploadimageforsdk",
}  # fmt: skip
TOKEN_CALLS = {
    "/auth/token/create", "/auth/token/refresh", "/auth/token/security/create", "/auth/token/security/refresh",
}  # fmt: skip


def test_every_api_has_the_effect_that_was_decided() -> None:
    found = {definition.name: definition.effect for definition in CATALOGUE.definitions}
    assert set(found) >= ORDERS | WRITES | TOKEN_CALLS
    for name, effect in found.items():
        expected = Effect.CREATES_ORDER if name in ORDERS else Effect.WRITE if name in WRITES else Effect.READ
        assert effect is expected is CATALOGUE.effect_of(name), name


def test_names_are_unique_and_the_kind_follows_the_slash() -> None:
    names = [entry["name"] for entry in resources.read_json("catalogue.json")["apis"]]
    assert len(set(names)) == len(names) == len(CATALOGUE)
    for definition in CATALOGUE.definitions:
        assert definition.is_system == definition.name.startswith("/")
        assert set(definition.http_methods) <= {"GET", "POST"}
        assert definition.title
        assert len({field.name for field in definition.parameters}) == len(definition.parameters)


@pytest.mark.parametrize("word", SPENDING_WORDS)
def test_an_unknown_name_with_a_spending_word_counts_as_creating_an_order(word: str) -> None:
    for name in (f"aliexpress.new.{word}", f"x{word.upper()}x", f"/new/{word.capitalize()}/x", word):
        assert CATALOGUE.effect_of(name) is Effect.CREATES_ORDER


@pytest.mark.parametrize("name", ["aliexpress.ds.new.thing", "", "x", "/auth/new", "aliexpress.ds.product.get "])
def test_any_other_unknown_name_counts_as_a_write(name: str) -> None:
    assert CATALOGUE.effect_of(name) is Effect.WRITE


@pytest.mark.parametrize("known", sorted(ORDERS))
def test_no_spelling_of_an_order_call_becomes_harmless(known: str) -> None:
    for name in (known.upper(), known.title(), known + " ", " " + known, known + ".", known + "\0", known + "/"):
        assert CATALOGUE.effect_of(name) is Effect.CREATES_ORDER


@given(st.text(max_size=30))
def test_no_unknown_name_is_harmless(name: str) -> None:
    assert CATALOGUE.find(name) is not None or CATALOGUE.effect_of(name) is not Effect.READ


def test_search_wants_every_word_in_name_or_title_and_puts_names_first() -> None:
    found = [definition.name for definition in CATALOGUE.search("order CREATE")]
    assert found[0] == "aliexpress.ds.order.create"
    assert CATALOGUE.search("  token   refresh ")[0].name == "/auth/token/refresh"
    assert CATALOGUE.search("no such words at all") == ()
    assert set(CATALOGUE.search("")) == set(CATALOGUE.definitions)
    for definition in CATALOGUE.search("freight"):
        assert "freight" in f"{definition.name} {definition.title}".casefold()
    ranks = ["ds" in definition.name for definition in CATALOGUE.search("ds")]
    assert ranks == sorted(ranks, reverse=True)


def test_find_is_to_the_letter() -> None:
    assert CATALOGUE.find("aliexpress.ds.order.create") is not None
    assert CATALOGUE.find("Aliexpress.ds.order.create") is None


def test_what_the_reference_does_not_know_stays_unknown() -> None:
    assert {definition.needs_session for definition in CATALOGUE.definitions} <= {True, False, None}
    definition = CATALOGUE.find("aliexpress.ds.order.create")
    assert definition is not None
    assert definition.needs_session is True
    order = next(field for field in definition.parameters if field.name == "param_place_order_request4_open_api_d_t_o")
    assert order.json_text
    assert order.is_required
    assert {"logistics_address", "product_items"} <= {field.name for field in order.fields}
