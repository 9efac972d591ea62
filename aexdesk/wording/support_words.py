"""Says the service hours in words, open or closed, there and here; and the hint that a question reads like another."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from aexdesk.i18n import _
from aexdesk.support.channels import Topic
from aexdesk.support.hours import ServiceHours
from aexdesk.support.topics import TopicHint
from aexdesk.wording.clock_words import say_minutes
from aexdesk.wording.message import Message

_WEEK = timedelta(days=6)
_MOST_WORDS = 3


def say_hours(hours: ServiceHours, zone: tzinfo | None = None) -> Message:
    """Open or closed, until or from when, there and in `zone` (this machine's where none is given); the hint says what
    is not certain."""
    words = _say_open(hours, zone) if hours.is_open else _say_closed(hours, zone)
    return Message(words, _say_provisional(hours) if hours.is_provisional else "")


def _say_open(hours: ServiceHours, zone: tzinfo | None) -> str:
    there, here = hours.closes_at, hours.closes_at.astimezone(zone)
    if _is_same(there, here):
        return _("Open, until {there} Beijing.").format(there=f"{there:%H:%M}")
    return _("Open, until {there} Beijing; {here} your time.").format(there=f"{there:%H:%M}", here=f"{here:%H:%M}")


def _say_closed(hours: ServiceHours, zone: tzinfo | None) -> str:
    there, here = hours.opens_at, hours.opens_at.astimezone(zone)
    wait = hours.opens_at - hours.at
    is_far = wait > _WEEK
    if _is_same(there, here):
        return _("Closed; opens {there} Beijing, in {wait}.").format(
            there=_say_day(there, is_far), wait=_say_wait(wait)
        )
    return _("Closed; opens {there} Beijing, {here} your time, in {wait}.").format(
        there=_say_day(there, is_far), here=_say_day(here, is_far), wait=_say_wait(wait)
    )


def _say_wait(wait: timedelta) -> str:
    """To the minute, rounded up: nobody is told to come too early."""
    return say_minutes(-(-wait // timedelta(minutes=1)))


def say_calendar(hours: ServiceHours) -> str:
    """How far the holidays are known."""
    return _("Holidays and make-up days of Mainland China are official until {date}.").format(
        date=hours.calendar_until.isoformat()
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


# ---------------------------------------------------------------- topic


def say_hint(hint: TopicHint) -> Message:
    """That a text reads like the other topic, or goes by a channel that does not take its own."""
    if not hint.words:
        return Message(_("Tickets take technical questions alone."), _("Ask business questions by email."))
    words = ", ".join(hint.words[:_MOST_WORDS])
    if hint.topic is Topic.BUSINESS:
        return Message(
            _("This reads like a business question ({words}).").format(words=words),
            _("If it is one, choose Business: another team reads those."),
        )
    return Message(
        _("This reads like a technical question ({words}).").format(words=words),
        _("If it is one, choose Technical: another team reads those."),
    )
