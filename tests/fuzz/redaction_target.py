"""A planted secret, in any form in which it may travel, never survives; and what is hidden in pieces is hidden whole.

An input is a secret, NUL, a form's number, NUL, the text; where the text has a U+0001, the secret is planted.
"""

from __future__ import annotations

from urllib.parse import urlencode

from aexdesk.openplatform.envelope import CallError
from aexdesk.redaction import Hider, for_leaving, for_storage, hide_prose, hider_for
from aexdesk.redaction.hider import REFERENCE
from aexdesk.secret import MASK, Secret
from aexdesk.workspace.exchange import Difference, Exchange, GuardVerdict, Origin, Parameter
from tests.fuzz.target import Target
from tests.test_redaction import NASTY, PLAIN, every_text, exchange_of, forms_of

_INSTEAD = "{{session:0a1b2c}}"
_PLANT = b"\1"
_SHORTEST, _LONGEST = 8, 60
_MOST_PIECES = 600
_HARMLESS = set("•{}:_ abcdefghijklmnopqrstuvwxyz0123456789ABHTP/.?=&-")
"""What stands in place of a secret, and in the parts of an exchange that are nobody's, may of course occur."""


def check(data: bytes) -> str:
    """Raises AssertionError where the secret can be read in anything that was redacted."""
    raw_secret, number, text = (*data.split(b"\0", 2), b"", b"")[:3]
    secret = raw_secret.decode("utf-8", "replace")[:_LONGEST]
    if len(secret) < _SHORTEST or len(set(secret)) < 5 or set(secret) <= _HARMLESS or REFERENCE.search(secret):
        return "no secret"
    forms = forms_of(secret)
    form = list(forms.values())[(number[0] if number else 0) % len(forms)]
    if any(one in text for one in forms.values()):
        text = b""  # the fuzzer found the secret itself: nothing is planted then
    planted = text.replace(_PLANT, b"<" + form + b">")
    _in_bytes(secret, planted, form, has_plant=_PLANT in text)
    _in_exchange(secret, planted, forms)
    hide_prose(planted.decode("utf-8", "replace"))
    return "planted" if _PLANT in text else "nothing planted"


def _in_bytes(secret: str, planted: bytes, form: bytes, *, has_plant: bool) -> None:
    hider = Hider({secret: _INSTEAD})
    whole = hider.hide_bytes(planted)
    assert not has_plant or form not in whole, (secret, form, whole)
    for size in (1, 7) if len(planted) < _MOST_PIECES else (97,):
        pieces = (planted[at : at + size] for at in range(0, len(planted), size))
        assert b"".join(hider.hide_chunks(pieces)) == whole, "in pieces otherwise"


def _in_exchange(secret: str, planted: bytes, forms: dict[str, bytes]) -> None:
    text = planted.decode("utf-8", "replace")
    if "\ufffd" in text and "\ufffd" in secret:
        return
    exchange = _exchange(secret, text, planted)
    known = {Secret(secret): _INSTEAD}
    hidden = for_storage(exchange, hider_for(exchange.request, exchange.api, known))
    for name, thing in (("stored", hidden), ("left", for_leaving(hidden))):
        found = [one for one in every_text(thing) for form in forms.values() if form in one]
        assert not found, (name, secret, found[0][:300])


def _exchange(secret: str, text: str, planted: bytes) -> Exchange:
    pairs = {"session": secret, "note": text}
    headers = (("X-Note", text), ("Cookie", secret), ("Location", "https://h.example/?x=" + text))
    return exchange_of(
        "some.api",
        parameters=tuple(Parameter(name, value, Origin.USER) for name, value in pairs.items()),
        url="http://127.0.0.1:1/sync?" + urlencode(pairs),
        body=urlencode(pairs).encode(),
        string_to_sign="note" + text + "session" + secret,
        headers=headers,
        answer=planted,
        answer_headers=headers,
        error=CallError("platform", text, text, text, text, text),
        guard=GuardVerdict(False, "unclear_request", (Difference("f", text, text),)),
        request_id=text,
    )


_AROUND = (
    b'{"access_token":"\1","x":1}', b"session=\1&x=2", b"%22session%22%3A%22\1%22", b'{"b":"{\\"c\\":\\"\1\\"}"}',
    b"Cookie: a=\1; b", b"\\\\\1\\n", b"<password>\1</password>", b"&quot;\1&quot;", b"plain \1 text \1",
)  # fmt: skip

TARGET = Target(
    name="redaction",
    check=check,
    seeds=tuple(
        f"{secret}\0{chr(97 + number)}\0".encode() + around
        for secret in (PLAIN, *NASTY)
        if not set(secret) <= _HARMLESS and len(set(secret)) > 4
        for number, around in enumerate(_AROUND)
    ),
    words=(
        _PLANT, b"\0", b"session=", b'"access_token":"', b"refresh-token", b"&", b"%22", b"%5C", b"%25", b"\\", b"\\\\",
        b'\\"', b"\\u0026", b"&quot;", b"&#39;", b"</", b"'", b"+", b"=", b":", b"{{", b"}}", _INSTEAD.encode(),
        MASK.encode(), b"Authorization: Bearer ", b"\r\n", b"\xff", b"\xc3\xa9", b"\xf0\x9f\x8e\x89", b"n", b"u",
    ),
    good=("planted",),
)  # fmt: skip
