"""What the view of a body says."""

from __future__ import annotations

from aexdesk.bodies.reader_client import Row, Written
from aexdesk.i18n import _, ngettext
from aexdesk.ui.widgets.body.state import BodyState, Finding
from aexdesk.wording import describe
from aexdesk.wording.body_errors import describe_json_problem
from aexdesk.wording.turning_signs import write_exactly


def write_count(finding: Finding) -> str:
    """Which hit of how many."""
    if not finding.text:
        return ""
    if not finding.count:
        return _("searching…") if finding.is_running else _("not found")
    more = "+" if finding.is_running else ""
    return _("{current} of {count}").format(current=f"{finding.current + 1:,}", count=f"{finding.count:,}{more}")


def write_value(row: Row) -> str:
    """A value in a line of the tree."""
    if row.kind == "array":
        return f"[{row.count:,}]"
    if row.kind == "object":
        return f"{{{row.count:,}}}  {write_exactly(row.preview)}".rstrip()
    if row.kind == "string":
        text = write_exactly(row.preview.replace("\n", "⏎"))
        return f'"{text}"' if row.count <= len(row.preview) else f'"{text}…'
    return row.preview


def write_range(start: int, end: int) -> str:
    """A part of a long array."""
    return f"[{start:,} … {end - 1:,}]"


def write_state(body: BodyState) -> tuple[str, str]:
    """What is to be said of a body beside showing it, and its tone; mostly nothing."""
    if body.fault is not None:
        words = describe(body.fault)
        return f"{words.message} {words.hint}", "bad"
    if body.problem is not None:
        where = describe_json_problem(body.problem)
        return _("The body is broken JSON. {where}").format(where=where), "bad"
    told = {
        "text": _("This is not JSON; it is shown as it came."),
        "empty": _("The answer has no body."),
        "": _("The body is being opened…") if body.is_opening else "",
    }
    return told.get(body.kind, ""), ""


def say_written(written: Written, name: str) -> str:
    """A table was exported."""
    rows, guarded = written.rows, written.guarded
    told = ngettext("{rows} row was written to {name}.", "{rows} rows were written to {name}.", rows)
    told = told.format(rows=f"{rows:,}", name=name)
    if not guarded:
        return told
    more = ngettext(
        "{count} cell would have been a formula and begins with an apostrophe.",
        "{count} cells would have been formulas and begin with an apostrophe.",
        guarded,
    )
    return f"{told} {more.format(count=f'{guarded:,}')}"


def say_too_long(most: int) -> str:
    """More was chosen than is copied at once."""
    told = _("At most {size} MB are copied at once. Save the body, or copy a part of it.")
    return told.format(size=most // (1024 * 1024))


def say_saved(name: str) -> str:
    """A body was saved."""
    return _("The body was saved as {name}.").format(name=name)
