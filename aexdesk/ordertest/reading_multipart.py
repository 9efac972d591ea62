"""Reads multipart bodies in the forms that SDKs write them, and refuses what two readers might split in two ways. Pure.

No preamble, no epilogue, CR LF throughout, the boundary nowhere but at its lines, four part headers and no others.
"""

from __future__ import annotations

import re

from aexdesk.ordertest.reading_form import Pairs
from aexdesk.ordertest.unclear import UnclearRequestError

_CRLF = b"\r\n"
_NEXT = r"[ \t]*;[ \t]*"
_UTF8 = rf'{_NEXT}charset=(?:utf-?8|"utf-?8")'
_CONTENT_TYPE = re.compile(
    rf'multipart/form-data(?:{_UTF8})?{_NEXT}boundary=(?:([A-Za-z0-9_.+-]{{1,70}})|"([A-Za-z0-9_.+=-]{{1,70}})")'
    rf"(?:{_UTF8})?",
    re.ASCII | re.IGNORECASE,
)
_HEADER = re.compile(r"([A-Za-z-]+):[ \t]*([^\x00-\x1f\x7f]*?)[ \t]*", re.ASCII)
_WORD = "[A-Za-z0-9_.-]+"
# `file` is what the TOP SDK says of a file, the name without quotes what .NET writes. A semicolon in a file name
# would begin another name for those who do not mind the quotes.
_DISPOSITION = re.compile(
    rf'(?P<kind>form-data|file){_NEXT}name=(?:(?P<word>{_WORD})|"(?P<name>{_WORD})")'
    rf'(?P<file>{_NEXT}filename=(?:{_WORD}|"[^"\\;]+")(?:{_NEXT}filename\*=utf-8\'\'[A-Za-z0-9_.%-]+)?)?',
    re.ASCII | re.IGNORECASE,
)
_TEXT_TYPE = re.compile(rf"text/plain(?:{_UTF8})?", re.ASCII | re.IGNORECASE)
_FILE_TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9.+-]+/[a-z0-9.+-]+", re.ASCII | re.IGNORECASE)
_TRANSFER = frozenset({"binary", "8bit"})
_KNOWN = frozenset({"content-disposition", "content-type", "content-transfer-encoding", "content-length"})


def boundary_of(content_type: str) -> str:
    """The boundary; empty for what is no plain multipart/form-data in UTF-8."""
    found = _CONTENT_TYPE.fullmatch(content_type)
    return (found[1] or found[2]) if found else ""


def read_multipart(boundary: str, body: bytes) -> tuple[Pairs, list[str]]:
    """Names and values of the text parts, and the names of the file parts, in order. Raises UnclearRequestError."""
    line = b"--" + boundary.encode("ascii")
    # The Java SDK writes the line end before each boundary, the first one too.
    whole = body if body.startswith(_CRLF) else _CRLF + body
    before, *parts, end = whole.split(_CRLF + line) if whole.startswith(_CRLF + line) else (b"?", b"")
    if before or end not in (b"--", b"--" + _CRLF):
        raise UnclearRequestError("body", "odd_multipart")
    texts: Pairs = []
    files: list[str] = []
    for part in parts:
        if line in part or not part.startswith(_CRLF):
            raise UnclearRequestError("body", "odd_multipart")
        _read_part(part.removeprefix(_CRLF), texts, files)
    return texts, files


def _read_part(part: bytes, texts: Pairs, files: list[str]) -> None:
    head, blank_line, content = part.partition(_CRLF + _CRLF)
    headers = _read_head(head) if blank_line else {}
    disposition = _DISPOSITION.fullmatch(headers.get("content-disposition", ""))
    if disposition is None:
        raise UnclearRequestError("body", "odd_part", headers.get("content-disposition", ""))
    name, is_file = disposition["word"] or disposition["name"], disposition["file"] is not None
    kind = _FILE_TYPE if is_file else _TEXT_TYPE
    is_plain = (
        (is_file or disposition["kind"].lower() == "form-data")
        and kind.fullmatch(headers.get("content-type", "text/plain")) is not None
        and headers.get("content-transfer-encoding", "binary").lower() in _TRANSFER
        and headers.get("content-length", str(len(content))) == str(len(content))
    )
    if not is_plain:
        raise UnclearRequestError(name, "odd_part")
    if is_file:
        files.append(name)
    else:
        texts.append((name, _as_text(content, name)))


def _read_head(head: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in _as_text(head, "body").split("\r\n"):
        header = _HEADER.fullmatch(line)
        name = header[1].lower() if header else ""
        if header is None or name not in _KNOWN or name in headers:
            raise UnclearRequestError("body", "odd_part", line)
        headers[name] = header[2]
    return headers


def _as_text(data: bytes, field: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UnclearRequestError(field, "not_utf8") from None
