"""What stands in the workspace: nothing at all, or what somebody has after a week of work."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.support_desk import FormWish
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.support.channels import Channel, Topic
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.filed_case import FiledState
from aexdesk.workspace.order_test_case import OrderTestCaseState
from aexdesk.workspace.profile import AppType
from tests.ordertest.orders import order, text_of
from tests.practice.world import ORDER_PARAM, fetch, order_payload, sign
from tests.scenery.stage import Stage

PRODUCT = "aliexpress.ds.product.get"
ORDER = "aliexpress.ds.order.create"
MISSING_ITEM = "1005990000009999"
OLD_SECRET = "Shop with an old secret"
_PRODUCTS = ("1005990000001014", "1005990000002027", "1005990000003040")


def seeds(stage: Stage) -> PracticeSeeds:
    """Of the gateway that runs."""
    found = stage.desk.practising.seeds
    assert found is not None
    return found


async def clear(stage: Stage) -> None:
    """Takes away what practice brought along, as a person would who begins with a key of their own."""
    desk = stage.desk
    for case in await desk.test_cases.list():
        await desk.test_cases.remove(case)
    for account in await desk.loan_accounts.list():
        await desk.loan_accounts.remove(account)
    for profile in await desk.profiles.list():
        await desk.profiles.purge(profile.id)
    await desk.standing.load()


async def fill(stage: Stage) -> None:
    """Profiles, accounts, test cases, calls that went well and ill, orders, support cases, saved requests."""
    await stage.desk.practice_opening.bring_back("Practice app")
    await _add_accounts(stage)
    await _add_cases(stage)
    await _add_profiles(stage)
    await stage.desk.standing.load()
    await _make_calls(stage)
    await _pass_through_proxy(stage)
    await _ask_support(stage)
    await _save_requests(stage)


async def _add_profiles(stage: Stage) -> None:
    profiles, told = stage.desk.profiles, seeds(stage)
    affiliate = ProfileDraft(
        PRACTICE.name,
        "Price watch",
        "900417",
        AppType.AFFILIATE,
        "https://prices.example/callback",
        "Reads prices only.",
    )
    await profiles.add(affiliate, Secret("of-another-app"))
    old = ProfileDraft(PRACTICE.name, OLD_SECRET, told.app_key, callback_url=told.callback_url)
    await profiles.add(old, Secret("a-secret-that-was-renewed"))


async def _add_accounts(stage: Stage) -> None:
    desk, told = stage.desk, seeds(stage)
    today = desk.loan_accounts.today()
    first = LoanAccountDraft(
        PRACTICE.name,
        told.buyer_email,
        "seller.one@example.test",
        since=today - timedelta(days=20),
        until=today + timedelta(days=70),
        notes="For orders to the **US** only.\n\n- ask for a longer loan in time",
    )
    await desk.loan_accounts.save(first, password=told.buyer_password)
    for _number in range(2):
        await desk.practice_acts.lend_account()
    past = LoanAccountDraft(PRACTICE.name, "autumn.sale@example.test", until=today - timedelta(days=3))
    await desk.loan_accounts.save(past, password=Secret("of-last-autumn"))


async def _add_cases(stage: Stage) -> None:
    desk, case = stage.desk, seeds(stage).test_case
    first = OrderTestCaseDraft(
        PRACTICE.name, case.name, case.loan_account_email, case.item_id, case.quantity, case.country, case.reason
    )
    others = (
        replace(first, name="Two of another colour", item_id=_PRODUCTS[0], quantity=2, reason="Several SKUs"),
        replace(first, name="To Brazil", item_id=_PRODUCTS[1], country="BR", reason="Tax and ID of the receiver"),
        replace(first, name="An item that is gone", item_id=MISSING_ITEM, reason="What the check says then"),
    )
    ended = replace(first, name="Spring order", state=OrderTestCaseState.ENDED, reason="Expired in May")
    active = await desk.test_cases.add(first)
    await desk.practice_acts.approve(await desk.practice_acts.submit(active))
    stage.kept["case"] = active.id
    added = [await desk.test_cases.add(one) for one in others]
    await desk.practice_acts.submit(added[0])
    stage.kept["gone_case"] = added[2].id
    await desk.test_cases.add(ended)


async def _make_calls(stage: Stage) -> None:
    for product in (*_PRODUCTS, seeds(stage).test_case.item_id):
        await stage.call(PRODUCT, product_id=product, ship_to_country="US", target_currency="USD")
    await stage.call("aliexpress.ds.category.get", categoryId="15")
    item = {"product_id": int(seeds(stage).test_case.item_id), "sku_attr": ""}
    for _number in range(2):
        await stage.call(ORDER, **{ORDER_PARAM: text_of(order(item=item))})
    failed = await stage.call(PRODUCT, product_id=MISSING_ITEM, ship_to_country="US")
    stage.kept["failed"] = failed.id
    await stage.tell("faults", api=ORDER, kind="timeout_after_order", value=1, times=1)
    await stage.call(ORDER, **{ORDER_PARAM: text_of(order(item=item))})
    await stage.call(ORDER, **{ORDER_PARAM: text_of(order(item=item, address={"country": "DE"}))})
    await stage.call("aliexpress.affiliate.product.query", keywords="mug")
    async with stage.failing(PRODUCT, "throttle", "ApiCallLimit"):
        await stage.call(PRODUCT, product_id=_PRODUCTS[0], ship_to_country="US")


async def _pass_through_proxy(stage: Stage) -> None:
    """A developer's own program: one call, one with a wrong secret, an order that the guard keeps."""
    desk = stage.desk
    await desk.proxying.start(desk.standing.environment, 0)
    running = desk.practising._running
    assert running is not None
    told = dict(running.describe())
    product = {"product_id": _PRODUCTS[0], "ship_to_country": "US"}
    kept = {ORDER_PARAM: json.dumps(order_payload(told, country="DE"))}
    for api, given, secret in (
        (PRODUCT, product, told["app_secret"]),
        (PRODUCT, {**product, "product_id": _PRODUCTS[1]}, told["app_secret"]),
        (ORDER, kept, told["app_secret"]),
        (PRODUCT, product, "not-the-secret"),
    ):
        sent = {
            "method": api,
            "app_key": told["app_key"],
            "session": told["access_token"],
            "timestamp": str(round(time.time() * 1000)),
            "sign_method": "sha256",
            **given,
        }
        sent["sign"] = sign(sent, secret)
        await asyncio.to_thread(fetch, f"{desk.proxying.state.url}/sync", urlencode(sent).encode())


