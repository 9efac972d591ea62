"""How each code of the error book is provoked: as data, one line for each code and alias."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.catalogue import load_apis
from aexdesk.practice.door.handlers import SIMULATED
from tests.practice.login.login import authorize
from tests.practice.world import ORDER_PARAM, Client, order_payload, sign

AFFILIATE = "aliexpress.affiliate.category.get"
CATEGORIES = "aliexpress.ds.category.get"
FEED = "aliexpress.ds.feed.itemids.get"
FREIGHT = "aliexpress.ds.freight.query"
ORDER = "aliexpress.ds.order.create"
ORDER_GET = "aliexpress.trade.ds.order.get"
PRODUCT = "aliexpress.ds.product.get"
SEARCH = "aliexpress.ds.text.search"
TRACKING = "aliexpress.ds.order.tracking.get"
WHOLESALE = "aliexpress.ds.product.wholesale.get"
CREATE, REFRESH, SECURITY = "/auth/token/create", "/auth/token/refresh", "/auth/token/security/create"
UNSIMULATED = next((api for api in load_apis() if api not in SIMULATED and not api.startswith("/")), CATEGORIES)

UNSALEABLE = "1005990000027352"
AN_APP = {"app_key": "600009", "app_secret": "secret", "callback_url": "https://app.example.test/"}


@dataclass(frozen=True)
class Scene:
    """A gateway that charges what matches no test case, and one that refuses it; both by the default rules."""

    client: Client
    refusing: Client

    def sync(self, api: str, session: str | None = None, client: Client | None = None, /, **more: str) -> bytes:
        caller = client or self.client
        token = caller.told["access_token"] if session is None else session
        sent = {**({"session": token} if token else {}), **more}
        return caller.send(caller.told["sync_url"], caller.params(api, **sent)).body

    def rest(self, path: str, client: Client | None = None, /, **more: str) -> bytes:
        caller = client or self.client
        return caller.send(caller.told["rest_url"] + path, caller.params(path, path, **more)).body

    def top(self, api: str, session: str = "", client: Client | None = None, /, **more: str) -> bytes:
        """At the path of the old gateway."""
        caller = client or self.client
        sent = {**({"session": session} if session else {}), **more}
        return caller.send(f"{caller.told['url']}/router/rest", caller.params(api, **sent)).body

    def top_as_buyer(self, api: str, **more: str) -> bytes:
        return self.top(api, self.client.told["access_token"], **more)

    def order(self, *, extension: Any = None, client: Client | None = None, **changes: Any) -> bytes:
        caller = client or self.client
        more = {} if extension is None else {"ds_extend_request": json.dumps(extension)}
        payload = json.dumps(order_payload(caller.told, **changes))
        return self.sync(ORDER, None, caller, **{ORDER_PARAM: payload}, **more)

    def product(self, session: str | None = None, **changes: str) -> bytes:
        item = self.client.told["test_case"]["item_id"]
        return self.sync(PRODUCT, session, **{"product_id": item, "ship_to_country": "US", **changes})

    def freight(self, **changes: str) -> bytes:
        asked = {
            "quantity": "1",
            "shipToCountry": "US",
            "productId": self.client.told["test_case"]["item_id"],
            "selectedSkuId": "12000990000000001",
            "language": "en",
            "locale": "en_US",
            "currency": "USD",
        }
        return self.sync(FREIGHT, queryDeliveryReq=json.dumps(asked | changes))

    def fault(self, api: str, code: str, **more: object) -> None:
        assert self.client.admin("/faults", {"api": api, "kind": "error", "value": code, **more}).status == 200

    def app(self, **fields: object) -> Client:
        """A new app, and its developer's client."""
        assert self.client.admin("/apps", {**AN_APP, **fields}).status == 200
        return self.stranger(AN_APP["app_key"], AN_APP["app_secret"])

    def stranger(self, app_key: str = "", secret: str = "") -> Client:
        return Client(self.client.practice, self.client.clock, app_key, secret)

    def account(self, state: str) -> None:
        account = {"email": self.client.told["buyer_email"], "password": "password", "state": state}
        assert self.client.admin("/loan-accounts", account).status == 200

    def placed(self) -> int:
        number: int = self.client.order()["order_list"]["number"][0]
        return number


