"""What the support forms say of a call, always in English, for support reads it; and the service hours in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aexdesk.i18n import _
from aexdesk.support.forms import FormTexts
from aexdesk.support.hours import BEIJING, ServiceHours
from aexdesk.wording.message import Message
from aexdesk.workspace.exchange import CallError, Exchange

PRACTICE_NOTICE = "[PRACTICE GATEWAY: this call never reached the platform, do not send this to support]"
_WEEK = timedelta(days=6)


def write_texts(exchange: Exchange, description: str = "", *, is_practice: bool = False) -> FormTexts:
    """The words of a form; `description` in place of the one that the exchange itself suggests."""
    return FormTexts(
        description=description.strip() or suggest_description(exchange),
        subject=_write_subject(exchange, is_practice),
        no_request_id=_say_why_no_request_id(exchange),
        notice=PRACTICE_NOTICE if is_practice else "",
    )


def suggest_description(exchange: Exchange) -> str:
    """What happened, when and where, in plain words."""
    sentences = [_say_what_happened(exchange), _say_when(exchange)]
    if exchange.guard.allowed and exchange.guard.test_case:
        sentences.append(f"The order matches the order test case {exchange.guard.test_case}.")
    return " ".join(sentences)


def _say_what_happened(exchange: Exchange) -> str:
    error = exchange.error
    if error is None:
        return f"Question about {exchange.api}, which answered without an error."
    if error.kind == "no_results":
        return f"{exchange.api} answered that there are no results (code {error.code})."
    if not exchange.guard.allowed:
        return f"{exchange.api} was not sent: the order check of AExDesk kept it back ({_say_differences(exchange)})."
    if error.kind == "platform":
        return f"{exchange.api} failed with error code {_say_error(error)}."
    return f"{exchange.api} got no answer that could be used ({_say_error(error)})."


def _say_error(error: CallError) -> str:
    sub = f"sub code {error.sub_code}" if error.sub_code else ""
    said = [f'"{text}"' for text in dict.fromkeys((error.message, error.sub_message)) if text]
    kind = f"type {error.type}" if error.type else ""
    return ", ".join(part for part in (error.code, kind, sub, *said) if part)


def _say_differences(exchange: Exchange) -> str:
    verdict = exchange.guard
    differing = [f"{one.field}: expected {one.expected}, found {one.found or 'nothing'}" for one in verdict.differences]
    return "; ".join(differing) or verdict.reason.replace("_", " ")


def _say_when(exchange: Exchange) -> str:
    at = exchange.at
    when = f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC ({at.astimezone(BEIJING):%H:%M:%S} in Beijing)"
    status = f", HTTP status {exchange.response.status}" if exchange.response is not None else ""
    return f"Called at {when}, environment {exchange.environment}{status}."


def _write_subject(exchange: Exchange, is_practice: bool) -> str:
    error = exchange.error
    what = f"error {error.sub_code or error.code}" if error is not None else "question"
    request = f", RequestID {exchange.request_id}" if exchange.request_id else ""
    return f"{'[PRACTICE] ' if is_practice else ''}{exchange.api}: {what}{request}"


def _say_why_no_request_id(exchange: Exchange) -> str:
    if not exchange.guard.allowed:
        return "none (the call was not sent)"
    return "none (the call got no answer)" if exchange.response is None else "none (the answer held none)"


# ---------------------------------------------------------------- service hours


def say_hours(hours: ServiceHours) -> Message:
    """Open or closed, until or from when, there and here; the hint says what is not certain."""
    words = _say_open(hours) if hours.is_open else _say_closed(hours)
    return Message(words, _say_provisional(hours) if hours.is_provisional else "")


def _say_open(hours: ServiceHours) -> str:
    there, here = hours.closes_at, hours.closes_at.astimezone()
    if _is_same(there, here):
        return _("Open, until {there} Beijing.").format(there=f"{there:%H:%M}")
    return _("Open, until {there} Beijing; {here} your time.").format(there=f"{there:%H:%M}", here=f"{here:%H:%M}")


def _say_closed(hours: ServiceHours) -> str:
    there, here = hours.opens_at, hours.opens_at.astimezone()
    is_far = hours.opens_at - hours.at > _WEEK
    if _is_same(there, here):
        return _("Closed; opens {there} Beijing.").format(there=_say_day(there, is_far))
    return _("Closed; opens {there} Beijing, {here} your time.").format(
        there=_say_day(there, is_far), here=_say_day(here, is_far)
    )


def _say_provisional(hours: ServiceHours) -> str:
    return _(
        "Provisional: the holidays after {date} are reckoned, for their official plan is not in this version."
    ).format(date=hours.calendar_until.isoformat())


def _is_same(there: datetime, here: datetime) -> bool:
    return there.utcoffset() == here.utcoffset()


def _say_day(at: datetime, is_far: bool) -> str:
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    date = f" {at:%Y-%m-%d}" if is_far else ""
    return f"{names[at.weekday()]}{date} {at:%H:%M}"
