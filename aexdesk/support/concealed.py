"""An exchange as support gets it: what tells of a person is hidden, wherever in the exchange it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import quote_plus, unquote_plus

from aexdesk.redaction.json_spots import is_json
from aexdesk.support.hiding import Concealing
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Difference, Exchange, GuardVerdict, Headers, Parameter, SentRequest

RESPONSE: Final = "response"
ERROR: Final = "error message"
_FORM: Final = "application/x-www-form-urlencoded"


def begin(exchanges: Iterable[Exchange], shown: Iterable[str]) -> Concealing:
    """The pass over these exchanges: an app key or a request ID is nobody's number."""
    return Concealing(shown, {text for one in exchanges for text in (one.app_key, one.request_id, one.api) if text})


def conceal(exchange: Exchange, concealing: Concealing, prefix: str = "") -> Exchange:
    """The exchange without personal data; `prefix` tells its places from those of others."""
    before = exchange.request.parameters
    parameters = tuple(
        replace(one, value=concealing.field(one.name, one.value, f"{prefix}{one.name}")) for one in before
    )
    request = _conceal_request(exchange.request, parameters, concealing, prefix)
    response = exchange.response
    if response is not None:
        told = _conceal_body(response.body, concealing, f"{prefix}{RESPONSE}")
        response = replace(response, headers=_headers(response.headers, concealing), body=told)
    error = exchange.error
    return replace(
        exchange,
        request=request,
        response=response,
        guard=_conceal_guard(exchange.guard, concealing),
        error=None if error is None else _conceal_error(error, concealing, f"{prefix}{ERROR}"),
    )


def _conceal_request(
    request: SentRequest, parameters: tuple[Parameter, ...], concealing: Concealing, prefix: str
) -> SentRequest:
    changes = {
        (old.name, old.value): new.value
        for old, new in zip(request.parameters, parameters, strict=True)
        if old.value != new.value
    }
    url, mark, query = request.url.partition("?")
    text_to_sign = request.string_to_sign
    for (name, value), instead in changes.items():
        text_to_sign = text_to_sign.replace(name + value, name + instead)
    return replace(
        request,
        url=concealing.elsewhere(url + mark + _over_pairs(query, changes)),
        headers=_headers(request.headers, concealing),
        body=_conceal_sent(request, changes, concealing, prefix),
        parameters=parameters,
        string_to_sign=concealing.elsewhere(text_to_sign),
    )


def _conceal_sent(
    request: SentRequest, changes: dict[tuple[str, str], str], concealing: Concealing, prefix: str
) -> bytes:
    kind = next((value for name, value in request.headers if name.casefold() == "content-type"), "")
    try:
        text = request.body.decode("utf-8")
    except UnicodeDecodeError:
        return concealing.elsewhere_bytes(request.body)
    if kind.casefold().startswith(_FORM):
        text = _over_pairs(text, changes)
    elif is_json(text) or not request.parameters:
        text = concealing.free(text, f"{prefix}body")
    else:  # the parts of a multipart body stand as they are, short values too
        for (_name, value), instead in changes.items():
            text = text.replace(value, instead)
    return concealing.elsewhere(text).encode()


def _over_pairs(text: str, changes: dict[tuple[str, str], str]) -> str:
    """A form's pairs with those that changed written anew; the others stay as they were sent."""
    if not changes:
        return text
    pairs = []
    for pair in text.split("&"):
        name, mark, value = pair.partition("=")
        instead = changes.get((unquote_plus(name), unquote_plus(value)))
        pairs.append(pair if instead is None else f"{name}{mark}{quote_plus(instead)}")
    return "&".join(pairs)


def _conceal_body(body: Body, concealing: Concealing, where: str) -> Body:
    if body.file is not None or not body.data:
        return body
    try:
        text = body.data.decode("utf-8")
    except UnicodeDecodeError:
        return Body.of(concealing.elsewhere_bytes(body.data))
    return Body.of(concealing.free(text, where).encode())


def _headers(headers: Headers, concealing: Concealing) -> Headers:
    return tuple((name, concealing.elsewhere(value)) for name, value in headers)


def _conceal_error(error: CallError, concealing: Concealing, where: str) -> CallError:
    message, sub_message = (concealing.free(text, where) for text in (error.message, error.sub_message))
    return replace(error, message=message, sub_message=sub_message)


def _conceal_guard(guard: GuardVerdict, concealing: Concealing) -> GuardVerdict:
    """A difference tells of accounts: of its two sides the fields say what they are."""
    differences = tuple(
        Difference(one.field, concealing.field("", one.expected, "guard"), concealing.field("", one.found, "guard"))
        for one in guard.differences
    )
    return replace(guard, differences=differences)
