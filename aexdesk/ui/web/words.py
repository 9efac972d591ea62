"""What the embedded browser says of itself."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.ui.ports import PageProblem
from aexdesk.wording import Message


def name_page() -> str:
    """The page, for those who hear the window."""
    return _("Login page")


def say_problem(problem: PageProblem) -> Message:
    """What went wrong with a page, and what to do."""
    told = {
        "load": Message(
            _("{detail} could not be opened."), _("Check the network, then open it again or use the system's browser.")
        ),
        "status": Message(
            _("The page answered with status {detail}."), _("Read what it says; the app key or callback may be wrong.")
        ),
        "certificate": Message(
            _("The certificate of {detail} is not trusted. Nothing was sent."),
            _("A proxy may be in between. Do not log in on such a connection."),
        ),
        "crashed": Message(_("The page has stopped working."), _("Open it again, or use the system's browser.")),
        "refused": Message(
            _("The page wanted to go to {detail}; that is no place for a login."), _("Nothing was opened.")
        ),
    }[problem.kind]
    return Message(told.message.format(detail=problem.detail), told.hint)
