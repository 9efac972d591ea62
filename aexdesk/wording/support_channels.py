"""Says of each channel to support what it is for, how one comes to it, and what to do there with a finished form."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.support.channels import Channel


def name_channel(channel: Channel) -> str:
    """What it is called."""
    return {
        Channel.DINGTALK: _("DingTalk group"),
        Channel.TICKET: _("Ticket"),
        Channel.EMAIL: _("Email"),
    }[channel]


def say_what_for(channel: Channel) -> str:
    """What it is for, in a line."""
    return {
        Channel.DINGTALK: _("A chat group: robots answer, Links-Ticket takes tickets."),
        Channel.TICKET: _("Technical questions alone, in the Open Platform."),
        Channel.EMAIL: _("Technical and business questions, an address for each."),
    }[channel]


def list_steps(channel: Channel) -> tuple[str, ...]:
    """How one comes to it, once and for all, and what to do there each time."""
    return {
        Channel.DINGTALK: (
            _("Get the client from DingTalk's official site."),
            _("Your DS business contact registers you, and sets up the technical service group."),
            _("Paste the form into the group: its customer robots answer, and Links-Ticket takes tickets."),
        ),
        Channel.TICKET: (
            _("Open a technical ticket in the Open Platform."),
            _("Paste the four fields, one by one."),
        ),
        Channel.EMAIL: (
            _("What it is about picks the address; the app key is added to the form."),
            _("Send it from your mail program; the evidence pack can be attached."),
        ),
    }[channel]


def say_steps(channel: Channel) -> str:
    """The same, numbered, a line each."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(list_steps(channel), 1))
