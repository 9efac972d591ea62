"""The sentences of the History tab."""

from __future__ import annotations

from aexdesk.i18n import _, ngettext
from aexdesk.services.comparing import Side
from aexdesk.services.history_keeping import KeepRule
from aexdesk.ui.filed_cases import tell_case, tone_of_state
from aexdesk.ui.outcomes import short_api, write_moment
from aexdesk.ui.tabs.history.state import CompareState, HistoryState
from aexdesk.ui.widgets.combo import Choice
from aexdesk.wording import describe
from aexdesk.workspace.comparison import Change, Place
from aexdesk.workspace.exchange import Exchange, ExchangeSummary
from aexdesk.workspace.filed_case import FiledCase

_DAYS = (7, 30, 90, 365, 0)
_MEGABYTES = (256, 1024, 4096, 16384, 0)
_TONES = {Change.CHANGED: "warn", Change.LEFT_ONLY: "bad", Change.RIGHT_ONLY: "good"}


def name_part(part: str) -> str:
    """What a chip of the query says."""
    return {
        "is:failed": _("Failed"),
        "is:refused": _("Refused"),
        "is:pinned": _("Pinned"),
        "is:asked": _("Asked support"),
        "door:proxy": _("Proxy"),
        "on:today": _("Today"),
    }[part]


def say_keys() -> str:
    """What may be typed into the search."""
    return _(
        "Words find calls by how they begin: an API, an ID, text of request or answer. Also:"
        " api: code: id: profile: status:5xx door:proxy is:failed after:2026-03-01 before:yesterday on:3d"
        " is:asked case:open"
    )


def say_count(state: HistoryState) -> str:
    """How many calls the list holds; more than that are not counted."""
    if not state.is_loaded or state.fault is not None:
        return ""
    if state.has_more:
        return ngettext("more than {count} call", "more than {count} calls", state.count).format(count=state.count)
    return ngettext("{count} call", "{count} calls", state.count).format(count=state.count)


def say_hint(state: HistoryState) -> str:
    """What stands in place of the list, or over it."""
    if state.fault is not None:
        said = describe(state.fault)
        return f"{said.message} {said.hint}"
    if state.is_loaded and not state.count:
        return _("Nothing is found.") if state.text.strip() else ""
    return ""


def say_empty() -> tuple[str, str, str]:
    """Title, sentence and button where nothing has been recorded yet."""
    return (
        _("No calls yet"),
        _("Every call of this environment stands here: from the console, the command line and the proxy."),
        _("Open the console"),
    )


def say_deleted(count: int) -> str:
    """For the toast."""
    return ngettext("{count} call deleted.", "{count} calls deleted.", count).format(count=count)


def name_door(line: ExchangeSummary) -> str:
    """Which way a call came."""
    return _("proxy") if line.door else _("own")


def say_compare(state: HistoryState) -> str:
    """What the button for comparing does now."""
    compare, chosen = state.compare, state.chosen
    if chosen is not None and compare.left and not compare.is_open:
        return _("Do not compare") if compare.left == chosen.id else _("Compare with the first")
    return _("Compare")


def say_first(state: CompareState) -> str:
    """That the second call is yet to be chosen."""
    return _("Choose the call to compare with, and press Compare again.") if state.left and not state.right else ""


def name_call(exchange: Exchange) -> str:
    """The head of one side."""
    return f"{short_api(exchange.api)}  {write_moment(exchange.at)}"


def say_difference(state: CompareState) -> str:
    """How much differs, in a line."""
    if state.fault is not None:
        said = describe(state.fault)
        return f"{said.message} {said.hint}"
    if state.result is None:
        return _("Comparing …") if state.is_running else ""
    count = sum(1 for place in state.result.places if place.change is not Change.SAME and not is_branch(place))
    if not count:
        return _("Both are the same.")
    return ngettext("{count} place differs", "{count} places differ", count).format(count=count)


def is_branch(place: Place) -> bool:
    """Whether a line only holds others."""
    return place.left == "" and place.right == ""


def tone_of(place: Place) -> str:
    """Amber for what changed, red for what only the left has, green for what only the right has."""
    return _TONES.get(place.change, "")


def write_name(place: Place) -> str:
    """The name, stepped in by its depth."""
    return "  " * (place.depth - 1) + place.name


def list_sides() -> tuple[Choice, ...]:
    """What of two calls can be compared."""
    return (Choice(Side.RESPONSE.value, _("Answers")), Choice(Side.REQUEST.value, _("Requests")))


def list_days(rule: KeepRule) -> tuple[Choice, ...]:
    """How long calls may stay; an unusual time stands among them."""
    return tuple(Choice(str(days), _name_days(days)) for days in _with(_DAYS, rule.days))


def list_megabytes(rule: KeepRule) -> tuple[Choice, ...]:
    """How much room they may take."""
    return tuple(Choice(str(size), _name_megabytes(size)) for size in _with(_MEGABYTES, rule.megabytes))


def _with(usual: tuple[int, ...], one: int) -> tuple[int, ...]:
    return usual if one in usual else (one, *usual)


def _name_days(days: int) -> str:
    return ngettext("{days} day", "{days} days", days).format(days=days) if days else _("any age")


def _name_megabytes(size: int) -> str:
    if not size:
        return _("any size")
    if size % 1024:
        return _("{size} MB").format(size=size)
    return _("{size} GB").format(size=size // 1024)


def explain_name(row: ExchangeSummary, state: HistoryState) -> str:
    """The whole name of an API, and the cases in which support was asked about the call."""
    return "\n".join((row.api, *map(_tell_sent, state.asked.get(row.id, ()))))


def name_cases(row: ExchangeSummary, state: HistoryState) -> str:
    """How far the newest case about a call is, and which it is."""
    cases = state.asked.get(row.id, ())
    return tell_case(cases[0]) if cases else ""


def tone_of_cases(row: ExchangeSummary, state: HistoryState) -> str:
    """That of the newest."""
    cases = state.asked.get(row.id, ())
    return tone_of_state(cases[0]) if cases else ""


def _tell_sent(case: FiledCase) -> str:
    return _("Support was asked on {day}: {case}").format(day=f"{case.at.astimezone():%Y-%m-%d}", case=tell_case(case))


def say_cases(state: HistoryState) -> str:
    """Under the list, of the chosen call: the newest case about it."""
    return _tell_sent(state.cases[0]) if state.cases else ""
