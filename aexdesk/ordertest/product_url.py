"""Finds the item ID in what people paste: the number itself, a link to the product, a text with such a link. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from aexdesk.faults import BadInput

_ITEM_ID = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?://)?((?:[a-z0-9-]+\.)+[a-z]+/[^\s<>\"]*)", re.IGNORECASE)
_SHOPS = ("aliexpress.com", "aliexpress.us", "aliexpress.ru")
_SHORT_LINKS = frozenset({"a.aliexpress.com", "s.click.aliexpress.com", "click.aliexpress.com"})
_NUMBER = r"([1-9][0-9]{0,19})(?![0-9])"
_PATHS = (
    re.compile(rf"/item/{_NUMBER}(?:\.html)?/?", re.ASCII),
    re.compile(rf"/item/[^/]+/{_NUMBER}\.html/?", re.ASCII),
    re.compile(rf"/i/{_NUMBER}(?:\.html)?/?", re.ASCII),
    re.compile(rf"/store/product/[^/]+/[0-9]+_{_NUMBER}\.html", re.ASCII),
)
_IN_QUERY = ("productids", "productid", "itemid", "item_id", "objectid")
_FIRST_OF_LIST = re.compile(rf"{_NUMBER}(?:[,:_].*)?", re.ASCII | re.DOTALL)
_MOST_SHOWN = 60


def read_item_id(text: str) -> str:
    """The item ID, as text. Raises BadInput with `field` item_id: "item_link_short" for a short link, which only its
    server can resolve; "item_link_elsewhere" for another site; "item_link_without_id"; "bad_item_id"."""
    stripped = text.strip()
    if _ITEM_ID.fullmatch(stripped):
        return stripped
    parts = _find_link(stripped)
    if parts is None:
        raise BadInput("bad_item_id", field="item_id", found=_shorten(stripped))
    host = _host_of(parts)
    if host in _SHORT_LINKS:
        raise BadInput("item_link_short", field="item_id", found=host)
    if not any(host == shop or host.endswith(f".{shop}") for shop in _SHOPS):
        raise BadInput("item_link_elsewhere", field="item_id", found=_shorten(host))
    item_id = _in_path(parts.path) or _in_query(parts.query)
    if not item_id:
        raise BadInput("item_link_without_id", field="item_id", found=_shorten(stripped))
    return item_id


def _find_link(text: str) -> SplitResult | None:
    """The first link in the text; at its beginning one without a scheme will do."""
    bare = _BARE_LINK.match(text)
    found = _LINK.search(text)
    link = f"https://{bare[1]}" if bare else found[0] if found else ""
    try:
        return urlsplit(link) if link else None
    except ValueError:
        return None


def _host_of(parts: SplitResult) -> str:
    # Not `.hostname`: who and which port stand before and behind it, and a link with either is none to trust.
    return parts.netloc.casefold().removesuffix(":443").removesuffix(".")


def _in_path(path: str) -> str:
    matches = (pattern.search(path) for pattern in _PATHS)
    return next((match[1] for match in matches if match), "")


def _in_query(query: str) -> str:
    values = {name.casefold(): value for name, value in reversed(parse_qsl(query))}
    matches = (_FIRST_OF_LIST.fullmatch(values.get(name, "").strip()) for name in _IN_QUERY)
    return next((match[1] for match in matches if match), "")


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
