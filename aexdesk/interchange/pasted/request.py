"""A request that was pasted: API, every text parameter in the order received, files, address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from aexdesk.faults import BadInput
from aexdesk.interchange.importing.recognising import MOST_FIELDS, pairs_of

Pairs = tuple[tuple[str, str], ...]

KEPT: Final = "surrogateescape"
"""Bytes that are no UTF-8 stay what they are: the signature was made of them."""

_ADDRESS = re.compile(r"(?P<origin>(?:[A-Za-z][A-Za-z0-9+.-]*://)?[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?")
_BUSINESS = re.compile(r".*/(?:sync|router/rest)/?")
_SYSTEM = re.compile(r"(?:.*/)?rest(?P<path>/[^?#]*)?")


@dataclass(frozen=True, slots=True)
class PastedFile:
    """A file part; `content` is empty where the text names a file and does not hold it."""

    name: str
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PastedRequest:
    """`url` is the address without its query. `lost` are codes of what stood there and could not be read."""

    api: str
    pairs: Pairs
    files: tuple[PastedFile, ...] = ()
    url: str = ""
    http_method: str = ""
    lost: tuple[str, ...] = ()


def request_at(
    url: str,
    http_method: str,
    body_pairs: Iterable[tuple[str, str]] = (),
    files: Iterable[PastedFile] = (),
    lost: Iterable[str] = (),
) -> PastedRequest:
    """The request to an address: parameters of the query first, then those of the body (protocol, section 1).

    Raises BadInput("pasted_no_api") where neither path nor `method` names one.
    """
    address = _ADDRESS.match(url.strip())
    origin, path, query = (address["origin"], address["path"], address["query"] or "") if address else ("", "", "")
    pairs = (*pairs_of(query, KEPT), *body_pairs)[:MOST_FIELDS]
    return PastedRequest(_api_of(path, pairs), pairs, tuple(files), origin + path, http_method, tuple(lost))


def _api_of(path: str, pairs: Pairs) -> str:
    """The path behind /rest, else the parameter `method`: the two ways in which an API is named."""
    system = None if _BUSINESS.fullmatch(path) else _SYSTEM.fullmatch(path)
    named = next((value for name, value in pairs if name == "method"), "")
    behind = unquote(system["path"] or "").rstrip("/") if system is not None else ""
    api = behind or named or (unquote(path) if re.fullmatch(r"/[a-z]+(?:/[a-z]+)+/?", path) else "")
    if not api:
        raise BadInput("pasted_no_api")
    return api
