"""Pictures are decoded as what their bytes say, within limits, and never as anything else."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from aexdesk.faults import BadInput
from aexdesk.practice.goods.picture_files import draw_picture
from aexdesk.ui.widgets.picture.decoding import MOST_PIXELS, SHOWN_EDGE, decode_picture
from aexdesk.workspace.picture import FetchedPicture

PNG = draw_picture("1", "")


def _fetched(data: bytes, kind: str = "png") -> FetchedPicture:
    return FetchedPicture("https://h/a", kind, data)


def _png_of(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG[:8] + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + PNG[33:]


def _drawn(kind: str, width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload] # as Qt takes it
    return bytes(held.data())


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp"])
def test_each_kind_is_decoded_and_says_its_size(qapp: object, kind: str) -> None:
    data = _drawn(kind, 30, 20)
    decoded = decode_picture(_fetched(data, kind))
    assert (decoded.width, decoded.height, decoded.kind, decoded.bytes) == (30, 20, kind, len(data))


def test_a_large_one_is_made_smaller_and_says_its_own_size(qapp: object) -> None:
    decoded = decode_picture(_fetched(_drawn("jpeg", 4000, 1000), "jpeg"))
    assert isinstance(decoded.image, QImage)
    assert (decoded.width, decoded.image.width(), decoded.image.height()) == (4000, SHOWN_EDGE, SHOWN_EDGE // 4)


def test_one_that_claims_more_pixels_than_fit_is_not_begun(qapp: object) -> None:
    with pytest.raises(BadInput) as caught:
        decode_picture(_fetched(_png_of(30_000, MOST_PIXELS // 30_000 + 1)))
    assert caught.value.code == "picture_pixels"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG[:60], "png"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "png"),
        (b"BM" + bytes(60), "bmp"),
        (b"GIF89a", "gif"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
    ],
)
def test_what_is_broken_or_another_kind_is_told(qapp: object, data: bytes, kind: str) -> None:
    with pytest.raises(BadInput) as caught:
        decode_picture(_fetched(data, kind))
    assert caught.value.code == "picture_broken"
