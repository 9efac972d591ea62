"""The same request in every form in which a developer has it at hand."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from urllib.parse import quote, urlencode

from tests.doctor.corpus.cases import Case

HOST = "api-sg.aliexpress.com"


def _path(case: Case) -> str:
    return "/rest" + case.base.api if case.base.is_system else "/sync"


def as_url(case: Case) -> str:
    return f"https://{HOST}{_path(case)}?{urlencode(case.request, quote_via=quote)}"


def as_curl(case: Case) -> str:
    """Pairs as a terminal sends them: encoded by cURL."""
    told = " \\\n  ".join(f"--data-urlencode {_word(f'{name}={value}')}" for name, value in case.request)
    return f"curl -X POST 'https://{HOST}{_path(case)}' \\\n  {told}"


def _word(text: str) -> str:
    """A word of the shell; a carriage return does not come through a terminal as it stands."""
    if "\r" not in text:
        return shlex.quote(text)
    return "$'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\r", "\\r").replace("\n", "\\n") + "'"


def as_raw_http(case: Case) -> str:
    """A form; with a file as multipart, its bytes as the letters of Latin-1 that are not UTF-8."""
    head = f"POST {_path(case)} HTTP/1.1\r\nHost: {HOST}\r\n"
    if case.base.file is None:
        body = urlencode(case.request)
        return f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    parts = [f'--sep\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in case.request]
    name, file_name, content = case.base.file
    parts.append(
        f'--sep\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        f"Content-Type: application/octet-stream\r\n\r\n{content.decode('utf-8', 'surrogateescape')}\r\n--sep--\r\n"
    )
    return f"{head}Content-Type: multipart/form-data; boundary=sep\r\n\r\n{''.join(parts)}"


def as_har(case: Case) -> str:
    request = {
        "method": "POST",
        "url": f"https://{HOST}{_path(case)}",
        "headers": [],
        "queryString": [],
        "postData": {"mimeType": "application/x-www-form-urlencoded", "text": urlencode(case.request)},
    }
    return json.dumps({"log": {"version": "1.2", "entries": [{"request": request, "response": {}}]}})


def as_exchange(case: Case) -> str:
    """As `aexdesk call --json` prints one."""
    params = [{"name": name, "value": value} for name, value in case.request]
    request = {"method": "POST", "url": f"https://{HOST}{_path(case)}", "params": params}
    return json.dumps({"api": case.base.api, "request": request}, ensure_ascii=False)


FORMS: dict[str, Callable[[Case], str]] = {
    "url": as_url, "curl": as_curl, "raw HTTP": as_raw_http, "har": as_har, "exchange": as_exchange,
}  # fmt: skip
