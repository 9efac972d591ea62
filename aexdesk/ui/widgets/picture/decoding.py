"""Decodes a fetched picture by Qt: only the kind that its bytes say, within a limit of pixels and memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader

from aexdesk.faults import BadInput
from aexdesk.ui.widgets.picture.state import Decoded
from aexdesk.workspace.picture import FetchedPicture

MOST_PIXELS = 40_000_000
SHOWN_EDGE = 1600
"""Pixels; a larger one is made smaller at once."""

_MOST_MEMORY = 256
"""MiB, for one picture; Qt refuses more."""


def decode_picture(fetched: FetchedPicture) -> Decoded:
    """The picture; of one that moves, its first. For any thread but the window's. Raises BadInput."""
    buffer = QBuffer()
    buffer.setData(QByteArray(fetched.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEMORY)
    reader = QImageReader(buffer, QByteArray(fetched.kind.encode()))
    reader.setDecideFormatFromContent(False)  # else Qt tries every format that it has
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        raise BadInput("picture_broken")
    if size.width() * size.height() > MOST_PIXELS:
        raise BadInput("picture_pixels", width=size.width(), height=size.height())
    if max(size.width(), size.height()) > SHOWN_EDGE:
        reader.setScaledSize(size.scaled(QSize(SHOWN_EDGE, SHOWN_EDGE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput("picture_broken")
    return Decoded(image, size.width(), size.height(), fetched.kind, len(fetched.data))
