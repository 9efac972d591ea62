"""What every step has at hand: the window's own hands and eyes, the desk under it, the gateway beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.tour.everyday_browser import EverydayBrowser
from aexdesk.tour.gateway import Gateway
from aexdesk.tour.hands import Hands
from aexdesk.tour.outcome import Unmet
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.window import Window
from aexdesk.workspace.environment import PRACTICE


@dataclass
class Found:
    """What an earlier step has found out for a later one."""

    account: str = ""
    case_id: str = ""
    order_id: str = ""
    exchange_id: str = ""
    browser: EverydayBrowser | None = None
    """Where the embedded one is not installed: what the login goes on in."""


@dataclass
class Visit:
    """A tour in a window whose start is over."""

    window: Window
    model: FrameModel
    desk: Desk
    hands: Hands
    gateway: Gateway
    found: Found = field(default_factory=Found)

    @classmethod
    def of(cls, window: Window, model: FrameModel, desk: Desk) -> Visit:
        """Raises Unmet where practice does not run: everything here stands on it."""
        url = desk.practising.state.url if model.state.practice is not None else None
        if not url:
            trouble = model.state.failure or (model.state.practice and model.state.practice.trouble)
            raise Unmet(_("a window with practice running"), str(trouble or model.state.phase))
        return cls(window, model, desk, Hands(window), Gateway(url))

    async def go_to(self, tab: str) -> None:
        """Clicks that tab in the rail, and waits until it stands there."""
        title = next(entry.title() for entry in entries() if entry.id == tab)
        await self.hands.click(await self.hands.find_button(title))
        await self.hands.until(lambda: tab in self.window.host.tabs, title, lambda: self.window.tab)

    def check_calm(self) -> None:
        """Raises Unmet after an error that nobody expected, or away from practice."""
        state = self.model.state
        if state.crash:
            raise Unmet(_("no unexpected error"), state.crash.strip().splitlines()[-1])
        if state.environment is None or state.environment.name != PRACTICE.name:
            raise Unmet(_("the window in Practice"), str(state.environment and state.environment.name))
