"""Which texts of a body are addresses of pictures: one, or several with semicolons between, as the platform sends them.

Pure: looks at the text and at its name, and fetches nothing.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ENDING = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|bmp)(?:_[^/]*)?$", re.IGNORECASE)
"""The platform's picture host writes sizes behind the ending, too: `.jpg_640x640.jpg_.webp`."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_NAMES = frozenset(("image", "img", "pic", "picture", "photo", "thumb", "thumbnail", "logo", "avatar", "icon"))
"""A member whose name has such a word, in either number, holds pictures: `itemMainPic`, `image_urls`."""

PICTURE = "image"
"""A name that says that its text is one."""

_OTHER = re.compile(r"\.(?:svgz?|html?|js|css|json|xml|mp4|webm|pdf|zip)$", re.IGNORECASE)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MOST = 100


def picture_links(text: str, name: str = "", is_cut: bool = False) -> tuple[str, ...]:
    """The addresses in a text, empty where it is anything else. `name`: of the member that holds it.

    `is_cut`: only the beginning of the text is here, and its last address may be half of one.
    """
    if not text.lower().startswith(("http://", "https://", "//")):
        return ()
    parts = text.split(";")
    if is_cut:
        parts = parts[:-1]
    links = tuple(_with_scheme(part.strip()) for part in parts if part.strip())
    return links[:_MOST] if links and all(_is_picture(link, name) for link in links) else ()


def _with_scheme(link: str) -> str:
    """Some answers of the platform begin addresses with two slashes; only this machine does without TLS."""
    if not link.startswith("//"):
        return link
    try:
        host = urlsplit(link).hostname
    except ValueError:
        return link
    return ("http:" if host in _LOOPBACK else "https:") + link


def _is_picture(link: str, name: str) -> bool:
    if not link.isprintable() or " " in link:
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or _OTHER.search(parts.path):
        return False
    return bool(_ENDING.search(parts.path)) or any(
        word.lower().removesuffix("s") in _NAMES for word in _WORD.findall(name)
    )
