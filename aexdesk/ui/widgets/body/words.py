"""What the view of a body says."""

from __future__ import annotations

from aexdesk.bodies.reader_client import Row, Written
from aexdesk.i18n import _, ngettext
from aexdesk.ui.widgets.body.state import Finding


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
        return f"{{{row.count:,}}}  {row.preview}".rstrip()
    if row.kind == "string":
        text = row.preview.replace("\n", "⏎")
        return f'"{text}"' if row.count <= len(row.preview) else f'"{text}…'
    return row.preview


def write_range(start: int, end: int) -> str:
    """A part of a long array."""
    return f"[{start:,} … {end - 1:,}]"


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


def say_saved(name: str) -> str:
    """A body was saved."""
    return _("The body was saved as {name}.").format(name=name)
