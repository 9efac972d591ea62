"""The support desk: any exchange as the form that support asks for, and when somebody reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aexdesk.services.history import History
from aexdesk.support.channels import Channel, Topic
from aexdesk.support.forms import SupportForm
from aexdesk.support.hours import ServiceHours
from aexdesk.workspace.exchange import ExchangeSummary


class SupportDesk:
    """Builds forms from recorded exchanges; they never hold a secret or a signature."""

    def __init__(self, history: History, now: Callable[[], datetime]) -> None:
        self._history = history
        self._now = now

    async def find_failed(self, environment: str | None = None) -> ExchangeSummary | None:
        """The last exchange that failed."""
        raise NotImplementedError

    async def write_form(
        self, exchange_id: str, channel: Channel, topic: Topic = Topic.TECHNICAL, description: str = ""
    ) -> SupportForm:
        """The finished form. Raises BadInput("unknown_exchange")."""
        raise NotImplementedError

    def hours(self, at: datetime | None = None) -> ServiceHours:
        """Whether support answers at that instant (now by default), and when it does next."""
        raise NotImplementedError