async def _ask_support(stage: Stage) -> None:
    desk = stage.desk
    for channel, answer in ((Channel.DINGTALK, ""), (Channel.EMAIL, "The item has been taken down; try another one.")):
        case = await desk.support_desk.open_case(stage.kept["failed"])
        form = desk.support_desk.fill_in(case, FormWish(channel, Topic.TECHNICAL, case.suggested()))
        filed = await desk.support_cases.file(case, form, channel, Topic.TECHNICAL)
        if answer:
            await desk.support_cases.note(filed.id, answer)
            await desk.support_cases.set_state(filed.id, FiledState.ANSWERED)


async def _save_requests(stage: Stage) -> None:
    """A folder of saved requests, one of which checks what is not so, and rows for a run."""
    root = stage.place / "shop-requests"
    (root / "products").mkdir(parents=True)
    (root / "orders").mkdir()
    variables = {"practice": {"product": _PRODUCTS[0], "country": "US"}}
    (root / "collection.json").write_text(json.dumps({"name": "Shop", "variables": variables}))
    given = {"product_id": "{{product}}", "ship_to_country": "{{country}}", "target_currency": "USD"}
    ok = {"kind": "status", "value": "200"}
    for name, checks in (
        ("Product", [ok]),
        ("Product in dollars", [ok, {"kind": "error_code", "value": ""}]),
        ("Product that is dear", [ok, {"kind": "error_code", "value": "ServiceUnavailable"}]),
    ):
        saved = {"name": name, "api": PRODUCT, "parameters": given, "assertions": checks}
        (root / "products" / f"{name}.json").write_text(json.dumps(saved))
    (root / "orders" / "Categories.json").write_text(
        json.dumps({"name": "Categories", "api": "aliexpress.ds.category.get", "parameters": {"categoryId": "15"}})
    )
    rows = "\n".join(f"{product},{country}" for product in _PRODUCTS for country in ("US", "BR", "DE"))
    (stage.place / "rows.csv").write_text(f"product,country\n{rows}\n")
    await stage.desk.request_root.choose(root)
