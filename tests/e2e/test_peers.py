"""Other people's clients reach the practice gateway with nothing changed but their host.

They live in an environment of their own: `sh packaging/test.sh --peers` makes it and says where in AEXDESK_PEERS.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.processes import Practice

PEERS = os.environ.get("AEXDESK_PEERS", "")

pytestmark = pytest.mark.skipif(not PEERS, reason="other people's clients: run packaging/test.sh --peers")


def _python() -> str:
    places = (Path(PEERS) / "bin" / "python", Path(PEERS) / "Scripts" / "python.exe")
    return str(next(place for place in places if place.exists()))


def run_peer(script: str, practice: Practice, **told: Any) -> Any:
    """Runs `script` among the peers, with the practice object as `told`; it prints one line of JSON."""
    settings = json.dumps({**practice.told, **told, "port": urlsplit(practice.told["url"]).port})
    done = subprocess.run(
        [_python(), "-c", f"import json, sys\ntold = json.loads(sys.argv[1])\n{script}", settings],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# python-aliexpress-api 3.1.0: MD5, POST /sync, system parameters in the query, the rest in a form. Host and port are
# arguments of its request classes; its AliexpressApi makes the requests itself, so there the defaults are changed.

MD5_HIGH = """
from aliexpress_api import AliexpressApi, models
from aliexpress_api.skd.api import rest
rest.AliexpressAffiliateProductdetailGetRequest.__init__.__defaults__ = ("127.0.0.1", told["port"])
api = AliexpressApi(told["app_key"], told["app_secret"], models.Language.EN, models.Currency.USD, "default")
try:
    print(json.dumps({"products": len(api.get_products_details(["1005990000000001"]))}))
except Exception as error:
    print(json.dumps({"error": str(error)}))
"""

MD5_LOW = """
from aliexpress_api.skd import setDefaultAppInfo
from aliexpress_api.skd.api.base import RestApi, TopException

class ProductGet(RestApi):
    def getapiname(self):
        return "aliexpress.ds.product.get"

setDefaultAppInfo(told["app_key"], told["app_secret"])
request = ProductGet("127.0.0.1", told["port"])
request.product_id = told["test_case"]["item_id"]
request.ship_to_country = "US"
request.target_language = "Łódź & 手机"
try:
    print(json.dumps(request.getResponse(told["access_token"])))
except TopException as error:
    print(json.dumps({"error": error.errorcode}))
"""


def test_python_aliexpress_api_is_understood(practice: Practice) -> None:
    """Its signature is accepted, and the gateway says what it does not simulate: signatures are checked before."""
    answer = run_peer(MD5_HIGH, practice)
    assert "does not simulate aliexpress.affiliate.productdetail.get" in answer["error"]
    (entry,) = practice.log_of("aliexpress.affiliate.productdetail.get")
    assert entry["error_code"] == "PracticeNotSimulated"


def test_python_aliexpress_api_with_a_wrong_secret_is_not(practice: Practice) -> None:
    run_peer(MD5_HIGH, practice, app_secret="wrong")
    (entry,) = practice.log_of("aliexpress.affiliate.productdetail.get")
    assert entry["error_code"] == "IncompleteSignature"


def test_the_sdk_inside_it_gets_a_product(practice: Practice) -> None:
    answer = run_peer(MD5_LOW, practice)["aliexpress_ds_product_get_response"]
    item = answer["result"]["ae_item_base_info_dto"]
    assert str(item["product_id"]) == practice.case["item_id"]
    assert run_peer(MD5_LOW, practice, app_secret="wrong") == {"error": "IncompleteSignature"}


# lazop-sdk 1.0.3: the sister platform's official client. sha256, /rest + path, everything in the body or the query.

SHA256 = """
from lazop_sdk import LazopClient, LazopRequest
client = LazopClient(told["rest_url"], told["app_key"], told["app_secret"])
request = LazopRequest("/auth/token/refresh", told["http_method"])
request.add_api_param("refresh_token", told["refresh_token"])
answer = client.execute(request)
print(json.dumps({"code": answer.code, "body": answer.body}))
"""


@pytest.mark.parametrize("http_method", ["GET", "POST"])
def test_lazop_sdk_refreshes_a_token(http_method: str, practice: Practice) -> None:
    answer = run_peer(SHA256, practice, http_method=http_method)
    assert answer["code"] == "0"
    assert answer["body"]["account"] == practice.told["buyer_email"]
    assert answer["body"]["access_token"]
    wrong = run_peer(SHA256, practice, http_method=http_method, app_secret="wrong")
    assert wrong["code"] == "IncompleteSignature"


# topsdk 20.4.21.40: MD5 too, an older branch of the same family; its path is /router/rest, which is its host's.

TOP = """
import top
from top.api.base import RestApi
import top.api.base
top.api.base.N_REST = "/sync"

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
    print(json.dumps({"error": error.errorcode}))
"""


def test_topsdk_gets_a_product_once_its_path_is_the_new_gateways(practice: Practice) -> None:
    answer = run_peer(TOP, practice)["aliexpress_ds_product_get_response"]
    assert str(answer["result"]["ae_item_base_info_dto"]["product_id"]) == practice.case["item_id"]
    assert run_peer(TOP, practice, app_secret="wrong") == {"error": "IncompleteSignature"}
