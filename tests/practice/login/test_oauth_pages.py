"""The pages of /oauth/authorize: every way through, and every way that ends."""

from __future__ import annotations

import re

import pytest

from tests.practice.login.login import authorize, callback_of, log_in, open_page, post, ticket_of
from tests.practice.world import Client


def cookie_of(headers: str | None) -> str:
    assert headers is not None
    return headers.partition(";")[0]


def test_log_in_and_allow(client: Client) -> None:
    login = open_page(client, state="s 1&2")
    assert login.status == 200
    consent = log_in(client, login)
    assert client.told["buyer_email"] in consent.body.decode()
    where, told = callback_of(post(client, "consent", ticket=ticket_of(consent), decision="allow"))
    assert where == client.told["callback_url"]
    assert told["state"] == ["s 1&2"]
    assert re.fullmatch(rf"3_{client.app_key}_[A-Za-z0-9]{{20,}}", told["code"][0])


def test_deny(client: Client) -> None:
    consent = log_in(client, open_page(client, state="s1"))
    _, told = callback_of(post(client, "consent", ticket=ticket_of(consent), decision="deny"))
    assert told["error"] == ["access_denied"]
    assert told["state"] == ["s1"]
    assert "code" not in told


@pytest.mark.parametrize("state", [None, ""])
def test_no_state_is_no_state(client: Client, state: str | None) -> None:
    consent = log_in(client, open_page(client, state=state))
    _, told = callback_of(post(client, "consent", ticket=ticket_of(consent), decision="allow"))
    assert told.get("state") == (None if state is None else [""])


def test_a_wrong_password_says_so_and_leads_no_further(client: Client) -> None:
    login = open_page(client)
    for email, password in (("", "wrong"), ("nobody@example.test", ""), ('"><script>', "x")):
        page = log_in(client, login, email, password)
        assert page.status == 200
        assert 'role="alert"' in page.body.decode()
        assert "<script" not in page.body.decode()
        assert page.headers["Set-Cookie"] is None
    assert post(client, "consent", ticket=ticket_of(login), decision="allow").status == 400
    assert log_in(client, login).status == 200


def test_unknown_client(client: Client) -> None:
    page = open_page(client, client_id="999999")
    assert page.status == 400
    assert "Unknown app" in page.body.decode()


@pytest.mark.parametrize(
    "redirect", ["{}/", "{}?a=1", "http://localhost:8919/callback", "HTTP://127.0.0.1:8919/callback", "", None]
)
def test_a_callback_that_differs_by_a_letter(client: Client, redirect: str | None) -> None:
    page = open_page(client, redirect_uri=redirect and redirect.format(client.told["callback_url"]))
    assert page.status == 400
    assert page.headers["Location"] is None
    assert "does not match" in page.body.decode()


@pytest.mark.parametrize("kind", ["token", "", None])
def test_response_type(client: Client, kind: str | None) -> None:
    page = open_page(client, response_type=kind)
    assert page.status == 400
    assert "response_type" in page.body.decode()


def test_a_callback_with_a_query_keeps_it(client: Client) -> None:
    callback = "https://shop.example.test/back?from=ae#part"
    client.admin("/apps", {"app_key": "600006", "app_secret": "secret", "callback_url": callback})
    app = Client(client.practice, client.clock, "600006", "secret")
    consent = log_in(app, open_page(app, redirect_uri=callback))
    where, told = callback_of(post(app, "consent", ticket=ticket_of(consent), decision="allow"))
    assert where == "https://shop.example.test/back#part"
    assert told["from"] == ["ae"]
    assert "code" in told


def test_forms_need_a_ticket_that_is_under_way(client: Client) -> None:
    login = open_page(client)
    fields = {"email": client.told["buyer_email"], "password": client.told["buyer_password"]}
    assert post(client, "login", ticket="guessed", **fields).status == 400
    assert post(client, "login", **fields).status == 400
    consent = log_in(client, login)
    ticket = ticket_of(consent)
    assert post(client, "consent", ticket=ticket, decision="allow").status == 303
    assert post(client, "consent", ticket=ticket, decision="allow").status == 400
    late = log_in(client, open_page(client))
    client.clock.now += 600
    assert post(client, "consent", ticket=ticket_of(late), decision="allow").status == 400


def test_consent_comes_after_the_login(client: Client) -> None:
    assert post(client, "consent", ticket=ticket_of(open_page(client)), decision="allow").status == 400


def test_a_browser_that_is_logged_in_goes_straight_to_consent(client: Client) -> None:
    page = log_in(client, open_page(client))
    cookie = cookie_of(page.headers["Set-Cookie"])
    assert "HttpOnly" in page.headers["Set-Cookie"]
    again = open_page(client, cookie)
    assert "Allow access" in again.body.decode()
    forced = open_page(client, cookie, force_auth="true")
    assert 'type="password"' in forced.body.decode()
    other = post(client, "consent", ticket=ticket_of(again), decision="other")
    assert 'type="password"' in other.body.decode()
    real = log_in(client, other, client.told["real_buyer_email"], client.told["real_buyer_password"])
    assert client.told["real_buyer_email"] in real.body.decode()


def test_an_account_of_ones_own(client: Client) -> None:
    client.admin("/loan-accounts", {"email": "own@example.test", "password": "pass word"})
    page = log_in(client, open_page(client), "own@example.test", "pass word")
    _, told = callback_of(post(client, "consent", ticket=ticket_of(page), decision="allow"))
    answer = client.rest("/auth/token/create", code=told["code"][0])
    assert answer["account"] == "own@example.test"


def test_pages_hold_no_one_else_and_say_what_they_are(client: Client) -> None:
    login = open_page(client)
    pages = [login, open_page(client, client_id="1"), open_page(client, redirect_uri="x"), log_in(client, login)]
    for page in pages:
        text = page.body.decode()
        assert "AExDesk practice" in text
        assert not re.search(r"(src|href|url\()\s*=?\s*[\"']?(https?:)?//", text)
        assert "<script" not in text
        assert page.headers["X-AExDesk-Practice"] == "1"
        assert page.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert '<html lang="en">' in text
        for name in re.findall(r'<input id="(\w+)"', text):
            assert f'<label for="{name}">' in text


def test_too_many_codes_forget_the_oldest_only(client: Client) -> None:
    assert authorize(client) != authorize(client)
