"""The request as it should have been: with its right signature as cURL, and as code that signs by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from aexdesk.doctor.finding import Finding
from aexdesk.doctor.received import SIGN, Pairs, Received
from aexdesk.interchange.corrected import write_corrected
from aexdesk.interchange.recipe import SESSION_NAMES, bare_name, variable_of
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.multipart import FilePart
from aexdesk.openplatform.request import Call, endpoint_of
from aexdesk.redaction import is_secret
from aexdesk.services.unsent import UnsentCall

_COMPUTED: Final = frozenset({"app_key", "timestamp", "sign_method", SIGN, *SESSION_NAMES})
_ENCODED_ON_THE_WAY: Final = "values-sent-encoded"


@dataclass(frozen=True, slots=True)
class Correction:
    """`curl` is "" where the right signature is not known: without the app secret. `unsent` becomes code.

    `files` are the parameter and the name of each file that both read from the folder where they run.
    """

    curl: str
    unsent: UnsentCall
    files: tuple[tuple[str, str], ...] = ()


def correct(received: Received, finding: Finding, endpoints: Endpoints) -> Correction:
    """What was received, put right as far as a signature goes. No secret stands in it."""
    right = finding.expected.sign
    pairs = _signed(received, right)
    variables = {name: _variable(name) for name, value in pairs if value and is_secret(name, received.api)}
    files = tuple((one.name, bare_name(one.file_name, one.name)) for one in received.files)
    curl = write_corrected(_address(received, endpoints), received.http_method, pairs, files, variables)
    return Correction(curl if right else "", _unsent(received, finding, endpoints, files), files)


def _signed(received: Received, right: str) -> Pairs:
    """Each name once, as the signature counts them; `sign` where it stood, else last."""
    pairs = tuple((name, right if name == SIGN else value) for name, value in received.once)
    return pairs if received.has(SIGN) else (*pairs, (SIGN, right))


def _variable(name: str) -> str:
    return "AE_SESSION" if name in SESSION_NAMES else variable_of(name)


def _address(received: Received, endpoints: Endpoints) -> str:
    """Where it was sent, unless such an API is not called there."""
    right = endpoint_of(received.api, endpoints)
    path = received.url.rstrip("/")
    is_there = (
        path.endswith(("/rest", received.api)) if received.is_system else path.endswith(("/sync", "/router/rest"))
    )
    return received.url if is_there and "://" in received.url else right


def _unsent(received: Received, finding: Finding, endpoints: Endpoints, files: Pairs) -> UnsentCall:
    is_encoded = any(one.kind == _ENCODED_ON_THE_WAY for one in finding.mistakes)
    pairs = tuple((name, unquote(value) if is_encoded else value) for name, value in _own(received))
    method = "GET" if received.http_method == "GET" and not received.files else "POST"
    has_session = any(received.value(name) for name in SESSION_NAMES)
    parts = tuple(FilePart(name, file_name, b"") for name, file_name in files)  # code reads the contents by itself
    call = Call(received.api, _hidden(pairs, received.api), method, files=parts)
    return UnsentCall(call, received.value("app_key"), endpoints, has_session)


def _own(received: Received) -> Iterable[tuple[str, str]]:
    """What is not computed anew for each call."""
    for name, value in received.once:
        if name not in _COMPUTED and not (name == "method" and value == received.api):
            yield name, value


def _hidden(pairs: Pairs, api: str) -> Pairs:
    """Code reads them from the environment; their values must not even be near it."""
    return tuple((name, "not-a-secret" if value and is_secret(name, api) else value) for name, value in pairs)
