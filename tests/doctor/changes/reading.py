"""What the changes of a room make of a value, and of a whole request."""

from __future__ import annotations

from collections.abc import Iterable

from aexdesk.doctor.changes import Change
from aexdesk.doctor.draft import Draft


def ways(changes: Iterable[Change], kind: str, value: str) -> dict[str, str]:
    """The ways of one mistake that alter the value, and to what; each way once."""
    found: dict[str, str] = {}
    for change in changes:
        if change.mistake.kind == kind and change.text is not None and change.text(value) != value:
            assert change.mistake.how not in found
            found[change.mistake.how] = change.text(value)
    return found


def signed(changes: Iterable[Change], draft: Draft) -> dict[tuple[str, str], list[str]]:
    """The string to sign that each mistake makes of a request."""
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        found.setdefault((change.mistake.id, change.mistake.how), []).append(change.apply(draft).text)
    return found
