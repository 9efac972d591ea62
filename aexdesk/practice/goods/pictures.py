"""Looks at pictures without seeing them: is it one, and which goods shall it be taken to look like? Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from aexdesk.practice.goods.shop import Product
from aexdesk.practice.refusal import invalid_parameter

MOST_BYTES = 100 * 1024  # catalogue: at most 100 KB
_BEST, _STEP, _WORST = 967, 13, 500  # thousandths; the first is the figure of the guide's sample


def check_picture(content: bytes, param: str) -> None:
    """Refuses what does not begin like a PNG, JPEG, GIF or WebP, or is larger than allowed."""
    if len(content) > MOST_BYTES:
        raise invalid_parameter(param, f"the picture is larger than {MOST_BYTES} bytes")
    if not _is_picture(content):
        raise invalid_parameter(param, "not a PNG, JPEG, GIF or WebP picture")


def rank(content: bytes, products: Iterable[Product]) -> list[Product]:
    """The goods, most alike first: the same picture always gives the same, another one others.

    Goods of one category stay together, as they would if somebody looked.
    """
    seen = hashlib.sha256(content).digest()
    return sorted(products, key=lambda one: (_far(seen, one.facts["category_id"]), _far(seen, one.product_id)))


def similarity(place: int) -> str:
    """How alike the product at this place of the ranking is, from 0; such as "0.967"."""
    return f"0.{max(_BEST - _STEP * place, _WORST):03}"


def _is_picture(content: bytes) -> bool:
    return content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")) or (
        content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    )


def _far(seen: bytes, name: str | int) -> bytes:
    return hashlib.sha256(seen + str(name).encode()).digest()
