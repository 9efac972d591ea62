"""Reads Postman collections of format 2.1 (and 2.0, which differs in nothing that counts here). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from aexdesk.interchange.importing.imported import Dropped, Imported, ImportedRequest, Pairs, Skipped
from aexdesk.interchange.importing.json_parts import a_list, a_text, an_object, pairs_in, read_document
from aexdesk.interchange.importing.recognising import MOST_FIELDS, ForeignCall, clean, pairs_of, recognise
from aexdesk.redaction import is_secret

MOST_ITEMS: Final = 20_000


def import_postman(text: str) -> Imported:
    """The requests of the collection, folders in order. Raises BadInput("import_not_json")."""
    document = read_document(text)
    requests: list[ImportedRequest] = []
    skipped: list[Skipped] = []
    for name, item in _items(document):
        found = recognise(_call_of(name, item.get("request")))
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            requests.append(found)
    return Imported(tuple(requests), tuple(skipped), _variables(document))


def _items(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every item that is a request. A stack, so that no depth of folders is too deep."""
    waiting = [("", one) for one in reversed(a_list(document.get("item")))]
    count = 0
    while waiting and count < MOST_ITEMS:
        folder, found = waiting.pop()
        item = an_object(found)
        name = a_text(item.get("name"))
        count += 1
        if isinstance(item.get("item"), list):
            path = f"{folder}{name[:100]} / "[-400:]
            waiting += [(path, one) for one in reversed(item["item"])]
        elif "request" in item:
            yield f"{folder}{name}", item


def _call_of(name: str, request: Any) -> ForeignCall:
    if isinstance(request, str):
        return ForeignCall(name=name, url=_without_variable_host(request), has_variables=True)
    told = an_object(request)
    pairs, files, dropped = _body_of(an_object(told.get("body")))
    if an_object(told.get("auth")):
        dropped = (*dropped, Dropped("auth", "secret"))
    url, query = _url_of(told.get("url"))
    return ForeignCall(
        name=name,
        url=url,
        query=query,
        http_method=a_text(told.get("method")),
        headers=pairs_in(told.get("header"), "key", MOST_FIELDS),
        pairs=pairs,
        files=files,
        notes=_description(told.get("description")),
        dropped=dropped,
        has_variables=True,
    )


def _url_of(url: Any) -> tuple[str, Pairs]:
    """The address, and the query where Postman keeps it apart: there, values are not percent-encoded."""
    if isinstance(url, str):
        return _without_variable_host(url), ()
    told = an_object(url)
    raw = a_text(told.get("raw"))
    if isinstance(told.get("query"), list):
        return _without_variable_host(raw.partition("?")[0]), pairs_in(told["query"], "key", MOST_FIELDS)
    if not raw:
        raw = "https://host/" + "/".join(quote(a_text(one)) for one in a_list(told.get("path"))[:20])
    return _without_variable_host(raw), ()


def _without_variable_host(url: str) -> str:
    """`{{base_url}}/sync`: whatever the host, what stands behind it tells."""
    rest = url.strip().partition("}}")[2] if url.strip().startswith("{{") else ""
    return f"https://host{rest}" if rest.startswith("/") else url


def _body_of(body: dict[str, Any]) -> tuple[Pairs, Pairs, tuple[Dropped, ...]]:
    if body.get("disabled") is True:
        return (), (), ()
    mode = a_text(body.get("mode"))
    if mode == "urlencoded" and isinstance(body.get("urlencoded"), str):
        return pairs_of(body["urlencoded"]), (), ()
    if mode == "urlencoded":
        return pairs_in(body.get("urlencoded"), "key", MOST_FIELDS), (), ()
    if mode == "formdata":
        found = [an_object(one) for one in a_list(body.get("formdata"))[:MOST_FIELDS]]
        live = [one for one in found if one.get("disabled") is not True]
        pairs = tuple((a_text(one.get("key")), a_text(one.get("value"))) for one in live if one.get("type") != "file")
        files = tuple((a_text(one.get("key")), _source(one.get("src"))) for one in live if one.get("type") == "file")
        return pairs, files, ()
    return (), (), (Dropped("body", "body_not_read"),) if a_text(body.get("raw")).strip() else ()


def _source(value: Any) -> str:
    return a_text(value[0]) if isinstance(value, list) and value else a_text(value)


def _description(value: Any) -> str:
    return a_text(value) or a_text(an_object(value).get("content"))


def _variables(document: dict[str, Any]) -> Pairs:
    found = pairs_in(document.get("variable"), "key", MOST_FIELDS)
    return tuple((clean(name), clean(value)) for name, value in found if name and not is_secret(name, ""))
