"""How far a support case is: its word and its tone, the same wherever a case or its calls are shown."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.workspace.filed_case import FiledCase, FiledState

_LONGEST = 60
"""Letters of a name: descriptions are sentences."""


def name_state(state: FiledState) -> str:
    """How far a case is, in a word."""
    return {
        FiledState.OPEN: _("open"),
        FiledState.ANSWERED: _("answered"),
        FiledState.CLOSED: _("closed"),
    }[state]


def tone_of_state(case: FiledCase) -> str:
    """Amber while nobody has answered."""
    return {FiledState.OPEN: "warn", FiledState.ANSWERED: "good", FiledState.CLOSED: "muted"}[case.state]


def tell_case(case: FiledCase) -> str:
    """Its state and its name, as far as a line takes it."""
    name = case.name if len(case.name) <= _LONGEST else f"{case.name[:_LONGEST]}…"
    return f"{name_state(case.state)} · {name}"
