"""What the tests of an order's life share: how to place one, look at it, and stay logged in for days."""

from __future__ import annotations

import json
from typing import Any

from tests.practice.world import Client

HOUR = 3600
DAY = 86_400


def place(client: Client, **changes: Any) -> int:
    """An order of the seeded test case; its id."""
    result = client.order(**changes)
    assert result["is_success"] is True, result
    return int(result["order_list"]["number"][0])


def state_of(client: Client, order_id: int) -> str:
    return next(str(one["state"]) for one in client.orders() if one["order_id"] == order_id)


def details(client: Client, order_id: int, session: str | None = None) -> Any:
    """The simplified `result` of trade.ds.order.get, or the whole answer where there is none."""
    query = json.dumps({"order_id": order_id})
    answer = client.sync("aliexpress.trade.ds.order.get", session, single_order_query=query, simplify="true")
    return answer.get("aliexpress_trade_ds_order_get_response", {}).get("result", answer)


def track(client: Client, order_id: object, session: str | None = None) -> Any:
    """The simplified `result` of order.tracking.get, or the whole answer where there is none."""
    api = "aliexpress.ds.order.tracking.get"
    answer = client.sync(api, session, ae_order_id=str(order_id), language="en_US", simplify="true")
    return answer.get("aliexpress_ds_order_tracking_get_response", {}).get("result", answer)


def refreshed(client: Client) -> str:
    """A session that lives on from now."""
    return str(client.rest("/auth/token/refresh", refresh_token=client.told["refresh_token"])["access_token"])