def wrong_secret(scene: Scene) -> Client:
    return scene.stranger(secret="wrong-secret")


def unknown_key(scene: Scene) -> Client:
    return scene.stranger("500001", "secret")


def too_late(scene: Scene) -> bytes:
    params = {**scene.client.params(CATEGORIES), "timestamp": str(int(scene.client.clock.now))}
    params["sign"] = sign(params, scene.client.app_secret)
    return scene.client.send(scene.client.told["sync_url"], params).body


def too_often(call: Callable[[str], bytes]) -> bytes:
    """The documented rate is 3 a second; no parameter is needed to exceed it."""
    return [call(FEED) for _ in range(4)][-1]


def quota(scene: Scene) -> bytes:
    app = scene.app(calls_per_day=1)
    scene.sync(CATEGORIES, "", app)
    return scene.sync(CATEGORIES, "", app)


def foreign_app_type(scene: Scene) -> bytes:
    app = scene.app(app_type="affiliate")
    return scene.rest(CREATE, app, code=authorize(app, callback=AN_APP["callback_url"]))


def another_app(scene: Scene) -> bytes:
    app = scene.app()
    tokens = json.loads(scene.rest(CREATE, app, code=authorize(app, callback=AN_APP["callback_url"])))
    query = json.dumps({"order_id": scene.placed()})
    return scene.sync(ORDER_GET, tokens["access_token"], app, single_order_query=query)


def another_account(scene: Scene) -> bytes:
    query = json.dumps({"order_id": scene.placed()})
    return scene.sync(ORDER_GET, scene.client.told["real_buyer_access_token"], single_order_query=query)


def not_migrated(scene: Scene) -> bytes:
    scene.account("not_migrated")
    return scene.product()


def order_of(state: str) -> Callable[[Scene], bytes]:
    def provoke(scene: Scene) -> bytes:
        scene.account(state)
        return scene.order()

    return provoke


def twice(scene: Scene) -> bytes:
    scene.order(out_order_id="AEX-1")
    return scene.order(out_order_id="AEX-1")


def unpublished(scene: Scene) -> bytes:
    return scene.sync(AFFILIATE, "", scene.app(is_publisher=False))


def untracked(scene: Scene) -> bytes:
    return scene.sync(TRACKING, ae_order_id=str(scene.placed()), language="en_US")


def unsaleable(scene: Scene) -> bytes:
    asked = {"product_id": UNSALEABLE, "ship_to_country": "US", "target_currency": "USD", "target_language": "en_US"}
    return scene.sync(WHOLESALE, **asked)


@dataclass(frozen=True)
class Cause:
    """A code, and what brings it about. Without `provoke`, or where `api` is not simulated though needed: a fault."""

    code: str
    api: str
    how: str = "fault"
    provoke: Callable[[Scene], bytes] | None = None
    needs_simulated: bool = False

    @property
    def is_natural(self) -> bool:
        return self.provoke is not None and (not self.needs_simulated or self.api in SIMULATED)


