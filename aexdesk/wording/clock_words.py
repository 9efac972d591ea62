"""How far two clocks are apart, in words; the same in window, meters and notices."""

from __future__ import annotations

from datetime import timedelta

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def say_apart(ahead: timedelta) -> str:
    """The distance without its direction: "2 h 3 m", "41 s", "0.4 s"."""
    tenths = abs(round(ahead / timedelta(milliseconds=100)))
    if tenths < 100:
        return _("{seconds} s").format(seconds=f"{tenths // 10}.{tenths % 10}")
    seconds = tenths // 10
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes} m").format(hours=hours, minutes=minutes)
    if minutes:
        return _("{minutes} m {seconds} s").format(minutes=minutes, seconds=seconds % 60)
    return _("{seconds} s").format(seconds=seconds)


def say_minutes(minutes: int) -> str:
    """A span to the minute: "2 d 3 h", "3 h 20 min", "20 min"."""
    days, rest = divmod(minutes, 24 * 60)
    hours, rest = divmod(rest, 60)
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return _("{minutes} min").format(minutes=rest)


def say_skew(ahead: timedelta) -> str:
    """Which of the two is ahead."""
    apart = say_apart(ahead)
    return _("{time} ahead").format(time=apart) if ahead > timedelta() else _("{time} behind").format(time=apart)


def warn_skew(ahead: timedelta, environment: str) -> Message:
    """What is to come of it, before it does."""
    if ahead > timedelta():
        message = _("The clock of this machine is {time} ahead of the platform's ({environment}).")
    else:
        message = _("The clock of this machine is {time} behind the platform's ({environment}).")
    return Message(
        message.format(time=say_apart(ahead), environment=environment),
        _(
            "More than two hours apart, and the platform refuses each call with IllegalTimestamp. Set the clock before"
            " you send; the warning goes with the next answer, or as soon as the clock is set."
        ),
    )
