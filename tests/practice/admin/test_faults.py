"""Faults that wait: listed in order, removed one by one or all, and lasting where `times` is 0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice.world import Client, error_of, fetch

CATEGORIES = "aliexpress.ds.category.get"


def delete(client: Client, path: str, **headers: str) -> int:
    return fetch(f"{client.told['url']}/_practice{path}", headers=headers, method="DELETE").status


def add(client: Client, **fields: Any) -> str:
    answer = client.admin("/faults", {"api": CATEGORIES, "kind": "error", **fields})
    assert answer.status == 200
    return str(answer.json["id"])


def test_they_are_listed_until_they_are_played(client: Client) -> None:
    first, second = add(client, value="InternalError", times=2), add(client, kind="latency", value=1, api="*")
    listed = client.admin("/faults").json
    assert listed == [
        {"id": first, "api": CATEGORIES, "kind": "error", "value": "InternalError", "times": 2},
        {"id": second, "api": "*", "kind": "latency", "value": 1, "times": 1},
    ]
    client.sync(CATEGORIES)
    assert [(one["id"], one["times"]) for one in client.admin("/faults").json] == [(first, 1), (second, 1)]
    client.sync(CATEGORIES)
    client.sync(CATEGORIES)
    assert client.admin("/faults").json == []


def test_times_0_is_until_it_is_removed(client: Client) -> None:
    lasting = add(client, times=0)
    for _ in range(5):
        assert error_of(client.sync(CATEGORIES)) == "ServiceUnavailable"
    (one,) = client.admin("/faults").json
    assert (one["id"], one["times"]) == (lasting, 0)
    assert delete(client, f"/faults/{lasting}") == 200
    assert error_of(client.sync(CATEGORIES)) == ""


def test_one_is_removed_and_the_others_stay(client: Client) -> None:
    first, second, third = (add(client, value=f"Code{number}") for number in range(3))
    assert delete(client, f"/faults/{second}") == 200
    assert [one["id"] for one in client.admin("/faults").json] == [first, third]
    assert delete(client, f"/faults/{second}") == 404
    assert delete(client, "/faults/x") == 404
    assert [error_of(client.sync(CATEGORIES)) for _ in range(3)] == ["Code0", "Code2", ""]


def test_all_are_removed_and_no_id_comes_again(client: Client) -> None:
    first = add(client)
    assert delete(client, "/faults") == 200
    assert client.admin("/faults").json == []
    assert add(client) != first


def test_who_watches_hears_of_each_change(client: Client) -> None:
    def version() -> int:
        number: int = client.admin("/changes?since=0").json["version"]
        return number

    before = version()
    fault_id = add(client)
    assert version() == before + 1
    delete(client, f"/faults/{fault_id}")
    assert version() == before + 2
    delete(client, "/faults")
    assert version() == before + 3


def test_web_pages_remove_nothing(client: Client) -> None:
    add(client)
    assert delete(client, "/faults", Origin="https://evil.example.test") == 403
    assert len(client.admin("/faults").json) == 1


@pytest.mark.parametrize("kind", ["error", "latency"])
def test_for_any_api_means_every_api(client: Client, kind: str) -> None:
    add(client, api="*", kind=kind, times=0, value="InternalError" if kind == "error" else 1)
    answers = [
        client.sync(CATEGORIES),
        client.sync("aliexpress.ds.text.search"),
        client.sync("aliexpress.no.such.api"),
        client.rest("/auth/token/create", code="x"),
    ]
    codes = [error_of(answer) for answer in answers]
    if kind == "error":
        assert codes == ["InternalError"] * 4
    else:
        assert "InternalError" not in codes
    assert len(client.admin("/faults").json) == 1
