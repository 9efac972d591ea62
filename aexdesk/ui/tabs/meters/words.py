"""The sentences of the Meters tab."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _, ngettext
from aexdesk.services.clock import Skew
from aexdesk.services.meters import ApiMeter, AppMeter, Meter
from aexdesk.ui.tabs.meters.state import MetersState
from aexdesk.wording.clock_words import say_apart

NOTHING = "–"


def name_app(app: AppMeter, state: MetersState) -> str:
    """The profiles that have this key."""
    names = [one.name for one in state.profiles if one.app_key == app.app_key]
    return ", ".join(names) or _("no profile has this key")


def write_count(count: int) -> str:
    """A number; nothing where it is none."""
    return f"{count:,}" if count else NOTHING


def write_success(meter: Meter) -> str:
    """Of a hundred answers, how many without an error."""
    permille = meter.success_permille
    return NOTHING if permille is None else f"{permille // 10}.{permille % 10} %"


def write_unanswered(meter: Meter) -> str:
    """Calls that nothing came back for."""
    return write_count(meter.calls - meter.answered)


def write_rate(line: ApiMeter) -> str:
    """The documented rate."""
    if line.documented_rate is None:
        return _("not documented")
    return _("{count:,} a second").format(count=line.documented_rate)


def tone_of_throttled(meter: Meter) -> str:
    """Amber where the platform had enough."""
    return "warn" if meter.throttled else ""


def tone_of_success(meter: Meter) -> str:
    """Red where half of it fails."""
    permille = meter.success_permille
    return "" if permille is None or permille >= 900 else "bad" if permille < 500 else "warn"


def tone_of_peak(line: ApiMeter) -> str:
    """Amber where one app alone came to what the whole platform is said to bear."""
    return "warn" if line.documented_rate is not None and line.meter.peak >= line.documented_rate else ""


def say_since(since: datetime) -> str:
    """From when on it counts."""
    here = f"{since.astimezone():%H:%M}"
    return _("Calls since midnight in Beijing ({time} here)").format(time=here)


def explain_since() -> str:
    """What that rests on."""
    return _(
        "Counted from the history of this machine; what was deleted from it is not counted, nor what leaves elsewhere."
        " When the platform begins a new day is documented nowhere. Old apps in test might make 5,000 calls a day;"
        " figures for new apps are not documented."
    )


def explain_rates() -> str:
    """What the documented rates mean."""
    return _("Documented rates are those of the whole platform, not a promise to one app.")


def say_clock(skew: Skew | None) -> str:
    """Which clock is ahead, and by how much."""
    if skew is None:
        return _("How far this machine's clock is from the platform's is not known: no answer has told the time yet.")
    count = ngettext("from {n} answer", "from the last {n} answers", skew.answers).format(n=skew.answers)
    if skew.ahead.total_seconds() > 0:
        told = _("This machine's clock is {time} ahead of the platform's ({count}).")
    else:
        told = _("This machine's clock is {time} behind the platform's ({count}).")
    return told.format(time=say_apart(skew.ahead), count=count)


def tone_of_clock(skew: Skew | None) -> str:
    """Red where calls are refused, amber where one should know."""
    if skew is None or not skew.is_told:
        return ""
    return "bad" if skew.is_refused else "warn"


def explain_clock() -> str:
    """How it is read."""
    return _(
        "Read from the Date header of each answer, less half of the way there and back; good to about a second."
        " The platform refuses calls that are more than two hours off."
    )


def say_empty(environment: str) -> tuple[str, str, str]:
    """Title, sentence and button where no call was made today."""
    return (
        _("No call today"),
        _("What leaves for {environment}, from here and through the guard proxy, is counted here.").format(
            environment=environment
        ),
        _("Open the console"),
    )
