"""Reads HAR 1.2, as browsers and debugging proxies write it. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from aexdesk.interchange.importing.imported import Dropped, Imported, ImportedRequest, Pairs, Skipped
from aexdesk.interchange.importing.json_parts import a_list, a_text, an_object, pairs_in, read_document
from aexdesk.interchange.importing.recognising import MOST_FIELDS, ForeignCall, pairs_of, recognise

MOST_ENTRIES: Final = 20_000
_BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,200})')
_NAME = re.compile(r'[; ]name="([^"\r\n]{0,1000})"')
_FILE_NAME = re.compile(r'[; ]filename="([^"\r\n]{0,1000})"')


def import_har(text: str) -> Imported:
    """The calls of the file. Raises BadInput("import_not_json")."""
    requests: list[ImportedRequest] = []
    skipped: list[Skipped] = []
    entries = a_list(an_object(read_document(text).get("log")).get("entries"))
    for entry in entries[:MOST_ENTRIES]:
        found = recognise(_call_of(an_object(an_object(entry).get("request"))))
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            requests.append(found)
    if len(entries) > MOST_ENTRIES:
        skipped.append(Skipped(f"{len(entries) - MOST_ENTRIES}", "too_many"))
    return Imported(tuple(requests), tuple(skipped))


def _call_of(request: dict[str, Any]) -> ForeignCall:
    url = a_text(request.get("url"))
    post = an_object(request.get("postData"))
    pairs, files, dropped = _body_of(post)
    address, _question, query = url.partition("?")
    named = next((value for name, value in (*pairs_of(query), *pairs) if name == "method"), "")
    return ForeignCall(
        name=named or address.partition("/rest")[2] or address,
        url=url,
        http_method=a_text(request.get("method")),
        headers=pairs_in(request.get("headers"), "name", MOST_FIELDS),
        pairs=pairs,
        files=files,
        dropped=dropped,
    )


def _body_of(post: dict[str, Any]) -> tuple[Pairs, Pairs, tuple[Dropped, ...]]:
    """Pairs, files, and what could not be read."""
    text, media_type = a_text(post.get("text")), a_text(post.get("mimeType"))
    params = [an_object(one) for one in a_list(post.get("params"))[:MOST_FIELDS]]
    if params:
        files = tuple((a_text(one.get("name")), a_text(one.get("fileName"))) for one in params if one.get("fileName"))
        pairs = tuple((a_text(one.get("name")), a_text(one.get("value"))) for one in params if not one.get("fileName"))
        return pairs, files, ()
    boundary = _BOUNDARY.search(media_type)
    if media_type.lower().startswith("multipart/form-data") and boundary is not None:
        return _multipart(text, boundary.group(1))
    if "json" in media_type.lower() or media_type.lower().startswith("multipart/"):
        return (), (), (Dropped("body", "body_not_read"),) if text else ()
    return pairs_of(text), (), ()


def _multipart(text: str, boundary: str) -> tuple[Pairs, Pairs, tuple[Dropped, ...]]:
    pairs: list[tuple[str, str]] = []
    files: list[tuple[str, str]] = []
    for part in text.split(f"--{boundary}", MOST_FIELDS)[1:]:
        head, _blank, content = part.replace("\r\n", "\n").partition("\n\n")
        name, file_name = _NAME.search(head), _FILE_NAME.search(head)
        if name is not None and file_name is not None:
            files.append((name.group(1), file_name.group(1)))
        elif name is not None:
            pairs.append((name.group(1), content.removesuffix("\n")))
    return tuple(pairs), tuple(files), ()
