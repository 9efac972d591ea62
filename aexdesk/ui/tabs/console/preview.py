"""How a call is signed, without its secrets: the draft as it would leave now, or a call as it was sent. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aexdesk import redaction
from aexdesk.faults import BadInput
from aexdesk.openplatform.multipart import SentFile, shorten
from aexdesk.openplatform.request import Parameter, SignedRequest
from aexdesk.openplatform.signing import (
    SIGN_METHODS,
    Digest,
    Part,
    Segment,
    build_string_to_sign,
    digest_of,
)
from aexdesk.secret import MASK, Secret
from aexdesk.workspace.exchange import Exchange, GuardVerdict, SentRequest

if TYPE_CHECKING:
    from aexdesk.services.callers import Caller

Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SigningPreview:
    """What the signing view shows; nothing in it is a secret. `segments` join to the string to sign.

    `files` go along without being signed; in `body` a word stands for the content of each.
    """

    http_method: str
    url: str
    body: str
    parameters: tuple[Parameter, ...]
    segments: Segments
    digest: Digest
    sign: str
    files: tuple[SentFile, ...] = ()

    @property
    def string_to_sign(self) -> str:
        """The string to sign, secrets as dots."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class OpenTexts:
    """The same texts with the session in them, for the copy buttons that say so. The app secret stays dots."""

    string_to_sign: Secret
    url: Secret
    body: Secret


def preview_signed(signed: SignedRequest, caller: Caller) -> SigningPreview:
    """The preview of a request that has been signed for showing."""
    known = dict.fromkeys((*caller.references, *_secrets_of(caller)), MASK)
    hidden = _hide(signed, known)
    values = {parameter.name: parameter.value for parameter in hidden.parameters}
    segments = tuple(
        Segment(Part.VALUE, values[segment.parameter], segment.parameter) if segment.part is Part.VALUE else segment
        for segment in signed.string_to_sign.segments
    )
    return _make(hidden, segments, signed.string_to_sign.digest)


def open_texts(signed: SignedRequest) -> OpenTexts:
    """What leaves, as it leaves."""
    return OpenTexts(Secret(signed.string_to_sign.text), Secret(signed.url), Secret(signed.body.decode()))


def preview_sent(exchange: Exchange) -> SigningPreview:
    """The preview of a call as it was recorded: what it says is what was sent, secrets as references or dots."""
    request = exchange.request
    values = {parameter.name: parameter.value for parameter in request.parameters}
    digest = _digest_of(values.get("sign_method", ""))
    built = build_string_to_sign(exchange.api, values, digest)
    # A record of another kind, from a proxy perhaps, may have been signed in a way of its own.
    is_same = built.text == request.string_to_sign
    segments = built.segments if is_same else (Segment(Part.VALUE, request.string_to_sign),)
    body, files = shorten(request.body)
    return replace(_make(replace(request, body=body), segments, digest), files=files)


def _make(request: SentRequest, segments: Segments, digest: Digest) -> SigningPreview:
    return SigningPreview(
        http_method=request.method,
        url=request.url,
        body=request.body.decode("utf-8", "replace"),
        parameters=request.parameters,
        segments=segments,
        digest=digest,
        sign=request.sign,
    )


def _hide(signed: SignedRequest, known: dict[Secret, str]) -> SentRequest:
    sent = SentRequest.of(signed)
    exchange = Exchange(
        id="",
        at=datetime.fromtimestamp(0, UTC),
        environment="",
        profile="",
        api=signed.api,
        request=sent,
        guard=GuardVerdict(allowed=False, reason=""),
    )
    return redaction.for_storage(exchange, redaction.hider_for(sent, signed.api, known)).request


def _secrets_of(caller: Caller) -> tuple[Secret, ...]:
    session = caller.credentials.session
    return (caller.credentials.app_secret, *((session,) if session else ()))


def _digest_of(sign_method: str) -> Digest:
    try:
        return digest_of(sign_method)
    except BadInput:
        return next(iter(SIGN_METHODS.values()))
