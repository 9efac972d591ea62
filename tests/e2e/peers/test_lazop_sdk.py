"""lazop-sdk 1.0.3, the sister platform's official client: sha256, /rest + path, all of it in the body or the query."""

from __future__ import annotations

import pytest

from tests.e2e.peers.running import ask_peer, log_in, with_python_peers
from tests.e2e.processes import Practice

pytestmark = [with_python_peers, pytest.mark.parametrize("verb", ["GET", "POST"])]

CLIENT = """
from lazop_sdk import LazopClient, LazopRequest

def call(address, path, access_token=None, **given):
    client = LazopClient(told[address], told["app_key"], told["app_secret"])
    request = LazopRequest(path, told["verb"])
    for name, value in given.items():
        request.add_api_param(name, value)
    return vars(client.execute(request, access_token))

names = {"call": call, "told": told}
"""
REFRESH = "call('rest_url', '/auth/token/refresh', refresh_token=told['refresh_token'])"
CREATE = "call('rest_url', '/auth/token/create', code=told['login_code'])"


def test_it_turns_a_code_into_a_token_and_refreshes_that(verb: str, practice: Practice) -> None:
    (created,) = ask_peer(CLIENT, practice, CREATE, verb=verb, login_code=log_in(practice))
    assert created["code"] == "0", created
    assert created["body"]["account"] == practice.told["buyer_email"]
    (refreshed,) = ask_peer(CLIENT, practice, REFRESH, verb=verb, refresh_token=created["body"]["refresh_token"])
    assert refreshed["code"] == "0", refreshed
    assert refreshed["body"]["access_token"] != created["body"]["access_token"]


def test_the_path_may_stand_among_the_parameters_too(verb: str, practice: Practice) -> None:
    asked = REFRESH.replace("refresh_token=", "method='/auth/token/refresh', refresh_token=")
    (answer,) = ask_peer(CLIENT, practice, asked, verb=verb)
    assert answer["code"] == "0", answer


def test_what_is_wrong_is_told_flat_with_a_request_id(verb: str, practice: Practice) -> None:
    (answer,) = ask_peer(CLIENT, practice, REFRESH, verb=verb, app_secret="wrong")
    assert (answer["type"], answer["code"]) == ("ISV", "IncompleteSignature")
    assert answer["request_id"]
    (answer,) = ask_peer(CLIENT, practice, CREATE, verb=verb, login_code="3_509900_stale")
    assert answer["code"] == "InvalidCode"


def test_a_business_call_with_the_name_as_a_parameter(verb: str, practice: Practice) -> None:
    """To /sync, where nothing stands before the string to sign; it sends `access_token`, not `session`."""
    asked = (
        "call('sync_url', '', told['access_token'], method='aliexpress.ds.product.get', ship_to_country='US',"
        " product_id=told['test_case']['item_id'], target_language='Łódź & 手机')"
    )
    (answer,) = ask_peer(CLIENT, practice, asked, verb=verb)
    item = answer["body"]["aliexpress_ds_product_get_response"]["result"]["ae_item_base_info_dto"]
    assert str(item["product_id"]) == practice.case["item_id"]
