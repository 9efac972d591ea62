"""What is hidden of an exchange: as it is stored, and as it leaves the app. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from aexdesk.redaction.hider import REFERENCE, SECRET_NAMES, Hider
from aexdesk.redaction.sought import Others, encoded
from aexdesk.secret import MASK, Secret
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import (
    CallError,
    Difference,
    Exchange,
    GuardVerdict,
    Headers,
    Parameter,
    ReceivedResponse,
    SentRequest,
)
from aexdesk.workspace.noted import Noted, NotedMistake

_SECRET_HEADERS: Final = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization"})
_ADDRESS_HEADERS: Final = frozenset({"location", "referer"})
_LOGIN_PATH: Final = "auth/token/"
_NOBODY_ELSE: Final = Others()


def hider_for(request: SentRequest, api: str, known: Mapping[Secret, str], others: Others = _NOBODY_ELSE) -> Hider:
    """A hider for one exchange: `known` maps secrets to their references, what else is secret is masked, and so is what
    base64 and hex carry of all these. `others`: secrets that are known beside those of the call."""
    values = {secret.reveal(): reference for secret, reference in known.items() if secret}
    for parameter in request.parameters:
        if is_secret(parameter.name, api) and parameter.value and not REFERENCE.fullmatch(parameter.value):
            values.setdefault(parameter.value, MASK)
    return Hider(values, others=others + encoded(values))


def hider_by_value(secrets: Iterable[Secret]) -> Hider:
    """One that hides these secrets and no others, in base64 and hex too: for what a person pastes, and what leaves."""
    texts = dict.fromkeys((secret.reveal() for secret in secrets if secret), MASK)
    return Hider(texts, (), encoded(texts))


def for_storage(exchange: Exchange, hider: Hider) -> Exchange:
    """The exchange as it may be stored: references in place of secrets; `sign` stays. A body in a file is not read."""
    response = exchange.response
    hider = hider.among(one.encode("utf-8", "surrogatepass") for one in _texts_of(exchange))
    return replace(
        exchange,
        api=hider.hide(exchange.api),
        request=_hide_request(exchange.request, exchange.api, hider),
        guard=_over_guard(exchange.guard, hider.hide),
        response=None if response is None else _hide_response(response, hider),
        error=None if exchange.error is None else _over_error(exchange.error, hider.hide),
        request_id=hider.hide(exchange.request_id),
    )


def _texts_of(exchange: Exchange) -> Iterator[str]:
    """Most of the texts in it. One that is missing here costs time, and hides no worse."""
    request, response = exchange.request, exchange.response
    yield from (exchange.api, exchange.request_id, request.url, request.string_to_sign)
    for one in request.parameters:
        yield from (one.name, one.value)
    for name, value in (*request.headers, *(response.headers if response is not None else ())):
        yield from (name, value)


def for_leaving(exchange: Exchange) -> Exchange:
    """A stored exchange as it may leave the app: without signature, and dots where references stood.

    A body in a file is not read: what leaves of it goes through a Hider that knows the name `sign`.
    """
    sign = exchange.request.sign
    hider = Hider({sign: MASK} if sign else {}, (*SECRET_NAMES, "sign"))
    hidden = for_storage(exchange, hider)
    request, response = hidden.request, hidden.response
    parameters = tuple(
        replace(one, name=_dots(one.name), value=MASK if _canonical(one.name) == "sign" else _dots(one.value))
        for one in request.parameters
    )
    return replace(
        hidden,
        api=_dots(hidden.api),
        request_id=_dots(hidden.request_id),
        request=replace(
            request,
            url=_dots(request.url),
            headers=_over_headers(request.headers, _dots),
            body=_dot_bytes(request.body),
            parameters=parameters,
            string_to_sign=_dots(request.string_to_sign),
            sign=MASK if sign else "",
            noted=None,
        ),
        guard=_over_guard(hidden.guard, _dots),
        error=hidden.error and _over_error(hidden.error, _dots),
        response=response
        and replace(
            response,
            headers=_over_headers(response.headers, _dots),
            body=response.body if response.body.file is not None else Body.of(_dot_bytes(response.body.data)),
        ),
    )


def _dots(text: str) -> str:
    return REFERENCE.sub(MASK, text)


def _dot_bytes(data: bytes) -> bytes:
    return _dots(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _over_headers(headers: Headers, change: Callable[[str], str]) -> Headers:
    return tuple((change(name), change(value)) for name, value in headers)


def _over_guard(verdict: GuardVerdict, change: Callable[[str], str]) -> GuardVerdict:
    differences = tuple(
        Difference(change(one.field), change(one.expected), change(one.found)) for one in verdict.differences
    )
    return replace(verdict, differences=differences)


def _over_error(error: CallError, change: Callable[[str], str]) -> CallError:
    return CallError(
        kind=error.kind,
        code=change(error.code),
        message=change(error.message),
        type=change(error.type),
        sub_code=change(error.sub_code),
        sub_message=change(error.sub_message),
    )


def _canonical(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").strip()


_CANONICAL_NAMES: Final = frozenset(map(_canonical, SECRET_NAMES))


def _is_token_call(api: str) -> bool:
    return _LOGIN_PATH in api.casefold()


def is_secret(name: str, api: str) -> bool:
    """Whether a parameter of this name must be hidden and never be kept."""
    # "code" is a secret on the token calls alone; everywhere else it is the platform's word for a result.
    plain = _canonical(name)
    return plain in _CANONICAL_NAMES or (plain == "code" and _is_token_call(api))


def _hide_headers(headers: Headers, hider: Hider) -> Headers:
    return tuple(
        (
            hider.hide(name),
            MASK
            if name.casefold() in _SECRET_HEADERS
            else (hider.with_names("code") if name.casefold() in _ADDRESS_HEADERS else hider).hide(value),
        )
        for name, value in headers
    )


def _hide_request(request: SentRequest, api: str, hider: Hider) -> SentRequest:
    of_request = hider.with_names("code") if _is_token_call(api) else hider
    parameters = tuple(_hide_parameter(parameter, api, hider) for parameter in request.parameters)
    return replace(
        request,
        url=of_request.hide(request.url),
        headers=_hide_headers(request.headers, hider),
        body=of_request.hide_bytes(request.body),
        parameters=parameters,
        string_to_sign=_hide_string_to_sign(request, parameters, hider),
        noted=None if request.noted is None else _hide_noted(request.noted, hider),
    )


def _hide_noted(noted: Noted, hider: Hider) -> Noted:
    return replace(
        noted,
        mistakes=_hide_mistakes(noted.mistakes, hider),
        alternatives=tuple(_hide_mistakes(one, hider) for one in noted.alternatives),
    )


def _hide_mistakes(mistakes: tuple[NotedMistake, ...], hider: Hider) -> tuple[NotedMistake, ...]:
    return tuple(
        NotedMistake(one.kind, hider.hide(one.how), tuple(map(hider.hide, one.where)), hider.hide(one.name))
        for one in mistakes
    )


def _hide_parameter(parameter: Parameter, api: str, hider: Hider) -> Parameter:
    name = hider.hide(parameter.name)
    if not is_secret(parameter.name, api):
        value = hider.hide(parameter.value)
        is_same = name is parameter.name and value is parameter.value
        return parameter if is_same else replace(parameter, name=name, value=value)
    if not parameter.value or REFERENCE.fullmatch(parameter.value):
        return parameter
    return replace(parameter, name=name, value=hider.value(parameter.value))


def _hide_string_to_sign(request: SentRequest, hidden: tuple[Parameter, ...], hider: Hider) -> str:
    text = request.string_to_sign
    for before, after in zip(request.parameters, hidden, strict=True):
        if before.value != after.value:
            text = text.replace(before.name + before.value, after.name + after.value)
    # No sign stands between a value and the name after it: where the parameters are known, names tell nothing.
    return (hider.without_names() if hidden else hider).hide(text)


def _hide_response(response: ReceivedResponse, hider: Hider) -> ReceivedResponse:
    body = response.body if response.body.file is not None else Body.of(hider.hide_bytes(response.body.data))
    return replace(response, headers=_hide_headers(response.headers, hider), body=body)
