"""Writes a request as it travelled: request line, headers, body. Pure; takes what is redacted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from aexdesk.interchange.multipart import parts_of
from aexdesk.workspace.exchange import Exchange, SentRequest

BETWEEN: Final = "\n###\n\n"
"""Several requests in one file stand apart as editors expect it."""

_COMPUTED: Final = frozenset({"content-length", "host"})


def write_http(exchanges: Sequence[Exchange]) -> str:
    """The requests, a line each for what HTTP puts on a line. Lengths are those of the text as it stands here.

    A file part's bytes are no text: a note of their number stands in their place, and so for any other such body.
    """
    return BETWEEN.join(_write(one.request) for one in exchanges)


def _write(request: SentRequest) -> str:
    address = urlsplit(request.url)
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    body = _body_of(request)
    lines = [f"{request.method} {target} HTTP/1.1", f"Host: {address.netloc}"]
    lines += [f"{name}: {value}" for name, value in request.headers if name.casefold() not in _COMPUTED]
    if body or request.method != "GET":
        lines.append(f"Content-Length: {len(body.encode('utf-8', 'surrogatepass'))}")
    return "\n".join([*lines, "", body]) + ("" if body.endswith("\n") else "\n")


def _body_of(request: SentRequest) -> str:
    body = request.body
    for part in parts_of(request):
        if part.file_name is not None and part.content:
            body = body.replace(part.content, f"[{len(part.content)} bytes of {part.file_name}]".encode(), 1)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return f"[{len(body)} bytes that are no text]"
