"""Builds the request of a call: parameters with their origin, the signature, and the exact bytes to send. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from urllib.parse import quote_plus, urlencode

from aexdesk.faults import BadInput
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.multipart import FilePart, content_type, write_multipart
from aexdesk.openplatform.signing import SIGN, StringToSign, build_string_to_sign, digest_of, is_system, sign
from aexdesk.secret import Secret

FORM = "application/x-www-form-urlencoded;charset=UTF-8"
USER_AGENT = "AExDesk"
_SESSION_NAMES = frozenset({"session", "access_token"})


class Origin(StrEnum):
    """Where a parameter came from."""

    USER = "user"
    PROFILE = "profile"
    API = "api"
    CLOCK = "clock"
    SETTING = "setting"
    TOKEN = "token"  # noqa: S105 - the name of an origin
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as it travels: raw, before any percent-encoding."""

    name: str
    value: str
    origin: Origin


Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """What a person asks for: an API and its parameters, in the order given.

    `settings` are common parameters such as `format` or `simplify`. A common parameter among `parameters` wins over
    the computed one, so that any layout seen in the field can be made. With `files` the body is multipart/form-data.
    """

    api: str
    parameters: tuple[tuple[str, str], ...] = ()
    http_method: str = "POST"
    sign_method: str = "sha256"
    settings: tuple[tuple[str, str], ...] = ()
    files: tuple[FilePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Credentials:
    """As which app, and as whom."""

    app_key: str
    app_secret: Secret
    session: Secret | None = None


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A call ready to leave; `parameters` stand in the order in which they travel, `sign` last."""

    api: str
    http_method: str
    endpoint: str
    url: str
    headers: Headers
    body: bytes
    parameters: tuple[Parameter, ...]
    string_to_sign: StringToSign
    sign: str


def session_parameter(api: str) -> str:
    """The name under which the official SDKs send the token: `session` on /sync, `access_token` on /rest."""
    return "access_token" if is_system(api) else "session"


def endpoint_of(api: str, endpoints: Endpoints) -> str:
    """The URL that `api` is called at: /sync, or /rest with the path behind it."""
    return endpoints.rest_url + quote_path(api) if is_system(api) else endpoints.sync_url


def quote_path(api: str) -> str:
    """The path of a system interface as it stands in a URL."""
    path = api if api.startswith("/") else "/" + api
    return "/".join(quote_plus(piece) for piece in path.split("/"))


def build_request(call: Call, credentials: Credentials, endpoints: Endpoints, timestamp: str) -> SignedRequest:
    """Signs `call`. `timestamp` is milliseconds since 1970 as text. Trims and drops nothing.

    Raises BadInput: unknown sign method or HTTP method, a parameter given twice, text without UTF-8, files in a GET.
    """
    if call.http_method not in ("GET", "POST"):
        raise BadInput("unknown_http_method", name=call.http_method)
    if call.files and call.http_method != "POST":
        raise BadInput("files_need_post")
    unsigned = _gather(call, credentials, timestamp)
    values = {parameter.name: parameter.value for parameter in unsigned}
    text = build_string_to_sign(call.api, values, digest_of(values["sign_method"]))
    signature = sign(text, credentials.app_secret)
    parameters = (*unsigned, Parameter(SIGN, signature, Origin.COMPUTED))
    try:
        endpoint = endpoint_of(call.api, endpoints)
        query, media_type, body = _laid_out(call, parameters)
    except UnicodeEncodeError:
        raise BadInput("not_utf8") from None
    return SignedRequest(
        api=call.api,
        http_method=call.http_method,
        endpoint=endpoint,
        url=f"{endpoint}?{query}" if query else endpoint,
        headers=(("User-Agent", USER_AGENT), *((("Content-Type", media_type),) if media_type else ())),
        body=body,
        parameters=parameters,
        string_to_sign=text,
        sign=signature,
    )


def _laid_out(call: Call, parameters: tuple[Parameter, ...]) -> tuple[str, str, bytes]:
    """Query, media type and body."""
    pairs = [(parameter.name, parameter.value) for parameter in parameters]
    if call.files:
        for part in call.files:
            if any(name == part.name for name, _value in pairs):
                raise BadInput("parameter_twice", name=part.name)
        # Made of the signature: the same call has the same bytes, and no file can have been written to hold it.
        boundary = f"aexdesk-{sha256(parameters[-1].value.encode()).hexdigest()[:32]}"
        return "", content_type(boundary), write_multipart(pairs, call.files, boundary)
    encoded = urlencode(pairs)
    return (encoded, "", b"") if call.http_method == "GET" else ("", FORM, encoded.encode())


def _gather(call: Call, credentials: Credentials, timestamp: str) -> tuple[Parameter, ...]:
    given = _by_name(Parameter(name, value, Origin.USER) for name, value in call.parameters if name != SIGN)
    computed = _by_name(_common(call, credentials, timestamp))
    if not _SESSION_NAMES.isdisjoint(given):
        # Whoever gives a session by hand, under either name, means that one alone.
        computed.pop(session_parameter(call.api), None)
    common = [given.pop(name, parameter) for name, parameter in computed.items()]
    return (*common, *given.values())


def _by_name(parameters: Iterable[Parameter]) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for parameter in parameters:
        if found.setdefault(parameter.name, parameter) is not parameter:
            raise BadInput("parameter_twice", name=parameter.name)
    return found


def _common(call: Call, credentials: Credentials, timestamp: str) -> list[Parameter]:
    common = [Parameter("app_key", credentials.app_key, Origin.PROFILE)]
    if not is_system(call.api):
        common.append(Parameter("method", call.api, Origin.API))
    common.append(Parameter("timestamp", timestamp, Origin.CLOCK))
    common.append(Parameter("sign_method", call.sign_method, Origin.SETTING))
    common += [Parameter(name, value, Origin.SETTING) for name, value in call.settings if name != SIGN]
    if credentials.session is not None:
        common.append(Parameter(session_parameter(call.api), credentials.session.reveal(), Origin.TOKEN))
    return common
