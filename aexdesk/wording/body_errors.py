"""Words for what goes wrong with a body: broken JSON and where, filters, the reader."""

from __future__ import annotations

from aexdesk.bodies.problems import JsonProblem
from aexdesk.i18n import _
from aexdesk.wording.message import Message


def body_words() -> dict[str, Message]:
    """By code."""
    again = _("Open the call from the history again.")
    return {
        "body_reader_ended": Message(_("What read this body has ended: memory may have run out."), again),
        "body_reader_no_start": Message(_("What reads large bodies cannot be started: {reason}."), again),
        "body_too_large": Message(_("This body is too large for the memory of this machine."), _("Save it to a file.")),
        "body_gone": Message(_("The file that held this body is gone."), _("Send the call again.")),
        "body_not_written": Message(_("The file could not be written: {reason}."), _("Choose another place.")),
        "body_place_gone": Message(_("That place is not in this body any more."), again),
        "body_value_large": Message(
            _("This value has more than {most} MB: too much to copy."), _("Save the body, or filter it first.")
        ),
        "filter_unreadable": Message(
            _("This is no JMESPath expression: it breaks at letter {place}."),
            _("Write it like result.products[?price > '10'].id for example."),
        ),
        "filter_invalid": Message(_("The filter does not fit this body ({detail})."), _("Change the expression.")),
        "filter_too_much": Message(_("The filter gives more than 64 MB."), _("Narrow it down.")),
    }


def describe_json_problem(problem: JsonProblem) -> str:
    """Where a JSON text breaks, and on what."""
    reasons = {
        "object_expected": _("an object in braces should stand here"),
        "name_expected": _("a name in quotation marks should stand here"),
        "name_twice": _("the name {name} stands there twice"),
        "colon_expected": _("a colon should stand here"),
        "comma_expected": _("a comma or the closing bracket should stand here"),
        "value_expected": _("a value should stand here"),
        "text_open": _("the text that begins here does not end"),
        "control_character": _("a line end or control character stands inside a text"),
        "bad_escape": _("what follows the backslash means nothing"),
        "half_character": _("the text holds half a character"),
        "more_behind": _("nothing more should stand behind the end"),
        "not_in_json": _("JSON does not know {name}"),
        "too_deep": _("it is nested too deeply"),
    }
    reason = reasons[problem.code].format(name=problem.name)
    return _("Line {line}, column {column}: {reason}.").format(line=problem.line, column=problem.column, reason=reason)
