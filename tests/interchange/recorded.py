"""Exchanges as the history holds them: sent, answered, and stored without their secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call, Credentials, Origin, Parameter, build_request
from aexdesk.redaction import for_leaving, for_storage, hider_for
from aexdesk.secret import Secret
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange, GuardVerdict, ReceivedResponse, SentRequest

APP_SECRET = "the-app-secret-of-a-test"
SESSION = "50000601c30atpedfgu3LVvik87Ixlsvle3mSoB7701ceb156fPunYZ43GBg"
PRODUCT = "aliexpress.ds.product.get"
BOUNDARY = "a-boundary-of-a-test"


@dataclass(frozen=True)
class Told:
    """A request in a test's words; `files` are (parameter, file name, bytes)."""

    api: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    http_method: str = "POST"
    sign_method: str = "sha256"
    settings: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[tuple[str, str, bytes]] = ()
    has_session: bool = True
    app_key: str = "33505222"
    base_url: str = "https://api-sg.aliexpress.com"
    answer: str = '{"code":"0"}'


def record(told: Told, session: str = SESSION, number: int = 1) -> Exchange:
    """The exchange as it is stored; for_leaving has not seen it yet."""
    call = Call(
        told.api, tuple(told.parameters.items()), told.http_method, told.sign_method, tuple(told.settings.items())
    )
    who = Credentials(told.app_key, Secret(APP_SECRET), Secret(session) if told.has_session else None)
    signed = build_request(call, who, Endpoints(told.base_url + "/sync", told.base_url + "/rest"), "1767268800000")
    request = SentRequest.of(signed)
    if told.files:
        request = _as_multipart(request, told.files)
    exchange = Exchange(
        id=f"exchange-{number}",
        at=datetime(2026, 1, 1, 12, 0, number, tzinfo=UTC),
        environment="live",
        profile="shop",
        api=told.api,
        request=request,
        guard=GuardVerdict(allowed=True, reason="not_an_order"),
        response=ReceivedResponse(
            200, (("Content-Type", "application/json;charset=UTF-8"),), Body.of(told.answer.encode()), 12.5, 11.25
        ),
        request_id="2101d05f17144750947504007",
        app_key=told.app_key,
    )
    return for_storage(exchange, hider_for(request, told.api, {Secret(session): "{{session:t1}}"}))


def leave(told: Told, number: int = 1) -> Exchange:
    """The exchange as generators get it."""
    return for_leaving(record(told, number=number))


def _as_multipart(request: SentRequest, files: Sequence[tuple[str, str, bytes]]) -> SentRequest:
    parts = [
        f'Content-Disposition: form-data; name="{one.name}"\r\n\r\n{one.value}'.encode() for one in request.parameters
    ]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'.encode()
        + b"Content-Type: image/jpeg\r\n\r\n"
        + content
        for name, file_name, content in files
    ]
    mark = f"--{BOUNDARY}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
    headers = (("User-Agent", "AExDesk"), ("Content-Type", f"multipart/form-data; boundary={BOUNDARY}"))
    return replace(request, headers=headers, body=body)


def with_parameter(exchange: Exchange, name: str, value: str) -> Exchange:
    """One with a parameter more."""
    more = (*exchange.request.parameters, Parameter(name, value, Origin.USER))
    return replace(exchange, request=replace(exchange.request, parameters=more))
