"""topsdk 20.4.21.40, of the older family: MD5, and a path of its own, /router/rest, where errors have numbers."""

from __future__ import annotations

from tests.e2e.peers.running import run_peer, with_python_peers
from tests.e2e.processes import Practice

pytestmark = with_python_peers

PRODUCT = """
import top
from top.api.base import RestApi

class ProductGet(RestApi):
    def getapiname(self):
        return "aliexpress.ds.product.get"

request = ProductGet("127.0.0.1", told["port"])
request.set_app_info(top.appinfo(told["app_key"], told["app_secret"]))
request.product_id = told["test_case"]["item_id"]
request.ship_to_country = "US"
try:
    print(json.dumps(request.getResponse(told["access_token"])))
except Exception as error:
    print(json.dumps({"error": error.errorcode, "said": error.message}))
"""
ON_THE_NEW_PATH = 'import top.api.base\ntop.api.base.N_REST = "/sync"\n' + PRODUCT


def test_it_gets_a_product(practice: Practice) -> None:
    answer = run_peer(PRODUCT, practice)["aliexpress_ds_product_get_response"]
    assert str(answer["result"]["ae_item_base_info_dto"]["product_id"]) == practice.case["item_id"]


def test_a_wrong_secret_is_25(practice: Practice) -> None:
    """Protocol, section 7: the old numbers."""
    answer = run_peer(PRODUCT, practice, app_secret="wrong")
    assert str(answer["error"]) == "25", answer


def test_on_the_path_of_today_errors_have_names(practice: Practice) -> None:
    answer = run_peer(ON_THE_NEW_PATH, practice)["aliexpress_ds_product_get_response"]
    assert str(answer["result"]["ae_item_base_info_dto"]["product_id"]) == practice.case["item_id"]
    assert run_peer(ON_THE_NEW_PATH, practice, app_secret="wrong")["error"] == "IncompleteSignature"
