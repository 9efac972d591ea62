"""Serves /pictures: a small drawn picture for each picture URL of the goods, the same one each time."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aexdesk.practice.platform import Platform

PICTURES = "/pictures"
EDGE = 320
"""Pixels."""

_NAME = re.compile(r"([0-9]{1,20})(-2|-3|-white)?\.png", re.ASCII)
_BLOCKS = 8
_WHITE = b"\xff\xff\xff"


class PictureFiles:
    """Knows the goods; all else is 404."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def route(self) -> Route:
        """The one address."""
        return Route(PICTURES + "/{name}", self._picture, methods=["GET"])

    async def _picture(self, request: Request) -> Response:
        name = _NAME.fullmatch(request.path_params["name"])
        if name is None or name[1] not in self._platform.shop.products:
            return Response("There is no such picture.", 404, media_type="text/plain")
        return Response(draw_picture(name[1], name[2] or ""), media_type="image/png")


def draw_picture(product_id: str, view: str) -> bytes:
    """A PNG of blocks, alike on both sides: who sees it twice knows the product again."""
    seen = hashlib.sha256(product_id.encode()).digest()
    turned = hashlib.sha256(f"{product_id}{view}".encode()).digest()
    ground = _WHITE if view == "-white" else bytes(200 + one % 56 for one in seen[:3])
    ink = bytes(40 + one % 120 for one in seen[3:6])
    rows = [_row(turned[4 * number : 4 * number + 4]) for number in range(_BLOCKS)]
    pixels = b"".join(row * (EDGE // _BLOCKS) for row in rows)
    head = struct.pack(">IIBBBBB", EDGE, EDGE, 8, 3, 0, 0, 0)  # a byte a pixel, each a place in the palette
    parts = (("IHDR", head), ("PLTE", ground + ink), ("IDAT", zlib.compress(pixels, 9)), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind.encode(), data) for kind, data in parts)


def _row(chosen: bytes) -> bytes:
    half = [bytes([one & 1]) * (EDGE // _BLOCKS) for one in chosen]
    return b"\0" + b"".join(half + half[::-1])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
