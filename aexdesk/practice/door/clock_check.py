"""Reads the `timestamp` of a call and compares it with the clock. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from aexdesk.practice.refusal import Refusal
from aexdesk.practice.rules import Rules

_MILLISECONDS = re.compile(r"[0-9]{1,18}")
_UTC_TEXT = "%Y-%m-%dT%H:%M:%SZ"  # protocol, section 2: the documentation's other form
_TOP_TEXT = "%Y-%m-%d %H:%M:%S"  # protocol, sections 2 and 4: the old form, in UTC+8
_BEIJING = timezone(timedelta(hours=8))


def check_timestamp(text: str, now: float, rules: Rules) -> None:
    """Raises unless `text` is a time within the permitted skew of `now` (seconds since 1970)."""
    sent = _read(text, rules)
    if sent is None or abs(sent - now) > rules.max_skew_seconds:
        raise Refusal("IllegalTimestamp", "The timestamp is invalid or malformed")


def _read(text: str, rules: Rules) -> float | None:
    if _MILLISECONDS.fullmatch(text):
        return int(text) / 1000
    if not rules.accept_text_timestamps:
        return None
    for form, zone in ((_UTC_TEXT, UTC), (_TOP_TEXT, _BEIJING)):
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone).timestamp()
        except ValueError:
            continue
    return None
