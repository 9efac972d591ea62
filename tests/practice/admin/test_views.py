"""What the practice panel can ask for: orders, buyers, products, test cases, apps; no secret is in any of it."""

from __future__ import annotations

import pytest

from tests.practice.world import Client

VIEWS = ["/orders", "/buyers", "/products", "/test-cases", "/apps"]


def test_an_order_is_told_with_what_it_costs(client: Client, charging: Client) -> None:
    client.order(out_order_id="mine-1")
    (free,) = client.orders()
    assert free["free"] is True
    assert free.keys() == {
        "order_id", "free", "state", "test_case", "item_id", "quantity", "country", "account",
        "amount", "currency", "created_at", "sku_id", "service", "out_order_id",
    }  # fmt: skip
    assert (free["currency"], free["created_at"]) == ("USD", "2026-01-01T12:00:00Z")
    assert (free["service"], free["out_order_id"]) == ("CAINIAO_STANDARD", "mine-1")
    charging.order(quantity=3)
    (charged,) = charging.orders()
    assert charged["free"] is False
    sku = next(
        sku for one in charging.admin("/products").json for sku in one["skus"] if sku["sku_id"] == charged["sku_id"]
    )
    whole, cents = charged["amount"].split(".")
    assert int(whole + cents) > 3 * int(sku["price"].replace(".", ""))  # the pieces, and the freight


def test_buyers_are_told_without_their_passwords(client: Client) -> None:
    client.admin("/loan-accounts", {"email": "a@example.test", "password": "CANARY", "until": "2026-12-31"})
    buyers = {one["email"]: one for one in client.admin("/buyers").json}
    assert buyers["a@example.test"] == {
        "email": "a@example.test", "user_id": "5099000003", "is_loan": True, "until": "2026-12-31", "state": "active",
    }  # fmt: skip
    assert buyers[client.told["real_buyer_email"]]["is_loan"] is False


def test_a_sku_tells_what_is_left_of_it(client: Client) -> None:
    def stock() -> int:
        products = {one["product_id"]: one for one in client.admin("/products").json}
        return int(products[client.told["test_case"]["item_id"]]["skus"][0]["stock"])

    before = stock()
    client.order()
    assert stock() == before - 1


def test_a_product_is_told_with_its_category_and_where_it_goes(client: Client) -> None:
    products = client.admin("/products").json
    assert len({one["product_id"] for one in products}) == len(products) > 20
    for product in products:
        assert product.keys() == {"product_id", "subject", "category_id", "category_name", "ship_to", "skus"}
        assert product["category_name"]
        assert product["ship_to"] == sorted(product["ship_to"])
        for sku in product["skus"]:
            assert sku.keys() == {"sku_id", "sku_attr", "price", "stock"}
            assert isinstance(sku["price"], str)


def test_a_case_counts_the_orders_that_it_made_free(client: Client) -> None:
    client.order()
    client.order()
    (case,) = client.admin("/test-cases").json
    assert case == {**client.told["test_case"], "state": "active", "orders": 2}


def test_apps_are_told_without_their_secrets(client: Client) -> None:
    client.admin("/apps", {"app_key": "600001", "app_secret": "CANARY"})
    assert {one["app_key"] for one in client.admin("/apps").json} == {client.app_key, "600001"}


@pytest.mark.parametrize("path", VIEWS)
def test_no_secret_is_told_and_no_web_page_is_answered(client: Client, path: str) -> None:
    client.order()
    client.admin("/apps", {"app_key": "600001", "app_secret": "CANARY-1"})
    client.admin("/loan-accounts", {"email": "a@example.test", "password": "CANARY-2"})
    said = client.admin(path).body.decode()
    secrets = [value for name, value in client.told.items() if name.endswith(("secret", "password", "_token"))]
    assert len(secrets) == 6
    assert not [one for one in [*secrets, "CANARY", "digest", "salt"] if one in said]
    assert client.admin(path, Origin="https://evil.example.test").status == 403
