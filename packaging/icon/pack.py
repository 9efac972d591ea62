"""Packs the icon's pictures into the one file that a system wants.

python packaging/icon/pack.py FOLDER OUT.ico|OUT.icns

FOLDER is what render.py made. Both kinds of file hold PNG pictures as they are. Needs Python alone.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_KINDS = (
    (b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024),
    (b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512),
)  # fmt: skip
"""Apple's names for a size; the last four are for screens of double scale."""


def pack_ico(folder: Path) -> bytes:
    """For Windows: a head, an entry of 16 bytes for each picture, the pictures."""
    pictures = [(folder / f"{size}.png").read_bytes() for size in ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        told = size % 256  # 0 stands for 256
        head += struct.pack("<BBBBHHII", told, told, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + b"".join(pictures)


def pack_icns(folder: Path) -> bytes:
    """For macOS: each picture after its name and its length."""
    body = b""
    for kind, size in ICNS_KINDS:
        picture = (folder / f"{size}.png").read_bytes()
        body += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(arguments: list[str]) -> int:
    """Writes the file; its ending says which kind."""
    if len(arguments) != 2 or not arguments[1].endswith((".ico", ".icns")):
        sys.stderr.write((__doc__ or "") + "\n")
        return 2
    pack = pack_ico if arguments[1].endswith(".ico") else pack_icns
    Path(arguments[1]).write_bytes(pack(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
