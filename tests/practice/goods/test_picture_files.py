"""The pictures of the goods: every picture URL of an answer leads to one, on the gateway's own address."""

from __future__ import annotations

import json
import re
import struct

import pytest

from aexdesk.practice.goods.picture_files import draw_picture
from aexdesk.practice.goods.shop import Shop
from tests.practice.affiliate.calls import answer_of
from tests.practice.goods.test_goods import product
from tests.practice.world import Client, fetch

ITEM_ID = next(iter(Shop().products))


def test_a_picture_is_a_png_of_the_size_that_it_says(client: Client) -> None:
    answer = fetch(f"{client.told['url']}/pictures/{ITEM_ID}-white.png")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.body.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", answer.body[16:24]) == (320, 320)


@pytest.mark.parametrize("name", ["1.png", "nothing", "..%2fx.png", f"{ITEM_ID}-9.png", f"{ITEM_ID}.jpg"])
def test_there_is_no_other(client: Client, name: str) -> None:
    assert fetch(f"{client.told['url']}/pictures/{name}").status == 404


def test_each_product_has_its_own_and_keeps_it() -> None:
    drawn = {draw_picture(one, view) for one in Shop().products for view in ("", "-2", "-3", "-white")}
    assert len(drawn) == 4 * len(Shop().products)
    assert draw_picture("1", "") == draw_picture("1", "")


def test_every_picture_url_of_an_answer_leads_to_one(client: Client) -> None:
    sent = {"product_id": ITEM_ID, "ship_to_country": "US", "target_currency": "USD", "target_language": "EN"}
    told = json.dumps([product(client, ITEM_ID), answer_of(client, "product.sku.detail.get", **sent)])
    urls = set(re.findall(r'https?://[^\s"]+?\.(?:png|jpg)', told))
    assert len(urls) == 4
    assert {fetch(url).status for url in urls} == {200}
