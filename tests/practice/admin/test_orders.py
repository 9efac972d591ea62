"""The admin addresses around orders: what they take and tell, and whom they refuse."""

from __future__ import annotations

import pytest

from tests.practice.world import Client, fetch

URL = "http://127.0.0.1:9/push"


def test_a_webhook_is_set_shown_and_removed(client: Client) -> None:
    nothing = {"url": "", "app_key": ""}
    assert client.admin("/webhook").json == nothing
    assert client.admin("/webhook", {"url": URL}).json == {"url": URL, "app_key": client.app_key}
    client.admin("/apps", {"app_key": "600001", "app_secret": "own"})
    told = {"url": "http://localhost:9", "app_key": "600001"}
    assert client.admin("/webhook", told).json == told
    assert client.admin("/webhook").json == told
    assert fetch(client.told["url"] + "/_practice/webhook", method="DELETE").json == nothing
    assert client.admin("/webhook").json == nothing


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"url": None}, 400),
        ({"url": 5}, 400),
        ({"url": "http://example.test/"}, 400),
        ({"url": "https://127.0.0.1/"}, 400),
        ({"url": "http://192.0.2.1/"}, 400),
        ({"url": "http://127.0.0.1:1/" + "x" * 2000}, 400),
        ({"url": URL, "app_key": "600009"}, 404),
        ({"url": URL, "app_key": 5}, 400),
    ],
)
def test_no_webhook(client: Client, body: dict[str, object], status: int) -> None:
    assert client.admin("/webhook", {"url": URL}).status == 200
    assert client.admin("/webhook", body).status == status
    assert client.admin("/webhook").json["url"] == URL


def test_web_pages_are_refused(client: Client) -> None:
    evil = {"Origin": "https://evil.example.test"}
    for path, body in (("/webhook", {"url": URL}), (f"/buyers/{client.told['buyer_email']}", {"auto_pay": True})):
        assert client.admin(path, body, **evil).status == 403
    for path in ("/webhook", "/pushes"):
        assert client.admin(path, **evil).status == 403
    assert client.admin("/webhook", {"url": URL}).status == 200
    assert fetch(client.told["url"] + "/_practice/webhook", headers=evil, method="DELETE").status == 403
    assert client.admin("/webhook").json["url"] == URL
