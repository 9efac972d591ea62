"""The only code that decides what is hidden: in what is stored, in what leaves the app, and in the log. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Final

from aexdesk.openplatform.named_values import (
    CONTEXT,
    LONGEST_END,
    LONGEST_HEAD,
    LOOKED_BACK,
    End,
    forms_of,
    prose_pattern,
    value_behind,
)
from aexdesk.openplatform.wire_forms import longest_form, pattern_of
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

SECRET_NAMES: Final = (
    "session", "access_token", "refresh_token", "app_secret", "client_secret", "password",
    "accessToken", "refreshToken", "appSecret", "clientSecret",
)  # fmt: skip
"""Parameters and JSON fields whose value is a secret wherever they stand, in whatever letter case."""

_SECRET_HEADERS: Final = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization"})
_ADDRESS_HEADERS: Final = frozenset({"location", "referer"})
_LOGIN_PATH: Final = "auth/token/"
_SHORTEST_BY_VALUE: Final = 6  # a shorter text is found by its name alone: replacing "1" would ruin everything else
_REFERENCE = re.compile(r"\{\{[a-z_]+:[^{}]{1,80}\}\}")
_MASK: Final = MASK.encode()
_LONGEST_VALUE: Final = 4096  # what is longer is neither a reference nor a secret that we know


@dataclass(frozen=True, slots=True)
class _Hit:
    """A secret, noticed `at`. It begins at `start`; where it ends is known, or `ending` tells."""

    at: int
    start: int
    end: int = 0
    instead: bytes = b""
    ending: End | None = None


class Hider:
    """Replaces secrets in bytes and text: known ones by value in every encoding, others by the name beside them."""

    def __init__(self, known: Mapping[str, str], names: Iterable[str] = SECRET_NAMES) -> None:
        self._known = dict(known)
        self._names = tuple(names)
        self._all = [(pattern_of(value), known[value].encode()) for value in sorted(known, key=len, reverse=True)]
        self._values = self._all[: sum(len(value) >= _SHORTEST_BY_VALUE for value in known)]
        self.window = max([LONGEST_HEAD, *map(longest_form, known)])
        """So many bytes from where a secret is noticed tell all about it but its end."""

    def with_names(self, *names: str) -> Hider:
        """One that knows more names."""
        return self._that_knows((*self._names, *names))

    def without_names(self) -> Hider:
        """One that goes by value alone."""
        return self._that_knows(())

    def _that_knows(self, names: tuple[str, ...]) -> Hider:
        other = copy(self)
        other.__dict__["_names"] = names
        return other

    def hide_bytes(self, data: bytes) -> bytes:
        """`data` without its secrets."""
        return b"".join(self.hide_chunks((data,)))

    def hide(self, text: str) -> str:
        """`text` without its secrets."""
        return self.hide_bytes(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def hide_chunks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same for a body that does not fit in memory: a secret cut by a chunk's end is still found."""
        stream = HidingStream(self)
        for chunk in chunks:
            yield stream.feed(chunk)
        yield stream.finish()

    def value(self, value: str) -> str:
        """What stands for a value that is known to be a secret."""
        return self._known.get(value, MASK)

    def instead_of(self, inside: bytes) -> bytes:
        """What stands for the value behind a name: its reference, if it is known or is one already."""
        if not inside:
            return inside
        if len(inside) <= _LONGEST_VALUE:
            if _REFERENCE.fullmatch(inside.decode("utf-8", "replace")):
                return inside
            for pattern, instead in self._all:
                if pattern.fullmatch(inside):
                    return instead
        return _MASK

    def search(self, data: bytes) -> _Search:
        """A search for the secrets in `data`."""
        return _Search(data, (*self._values, *forms_of(self._names)))


_Value = tuple[re.Pattern[bytes], bytes]  # a known secret, and what stands for it
_Key = _Value | bytes  # or the name of an unknown one


