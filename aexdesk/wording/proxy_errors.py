"""The words of what can go wrong around the guard proxy, and with programs that are run through it."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def proxy_words() -> dict[str, Message]:
    """By code."""
    return {
        "real_session": Message(
            _("The session of {name} belongs to {account}, which is no loan account. The command was not run."),
            _("Log in as a loan account, or say --real if you mean it."),
        ),
        "command_not_started": Message(_("{name} could not be started: {reason}."), _("Check its name and its path.")),
        "value_not_for_environment": Message(
            _("What belongs in {name} holds a character that no environment variable can."), _("Enter it again.")
        ),
        "proxy_off": Message(_("The guard proxy does not run."), _("Start it again.")),
        "answer_too_long": Message(
            _("An answer to a call that may change something was longer than anything the platform sends."),
            _("The call may have had its effect: look at it on the platform. Its answer was not passed on."),
        ),
    }
