"""What people paste where an item ID is wanted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.ordertest.product_url import read_item_id

ITEM = "1005001234567890"
IDS = st.integers(1, 10**20 - 1).map(str)

LINKS = [
    "https://www.aliexpress.com/item/{}.html",
    "https://www.aliexpress.com/item/{}.html?spm=a2g0o.detail.0.0&pdp_npi=6%40dis!USD!12.30!3.95",
    "https://www.aliexpress.com/item/{}.html#nav-review",
    "http://www.aliexpress.com/item/{}.html",
    "HTTPS://WWW.ALIEXPRESS.COM/item/{}.html",
    "https://aliexpress.com/item/{}.html",
    "https://www.aliexpress.us/item/{}.html?gatewayAdapt=glo2usa",
    "https://aliexpress.ru/item/{}.html?sku_id=12000027",
    "https://m.aliexpress.com/item/{}.html",
    "https://m.aliexpress.com/i/{}.html",
    "https://www.aliexpress.com/i/{}.html",
    "https://www.aliexpress.com/i/{}",
    "https://de.aliexpress.com/item/{}.html?channel=twinner",
    "https://pt.aliexpress.com/item/{}.html",
    "https://www.aliexpress.com/item/A-name-of-2024-things/{}.html",
    "https://www.aliexpress.com/item/{}",
    "https://www.aliexpress.com/store/product/A-name/1234567_{}.html",
    "https://www.aliexpress.com/ssr/300000512/BundleDeals2?productIds={}:12000027&pha_manifest=ssr",
    "https://www.aliexpress.com/gcp/300000512/x?productIds={},1005009999999999",
    "https://www.aliexpress.com/p/x/index.html?a=1&itemId={}&b=2",
    "https://www.aliexpress.com/p/trade/confirm.html?objectId={}&quantity=1",
    "www.aliexpress.com/item/{}.html",
    "//www.aliexpress.com/item/{}.html",
    "aliexpress.com/item/{}.html?x=1",
    "https://www.aliexpress.com./item/{}.html",
    "https://www.aliexpress.com:443/item/{}.html",
    "Look at this: https://www.aliexpress.com/item/{}.html it is good",
    "<https://www.aliexpress.com/item/{}.html>",
    '"https://www.aliexpress.com/item/{}.html"',
    "  {}\n",
    "{}",
]
NOT_IDS = [
    ("", "bad_item_id"),
    ("   ", "bad_item_id"),
    ("mug", "bad_item_id"),
    ("0", "bad_item_id"),
    ("0123", "bad_item_id"),
    ("-1", "bad_item_id"),
    ("1.0", "bad_item_id"),
    ("1005 001", "bad_item_id"),
    ("１００５", "bad_item_id"),
    ("1" * 21, "bad_item_id"),
    ("https://[", "bad_item_id"),
    ("javascript:alert(1)", "bad_item_id"),
    ("https://a.aliexpress.com/_mK1abcd", "item_link_short"),
    ("a.aliexpress.com/_mK1abcd", "item_link_short"),
    ("I found this https://a.aliexpress.com/_mK1abcd on AliExpress", "item_link_short"),
    ("https://s.click.aliexpress.com/e/_DdAbCd", "item_link_short"),
    ("https://www.example.test/item/1005001234567890.html", "item_link_elsewhere"),
    ("https://aliexpress.com.example.test/item/1005001234567890.html", "item_link_elsewhere"),
    ("https://notaliexpress.com/item/1005001234567890.html", "item_link_elsewhere"),
    ("https://www.aliexpress.com@example.test/item/1005001234567890.html", "item_link_elsewhere"),
    ("https://example.test/?u=https://www.aliexpress.com/item/1005001234567890.html", "item_link_elsewhere"),
    ("https://www.aliexpress.com/", "item_link_without_id"),
    ("https://www.aliexpress.com/item/mug.html", "item_link_without_id"),
    ("https://www.aliexpress.com/item/0123.html", "item_link_without_id"),
    (f"https://www.aliexpress.com/item/{'1' * 21}.html", "item_link_without_id"),
    ("https://www.aliexpress.com/p/x?productIds=mug", "item_link_without_id"),
    ("https://www.aliexpress.com/store/1102345678", "item_link_without_id"),
]  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_the_id_is_found_in_each_kind_of_link(link: str) -> None:
    assert read_item_id(link.format(ITEM)) == ITEM


@given(st.sampled_from(LINKS), IDS)
def test_whatever_the_id_its_digits_stay(link: str, item_id: str) -> None:
    assert read_item_id(link.format(item_id)) == item_id


@pytest.mark.parametrize(("text", "code"), NOT_IDS)
def test_what_holds_no_id_says_why(text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_item_id(text)
    assert (caught.value.code, caught.value.values["field"]) == (code, "item_id")


@given(st.text() | st.text("htps:/.aliexrcom[]?=&0123456789@%", max_size=60).map("https://www.aliexpress.com/".__add__))
def test_any_text_is_an_id_or_bad_input(text: str) -> None:
    try:
        found = read_item_id(text)
    except BadInput as error:
        shown = str(error.values["found"])
    else:
        shown = found
        assert re.fullmatch("[1-9][0-9]{0,19}", found)
    assert len(shown) <= 60
