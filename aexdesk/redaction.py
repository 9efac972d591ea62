"""The only code that decides what is hidden: in what is stored, in what leaves the app, and in the log. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote, quote_plus

from aexdesk.secret import MASK, Secret
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange, Headers, Parameter, ReceivedResponse, SentRequest

SECRET_NAMES: Final = (
    "session", "access_token", "refresh_token", "app_secret", "client_secret", "password",
    "accessToken", "refreshToken", "appSecret", "clientSecret",
)  # fmt: skip
"""Parameters and JSON fields whose value is a secret wherever they stand."""

_SECRET_HEADERS: Final = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization"})
_CODE_PATH: Final = "/auth/token/"
_SHORTEST_BY_VALUE: Final = 6  # a shorter text is found by its name alone: replacing "1" would ruin everything else
_OVERLAP: Final = 8192  # bytes; no token is longer, and a match never spans more
_REFERENCE = re.compile(r"\{\{[a-z_]+:[^{}]{1,80}\}\}")


class Hider:
    """Replaces secrets in bytes and text: known ones by value in every encoding, others by the name beside them."""

    def __init__(self, known: Mapping[str, str], names: Iterable[str] = SECRET_NAMES) -> None:
        self._by_form = {
            form: replacement.encode()
            for value, replacement in known.items()
            if len(value) >= _SHORTEST_BY_VALUE
            for form in _forms(value)
        }
        self._known = dict(known)
        self._pattern = _compile(self._by_form, tuple(names))

    def hide_bytes(self, data: bytes) -> bytes:
        """`data` without its secrets."""
        return self._pattern.sub(self._replace, data)

    def hide(self, text: str) -> str:
        """`text` without its secrets."""
        return self.hide_bytes(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def hide_chunks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same for a body that does not fit in memory: a secret cut by a chunk's end is still found."""
        carried = b""
        for chunk in chunks:
            carried += chunk
            cut = max(0, len(carried) - _OVERLAP)
            for match in self._pattern.finditer(carried):
                if match.start() < cut < match.end():
                    cut = match.start()
            if cut:
                yield self.hide_bytes(carried[:cut])
                carried = carried[cut:]
        yield self.hide_bytes(carried)

    def value(self, value: str) -> str:
        """What stands for a value that is known to be a secret."""
        return self._known.get(value, MASK)

    def _replace(self, match: re.Match[bytes]) -> bytes:
        found = match.groupdict()
        if (form := found["value"]) is not None:
            return self._by_form[form]
        before, inside = found["json_before"] or found["form_before"], found["json_value"] or found["form_value"]
        if before is None or not inside:
            return match.group()
        if _REFERENCE.fullmatch(inside.decode("utf-8", "replace")):
            return match.group()
        return before + self._by_form.get(inside, MASK.encode()) + (found["json_after"] or b"")


