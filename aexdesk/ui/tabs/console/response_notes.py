"""The line above an answer's body: what it is where it is not plain JSON, and what cannot be shown of it."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.ui.outcomes import write_size
from aexdesk.ui.tabs.console.answer import Kind, ReadableAnswer
from aexdesk.ui.widgets.body.state import BodyState
from aexdesk.wording import describe
from aexdesk.wording.body_errors import describe_json_problem


def write_note(answer: ReadableAnswer | None, body: BodyState) -> tuple[str, str]:
    """The note and its tone; nothing where there is nothing to say."""
    if answer is None or answer.exchange.response is None:
        return "", ""
    size = write_size(answer.exchange.response.body.size)
    if body.fault is not None:
        words = describe(body.fault)
        return f"{words.message} {words.hint}", "bad"
    if body.problem is not None:
        where = describe_json_problem(body.problem)
        return _("The body is broken JSON. {where}").format(where=where), "bad"
    if answer.kind is Kind.LARGE:
        return _large(body).format(size=size), ""
    notes = {
        Kind.TEXT: _("This is not JSON; it is shown as it came."),
        Kind.EMPTY: _("The answer has no body."),
        Kind.GONE: _("The file that held this body ({size}) is gone."),
    }
    return notes.get(answer.kind, "").format(size=size), ""


def _large(body: BodyState) -> str:
    if body.is_opening:
        return _("The body has {size}. It is being opened…")
    if body.kind == "json":
        return _("The body has {size}. Tree, Table and Raw show all of it; Response shows its beginning.")
    return _("The body has {size} and is not JSON. Raw shows all of it; Response shows its beginning.")
