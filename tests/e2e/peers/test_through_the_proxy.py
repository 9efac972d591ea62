"""Other people's clients through the guard proxy, as they were published: their signatures stay valid, GET and POST."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.e2e.peers import test_lazop_sdk as lazop
from tests.e2e.peers import test_py_aliexpress_affiliate as affiliate
from tests.e2e.peers import test_python_aliexpress_api as top
from tests.e2e.peers import test_topsdk as older
from tests.e2e.peers.running import ask_peer, log_in, run_node, run_peer, with_node_peers, with_python_peers
from tests.e2e.processes import ORDER_PARAMETER
from tests.e2e.test_proxy import Proxied

pytestmark = with_python_peers


@pytest.fixture(scope="module")
def through() -> Iterator[Proxied]:
    """What a client is told leads to the proxy; the login page alone is the gateway's own."""
    running = Proxied("--order-mismatch", "charge")
    own = running.told
    running.gateway = dict(own)
    running.told = {
        **own,
        "port": int(running.url.rpartition(":")[2]),
        "sync_url": f"{running.url}/sync",
        "rest_url": f"{running.url}/rest",
    }
    yield running
    running.stop()


def verdicts(through: Proxied) -> set[str]:
    return {entry["verdict"] for entry in through.ask("/log")}


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_lazop_sdk_sha256(verb: str, through: Proxied) -> None:
    through.ask("/reset", {})
    (created,) = ask_peer(lazop.CLIENT, through, lazop.CREATE, verb=verb, login_code=log_in(through))
    assert created["code"] == "0", created
    (refreshed,) = ask_peer(
        lazop.CLIENT, through, lazop.REFRESH, verb=verb, refresh_token=created["body"]["refresh_token"]
    )
    assert refreshed["code"] == "0", refreshed
    asked = (
        "call('sync_url', '', told['session'], method='aliexpress.ds.product.get', ship_to_country='US',"
        " product_id=told['test_case']['item_id'], target_language='Łódź & 手机')"
    )
    session = refreshed["body"]["access_token"]
    (answer,) = ask_peer(lazop.CLIENT, through, asked, verb=verb, session=session)
    assert "aliexpress_ds_product_get_response" in answer["body"], answer
    ordered = f"call('sync_url', '', told['session'], method='aliexpress.ds.order.create', {ORDER_PARAMETER}=told['o'])"
    (placed,) = ask_peer(lazop.CLIENT, through, ordered, verb=verb, session=session, o=json.dumps(through.order()))
    assert placed["body"]["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    wrong = json.dumps(through.order(country="FR"))
    (refused,) = ask_peer(lazop.CLIENT, through, ordered, verb=verb, session=session, o=wrong)
    assert refused["body"]["error_response"]["code"] == "GuardRefused", refused
    assert [one["free"] for one in through.ask("/orders")] == [True]
    assert verdicts(through) == {"ok"}


TOP = """
import http.client, urllib.parse
from aliexpress_api.skd import setDefaultAppInfo
from aliexpress_api.skd.api.base import RestApi, TopException

setDefaultAppInfo(told["app_key"], told["app_secret"])

class AllInTheQuery(http.client.HTTPConnection):
    def request(self, method, url, body, headers):
        super().request("GET", f"{url}&{body}" if body else url, headers={"Connection": "close"})

if told["verb"] == "GET":
    http.client.HTTPConnection = AllInTheQuery

def call(api, **given):
    class Asked(RestApi):
        def getapiname(self):
            return api

    request = Asked("127.0.0.1", told["port"])
    request._RestApi__httpmethod = told["method"]
    vars(request).update(given)
    try:
        return request.getResponse(told["access_token"])
    except TopException as error:
        return {"error": error.errorcode, "said": error.message}

names = {"call": call, "told": told}
"""
"""It always says POST, and its form is always a body; for a GET that form, signed by it, is put into the query."""


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_python_aliexpress_api_md5(verb: str, through: Proxied) -> None:
    through.ask("/reset", {})
    asked = (
        "call('aliexpress.ds.product.get', product_id=told['test_case']['item_id'], ship_to_country='US',"
        " target_language='Łódź & 手机')"
    )
    told = {"verb": verb, "method": "POST", "port": through.told["port"]}
    (answer,) = ask_peer(TOP, through, asked, **told)
    assert "aliexpress_ds_product_get_response" in answer, answer
    ordered = f"call('aliexpress.ds.order.create', {ORDER_PARAMETER}=told['o'])"
    (placed,) = ask_peer(TOP, through, ordered, **told, o=json.dumps(through.order()))
    assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    (refused,) = ask_peer(TOP, through, ordered, **told, o=json.dumps(through.order(country="FR")))
    assert refused.get("error") == "GuardRefused", refused
    assert [one["free"] for one in through.ask("/orders")] == [True]
    assert verdicts(through) == {"ok"}


def test_python_aliexpress_api_told_to_get_sends_a_body_that_nobody_can_be_sure_of(through: Proxied) -> None:
    """An attribute that its users are not meant to touch. Whether the platform reads such a body nobody knows."""
    through.ask("/reset", {})
    asked = "call('aliexpress.ds.product.get', product_id=told['test_case']['item_id'], ship_to_country='US')"
    (answer,) = ask_peer(TOP, through, asked, verb="POST", method="GET", port=through.told["port"])
    assert answer["error"] == "GuardRefused", answer
    assert "a GET has no body" in answer["said"]
    assert through.ask("/log") == []


def test_python_aliexpress_api_as_its_readme_shows_it(through: Proxied) -> None:
    through.ask("/reset", {})
    (found,) = top.ask(through, "api.get_products_details([item])", port=through.told["port"])
    assert str(found[0]["product_id"]) == through.case["item_id"]
    assert verdicts(through) == {"ok"}


def test_py_aliexpress_affiliate_md5(through: Proxied) -> None:
    through.ask("/reset", {})
    product, hot = affiliate.ask(
        through, "get_product_details(item)", "get_hot_products(page_no=1, page_size=3)", url=through.url
    )
    assert str(product["product_id"]) == through.case["item_id"]
    assert len(hot["items"]) == 3
    assert verdicts(through) == {"ok"}


def test_topsdk_md5_on_the_path_of_today(through: Proxied) -> None:
    through.ask("/reset", {})
    answer = run_peer(older.ON_THE_NEW_PATH, through, port=through.told["port"])["aliexpress_ds_product_get_response"]
    assert str(answer["result"]["ae_item_base_info_dto"]["product_id"]) == through.case["item_id"]
    assert verdicts(through) == {"ok"}


@with_node_peers
def test_ae_sdk_sha256(through: Proxied) -> None:
    """POST with everything in the query, from Node.js."""
    through.ask("/reset", {})
    directly = ("dropshipper", "callAPIDirectly")
    order = {ORDER_PARAMETER: json.dumps(through.order())}
    wrong = {ORDER_PARAMETER: json.dumps(through.order(country="FR"))}
    item = {"product_id": through.case["item_id"], "ship_to_country": "US", "target_language": "Łódź & 手机"}
    calls = [
        (*directly, "aliexpress.ds.product.get", item),
        (*directly, "aliexpress.ds.order.create", order),
        (*directly, "aliexpress.ds.order.create", wrong),
    ]
    product, placed, refused = run_node("ae_sdk.mjs", through, calls, url=through.url)
    assert product["ok"], product
    assert placed["ok"], placed
    assert not refused["ok"], refused
    assert "GuardRefused" in json.dumps(refused)
    assert [one["free"] for one in through.ask("/orders")] == [True]
    assert verdicts(through) == {"ok"}
