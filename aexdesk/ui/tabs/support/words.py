"""What only the Support tab says: channels, topics, where a form goes, how a call ended, what is empty."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.hiding import Hiding, Showing
from aexdesk.support.topics import TopicHint
from aexdesk.ui.outcomes import short_api, write_outcome
from aexdesk.ui.ports import Question
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.widgets.combo import Choice
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.filed_case import FiledCase, FiledState


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


def list_languages() -> tuple[Choice, ...]:
    """Those that support reads."""
    return (Choice(FormLanguage.ENGLISH.value, "English"), Choice(FormLanguage.CHINESE.value, "中文"))


def say_how_to_get(channel: Channel) -> str:
    """How one comes to that channel, once and for all."""
    return {
        Channel.DINGTALK: _(
            "Get the client from DingTalk's official site. Your DS business contact registers you and sets up the"
            " technical service group: customer robots answer there, and Links-Ticket takes tickets."
        ),
        Channel.TICKET: _("The Open Platform's technical ticket: technical issues alone, with the same four fields."),
        Channel.EMAIL: _("Technical questions and business ones have an address each: what it is about picks it."),
    }[channel]


def say_where_it_goes(channel: Channel) -> str:
    """What to do with the finished form."""
    return {
        Channel.DINGTALK: _(
            "Paste it into the technical service group on DingTalk; your DS business contact sets the group up."
        ),
        Channel.TICKET: _("Paste its four fields into a technical ticket of the Open Platform."),
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


def name_call(summary: ExchangeSummary, state: SupportState) -> str:
    """An API's name, marked where support was asked about the call."""
    mark = "✉ " if summary.id in state.cases.linked else ""
    return f"{mark}{short_api(summary.api)}"


def explain_call(summary: ExchangeSummary, filed: tuple[FiledCase, ...] = ()) -> str:
    """All that a line of the list stands for."""
    request = _("request ID {id}").format(id=summary.request_id) if summary.request_id else _("no request ID")
    when = f"{summary.at.astimezone():%Y-%m-%d %H:%M:%S}"
    return f"{when} · {summary.api} · {write_outcome(summary)} · {request}{say_filed(filed)}"


def say_short_mail() -> str:
    """The body of a mail whose text was too long to travel to the mail program."""
    return _("The support form is in the clipboard: paste it here in place of this line.")


def say_cut() -> str:
    """After opening such a mail."""
    return _(
        "The text is too long for the way to the mail program. It is in the clipboard: paste it there,"
        " or attach the .eml."
    )


def say_saved(name: str) -> str:
    """After saving."""
    return _("Saved as {name}.").format(name=name)


# ---------------------------------------------------------------- what was hidden


def name_hiding(hiding: Hiding) -> str:
    """What was hidden, where, how often."""
    times = f" ×{hiding.count}" if hiding.count > 1 else ""
    return f"{_name_kind(hiding.kind)}: {hiding.where}{times}"


def _name_kind(kind: str) -> str:
    return {
        "secret": _("secret"),
        "signature": _("signature"),
        "name": _("name"),
        "phone": _("phone number"),
        "email": _("email"),
        "street": _("street"),
        "city": _("city"),
        "province": _("province"),
        "zip": _("postal code"),
        "number": _("personal number"),
        "address": _("address"),
    }[kind]


def explain_switch(hiding: Hiding) -> str:
    """What a switch beside it does."""
    return {
        Showing.FREE: _("Switch off to show it in this form"),
        Showing.CONFIRMED: _("Can be shown in this one form, after a question; never in a file or a kept case"),
        Showing.NEVER: _("Secrets never leave"),
    }[hiding.showing]


def say_hidden(hidings: tuple[Hiding, ...]) -> str:
    """Above the list."""
    shown = sum(one.is_shown for one in hidings)
    if not hidings:
        return _("Nothing had to be hidden.")
    if shown:
        return _("Hidden: {hidden} of {all}").format(hidden=len(hidings) - shown, all=len(hidings))
    return _("Hidden: {all}").format(all=len(hidings))


def ask_before_showing() -> Question:
    """Before a signature is shown."""
    return Question(
        title=_("Show the signature?"),
        text=_(
            "Whoever has this request with its signature may be able to send it again. It is shown in this text only."
        ),
        yes=_("Show it here"),
        no=_("Keep it hidden"),
        is_dangerous=True,
    )


def name_way_out(hint: TopicHint) -> str:
    """What a press on the warning does."""
    if not hint.words:
        return _("Choose Email")
    return _("Choose Business") if hint.topic is Topic.BUSINESS else _("Choose Technical")


# ---------------------------------------------------------------- cases


def name_state(state: FiledState) -> str:
    """How far a case is, in a word."""
    return {
        FiledState.OPEN: _("open"),
        FiledState.ANSWERED: _("answered"),
        FiledState.CLOSED: _("closed"),
    }[state]


def tone_of_state(case: FiledCase) -> str:
    """Amber while nobody has answered."""
    return {FiledState.OPEN: "warn", FiledState.ANSWERED: "good", FiledState.CLOSED: "muted"}[case.state]


def list_states() -> tuple[Choice, ...]:
    """All, and each."""
    return (Choice("", _("All")), *(Choice(one.value, name_state(one)) for one in FiledState))


def name_channel(channel: str) -> str:
    """A channel that was kept."""
    return next((one.text for one in list_channels() if one.id == channel), channel)


def name_case(case: FiledCase) -> str:
    """What it was about, in its first words."""
    first = next((line for line in case.body.splitlines() if line.startswith("Description: ")), case.body)
    return first.removeprefix("Description: ").removeprefix("aliexpress.")


def say_filed(filed: tuple[FiledCase, ...]) -> str:
    """Behind a call about which support was asked."""
    if not filed:
        return ""
    newest = filed[0]
    return _(" · asked support on {day}: {state}").format(
        day=f"{newest.at.astimezone():%Y-%m-%d}", state=name_state(newest.state)
    )


def say_already(filed: tuple[FiledCase, ...]) -> str:
    """Above the form of such a call."""
    newest = filed[0]
    return _("Support was asked about this call on {day}, by {channel}: {state}.").format(
        day=f"{newest.at.astimezone():%Y-%m-%d %H:%M}",
        channel=name_channel(newest.channel),
        state=name_state(newest.state),
    )


def say_sent(case: FiledCase) -> str:
    """Above a case."""
    to = f" · {case.recipient}" if case.recipient else ""
    return _("Sent {when} by {channel}{to}").format(
        when=f"{case.at.astimezone():%Y-%m-%d %H:%M}", channel=name_channel(case.channel), to=to
    )


def name_cases(state: SupportState) -> str:
    """The name of the page."""
    count = state.cases.count
    return _("Cases ({count})").format(count=count) if count else _("Cases")


def say_no_cases(state: SupportState) -> tuple[str, str]:
    """Title and sentence where no case is chosen."""
    if state.cases.count:
        return _("No case is chosen"), _("Choose one to read what was sent, and to write down the answer.")
    return (
        _("No case yet"),
        _("When you have sent a form, press Mark as sent: its text stays here, with the answer and how far it is."),
    )
