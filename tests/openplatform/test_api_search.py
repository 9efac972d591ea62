"""Finding an API by a few letters: what is meant comes first, and the letters that fitted are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.openplatform.api_search import find_apis
from aexdesk.openplatform.catalogue import Catalogue

APIS = Catalogue.from_json(resources.read_json("catalogue.json")).definitions


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ds product get", "aliexpress.ds.product.get"),
        ("dsprod", "aliexpress.ds.product.get"),
        ("order create", "aliexpress.ds.order.create"),
        ("ORDER.CREATE", "aliexpress.ds.order.create"),
        ("freight", "aliexpress.ds.freight.query"),
        ("placeorder", "aliexpress.trade.buy.placeorder"),
        ("token refresh", "/auth/token/refresh"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    assert find_apis(APIS, typed)[0].definition.name == first


def test_without_a_word_all_stand_in_their_order() -> None:
    assert tuple(one.definition for one in find_apis(APIS, "  ")) == APIS


def test_what_fits_nothing_is_not_found() -> None:
    assert find_apis(APIS, "zzqx") == ()
    assert find_apis(APIS, "product zzqx") == ()


def test_the_letters_that_fitted_are_told() -> None:
    found = next(one for one in find_apis(APIS, "prod get") if one.definition.name == "aliexpress.ds.product.get")
    assert "".join(found.definition.name[place] for place in found.in_name) == "prodget"
    titled = next(one for one in find_apis(APIS, "categories") if one.definition.title == "List categories")
    assert "".join(titled.definition.title[place] for place in titled.in_title) == "categories"


@given(st.text(max_size=12))
def test_marks_lie_inside_and_say_the_letters_that_were_typed(typed: str) -> None:
    wanted = {letter for word in typed.casefold().split() for letter in word}
    for one in find_apis(APIS, typed):
        name, title = one.definition.name.lower(), one.definition.title.lower()
        letters = {name[place] for place in one.in_name} | {title[place] for place in one.in_title}
        assert letters == wanted
