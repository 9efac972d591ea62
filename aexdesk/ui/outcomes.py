"""How a recorded call is named and how it ended, in a word and a tone; the same wherever calls are listed."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _
from aexdesk.workspace.exchange import ExchangeSummary

_PREFIX = "aliexpress."


def short_api(api: str) -> str:
    """An API's name without what all of them begin with."""
    return api.removeprefix(_PREFIX)


def write_outcome(summary: ExchangeSummary) -> str:
    """How a recorded call ended, in a word or two."""
    if not summary.guard_allowed:
        return _("guard refused")
    if summary.error_code == "405":
        return _("no results")
    if summary.error_code == "cancelled":
        return _("cancelled")
    return summary.error_code or str(summary.status or "")


def is_failed(summary: ExchangeSummary) -> bool:
    """Whether something went wrong with it, at the platform or on the way."""
    return summary.guard_allowed and summary.error_code not in ("", "405", "cancelled")


def tone_of_outcome(summary: ExchangeSummary) -> str:
    """Red for what went wrong, amber for what the guard kept, nothing where all is well."""
    if not summary.guard_allowed:
        return "warn"
    return "bad" if summary.error_code not in ("", "405", "cancelled") else ""


def write_duration(ms: float | None) -> str:
    """How long a call took."""
    if ms is None:
        return ""
    return _("{seconds} s").format(seconds=f"{ms / 1000:.2f}") if ms >= 1000 else _("{ms} ms").format(ms=round(ms))


def write_size(size: int) -> str:
    """How large something is, in units of a thousand."""
    if size < 1000:
        return _("{size} B").format(size=size)
    if size < 1_000_000:
        return _("{size} kB").format(size=f"{size / 1000:.1f}")
    return _("{size} MB").format(size=f"{size / 1_000_000:.1f}")


def write_clock(at: datetime) -> str:
    """The time of day of this machine, to the millisecond."""
    return at.astimezone().strftime("%H:%M:%S.%f")[:-3]


def write_moment(at: datetime) -> str:
    """Day and time, on this machine's clock."""
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S}"


def write_steps(remedies: tuple[str, ...]) -> str:
    """What to do, the likeliest first; numbered where there is more than one thing."""
    if len(remedies) < 2:
        return "".join(remedies)
    return "\n".join(f"{number}. {remedy}" for number, remedy in enumerate(remedies, start=1))
