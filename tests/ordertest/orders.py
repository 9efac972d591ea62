"""An order that matches its test case, and the request that our own builder makes of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.request import Call, Credentials, build_request
from aexdesk.ordertest.guard import Guard, GuardFacts, SessionOwner
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.reading import OutgoingRequest, Reading
from aexdesk.secret import Secret
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from aexdesk.workspace.exchange import GuardVerdict
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState

CREATE = "aliexpress.ds.order.create"
PLACE = "aliexpress.trade.buy.placeorder"
READ = "aliexpress.ds.product.get"
WRITE = "aliexpress.ds.add.info"
TODAY = date(2026, 6, 15)
BUYER = "buyer@loan.example"
ITEM = "1005001234567890"
FORM = ("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")

CASE = OrderTestCase("c1", "practice", "First order", BUYER, ITEM, 1, "US", state=OrderTestCaseState.ACTIVE)
LOAN = LoanAccount("l1", "practice", BUYER)
OWNER = SessionOwner(BUYER, is_real=False)
GUARD = Guard(Catalogue.from_json(resources.read_json("catalogue.json")))


def order(**changes: Any) -> dict[str, Any]:
    """The order of the test case; `item`, `address` and `root` change it."""
    item = {
        "product_id": int(ITEM),
        "product_count": 1,
        "sku_attr": "14:193",
        "logistics_service_name": "CAINIAO_STANDARD",
    }
    address = {
        "country": "US", "phone_country": "+1", "province": "New Jersey", "city": "Vineland",
        "address": "1 Test Street", "contact_person": "Test Person",
        "mobile_no": "5550100000", "zip": "08360", "is_foreigner": "false",
    }  # fmt: skip
    found: dict[str, Any] = {
        "out_order_id": "AEX-1",
        "product_items": [item | changes.get("item", {})],
        "logistics_address": address | changes.get("address", {}),
    }
    root: dict[str, Any] = changes.get("root", {})
    return found | root


def text_of(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)


def facts(**changes: Any) -> GuardFacts:
    values: dict[str, Any] = {
        "environment": PRACTICE,
        "owner": OWNER,
        "test_cases": (CASE,),
        "loan_accounts": (LOAN,),
        "today": TODAY,
    }
    return GuardFacts(**(values | changes))


def parameters_of(document: Any, api: str = CREATE) -> dict[str, str]:
    """The parameters as they are sent; a signature is not the guard's matter."""
    return {
        "app_key": "500001", "method": api, "timestamp": "1767225600000", "sign_method": "sha256",
        "session": "50000101session", ORDER_PARAMETER: text_of(document), "sign": "AB" * 32,
    }  # fmt: skip


def post(
    pairs: Any, url: str = PRACTICE.sync_url, headers: tuple[tuple[str, str], ...] = (FORM,), method: str = "POST"
) -> OutgoingRequest:
    body = (
        pairs
        if isinstance(pairs, bytes)
        else urlencode(list(pairs.items()) if isinstance(pairs, dict) else pairs).encode()
    )
    return OutgoingRequest(method, url, headers, body)


def get(pairs: Any, url: str = PRACTICE.sync_url) -> OutgoingRequest:
    query = pairs if isinstance(pairs, str) else urlencode(list(pairs.items()) if isinstance(pairs, dict) else pairs)
    return OutgoingRequest("GET", f"{url}?{query}", (), b"")


def built(document: Any, api: str = CREATE, http_method: str = "POST") -> OutgoingRequest:
    """What our own builder makes of an order."""
    call = Call(api, ((ORDER_PARAMETER, text_of(document)),), http_method)
    signed = build_request(
        call, Credentials("500001", Secret("secret"), Secret("50000101session")), PRACTICE.endpoints, "1767225600000"
    )
    return OutgoingRequest(signed.http_method, signed.url, signed.headers, signed.body)


def verdict_on(request: OutgoingRequest, known: GuardFacts | None = None) -> GuardVerdict:
    known = known or facts()
    reading = GUARD.read(request, known.environment)
    return GUARD.judge(reading, known) if isinstance(reading, Reading) else reading


def reasons(verdict: GuardVerdict) -> list[tuple[str, str]]:
    return [(one.field, one.expected) for one in verdict.differences]


__all__ = [
    "BUYER", "CASE", "CREATE", "FORM", "GUARD", "ITEM", "LIVE", "LOAN", "ORDER_PARAMETER", "OWNER", "PLACE", "PRACTICE",
    "READ", "TODAY", "WRITE", "Environment", "built", "facts", "get", "order", "parameters_of", "post", "reasons",
    "text_of", "verdict_on",
]  # fmt: skip
