"""What the admin address tells of the state, for the practice panel: buyers, products, test cases, apps, an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from aexdesk.practice.goods.products import in_stock
from aexdesk.practice.goods.shop import CENT, Product
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import LogEntry, Order

Json = dict[str, Any]
View = Callable[[Request], Awaitable[Any]]

CURRENCY = "USD"
"""Orders are counted in it, whatever currency a product was looked at in."""


class AdminViews:
    """Looks at the state and changes nothing; no password and no secret is in any answer."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def routes(self) -> tuple[tuple[str, str, View], ...]:
        """Path, method, handler."""
        return (
            ("/buyers", "GET", self._buyers),
            ("/products", "GET", self._products),
            ("/test-cases", "GET", self._cases),
            ("/apps", "GET", self._apps),
        )

    async def _buyers(self, _: Request) -> Any:
        names = ("email", "user_id", "is_loan", "until", "state")
        return [_pick(account, names) for account in self._platform.state.accounts.values()]

    async def _products(self, _: Request) -> Any:
        names = {one["category_id"]: one["category_name"] for one in self._platform.shop.categories}
        return [self._show_product(product, names) for product in self._platform.shop.products.values()]

    async def _cases(self, _: Request) -> Any:
        placed = Counter(order.test_case for order in self._platform.state.orders.values())
        names = ("name", "loan_account_email", "item_id", "quantity", "country", "reason", "state")
        return [_pick(case, names) | {"orders": placed[case.name]} for case in self._platform.state.cases.values()]

    async def _apps(self, _: Request) -> Any:
        names = ("app_key", "callback_url", "app_type", "app_state", "calls_per_day", "ip_allow_list", "is_publisher")
        return [_pick(app, names) for app in self._platform.state.apps.values()]

    def _show_product(self, product: Product, category_names: dict[int, str]) -> Json:
        category_id = product.facts["category_id"]
        return {
            "product_id": product.product_id,
            "subject": product.subject,
            "category_id": category_id,
            "category_name": category_names.get(category_id, ""),
            "ship_to": sorted(product.ship_to),
            "skus": [
                {
                    "sku_id": sku.sku_id,
                    "sku_attr": sku.sku_attr,
                    "price": str(sku.sale_price.quantize(CENT)),  # what an order is counted with
                    "stock": in_stock(sku, self._platform),
                }
                for sku in product.skus
            ],
        }


def show_order(order: Order) -> Json:
    """An order as the admin address tells it. `amount`: what it costs, or would have, where it is not free."""
    names = ("order_id", "free", "state", "test_case", "item_id", "quantity", "country", "account")
    more = ("amount", "sku_id", "service", "out_order_id")
    return _pick(order, names + more) | {"currency": CURRENCY, "created_at": _iso(order.created_at, "seconds")}


def show_entry(entry: LogEntry) -> Json:
    """A call that was received."""
    return {"time": _iso(entry.at, "milliseconds")} | _pick(entry, ("api", "verdict", "error_code"))


def _iso(seconds: float, timespec: str) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def _pick(record: object, names: tuple[str, ...]) -> Json:
    return {name: getattr(record, name) for name in names}
