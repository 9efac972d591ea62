"""Reads what an answer says: the platform's error, if it is one, or that no platform answers so."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from aexdesk.gateway.request_notes import NOT_KEPT
from aexdesk.openplatform.envelope import Answer, read_answer, skim_answer
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Exchange, ReceivedResponse, SentRequest

_SKIMMED_BYTES = 64 * 1024
_NOWHERE = "–"


def with_answer_read(exchange: Exchange) -> Exchange:
    """An answered exchange with what the answer says: its error, if it is one, and the request ID.

    One that nobody here can unpack says nothing, not even that it is no JSON: its caller may well read it.
    """
    response = exchange.response
    if response is None or exchange.error is not None:
        return exchange
    if NOT_KEPT in exchange.guard.notes and response.status < 400:
        return exchange
    answer = _read(response.body)
    error = answer.error or _error_of_form(exchange.request, response, answer)
    return replace(exchange, error=error, request_id=answer.request_id)


def _error_of_form(request: SentRequest, response: ReceivedResponse, answer: Answer) -> CallError | None:
    """An answer that the platform would not give: something in between may have answered."""
    if 300 <= response.status < 400:
        where = _led_to(request, response)
        return CallError("network", "led_elsewhere", message=where, sub_message=urlsplit(request.url).netloc)
    if response.status >= 400:
        return CallError("platform", f"HTTP {response.status}")
    wants_json = all(one.value == "json" for one in request.parameters if one.name == "format")
    return None if answer.is_json or not wants_json else CallError("network", "not_json")


def _led_to(request: SentRequest, response: ReceivedResponse) -> str:
    """The host that a redirect leads to: the rest of that address may hold what was sent."""
    location = next((value for name, value in response.headers if name.lower() == "location"), "")
    try:
        return urlsplit(urljoin(request.url, location)).netloc.rpartition("@")[2] if location else _NOWHERE
    except ValueError:
        return _NOWHERE


def _read(body: Body) -> Answer:
    if body.file is None:
        return read_answer(body.data)
    try:
        with body.file.open("rb") as stream:
            head = stream.read(_SKIMMED_BYTES)
            stream.seek(max(0, body.size - _SKIMMED_BYTES))
            return skim_answer(head, stream.read())
    except OSError:  # somebody took the file away: the answer came nevertheless
        return Answer()
