"""Whatever is pasted: refused with a documented code, or examined; a search that is told to end ends at once."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

from aexdesk.doctor.finding import Verdict
from aexdesk.faults import BadInput
from aexdesk.interchange.pasted import read_pasted
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import Question, diagnose, received_of
from tests.doctor.corpus.bases import BASES, SECRET
from tests.doctor.corpus.cases import made
from tests.doctor.corpus.texts import FORMS
from tests.fuzz.target import Target

_CODES = frozenset({"pasted_nothing", "pasted_too_long", "pasted_unknown", "pasted_no_api", "pasted_bad_json"})
_NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
_QUESTIONS = 2
"""So often a search asks whether to go on; it is told to end then."""


def check(data: bytes) -> str:
    """Raises AssertionError for a code that nobody documented, a search that goes on, a wrong word of what is valid."""
    try:
        pasted = read_pasted(data.decode("utf-8", "surrogateescape"))
    except BadInput as error:
        if error.code not in _CODES:
            raise
        return f"refused: {error.code}"
    asked = 0

    def keep_going(_tried: int) -> bool:
        nonlocal asked
        asked += 1
        assert asked <= _QUESTIONS, "it was told to end, and went on"
        return asked < _QUESTIONS

    question = Question(received_of(pasted), Secret(SECRET), {"other": Secret("another-secret")})
    finding = diagnose(question, _NOW, keep_going).finding
    assert bool(finding.mistakes) == (finding.verdict is Verdict.EXPLAINED)
    assert finding.stopped == (asked == _QUESTIONS) or finding.verdict is Verdict.UNSIGNED
    if finding.verdict is Verdict.VALID:
        assert finding.received.sign.upper() in _digests(finding.received.string_to_sign), finding.received
    return finding.verdict.value


def _digests(text: str) -> set[str]:
    """All that a right signature of `text` may be. For MD5 the text has the secret around it already."""
    message, key = text.encode("utf-8", "surrogateescape"), SECRET.encode()
    made = [hmac.new(key, message, "sha256"), hmac.new(key, message, "md5")]
    return {*(one.hexdigest().upper() for one in made), hashlib.md5(message, usedforsecurity=False).hexdigest().upper()}


_SEEDS = tuple(
    write(made(base)).encode("utf-8", "surrogateescape")
    for base in BASES[::25]
    for write in FORMS.values()
    if base.file is None
)

TARGET = Target(
    name="doctor",
    check=check,
    seeds=_SEEDS,
    words=(
        b"sign=", b"&sign_method=md5", b"&sign_method=hmac", b"timestamp=", b"method=", b"app_key=", b"/rest/", 
        b"/sync?", b"curl ", b"--data-raw ", b"--data-urlencode ", b"-F ", b"-H ", b"$'", b"\\\n", b"^", b"POST ",
        b" HTTP/1.1\r\n", b"Content-Type: multipart/form-data; boundary=", b"Host: ", b'{"api": ', b'"params": {',
        b'"log": {"entries": [', b'"postData": {', b'"url": ',
        b"%20", b"+", b"%", b"\\u00e9", b"\\ud800", b"1e5", b"null", b"[", b"\r\n\r\n",
    ),
    good=("valid", "explained", "unexplained"),
)  # fmt: skip
