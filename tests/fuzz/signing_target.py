"""The string to sign and its digest, beside a plain one written here; and what is sent is read back as it was given.

An input is fields with NUL between them: sign method, HTTP method, API, app secret, then names and values.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from aexdesk.faults import BadInput
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call, Credentials, SignedRequest, build_request
from aexdesk.openplatform.signing import SIGN_METHODS
from aexdesk.ordertest.reading import OutgoingRequest, read_request
from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.practice.door.signature import compute_sign, joined
from aexdesk.practice.rules import Rules
from aexdesk.secret import Secret
from aexdesk.workspace.environment import PRACTICE
from tests.fuzz.target import Target

_ENDPOINTS = Endpoints(PRACTICE.sync_url, PRACTICE.rest_url)
_VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "sign_vectors.json").read_text("utf-8")
)["vectors"]
_CODES = ("unknown_http_method", "unknown_sign_method", "parameter_twice", "not_utf8")
_METHODS = {"hmac-sha256": "sha256", "md5": "md5", "hmac-md5": "hmac"}


def check(data: bytes) -> str:
    """Raises AssertionError for a signature that differs, or a call that is read back as another."""
    fields = [_text(field) for field in data.split(b"\0")]
    fields += [""] * (4 - len(fields))
    method, verb, api, secret, *rest = fields
    pairs = tuple(zip(rest[::2], rest[1::2], strict=False))
    call = Call(api, pairs, http_method=verb, sign_method=method)
    try:
        signed = build_request(call, Credentials("500001", Secret(secret)), _ENDPOINTS, "1767268800000")
    except BadInput as error:
        if error.code not in _CODES:
            raise
        return f"refused: {error.code}"
    sent = {one.name: one.value for one in signed.parameters}
    used = sent["sign_method"]
    assert signed.sign == sent["sign"] == _plainly(api, sent, used, secret), sent
    _agree_with_practice(api, sent, used, secret, signed.sign)
    if "/" in api:
        path = urlsplit(signed.endpoint).path
        assert unquote_plus(path) == PRACTICE.rest_path + "/" + api.removeprefix("/"), signed.endpoint
    return _read_back(signed, sent)


def _text(field: bytes) -> str:
    """Half a surrogate pair is kept where nothing else is wrong: a text may hold one."""
    try:
        return field.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return field.decode("utf-8", "replace")


def _plainly(api: str, sent: dict[str, str], used: str, secret: str) -> str:
    """As the documentation has it, in one go."""
    text = b""
    for name in sorted(sent, key=str.encode):
        text += b"" if name == "sign" else name.encode() + sent[name].encode()
    key = secret.encode()
    if used == "md5":
        return hashlib.md5(key + text + key, usedforsecurity=False).hexdigest().upper()
    if used == "hmac":
        return hmac.new(key, text, "md5").hexdigest().upper()
    path = api.encode() if "/" in api else b""
    return hmac.new(key, path + text, "sha256").hexdigest().upper()


def _agree_with_practice(api: str, sent: dict[str, str], used: str, secret: str, sign: str) -> None:
    if used in ("sha256", "md5", "hmac") and ("/" not in api or used == "sha256"):
        path = api if "/" in api else ""
        assert compute_sign(used, joined(sent, Rules()), path, Secret(secret)) == sign


def _read_back(signed: SignedRequest, sent: dict[str, str]) -> str:
    """By the guard, which refuses odd names and odd paths; what it reads is what was given."""
    request = OutgoingRequest(signed.http_method, signed.url, signed.headers, signed.body)
    try:
        reading = read_request(request, PRACTICE)
    except UnclearRequestError:
        return "signed"
    assert dict(reading.parameters) == sent, (reading.parameters, sent)
    return "signed and read"


def _seed(vector: dict[str, Any]) -> bytes:
    fields = [_METHODS[vector["algorithm"]], "POST", vector["api_path_or_null"] or "aliexpress.ds.product.get"]
    fields.append(vector["secret"])
    for name, value in vector["params"].items():
        fields += [name, value]
    return "\0".join(fields).encode()


TARGET = Target(
    name="signing",
    check=check,
    seeds=(
        *map(_seed, _VECTORS),
        "sha256\0GET\0a.b\0s\0手机\0é 🎉\0_\0\0b\0%41+".encode(),
        b"md5\0POST\0/auth/token/create\0s\0code\0x\0access_token\0t",
    ),
    words=(
        *(name.encode() for name in SIGN_METHODS), b"\0", b"GET", b"POST", b"/", b"sign", b"session", b"access_token",
        b"method", b"timestamp", b"sign_method", b"app_key", b"+", b"%", b"&", b"=", b"\xed\xa0\x80", b"\xef\xbf\xae",
        b"\xf0\x9f\x8e\x89", b"?", b"#", b" ",
    ),
    good=("signed",),
)  # fmt: skip
