"""What the command palette offers: tabs, environments, apps, themes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.frame.names import host_of, name_environment
from aexdesk.ui.frame.palette import Command
from aexdesk.ui.tab import TabEntry


class Mover(Protocol):
    """What the window does when told."""

    def navigate(self, identity: str) -> None:
        """Shows a tab."""

    def choose_theme(self, preference: str) -> None:
        """Wears a theme."""

    def open_shortcuts(self) -> None:
        """Shows the keys."""

    def open_settings(self) -> None:
        """Shows the settings."""


def list_commands(window: Mover, entries: Sequence[TabEntry], model: FrameModel) -> list[Command]:
    """All that can be gone to now."""
    state = model.state
    found = [Command(entry.title(), _("tab"), _call(window.navigate, entry.id)) for entry in entries]
    for place in state.environments:
        detail = f"{_('environment')} {host_of(place.base_url)}"
        found.append(Command(name_environment(place), detail, _call(model.choose_environment, place.name)))
    for profile in state.profiles:
        found.append(Command(profile.name, f"{_('app')} {profile.app_key}", _call(model.choose_profile, profile.id)))
    themes = {
        theme.Preference.SYSTEM: _("As the system"),
        theme.Preference.LIGHT: _("Light"),
        theme.Preference.DARK: _("Dark"),
    }
    found += [Command(name, _("theme"), _call(window.choose_theme, one.value)) for one, name in themes.items()]
    found += [
        Command(_("Shortcuts"), _("keys"), window.open_shortcuts),
        Command(_("Settings"), _("language and theme"), window.open_settings),
    ]
    return found


def _call(act: Callable[[str], None], value: str) -> Callable[[], None]:
    return lambda: act(value)
