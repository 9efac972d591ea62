"""What is said of a run before it starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk import resources
from aexdesk.collection.collection_file import CollectionFile
from aexdesk.collection.saved_request import Capture, SavedRequest
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.services.collections import LoadedCollection, LoadedRequest
from aexdesk.services.run_check import Missing, RunCheck, check_run, choose_requests
from aexdesk.workspace.environment import PRACTICE

PRODUCT = SavedRequest("Product", "aliexpress.ds.product.get", (("product_id", "{{item}}"), ("lang", "{{lang}}")))
FREIGHT = SavedRequest("Freight", "aliexpress.ds.freight.query", (("query", '{"sku":"{{sku}}"}'),))
FILE = CollectionFile("Shop", {"practice": {"lang": "{{language}}"}})


def loaded(*requests: SavedRequest) -> LoadedCollection:
    return LoadedCollection(Path("/nowhere"), FILE, tuple(LoadedRequest(f"{one.name}.json", one) for one in requests))


def check(*requests: SavedRequest, columns: tuple[str, ...] = ()) -> RunCheck:
    catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
    found = loaded(*requests)
    return check_run(found, found.requests, PRACTICE, columns, catalogue)


def test_columns_are_matched_also_within_the_collections_own_variables() -> None:
    seen = check(PRODUCT, columns=("item", "language", "note"))
    assert (seen.used, seen.unused, seen.missing) == (("item", "language"), ("note",), ())


def test_what_nobody_gives_is_named_with_the_requests_that_need_it() -> None:
    again = replace(PRODUCT, name="Again")
    seen = check(PRODUCT, again, columns=("language",))
    assert seen.missing == (Missing("item", ("Product", "Again")),)


def test_a_capture_counts_for_what_comes_after_it_alone() -> None:
    catches = replace(PRODUCT, captures=(Capture("sku", "a.b"),))
    given = ("item", "language")
    assert check(catches, FREIGHT, columns=given).missing == ()
    assert check(FREIGHT, catches, columns=given).missing == (Missing("sku", ("Freight",)),)


@pytest.mark.parametrize(
    ("api", "writes"),
    [
        ("aliexpress.ds.product.get", False),
        ("aliexpress.ds.order.create", True),
        ("a.thing.nobody.knows", True),
        ("{{which}}", True),
    ],
)
def test_what_may_write_is_named(api: str, writes: bool) -> None:
    assert bool(check(SavedRequest("One", api)).writes) is writes


@pytest.mark.parametrize(
    ("under", "names"),
    [
        ("", ["a/One.json", "a/b/Two.json", "ab.json"]),
        ("a/", ["a/One.json", "a/b/Two.json"]),
        ("ab.json", ["ab.json"]),
        ("a", []),
    ],
)
def test_all_a_folder_or_one_is_chosen(under: str, names: list[str]) -> None:
    paths = ("a/One.json", "a/b/Two.json", "ab.json")
    found = LoadedCollection(Path("/nowhere"), FILE, tuple(LoadedRequest(path, PRODUCT) for path in paths))
    assert [one.path for one in choose_requests(found, under)] == names
