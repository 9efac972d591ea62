"""Other people's clients through the guard proxy, as they were published: their signatures stay valid, GET and POST."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.e2e.peers import test_lazop_sdk as lazop
from tests.e2e.peers import test_python_aliexpress_api as top
from tests.e2e.peers.running import ask_peer, log_in, run_peer, with_python_peers
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


def test_python_aliexpress_api_md5(through: Proxied) -> None:
    through.ask("/reset", {})
    told = {"port": through.told["port"]}
    answer = run_peer(top.LOW, through, **told)
    assert "aliexpress_ds_product_get_response" in answer, answer
    (found,) = top.ask(through, "api.get_products_details([item])", **told)
    assert str(found[0]["product_id"]) == through.case["item_id"]
    assert verdicts(through) == {"ok"}
