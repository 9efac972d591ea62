"""What environments are called, the same in bar, menu, palette and title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.workspace.token import Binding

if TYPE_CHECKING:
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.token import Token


def name_environment(environment: Environment) -> str:
    """The word of the interface for the two that everybody has; their own name for others."""
    return {"practice": _("Practice"), "live": _("Live")}.get(environment.name, environment.name)


def name_owner(token: Token, account: str) -> str:
    """Whose a token is, as `account` writes it; and that only the user says so, or nobody."""
    if token.binding is Binding.UNBOUND:
        return _("ACCOUNT UNKNOWN")
    return _("{account} (by hand)").format(account=account) if token.binding is Binding.BY_HAND else account


def host_of(url: str) -> str:
    """Host and port: what tells one address from another."""
    return url.partition("://")[2].partition("/")[0] or url