GATEWAY = (
    Cause("IncompleteSignature", CATEGORIES, "wrong app secret", lambda s: s.sync(CATEGORIES, "", wrong_secret(s))),
    Cause("InvalidAppkey", CATEGORIES, "unknown app key", lambda s: s.sync(CATEGORIES, "", unknown_key(s))),
    Cause("InvalidAppKey", CATEGORIES),
    Cause("IllegalAccessToken", PRODUCT, "made-up session", lambda s: s.product("placeholder")),
    Cause("IllegalRefreshToken", REFRESH, "made-up token", lambda s: s.rest(REFRESH, refresh_token="x")),
    Cause("InvalidCode", CREATE, "made-up code", lambda s: s.rest(CREATE, code="x")),
    Cause("AUTH_TYPE_UNSUPPORTED", CREATE, "login with an affiliate app", foreign_app_type),
    Cause("isv.402", SECURITY, "made-up code", lambda s: s.rest(SECURITY, code="x")),
    Cause("ServiceUnavailable", PRODUCT),
    Cause("IllegalTimestamp", CATEGORIES, "seconds, not milliseconds", too_late),
    Cause("ApiCallLimit", FEED, "4 calls in a second", lambda s: too_often(s.sync)),
    Cause("AppCallLimit", CATEGORIES, "2 calls, calls_per_day 1", quota),
    Cause(
        "AppWhiteIpLimit",
        CATEGORIES,
        "not on the app's ip_allow_list",
        lambda s: s.sync(CATEGORIES, "", s.app(ip_allow_list=["192.0.2.1"])),
    ),
    Cause("InsufficientPermission", PRODUCT, "no session", lambda s: s.product("")),
    Cause("isv.insufficient-permission", ORDER_GET, "order of another account", another_account),
    Cause("isv.invalid-authorization", ORDER_GET, "order placed by another app", another_app),
    Cause("isp.service-unavailable", ORDER_GET),
    Cause("InternalError", PRODUCT),
    Cause("InvalidApiPath", "aliexpress.no.such.api", "no such API", lambda s: s.sync("aliexpress.no.such.api")),
    Cause("MissingParameter", PRODUCT, "no product_id", lambda s: s.sync(PRODUCT, ship_to_country="US")),
    Cause("MissingParam", PRODUCT),
    Cause("InvalidParameter", PRODUCT, "product_id is no number", lambda s: s.product(product_id="x")),
    Cause("UnsupportedParamMapping", ORDER, "order is no JSON", lambda s: s.sync(ORDER, **{ORDER_PARAM: "x"})),
    Cause("ServiceTimeout", PRODUCT),
    Cause("isv.account-migration-check-fail", PRODUCT, "account is not_migrated", not_migrated),
    Cause("PracticeNotSimulated", UNSIMULATED, "an API that is not simulated", lambda s: s.sync(UNSIMULATED))
    if UNSIMULATED not in SIMULATED
    else Cause("PracticeNotSimulated", CATEGORIES),
)
OLD_GATEWAY = (
    Cause("7", FEED, "/router/rest, 4 calls in a second", lambda s: too_often(s.top_as_buyer)),
    Cause("15", CATEGORIES),
    Cause("25", CATEGORIES, "/router/rest, wrong app secret", lambda s: s.top(CATEGORIES, "", wrong_secret(s))),
    Cause("27", CATEGORIES, "/router/rest, made-up session", lambda s: s.top(CATEGORIES, "placeholder")),
    Cause("29", CATEGORIES, "/router/rest, unknown app key", lambda s: s.top(CATEGORIES, "", unknown_key(s))),
    Cause("40", PRODUCT, "/router/rest, no product_id", lambda s: s.top_as_buyer(PRODUCT, ship_to_country="US")),
    Cause(
        "41",
        PRODUCT,
        "/router/rest, product_id is no number",
        lambda s: s.top_as_buyer(PRODUCT, product_id="x", ship_to_country="US"),
    ),
    Cause(
        "isv.appkey-not-exists",
        CATEGORIES,
        "/router/rest, unknown app key",
        lambda s: s.top(CATEGORIES, "", unknown_key(s)),
    ),
    Cause("TopOffline", CATEGORIES),
)
GOODS = (
    Cause("405", CATEGORIES, "no such category", lambda s: s.sync(CATEGORIES, categoryId="1")),
    Cause("602", PRODUCT, "not sold in the country", lambda s: s.product(ship_to_country="ZZ")),
    Cause("605", PRODUCT, "no such product", lambda s: s.product(product_id="1")),
    Cause("ITEM_ID_NOT_FOUND", PRODUCT, "no such product", lambda s: s.product(product_id="1")),
    Cause("404", PRODUCT),
    Cause("505", FREIGHT, "not shipped to the country", lambda s: s.freight(shipToCountry="ZZ")),
    Cause(
        "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS",
        FREIGHT,
        "not shipped to the country",
        lambda s: s.freight(shipToCountry="ZZ"),
    ),
    Cause("DELIVERY_INFO_EMPTY", FREIGHT, "no such product", lambda s: s.freight(productId="1")),
    Cause("NGSELECTION_SEARCH_ERROR", SEARCH),
)
ORDERS = (
    Cause("PRODUCT_NOT_EXIST", ORDER, "no such product", lambda s: s.order(item_id="1")),
    Cause(
        "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL",
        ORDER,
        "no city",
        lambda s: s.order(address={"city": ""}),
    ),
    Cause(
        "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_CN_INVALID",
        ORDER,
        "BR, wrong check digits",
        lambda s: s.order(country="BR", address={"cpf": "111.444.777-36"}),
    ),
    Cause(
        "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_NOT_MATCH",
        ORDER,
        "BR, cpf registered for another name",
        lambda s: s.order(country="BR", address={"cpf": "111.444.777-35", "contact_person": "Trial Person"}),
    ),
    Cause("DELIVERY_METHOD_NOT_EXIST", ORDER, "no such service", lambda s: s.order(service="NO_SUCH_SERVICE")),
    Cause("INVENTORY_HOLD_ERROR", ORDER, "more than the stock", lambda s: s.order(quantity=60_000)),
    Cause("REPEATED_ORDER_ERROR", ORDER, "same out_order_id", twice),
    Cause(
        "PRICE_PAY_CURRENCY_ERROR",
        ORDER,
        "pay_currency EUR",
        lambda s: s.order(extension={"payment": {"pay_currency": "EUR"}}),
    ),
    Cause("BLACKLIST_BUYER_IN_LIST", ORDER, "account is blocked", order_of("blocked")),
    Cause("USER_ACCOUNT_DISABLED", ORDER, "account is disabled", order_of("disabled")),
    Cause(
        "ERROR_WHEN_BUILD_FOR_PLACE_ORDER",
        ORDER,
        "SKU id as sku_attr",
        lambda s: s.order(sku_attr="12000990000000001"),
    ),
    Cause("A001_ORDER_CANNOT_BE_PLACED", ORDER),
    Cause("A002_INVALID_ZONE", ORDER),
    Cause("A003_SUSPICIOUS_BUYER", ORDER, "account is suspicious", order_of("suspicious")),
    Cause(
        "A004_CANNOT_USER_COUPON",
        ORDER,
        "any promotion_code",
        lambda s: s.order(extension={"promotion": {"promotion_code": "TEST10"}}),
    ),
    Cause("A005_INVALID_COUNTRIES", ORDER, "country ZZ", lambda s: s.order(country="ZZ")),
    Cause("A006_INVALID_ACCOUNT_INFO", ORDER),
    Cause("SKU_NOT_EXIST", ORDER, "unknown sku_attr", lambda s: s.order(sku_attr="14:0#Nothing")),
    Cause("PARM_ILLEGL", ORDER, "product_count 0", lambda s: s.order(quantity=0)),
    Cause(
        "TEST_CASE_MISMATCH",
        ORDER,
        "another quantity",
        lambda s: s.order(client=s.refusing, quantity=s.refusing.told["test_case"]["quantity"] + 1),
    ),
)
WHERE_SIMULATED = (
    Cause("401", AFFILIATE, "app is no publisher", unpublished, needs_simulated=True),
    Cause("TRACKING_DATA_NOT_FOUND", TRACKING, "order without tracking", untracked, needs_simulated=True),
    Cause("ALL_SKU_UNSALEABLE", WHOLESALE, "no SKU for sale", unsaleable, needs_simulated=True),
)
"""Natural as soon as their API is simulated; until then faults."""

CAUSES = (*GATEWAY, *OLD_GATEWAY, *GOODS, *ORDERS, *WHERE_SIMULATED)