class _Search:
    """Finds one secret after the other, leftmost first. Remembers what each pattern will find next."""

    def __init__(self, data: bytes, keys: tuple[_Key, ...]) -> None:
        self._data, self._lowered = data, data.lower()
        self._next: dict[_Key, _Hit | None] = dict.fromkeys(keys)

    def first(self, position: int, limit: int) -> _Hit | None:
        """The first secret noticed from `position` on, before `limit`."""
        best: _Hit | None = None
        for key, known in tuple(self._next.items()):
            hit = known if known is not None and known.at >= position else self._find(key, position)
            if hit is None:
                del self._next[key]
                continue
            self._next[key] = hit
            if best is None or hit.at < best.at:
                best = hit
        return best if best is not None and best.at < limit else None

    def _find(self, key: _Key, position: int) -> _Hit | None:
        if isinstance(key, tuple):
            match = key[0].search(self._data, position)
            return match and _Hit(match.start(), match.start(), match.end(), key[1])
        while (at := self._lowered.find(key, position)) >= 0:
            if (value := value_behind(self._data, at, at + len(key))) is not None:
                return _Hit(at, value.start, value.end, value.quote + _MASK + value.quote, value.ending)
            position = at + 1
        return None


class HidingStream:
    """Takes bytes as they come and gives them back, some bytes later, without their secrets. Holds a few kilobytes."""

    def __init__(self, hider: Hider) -> None:
        self._hider = hider
        self._data = b""
        self._done = 0  # what stands before it has been given back, and is context
        self._value: End | None = None  # the end that is looked for, while in a value too long to be kept
        self._seen = 0

    def feed(self, chunk: bytes) -> bytes:
        """Takes the next bytes; gives those that nothing to come can change."""
        self._data += chunk
        return self._advance(is_last=False)

    def finish(self) -> bytes:
        """The rest."""
        return self._advance(is_last=True)

    def _advance(self, *, is_last: bool) -> bytes:
        if self._value is not None and not self._skip(self._value):
            return b""
        size = len(self._data)
        limit = size if is_last else max(self._done, size - self._hider.window)
        search, out, position = self._hider.search(self._data), bytearray(), self._done
        while (hit := search.first(position, limit)) is not None:
            end = hit.end if hit.ending is None else hit.ending.find(self._data, hit.start, hit.start)
            if end is None and not is_last and size - hit.start <= _LONGEST_VALUE + LOOKED_BACK:
                limit = hit.at  # wait for its end
                break
            out += self._data[position : hit.start]
            position = size if end is None else end
            out += hit.instead if hit.ending is None else self._hider.instead_of(self._data[hit.start : position])
            if end is None and not is_last:
                self._value = hit.ending
                self._leave_rest()
                return bytes(out)
        limit = max(limit, position)
        out += self._data[position:limit]
        self._keep(limit)
        return bytes(out)

    def _skip(self, ending: End) -> bool:
        end = ending.find(self._data, 0, self._seen)
        if end is None:
            self._leave_rest()
            return False
        self._value = None
        self._keep(end)
        return True

    def _leave_rest(self) -> None:
        self._data = self._data[-2 * LOOKED_BACK :]
        self._seen = max(0, len(self._data) - LONGEST_END)

    def _keep(self, done: int) -> None:
        start = max(0, done - CONTEXT)
        self._data, self._done = self._data[start:], done - start


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
        if is_secret(parameter.name, api) and parameter.value and not _REFERENCE.fullmatch(parameter.value):
            values.setdefault(parameter.value, MASK)
    return Hider(values)


def for_storage(exchange: Exchange, hider: Hider) -> Exchange:
    """The exchange as it may be stored: references in place of secrets; `sign` stays. A body in a file is not read."""
    response = exchange.response
    return replace(
        exchange,
        api=hider.hide(exchange.api),
        request=_hide_request(exchange.request, exchange.api, hider),
        guard=_over_guard(exchange.guard, hider.hide),
        response=None if response is None else _hide_response(response, hider),
        error=None if exchange.error is None else _over_error(exchange.error, hider.hide),
        request_id=hider.hide(exchange.request_id),
    )


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


_PROSE: Final = prose_pattern((*SECRET_NAMES, "secret", "token", "sign", "signature", "cookie"))


def hide_prose(text: str) -> str:
    """What a person wrote, as it may leave: without the word behind a secret's name."""
    return _PROSE.sub(rf"\1{MASK}", text)


def _dots(text: str) -> str:
    return _REFERENCE.sub(MASK, text)


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
    with_code = hider.with_names("code")
    return tuple(
        (
            hider.hide(name),
            MASK
            if name.casefold() in _SECRET_HEADERS
            else (with_code if name.casefold() in _ADDRESS_HEADERS else hider).hide(value),
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
    )


def _hide_parameter(parameter: Parameter, api: str, hider: Hider) -> Parameter:
    name = hider.hide(parameter.name)
    if not is_secret(parameter.name, api):
        return replace(parameter, name=name, value=hider.hide(parameter.value))
    if not parameter.value or _REFERENCE.fullmatch(parameter.value):
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
