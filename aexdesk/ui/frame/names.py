"""What environments are called, the same in bar, menu, palette and title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _

if TYPE_CHECKING:
    from aexdesk.workspace.environment import Environment


def name_environment(environment: Environment) -> str:
    """The word of the interface for the two that everybody has; their own name for others."""
    return {"practice": _("Practice"), "live": _("Live")}.get(environment.name, environment.name)


def host_of(url: str) -> str:
    """Host and port: what tells one address from another."""
    return url.partition("://")[2].partition("/")[0] or url
