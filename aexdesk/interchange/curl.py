"""Writes a request as a cURL command for a POSIX shell, as it was sent. Pure; takes what is redacted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus

from aexdesk.interchange.multipart import is_multipart, parts_of
from aexdesk.interchange.snippets.literals import is_readable, shell
from aexdesk.interchange.snippets.writing import title_of
from aexdesk.workspace.exchange import Exchange, SentRequest

_OPTIONS_BETWEEN: Final = " \\\n  "
_MADE_BY_CURL: Final = frozenset({"content-length", "host", "connection", "accept-encoding", "transfer-encoding"})


def write_curl(exchanges: Sequence[Exchange]) -> str:
    """A command for each, with a word on what it cannot do: the signature is of the past."""
    return "\n".join(_write(one) for one in exchanges)


def _write(exchange: Exchange) -> str:
    request = exchange.request
    head = [
        f"# {title_of(exchange.api)} as it was sent at {exchange.at:%Y-%m-%d %H:%M:%S} UTC. Its signature and",
        "# timestamp are of the past and its secrets are left out: sent again as it is, it is refused.",
    ]
    options = [f"curl --request {shell(request.method)} {shell(_address(request.url))}"]
    options += [
        f"--header {shell(_one_line(f'{name}: {value}'))}"
        for name, value in request.headers
        if name.casefold() not in _MADE_BY_CURL and not (is_multipart(request) and name.casefold() == "content-type")
    ]
    options += _body_of(request)
    return "\n".join(head) + "\n" + _OPTIONS_BETWEEN.join(options) + "\n"


def _address(url: str) -> str:
    """What redaction put into a URL is no ASCII, and braces and brackets mean something to cURL."""
    return quote(url, safe="%/:?#@!$&'()*+,;=~-._")


def _body_of(request: SentRequest) -> Iterator[str]:
    if is_multipart(request):
        for part in parts_of(request):
            if part.file_name is None:
                text = _without_nul(part.content.decode("utf-8", "replace"))
                yield f"--form-string {shell(f'{_one_line(part.name)}={text}')}"
            else:
                kind = f";type={part.content_type}" if part.content_type else ""
                yield f"--form {shell(_one_line(f'{part.name}=@{_file_name(part.file_name)}{kind}'))}"
        return
    pairs = _pairs_of(request)
    if pairs is None:
        text = request.body.decode("utf-8", "replace")
        yield f"--data-raw {shell(_without_nul(text))}"
    for name, value in pairs or ():
        # In cURL's eyes the first = or @ ends the name.
        if all(is_readable(letter) or letter == "\n" for letter in value):
            yield f"--data-urlencode {shell(f'{quote_plus(name)}={value}')}"
        else:
            yield f"--data-raw {shell(f'{quote_plus(name)}={quote_plus(value)}')}"


def _pairs_of(request: SentRequest) -> list[tuple[str, str]] | None:
    """The form's pairs in order; None for a body that is no form."""
    if not request.body:
        return []
    try:
        return parse_qsl(request.body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return None


def _file_name(name: str) -> str:
    """As it stands behind @ in a form: a comma or a semicolon would end it."""
    return name.replace(",", "_").replace(";", "_")


def _one_line(text: str) -> str:
    return "".join(letter if is_readable(letter) else " " for letter in text)


def _without_nul(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
