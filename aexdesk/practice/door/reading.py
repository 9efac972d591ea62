"""Reads a request into a call: the union of query and form body, each parameter once, within limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote_plus

from starlette.requests import ClientDisconnect, Request

from aexdesk.practice.door.multipart import read_multipart
from aexdesk.practice.refusal import Refusal, invalid_parameter
from aexdesk.practice.rules import Rules

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


class Door(StrEnum):
    """Which address was called: one of the platform's two, or that of the old gateway."""

    SYNC = "sync"
    REST = "rest"
    TOP = "top"  # /router/rest, for business interfaces


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it arrived, from the address `caller`. `files` are the file parts by name: sent, not signed."""

    door: Door
    api: str
    params: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    caller: str = "127.0.0.1"

    @property
    def api_path(self) -> str:
        """What stands before the string to sign: the path of a system interface. Protocol, section 3, step 4."""
        return self.api if self.door is Door.REST and "/" in self.api else ""


async def read_call(request: Request, door: Door, rules: Rules) -> Call:
    """The call, or a Refusal for what cannot be read. The second form of /rest carries its path as `method`."""
    pairs, files = await read_pairs(request, rules)
    params = merge(pairs)
    path = request.path_params.get("path", "")
    api = f"/{path}" if path else params.get("method", "")
    return Call(door, api, params, files, request.client.host if request.client else "")


async def read_pairs(request: Request, rules: Rules) -> tuple[list[tuple[str, str]], dict[str, bytes]]:
    """Names and values of query and body, in order, and the file parts by name."""
    body = await read_body(request, rules.max_body_bytes, rules.max_drained_bytes)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    files: dict[str, bytes] = {}
    try:
        pairs = read_form(request.scope["query_string"], rules)
        if kind == MULTIPART:
            texts, files = read_multipart(request.headers["content-type"], body, rules.max_parameters)
            pairs += texts
        elif kind in (FORM, ""):
            pairs += read_form(body, rules)
    except UnicodeDecodeError:
        raise Refusal("InvalidParameter", "The parameters are not UTF-8") from None
    except ValueError as error:
        raise Refusal("InvalidParameter", f"The parameters cannot be read: {error}") from None
    return pairs, files


def merge(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each parameter once: doubled with one value it counts once (the Java SDK does so), with two it is wrong."""
    params: dict[str, str] = {}
    for name, value in pairs:
        if params.setdefault(name, value) != value:
            raise invalid_parameter(name, "sent twice with different values")
    return params


async def read_body(request: Request, limit: int, drained: int = 0) -> bytes:
    """The body, if it has at most `limit` bytes; else a Refusal, after reading on to at most `drained` bytes.

    A client that is still sending cannot hear an answer, so a body that is too large is read and thrown away.
    """
    body = bytearray()
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size <= limit:
                body += chunk
            elif size > drained:
                break
    except ClientDisconnect:
        raise Refusal("InvalidParameter", "The request broke off") from None
    if size > limit:
        raise Refusal("InvalidParameter", f"The request body is larger than {limit} bytes")
    return bytes(body)


def read_form(raw: bytes, rules: Rules) -> list[tuple[str, str]]:
    """Names and values of a form, a name without a value too; ValueError for too many, or for what is not UTF-8.

    As `parse_qsl` reads it, which would look for something to decode in each piece, and most have nothing.
    """
    if not raw:
        return []
    text = raw.decode("utf-8")
    if text.count("&") >= rules.max_parameters:
        raise ValueError("too many of them")
    pieces = [piece.partition("=") for piece in text.split("&") if piece]
    return [(_plain(name), _plain(value)) for name, _, value in pieces]


def _plain(text: str) -> str:
    return unquote_plus(text, "utf-8", "strict") if "%" in text or "+" in text else text
