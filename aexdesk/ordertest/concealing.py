"""Keeps sessions out of what the guard says of a request: its words are shown, logged and sent to clients. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qsl

from aexdesk.ordertest.reading import SESSION_NAMES, OutgoingRequest, Reading
from aexdesk.ordertest.spelling import fold, unquote_all
from aexdesk.workspace.exchange import GuardVerdict

_MASK = "••••"
_SHORTEST = 6
"""Letters; what is shorter is no session, and would hide half of every sentence."""
_SECRET_NAMES = frozenset(fold(name) for name in (*SESSION_NAMES, "refresh_token", "code"))
_AFTER_A_NAME = re.compile(
    r"(?:session|(?:access|refresh)[_-]?token)[^A-Za-z0-9&]{1,12}([^\s&=\"',;{}]+)", re.ASCII | re.IGNORECASE
)


def secrets_of(reading: Reading) -> set[str]:
    """The sessions and tokens among the parameters of a request that could be read."""
    return {value for name, value in reading.parameters.items() if fold(name) in _SECRET_NAMES}


def secrets_in(request: OutgoingRequest) -> set[str]:
    """What may be a session in a request that could not be read."""
    found: set[str] = set()
    for text in (request.url.partition("?")[2], request.body.decode(errors="replace")):
        found.update(value for name, value in parse_qsl(text) if fold(name) in _SECRET_NAMES)
        found.update(_AFTER_A_NAME.findall(unquote_all(text)))
    return found


def conceal(text: str, secrets: Iterable[str]) -> str:
    """`text` with dots for each of the secrets."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, _MASK)
    return text


def conceal_in_verdict(verdict: GuardVerdict, secrets: Iterable[str]) -> GuardVerdict:
    """The verdict, with dots for secrets in what its differences found."""
    known = tuple(secrets)
    differences = tuple(
        replace(one, field=conceal(one.field, known), found=conceal(one.found, known)) for one in verdict.differences
    )
    return replace(verdict, differences=differences)
