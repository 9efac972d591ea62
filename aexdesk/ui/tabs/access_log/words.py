"""What only the Access log tab says: the proxy, verdicts, what is empty, what is wrong."""

from __future__ import annotations

from aexdesk.faults import AexError
from aexdesk.i18n import _, ngettext
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.services.call_marks import CallMarks
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.outcomes import short_api, write_clock, write_moment
from aexdesk.ui.tabs.access_log.state import AccessLogState, PassedCall, Verdict
from aexdesk.ui.widgets.combo import Choice
from aexdesk.wording import Message, describe, describe_call_error
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from aexdesk.workspace.exchange import CallError

NOTHING = "–"

# ---------------------------------------------------------------- the proxy


def name_target(name: str) -> str:
    """The environment of that name."""
    known = {one.name: one for one in (PRACTICE, LIVE)}
    return name_environment(known[name]) if name in known else name


def name_proxy(state: AccessLogState) -> tuple[str, str]:
    """Whether it runs, in a word, and the tone of it."""
    if state.is_on:
        return _("Proxy on"), "good"
    return (_("Proxy is starting"), "accent") if state.proxy.is_starting else (_("Proxy off"), "")


def name_way(state: AccessLogState) -> str:
    """Where it goes, or would go."""
    place = state.proxy.environment if state.is_on else state.environment.name
    return _("to {environment}").format(environment=name_target(place))


def tone_of_way(state: AccessLogState) -> str:
    """Amber for Live."""
    place = state.proxy.environment if state.is_on else state.environment.name
    return "practice" if place == PRACTICE.name else "live"


def explain_way(state: AccessLogState) -> str:
    """The same as a sentence."""
    place = state.proxy.environment if state.is_on else state.environment.name
    if state.is_on:
        said = _("What your program sends goes on to {environment}, unless the guard refuses it.")
    else:
        said = _("Once started, it forwards to {environment}: the environment of this window.")
    return said.format(environment=name_target(place))


def say_elsewhere(state: AccessLogState) -> tuple[str, str]:
    """Above all, where the proxy goes elsewhere: what happens, and the button."""
    if not state.is_elsewhere:
        return "", ""
    there, here = name_target(state.proxy.environment), name_environment(state.environment)
    said = _("The proxy goes to {there}; you are looking at {here}. What passes now is listed in {there}.")
    return said.format(there=there, here=here), _("Show {there}").format(there=there)


def complain_port(state: AccessLogState) -> str:
    """What is wrong with the port."""
    return "" if state.port_number is not None else _("A port is a number from 0 to 65535; 0 is any that is free.")


def is_port_taken(trouble: AexError | None) -> bool:
    """Whether another port would help."""
    return trouble is not None and trouble.code in ("port_taken", "port_forbidden")


def say_trouble(trouble: AexError | None) -> Message:
    """Why the proxy does not run."""
    if trouble is None:
        return Message("")
    said = describe(trouble)
    if trouble.code == "port_taken":  # the hint that others give speaks of the practice gateway
        return Message(said.message, _("End that program, or start the proxy on another port."))
    return said


# ---------------------------------------------------------------- the list


def list_verdicts() -> tuple[Choice, ...]:
    """What one may look for."""
    return (
        Choice(Verdict.ANY.value, _("Any verdict")),
        Choice(Verdict.FORWARDED.value, _("Forwarded")),
        Choice(Verdict.REFUSED.value, _("Refused")),
        Choice(Verdict.WRONG_SIGNATURE.value, _("Wrong signature")),
        Choice(Verdict.FAILED.value, _("Failed")),
    )


def list_apis(state: AccessLogState) -> tuple[Choice, ...]:
    """All that have been called."""
    return (Choice("", _("Any API")), *(Choice(api, short_api(api) or NOTHING, api) for api in state.apis if api))


def name_verdict(verdict: Verdict) -> str:
    """What became of a call."""
    return {
        Verdict.REFUSED: _("refused"),
        Verdict.WRONG_SIGNATURE: _("wrong signature"),
    }.get(verdict, _("forwarded"))


