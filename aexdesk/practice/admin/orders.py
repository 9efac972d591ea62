"""The admin addresses around orders: who pays automatically, where push messages go, what was sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from aexdesk.practice.admin.body import read_fields
from aexdesk.practice.admin.input import BadAdminInput, read_text
from aexdesk.practice.ordering.order_states import OrderState
from aexdesk.practice.platform import Platform
from aexdesk.practice.pushes.post import read_target
from aexdesk.practice.pushes.pushing import Pusher
from aexdesk.practice.records import Webhook
from aexdesk.practice.seeds import APP_KEY

Json = dict[str, Any]
Handle = Callable[[Request], Awaitable[Any]]


class OrdersAdmin:
    """What a person does on the platform's own pages: the allow list for payment, the Notification tab."""

    def __init__(self, platform: Platform, pusher: Pusher) -> None:
        self._platform = platform
        self._pusher = pusher

    def routes(self) -> tuple[tuple[str, str, Handle], ...]:
        """Path, method, handler."""
        return (
            ("/buyers/{email}", "POST", self._set_buyer),
            ("/webhook", "GET", self._show_webhook),
            ("/webhook", "POST", self._set_webhook),
            ("/webhook", "DELETE", self._remove_webhook),
            ("/pushes", "GET", self._pushes),
        )

    async def _set_buyer(self, request: Request) -> Any:
        email = request.path_params["email"]
        wanted = (await read_fields(request)).get("auto_pay")
        if email not in self._platform.state.accounts:
            raise BadAdminInput("no such buyer", 404)
        if not isinstance(wanted, bool):
            raise BadAdminInput("auto_pay must be true or false")
        payers = self._platform.state.auto_payers
        (payers.add if wanted else payers.discard)(email)
        self._platform.note_change()
        return {"email": email, "auto_pay": wanted}

    async def _show_webhook(self, _: Request) -> Any:
        return _show(self._platform.state.webhook)

    async def _set_webhook(self, request: Request) -> Any:
        fields = await read_fields(request)
        webhook = Webhook(read_text(fields, "url", most=2000), read_text(fields, "app_key", APP_KEY))
        if read_target(webhook.url) is None:
            raise BadAdminInput("url must be http, on 127.0.0.1, localhost or [::1]: nothing is sent elsewhere")
        if webhook.app_key not in self._platform.state.apps:
            raise BadAdminInput("no app has this app_key", 404)
        self._put(webhook)
        return _show(webhook)

    async def _remove_webhook(self, _: Request) -> Any:
        self._put(None)
        return _show(None)

    def _put(self, webhook: Webhook | None) -> None:
        """What waits for an earlier webhook is dropped: no message goes to an address that was taken back."""
        self._pusher.drop_all("webhook_changed")
        self._platform.state.webhook = webhook
        self._platform.note_change()

    async def _pushes(self, _: Request) -> Any:
        return self._pusher.to_json()


def read_state(fields: Json) -> OrderState:
    """The state that an order shall have."""
    try:
        return OrderState(read_text(fields, "state", most=64))
    except ValueError:
        raise BadAdminInput(f"state must be one of {', '.join(OrderState)}") from None


def _show(webhook: Webhook | None) -> Json:
    return asdict(webhook) if webhook else {"url": "", "app_key": ""}
