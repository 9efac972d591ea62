"""The life of tokens: created once, refreshed, ended; by the table of the protocol."""

from __future__ import annotations

import pytest

from tests.practice.login.login import authorize
from tests.practice.world import Client, error_of

DAY = 86_400
CREATE, REFRESH = "/auth/token/create", "/auth/token/refresh"
LACKING = {"user_nick", "havana_id", "account", "account_platform"}


def can_call(client: Client, session: str) -> str:
    item = client.told["test_case"]["item_id"]
    return error_of(client.sync("aliexpress.ds.product.get", session, product_id=item, ship_to_country="US"))


def test_a_code_becomes_tokens(client: Client) -> None:
    answer = client.rest(CREATE, code=authorize(client))
    now = int(client.clock.now)
    assert answer["code"] == "0"
    assert answer["account"] == client.told["buyer_email"]
    assert answer["account_platform"] == "buyerApp"
    assert (answer["expires_in"], answer["refresh_expires_in"]) == (DAY, 2 * DAY)
    assert answer["expire_time"] == (now + DAY) * 1000
    assert answer["refresh_token_valid_time"] == (now + 2 * DAY) * 1000
    assert can_call(client, answer["access_token"]) == ""


def test_an_app_online_has_long_tokens(client: Client) -> None:
    app = {
        "app_key": "600003",
        "app_secret": "secret",
        "app_state": "online",
        "callback_url": "https://a.example.test/",
    }
    client.admin("/apps", app)
    online = Client(client.practice, client.clock, "600003", "secret")
    answer = online.rest(CREATE, code=authorize(online, callback=app["callback_url"]))
    assert (answer["expires_in"], answer["refresh_expires_in"]) == (2_592_000, 5_184_000)


def test_the_security_form_lacks_who_it_is_until_refreshed(client: Client) -> None:
    answer = client.rest("/auth/token/security/create", code=authorize(client))
    assert answer["code"] == "0"
    assert not LACKING & answer.keys()
    assert can_call(client, answer["access_token"]) == ""
    refreshed = client.rest("/auth/token/security/refresh", refresh_token=answer["refresh_token"])
    assert refreshed.keys() - answer.keys() == LACKING
    plain = client.rest(REFRESH, refresh_token=refreshed["refresh_token"])
    assert plain.keys() == refreshed.keys()


def test_a_code_is_good_once(client: Client) -> None:
    code = authorize(client)
    assert error_of(client.rest(CREATE, code=code)) == ""
    assert error_of(client.rest(CREATE, code=code)) == "InvalidCode"


@pytest.mark.parametrize(("seconds", "error"), [(179.9, ""), (180, "InvalidCode")])
def test_a_code_lives_three_minutes(client: Client, seconds: float, error: str) -> None:
    code = authorize(client)
    client.clock.now += seconds
    assert error_of(client.rest(CREATE, code=code)) == error


def test_a_code_belongs_to_its_app(client: Client) -> None:
    client.admin("/apps", {"app_key": "600004", "app_secret": "secret"})
    other = Client(client.practice, client.clock, "600004", "secret")
    code = authorize(client)
    assert error_of(other.rest(CREATE, code=code)) == "InvalidCode"
    assert error_of(client.rest(CREATE, code=code)) == ""


def test_a_wrong_signature_does_not_spend_the_code(client: Client) -> None:
    code = authorize(client)
    wrong = Client(client.practice, client.clock, client.app_key, "wrong-secret")
    assert error_of(wrong.rest(CREATE, code=code)) == "IncompleteSignature"
    assert error_of(client.rest(CREATE, code=code)) == ""


@pytest.mark.parametrize(
    ("at_authorize", "at_create", "error"),
    [("", "u-1", "InvalidCode"), ("u-1", "", "InvalidCode"), ("u-1", "u-2", "InvalidCode"), ("u-1", "u-1", "")],
)
def test_uuid(client: Client, at_authorize: str, at_create: str, error: str) -> None:
    code = authorize(client, **({"uuid": at_authorize} if at_authorize else {}))
    sent = {"code": code} | ({"uuid": at_create} if at_create else {})
    assert error_of(client.rest(CREATE, **sent)) == error


def test_refresh_keeps_the_end_and_the_earlier_access_token(client: Client) -> None:
    first = client.rest(CREATE, code=authorize(client))
    client.clock.now += DAY / 2
    second = client.rest(REFRESH, refresh_token=first["refresh_token"])
    assert second["expires_in"] == DAY
    assert second["refresh_expires_in"] == 1.5 * DAY
    assert second["refresh_token_valid_time"] == first["refresh_token_valid_time"]
    assert can_call(client, first["access_token"]) == ""
    assert can_call(client, second["access_token"]) == ""
    client.clock.now += DAY / 2
    assert can_call(client, first["access_token"]) == "IllegalAccessToken"
    assert can_call(client, second["access_token"]) == ""


def test_a_refresh_token_is_spent(client: Client) -> None:
    token = client.told["refresh_token"]
    assert error_of(client.rest(REFRESH, refresh_token=token)) == ""
    assert error_of(client.rest(REFRESH, refresh_token=token)) == "IllegalRefreshToken"


def test_a_refresh_token_ends(client: Client) -> None:
    client.clock.now += 2 * DAY
    assert error_of(client.rest(REFRESH, refresh_token=client.told["refresh_token"])) == "IllegalRefreshToken"


def test_an_access_token_does_not_refresh(client: Client) -> None:
    assert error_of(client.rest(REFRESH, refresh_token=client.told["access_token"])) == "IllegalRefreshToken"


def test_a_refresh_token_of_another_app(client: Client) -> None:
    client.admin("/apps", {"app_key": "600005", "app_secret": "secret"})
    other = Client(client.practice, client.clock, "600005", "secret")
    token = client.told["refresh_token"]
    assert error_of(other.rest(REFRESH, refresh_token=token)) == "IllegalRefreshToken"
    assert error_of(client.rest(REFRESH, refresh_token=token)) == ""


def test_missing_code(client: Client) -> None:
    assert error_of(client.rest(CREATE)) == "MissingParameter"
