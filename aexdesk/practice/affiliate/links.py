"""Answers aliexpress.affiliate.link.generate, and makes the promotion links that products carry."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from aexdesk.practice.affiliate.forms import found, nothing, read_choice, read_names
from aexdesk.practice.chance import ALPHABET
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
NORMAL, HOT = "0", "2"
"""Types of links: with the usual commission, and with that of hot products."""
SHOP_BASE = "https://shops.example.test"
_SHORT_BASE = "https://s.click.example.test/e/_"
_HOSTS = re.compile(r"shops\.example\.test|([a-z]{1,20}\.)?aliexpress\.(com|us|ru)")
_ITEM = re.compile(r"/item/([0-9]{1,20})(\.html)?/?")


def generate_links(platform: Platform, call: Admitted) -> Json:
    """A link for each value, in their order. What is no product of the shop gets a message instead of a link.

    Which tracking ids exist is not simulated: each is taken.
    """
    kind = read_choice(call.params, "promotion_link_type", (NORMAL, HOT), NORMAL)
    sources = read_names(call.params, "source_values")
    if not sources:
        return nothing()
    tracking_id = call.params["tracking_id"]
    links = [_entry(source, tracking_id, kind, platform) for source in sources]
    return found({"promotion_links": links, "total_result_count": len(links), "tracking_id": tracking_id})


def product_url(product_id: str) -> str:
    """The page of a product. Item ids are found in it as in the platform's own."""
    return f"{SHOP_BASE}/item/{product_id}.html"


def promotion_link(tracking_id: str, url: str, kind: str) -> str:
    """A short link that leads nowhere: the same for the same tracking id, URL and type, else another."""
    print_of = hashlib.sha256("\n".join((kind, tracking_id, url)).encode()).digest()
    return _SHORT_BASE + "".join(ALPHABET[byte % len(ALPHABET)] for byte in print_of[:7])


def _entry(source: str, tracking_id: str, kind: str, platform: Platform) -> Json:
    if _read_item_id(source) not in platform.shop.products:
        return {"source_value": source, "message": "This is no page of a product of the practice shop"}
    return {"source_value": source, "promotion_link": promotion_link(tracking_id, source, kind)}


def _read_item_id(source: str) -> str:
    """Pages of the real site count too, with ids of the practice shop: programs often build them themselves."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOSTS.fullmatch(parts.netloc.lower()):
        return ""
    item = _ITEM.fullmatch(parts.path)
    return item[1] if item else ""
