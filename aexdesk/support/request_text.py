"""A request as support reads it: the API path, and the parameters line by line. What comes in is redacted. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import urlsplit

from aexdesk.openplatform.signing import is_system
from aexdesk.workspace.exchange import Exchange

VALUE_LIMIT: Final = 4_000
BODY_LIMIT: Final = 12_000
"""Letters: support's forms and chats take no more, and nobody reads more."""

_KEPT_CONTROLS: Final = "\n\t"


def write_api_path(exchange: Exchange) -> str:
    """A system interface by its path; a business interface by its name, with the path that all of them share."""
    path = _path_of(exchange.request.url)
    if is_system(exchange.api):
        return path or f"/rest/{exchange.api.removeprefix('/')}"
    return f"{exchange.api} ({path or '/sync'})"


def write_request(exchange: Exchange) -> str:
    """A line for each parameter, in the order in which they were sent; without parameters, the body as it was."""
    lines = [f"{one.name}={_cut(one.value, VALUE_LIMIT)}" for one in exchange.request.parameters]
    if not lines:
        lines = [exchange.request.body.decode("utf-8", "replace")]
    return _cut("\n".join(lines), BODY_LIMIT)


def make_plain(text: str) -> str:
    """`text` as any form takes it: no control characters, no half characters."""
    return "".join(map(_plain_letter, text.replace("\r\n", "\n").replace("\r", "\n")))


def _plain_letter(letter: str) -> str:
    is_kept = letter in _KEPT_CONTROLS or unicodedata.category(letter) not in ("Cc", "Cs")
    return letter if is_kept else "\N{REPLACEMENT CHARACTER}"


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return f"{text[:limit]} [cut here: {len(text) - limit:,} more characters]"
