"""Tells whether a call that another program would make is one of this platform, and what of it to keep. Pure.

Protocol, section 1: business interfaces at /sync (at the old gateways /router/rest), system ones behind /rest;
parameters are the union of query and form body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, unquote

from aexdesk.interchange.importing.imported import Dropped, ImportedRequest, Pairs, Skipped
from aexdesk.openplatform.signing import SIGN_METHODS
from aexdesk.redaction import is_secret

MOST_FIELDS: Final = 1_000
LONGEST_TEXT: Final = 1024 * 1024  # characters of one value
_COMPUTED: Final = frozenset({"app_key", "timestamp", "sign"})
_SESSIONS: Final = frozenset({"session", "access_token"})
_SETTINGS: Final = ("format", "simplify", "v", "partner_id", "debug")
_SECRET_HEADERS: Final = frozenset({"authorization", "cookie", "proxy-authorization"})
_BUSINESS = re.compile(r"/(?:sync|router/rest)/?")
_SYSTEM = re.compile(r"/rest(?P<path>(?:/[^?#]*)?)")
_API = re.compile(r"/?[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*")
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?P<host>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?")
_VARIABLE = re.compile(r"\{\{[ \t]*[A-Za-z_][A-Za-z0-9_.-]{0,99}[ \t]*\}\}")


@dataclass(frozen=True, slots=True)
class ForeignCall:
    """A call as the other program would make it: decoded pairs of the body, beside the URL with its query.

    `has_variables`: `{{name}}` means a variable there too; else it is two braces and no more.
    """

    name: str
    url: str
    http_method: str = "GET"
    headers: Pairs = ()
    pairs: Pairs = ()
    files: Pairs = ()
    notes: str = ""
    dropped: tuple[Dropped, ...] = ()
    has_variables: bool = False
    query: Pairs = field(default=())
    """More of the query, where the program keeps it apart."""


def recognise(call: ForeignCall) -> ImportedRequest | Skipped:
    """The request, or why it is none."""
    name = clean(call.name).strip()[:200].strip() or "request"
    address = _ADDRESS.match(call.url.strip())
    if not call.url.strip() or address is None:
        return Skipped(name, "no_url")
    path = address["path"]
    values, dropped = _once((*pairs_of(address["query"] or ""), *call.query, *call.pairs))
    business, system = _BUSINESS.fullmatch(path), _SYSTEM.fullmatch(path)
    if business is None and system is None:
        return Skipped(name, "other_address")
    api = unquote(system["path"]).rstrip("/") if system is not None else ""
    api = api or values.get("method", "")
    if len(api) > 200 or not _API.fullmatch(api):
        return Skipped(name, "no_api")
    return _built(call, name, api, values, [*call.dropped, *dropped])


def pairs_of(form: str, errors: str = "replace") -> Pairs:
    """The pairs of a query or a urlencoded body, empty ones too; the first thousand. `errors`: of what is no UTF-8."""
    if form.count("&") > MOST_FIELDS:
        form = "&".join(form.split("&", MOST_FIELDS)[:MOST_FIELDS])
    return tuple(parse_qsl(form, keep_blank_values=True, errors=errors))


def clean(text: str) -> str:
    """`text` as UTF-8 can hold it."""
    return text.encode("utf-8", "replace").decode()


def with_variables(text: str, *, are_meant: bool) -> str:
    """`text` as a saved request writes it: two braces that begin no variable are doubled."""
    if "{{" not in text:
        return text
    if not are_meant:
        return text.replace("{{", "{{{{")
    pieces: list[str] = []
    done = 0
    for found in _VARIABLE.finditer(text):
        pieces += (text[done : found.start()].replace("{{", "{{{{"), found.group())
        done = found.end()
    return "".join((*pieces, text[done:].replace("{{", "{{{{")))


def _once(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[Dropped]]:
    """Each name once. Java's SDK sends `method` twice; what differs cannot both be meant, and the first is kept."""
    values: dict[str, str] = {}
    dropped: list[Dropped] = []
    for given, text in pairs:
        name, value = clean(given).strip(), clean(text)[:LONGEST_TEXT]
        if not name or len(values) >= MOST_FIELDS:
            continue
        if values.setdefault(name, value) != value:
            dropped.append(Dropped(name, "value_twice"))
    return values, dropped


def _built(
    call: ForeignCall, name: str, api: str, values: Mapping[str, str], dropped: list[Dropped]
) -> ImportedRequest:
    parameters: list[tuple[str, str]] = []
    settings: list[tuple[str, str]] = []
    sign_method = "sha256"
    for one, value in values.items():
        why = _why_not(one, value, api)
        if why:
            dropped.append(Dropped(one, why))
        elif one == "sign_method":
            sign_method = value if value in SIGN_METHODS else sign_method
        elif one != "method" or (api.startswith("/") and value != api):
            (settings if one in _SETTINGS else parameters).append(
                (one, with_variables(value, are_meant=call.has_variables))
            )
    dropped += [Dropped(header, "secret") for header, _value in call.headers if header.lower() in _SECRET_HEADERS]
    files = {clean(one): _inside(clean(path)) for one, path in call.files if one and one not in values}
    # Only what has no body can be made as a GET; all else is sent as the platform's own clients do.
    http_method = "GET" if call.http_method.upper() == "GET" and not files and not call.pairs else "POST"
    return ImportedRequest(
        name=name,
        api=api,
        parameters=tuple(parameters),
        files=tuple(files.items())[:MOST_FIELDS],
        http_method=http_method,
        sign_method=sign_method,
        settings=tuple(settings),
        notes=clean(call.notes)[:LONGEST_TEXT],
        dropped=tuple(dict.fromkeys(dropped)),
    )


def _why_not(name: str, value: str, api: str) -> str:
    if name in _COMPUTED:
        return "computed"
    if name in _SESSIONS or is_secret(name, api):
        return "secret"
    return "unknown_sign_method" if name == "sign_method" and value not in SIGN_METHODS else ""


def _inside(path: str) -> str:
    """A file's path as a collection can have it: the last piece, to be put there by hand."""
    return with_variables(re.split(r"[\\/]", path)[-1], are_meant=False) or "file"
