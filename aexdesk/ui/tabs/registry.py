"""The tabs in the order of the rail; the only place that knows them all. Each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aexdesk.i18n import _
from aexdesk.ui.tab import Navigate, Tab, TabEntry

if TYPE_CHECKING:
    from aexdesk.ui.ports import Ports

_DEAREST = ("console", "order_tests", "login")


def entries() -> tuple[TabEntry, ...]:
    """One line for each tab."""
    return (
        _standing("app_keys", "key", lambda: _("App keys")),
        _standing("login", "login", lambda: _("Login")),
        _standing("loan_accounts", "people", lambda: _("Loan accounts")),
        _standing("order_tests", "order", lambda: _("Order tests")),
        _standing("console", "console", lambda: _("Console")),
        _standing("doctor", "doctor", lambda: _("Doctor")),
        _standing("support", "support", lambda: _("Support")),
        _standing("access_log", "access_log", lambda: _("Access log"), starts_group=True),
        _standing("practice", "practice", lambda: _("Practice")),
        _standing("ledger", "ledger", lambda: _("Ledger")),
        _standing("runs", "runs", lambda: _("Runs")),
        _standing("history", "history", lambda: _("History")),
        _standing("meters", "meters", lambda: _("Meters")),
        _standing("help", "help", lambda: _("Help"), at_foot=True),
    )


def modules() -> tuple[str, ...]:
    """Where the tabs live; what is dearest to import comes first."""
    dearest_first = sorted((entry.id for entry in entries()), key=lambda name: name not in _DEAREST)
    return tuple(_module(name) for name in dearest_first)


def _module(name: str) -> str:
    return f"aexdesk.ui.tabs.{name}.tab"


def _standing(
    name: str, icon: str, title: Callable[[], str], starts_group: bool = False, at_foot: bool = False
) -> TabEntry:
    def build(desk: Any, ports: Ports, navigate: Navigate) -> Tab:
        made: Tab = load().build(desk, ports, navigate)
        return made

    def load() -> Any:
        return import_module(_module(name))

    return TabEntry(name, icon, title, build, starts_group, at_foot, load)
