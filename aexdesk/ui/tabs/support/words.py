"""What only the Support tab says: channels, topics, where a form goes, how a call ended, what is empty."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.hiding import Hiding, Showing
from aexdesk.support.topics import TopicHint
from aexdesk.ui.filed_cases import name_state
from aexdesk.ui.outcomes import short_api, write_outcome
from aexdesk.ui.ports import Question
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.widgets.combo import Choice
from aexdesk.wording.support_channels import name_channel as _name
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.filed_case import FiledCase, FiledState


def list_channels() -> tuple[Choice, ...]:
    """The ways to support."""
    return tuple(Choice(one.value, _name(one)) for one in Channel)


def list_topics() -> tuple[Choice, ...]:
    """What a question is about."""
    return (
        Choice(Topic.TECHNICAL.value, _("Technical question")),
        Choice(Topic.BUSINESS.value, _("Business question")),
    )


def list_languages() -> tuple[Choice, ...]:
    """Those that support reads."""
    return (Choice(FormLanguage.ENGLISH.value, "English"), Choice(FormLanguage.CHINESE.value, "中文"))


def say_guide(channel: Channel) -> str:
    """On the fold over the steps."""
    if channel is Channel.DINGTALK:
        return _("How to get there")
    return _("How to send it")


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
    shown = tuple(one for one in hidings if one.is_shown)
    if not hidings:
        return _("Nothing had to be hidden.")
    if shown:
        kinds = ", ".join(dict.fromkeys(_name_kind(one.kind) for one in shown))
        return _("Shown in this text: {kinds}. Hidden: {hidden} of {all}").format(
            kinds=kinds, hidden=len(hidings) - len(shown), all=len(hidings)
        )
    return _("Hidden: {all}").format(all=len(hidings))


def say_unseen() -> str:
    """What no list can hold."""
    return _("A secret that AExDesk never saw cannot be told from other text: read it before you send it.")


def say_no_font() -> str:
    """Where a form in Chinese stands in boxes."""
    return _("No font of this computer has Chinese letters: the text is right, though boxes stand in its place.")


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


def list_states() -> tuple[Choice, ...]:
    """All, and each."""
    return (Choice("", _("All")), *(Choice(one.value, name_state(one)) for one in FiledState))


def name_channel(channel: str) -> str:
    """A channel that was kept."""
    return next((one.text for one in list_channels() if one.id == channel), channel)


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
    return _("Support was asked on {day}, by {channel}: {state}.").format(
        day=f"{newest.at.astimezone():%Y-%m-%d}",
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
