"""What only the Support tab says: channels, topics, where a form goes, how a call ended, what is empty."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _
from aexdesk.support.addresses import HIDDEN
from aexdesk.support.channels import Channel, Topic
from aexdesk.ui.outcomes import write_outcome
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.widgets.combo import Choice
from aexdesk.workspace.exchange import ExchangeSummary


def list_channels() -> tuple[Choice, ...]:
    """The ways to support."""
    return (
        Choice(Channel.DINGTALK.value, _("DingTalk group")),
        Choice(Channel.TICKET.value, _("Ticket")),
        Choice(Channel.EMAIL.value, _("Email")),
    )


def list_topics() -> tuple[Choice, ...]:
    """What a question is about."""
    return (
        Choice(Topic.TECHNICAL.value, _("Technical question")),
        Choice(Topic.BUSINESS.value, _("Business question")),
    )


def say_where_it_goes(channel: Channel) -> str:
    """What to do with the finished form."""
    return {
        Channel.DINGTALK: _("Paste it into the support group on DingTalk."),
        Channel.TICKET: _("Paste its four fields into a ticket on the platform."),
        Channel.EMAIL: _("The app key is added; the topic decides the address."),
    }[channel]


def say_empty(state: SupportState) -> tuple[str, str]:
    """Title and sentence where no call is chosen."""
    if state.failed_only:
        return (
            _("No call has failed yet"),
            _("When one does, the form that support asks for stands here: filled in, and without secrets."),
        )
    return (
        _("No call has been recorded yet"),
        _("Send one in the console; the form that support asks for then stands here, without secrets."),
    )


def say_nothing_found(state: SupportState) -> str:
    """Under an empty list."""
    if not state.is_loaded or state.rows or not state.search.strip():
        return ""
    found = _("No failed call matches “{search}”.") if state.failed_only else _("No call matches “{search}”.")
    return found.format(search=state.search.strip())


def write_moment(at: datetime) -> str:
    """Day and minute, on this machine's clock."""
    return f"{at.astimezone():%m-%d %H:%M}"


def explain_call(summary: ExchangeSummary) -> str:
    """All that a line of the list stands for."""
    request = _("request ID {id}").format(id=summary.request_id) if summary.request_id else _("no request ID")
    return f"{summary.at.astimezone():%Y-%m-%d %H:%M:%S} · {summary.api} · {write_outcome(summary)} · {request}"


def list_taken_out(state: SupportState) -> tuple[str, ...]:
    """What the form does not show, by the names that it has in the request."""
    form, case = state.form, state.case
    if form is None or case is None:
        return ()
    is_hidden = case.has_address and state.hides_address and HIDDEN in form.body
    return (*form.redacted, _("address")) if is_hidden else form.redacted


def say_short_mail() -> str:
    """The body of a mail whose text was too long to travel to the mail program."""
    return _("The support form is in the clipboard: paste it here in place of this line.")


def say_cut() -> str:
    """After opening such a mail."""
    return _("The text is too long for the way to the mail program. It is in the clipboard: paste it there.")


def say_saved(name: str) -> str:
    """After saving."""
    return _("Saved as {name}.").format(name=name)