def tone_of_verdict(verdict: Verdict) -> str:
    """Amber for what the guard kept, red for what cannot have worked; as everywhere."""
    return {Verdict.REFUSED: "warn", Verdict.WRONG_SIGNATURE: "bad"}.get(verdict, "")


def name_call(call: PassedCall) -> str:
    """The API, or what stands for one that was not named."""
    return short_api(call.summary.api) or NOTHING


def name_owner(marks: CallMarks) -> str:
    """Whose session a call carried."""
    if marks.is_real:
        return _("REAL ACCOUNT · {account}").format(account=marks.account)
    return marks.account or NOTHING


def tone_of_account(call: PassedCall) -> str:
    """Amber for who would pay, as everywhere."""
    return "live" if call.marks.is_real else ""


def write_ms(call: PassedCall) -> str:
    """The milliseconds, of a call that was answered."""
    return str(round(call.summary.ms)) if call.summary.ms is not None else NOTHING


def write_error(call: PassedCall, book: ErrorBook) -> str:
    """The code and what it means; of a refusal, that nothing was sent."""
    summary = call.summary
    if not summary.guard_allowed:
        return _("Kept by the guard: nothing was sent.")
    if not summary.error_code:
        return NOTHING
    if summary.status is None:  # which host, and why, the chosen call tells
        return _("No answer came ({detail}).").format(detail=summary.error_code)
    meaning = describe_call_error(CallError("platform", summary.error_code), book)[0].message
    return f"{summary.error_code} · {meaning}" if summary.error_code not in meaning else meaning


def tone_of_error(call: PassedCall) -> str:
    """Red for what went wrong."""
    return "bad" if call.has_failed else "muted"


def explain_call(call: PassedCall, book: ErrorBook) -> str:
    """All that a line of the log stands for."""
    summary = call.summary
    error = write_error(call, book)
    parts = (
        write_moment(summary.at),
        summary.api,
        name_owner(call.marks) if call.marks.account else "",
        name_verdict(call.verdict),
        error if error != NOTHING else "",
        _("request ID {id}").format(id=summary.request_id) if summary.request_id else "",
    )
    return " · ".join(part for part in parts if part)


def write_time(call: PassedCall) -> str:
    """When it came."""
    return write_clock(call.summary.at)


def say_following(state: AccessLogState) -> str:
    """Beside the button: whether the list runs on."""
    if not state.is_paused:
        return ""
    if not state.waiting:
        return _("Paused.")
    told = ngettext("Paused; {n} call has come since.", "Paused; {n} calls have come since.", state.waiting)
    return told.format(n=state.waiting)


def say_nothing_found(state: AccessLogState) -> str:
    """In place of the list, where the filter keeps everything back."""
    if not state.is_loaded or state.count or not state.filter.is_on:
        return ""
    return _("No call matches the filter.")


# ---------------------------------------------------------------- what is empty


def say_off(state: AccessLogState) -> tuple[str, str, str]:
    """Title, sentence and button where nothing has passed and the proxy does not run."""
    if state.proxy.is_starting:
        return _("The proxy is starting"), _("It listens on this machine only."), ""
    return _("Nothing passes through AExDesk yet"), _say_purpose(state.environment), _("Start the proxy")


def _say_purpose(environment: Environment) -> str:
    said = _(
        "Put the guard proxy between your own program and {environment}. It forwards each call unchanged, keeps back "
        "an order that matches no test case, and lists here what passed."
    )
    return said.format(environment=name_environment(environment))


def say_waiting(state: AccessLogState) -> tuple[str, str]:
    """Title and sentence where the proxy runs and nothing has passed."""
    if state.is_elsewhere:
        return _("Nothing has passed here"), _("Calls stand in the environment that they went to.")
    return (
        _("No call has passed yet"),
        _(
            "Give your program the base URL above in place of the platform's host. "
            "Its calls then stand here as they pass."
        ),
    )