def _forms(value: str) -> set[bytes]:
    texts = {value, quote_plus(value, errors="replace"), quote(value, safe="", errors="replace")}
    texts |= {json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
    return {text.encode("utf-8", "surrogatepass") for text in texts}


def _compile(forms: Iterable[bytes], names: tuple[str, ...]) -> re.Pattern[bytes]:
    values = b"|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or b"(?!)"
    name = b"|".join(re.escape(item.encode()) for item in names) or b"(?!)"
    # JSON, also JSON text inside JSON, whose quotation marks carry backslashes.
    in_json = (
        rb'(?P<json_before>(?P<slashes>\\{0,7})"(?:' + name + rb')(?P=slashes)"\s{0,8}:\s{0,8}(?P=slashes)")'
        rb'(?P<json_value>(?:(?!(?P=slashes)")[^\n]){0,4096})(?P<json_after>(?P=slashes)")'
    )
    in_form = rb"(?P<form_before>(?<![A-Za-z0-9_])(?:" + name + rb")=)(?P<form_value>[^&\s\"'<>]{1,4096})"
    return re.compile(rb"(?P<value>" + values + rb")|" + in_json + rb"|" + in_form)


_LOG_NAMES: Final = (*SECRET_NAMES, "code", "sign")


class SecretsSeen:
    """The secrets that went through this process, so that the log and crash reports can be cleared of them."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._hider = Hider({}, _LOG_NAMES)

    def add(self, secret: Secret | None) -> None:
        """Remembers a secret that was read or given."""
        if secret is not None and (text := secret.reveal()) and text not in self._seen:
            self._seen.add(text)
            self._hider = Hider(dict.fromkeys(self._seen, MASK), _LOG_NAMES)

    def hide(self, text: str) -> str:
        """`text` without any of them, and without what a name beside it gives away (signatures and codes too)."""
        return self._hider.hide(text)


def hider_for(request: SentRequest, api: str, known: Mapping[Secret, str]) -> Hider:
    """A hider for one exchange: `known` maps secrets to their references, what else is secret is masked."""
    values = {secret.reveal(): reference for secret, reference in known.items() if secret}
    for parameter in request.parameters:
        if _is_secret(parameter.name, api) and parameter.value:
            values.setdefault(parameter.value, MASK)
    return Hider(values)


def for_storage(exchange: Exchange, hider: Hider) -> Exchange:
    """The exchange as it may be stored: references in place of secrets; `sign` stays. A body in a file is not read."""
    response = exchange.response
    return replace(
        exchange,
        request=_hide_request(exchange.request, exchange.api, hider),
        response=None if response is None else _hide_response(response, hider),
        error=None
        if exchange.error is None
        else replace(
            exchange.error,
            message=hider.hide(exchange.error.message),
            sub_message=hider.hide(exchange.error.sub_message),
        ),
    )


def for_leaving(exchange: Exchange) -> Exchange:
    """A stored exchange as it may leave the app: without signature, and dots where references stood."""
    hider = Hider({exchange.request.sign: MASK} if exchange.request.sign else {}, (*SECRET_NAMES, "sign"))
    hidden = for_storage(exchange, hider)
    request = hidden.request
    parameters = tuple(
        replace(parameter, value=MASK) if parameter.name == "sign" else replace(parameter, value=_dots(parameter.value))
        for parameter in request.parameters
    )
    left = replace(
        request,
        url=_dots(request.url),
        headers=tuple((name, _dots(value)) for name, value in request.headers),
        body=_dots(request.body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape"),
        parameters=parameters,
        string_to_sign=_dots(request.string_to_sign),
        sign=MASK if request.sign else "",
    )
    return replace(hidden, request=left, response=hidden.response and _dot_response(hidden.response))


def _dots(text: str) -> str:
    return _REFERENCE.sub(MASK, text)


def _dot_response(response: ReceivedResponse) -> ReceivedResponse:
    if response.body.file is not None:
        return response
    text = _dots(response.body.data.decode("utf-8", "surrogateescape"))
    return replace(response, body=Body.of(text.encode("utf-8", "surrogateescape")))


def _names_in(api: str) -> tuple[str, ...]:
    # "code" is a secret on the token calls alone; everywhere else it is the platform's word for a result.
    return (*SECRET_NAMES, "code") if api.startswith(_CODE_PATH) else SECRET_NAMES


def _is_secret(name: str, api: str) -> bool:
    lowered = name.casefold()
    return any(lowered == secret.casefold() for secret in _names_in(api))


def _hide_headers(headers: Headers, hider: Hider) -> Headers:
    return tuple((name, MASK if name.casefold() in _SECRET_HEADERS else hider.hide(value)) for name, value in headers)


def _hide_request(request: SentRequest, api: str, hider: Hider) -> SentRequest:
    parameters = tuple(_hide_parameter(parameter, api, hider) for parameter in request.parameters)
    return replace(
        request,
        url=_hide_form(request.url, api, hider),
        headers=_hide_headers(request.headers, hider),
        body=_hide_form(request.body.decode("utf-8", "surrogateescape"), api, hider).encode("utf-8", "surrogateescape"),
        parameters=parameters,
        string_to_sign=_hide_string_to_sign(request, api, hider),
    )


def _hide_parameter(parameter: Parameter, api: str, hider: Hider) -> Parameter:
    if not _is_secret(parameter.name, api):
        return replace(parameter, value=hider.hide(parameter.value))
    if not parameter.value or _REFERENCE.fullmatch(parameter.value):
        return parameter
    return replace(parameter, value=hider.value(parameter.value))


def _hide_form(text: str, api: str, hider: Hider) -> str:
    names = "|".join(_names_in(api))
    pattern = re.compile(rf"(?P<before>(?:^|[?&])(?:{names})=)(?P<value>[^&#]+)", re.IGNORECASE)

    def hide(match: re.Match[str]) -> str:
        if _REFERENCE.fullmatch(match["value"]):
            return match.group()
        return match["before"] + _reference_or_mask(match["value"], hider)

    hidden = hider.hide_bytes(pattern.sub(hide, text).encode("utf-8", "surrogateescape"))
    return hidden.decode("utf-8", "surrogateescape")


def _reference_or_mask(encoded: str, hider: Hider) -> str:
    hidden = hider.hide(encoded)
    return hidden if hidden != encoded else MASK


def _hide_string_to_sign(request: SentRequest, api: str, hider: Hider) -> str:
    text = request.string_to_sign
    for parameter in request.parameters:
        if _is_secret(parameter.name, api) and parameter.value and not _REFERENCE.fullmatch(parameter.value):
            text = text.replace(parameter.name + parameter.value, parameter.name + hider.value(parameter.value))
    return hider.hide(text)


def _hide_response(response: ReceivedResponse, hider: Hider) -> ReceivedResponse:
    body = response.body if response.body.file is not None else Body.of(hider.hide_bytes(response.body.data))
    return replace(response, headers=_hide_headers(response.headers, hider), body=body)
