"""Sentences for what cannot be exported."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.wording.message import Message


def export_words() -> dict[str, Message]:
    """Code -> what happened, what to do."""
    return {
        "unknown_format": Message(_("There is no export format {name}."), _("See aexdesk export --help for them.")),
        "nothing_to_export": Message(_("The history holds no exchange yet."), _("Make a call first.")),
        "one_at_a_time": Message(_("{name} shows one call at a time."), _("Name one exchange alone.")),
        "body_too_long": Message(
            counted(
                "The answer of exchange {id} has {size} byte; an export takes at most {limit}.",
                "The answer of exchange {id} has {size} bytes; an export takes at most {limit}.",
                "size",
            ),
            _("Save the answer as a file instead."),
        ),
        "no_answer": Message(
            _("None of these calls was answered, and a fixture is made of an answer."),
            _("Choose calls that were answered."),
        ),
    }
