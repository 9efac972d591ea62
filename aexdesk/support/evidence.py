"""The evidence pack: one zip of all that support may ask for about calls; the same bytes for the same calls. Pure."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from aexdesk.support.forms import SupportForm
from aexdesk.support.hours import BEIJING
from aexdesk.workspace.exchange import Exchange, Headers

_MODE: Final = 0o100600 << 16
_UNIX: Final = 3
_EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""No zip holds an earlier time."""


@dataclass(frozen=True, slots=True)
class PackTexts:
    """What the pack holds besides the calls: the words of its README.txt, the HAR, this program's version."""

    readme: str
    har: str
    version: str


def write_pack(form: SupportForm, exchanges: Sequence[Exchange], texts: PackTexts, hide: Callable[[str], str]) -> bytes:
    """The zip of a form and its calls, which went through `redaction.for_leaving` and are concealed.

    `hide` is the last of the nets: each file goes through it.
    """
    files = {"README.txt": texts.readme, "form.txt": form.body + "\n", "facts.json": _facts(exchanges, texts.version)}
    for number, exchange in enumerate(exchanges, 1):
        files |= {f"call-{number}/{name}": text for name, text in _files_of(exchange).items()}
    files["calls.har"] = texts.har
    latest = max(_EARLIEST, *(one.at for one in exchanges)).astimezone(UTC)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, latest.timetuple()[:6])
            entry.create_system, entry.external_attr, entry.compress_type = _UNIX, _MODE, zipfile.ZIP_DEFLATED
            pack.writestr(entry, hide(text).encode("utf-8", "replace"))
    return out.getvalue()


def _files_of(exchange: Exchange) -> Mapping[str, str]:
    request, response = exchange.request, exchange.response
    files = {
        "request.txt": _message(f"{request.method} {request.url}", request.headers, request.body),
        "parameters.txt": "".join(f"{one.name}={one.value}\n" for one in request.parameters),
        "string-to-sign.txt": request.string_to_sign,
    }
    if response is not None:
        files["response.txt"] = _message(f"HTTP {response.status}", response.headers, response.body.read())
    return files


def _message(first: str, headers: Headers, body: bytes) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    return f"{first}\n{lines}\n{body.decode('utf-8', 'replace')}"


def _facts(exchanges: Sequence[Exchange], version: str) -> str:
    facts = {"program": f"AExDesk {version}", "calls": [_facts_of(one) for one in exchanges]}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _facts_of(exchange: Exchange) -> dict[str, Any]:
    response, error = exchange.response, exchange.error
    return {
        "request_id": exchange.request_id,
        "api": exchange.api,
        "app_key": exchange.app_key,
        "environment": exchange.environment,
        "at_utc": exchange.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "at_utc8": exchange.at.astimezone(BEIJING).isoformat(timespec="milliseconds"),
        "status": None if response is None else response.status,
        "ms": None if response is None else str(round(response.ms, 3)),
        "first_byte_ms": None if response is None else str(round(response.first_byte_ms, 3)),
        "error": None if error is None else {"kind": error.kind, "code": error.code, "sub_code": error.sub_code},
    }
