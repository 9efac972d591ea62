"""Who works in the Console and does not stop: eight requests side by side, each of another kind."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.workspace.environment import PRACTICE
from tests.ordertest.orders import order, text_of
from tests.practice.world import ORDER_PARAM
from tests.scenery.stage import Stage
from tests.scenery.workspace import MISSING_ITEM, OLD_SECRET, ORDER, PRODUCT, seeds

_SLOW, _GIVEN_UP = "aliexpress.ds.text.search", "aliexpress.ds.feedname.get"
_DELAYS_MS = {_SLOW: 300, _GIVEN_UP: 2_000}
_BREATH_S = 0.005
_ORDER_EVERY = 2
"""Rounds. After a thousand orders the stock of the practice gateway is gone, and it refuses them."""
_ANEW_EVERY = 2
"""Rounds after which a request is closed, and another opened in its place."""


@dataclass(frozen=True)
class Kind:
    """What one of the requests asks. `give`: what differs from call to call, by the call's number."""

    api: str
    give: Callable[[int], dict[str, str]]
    every: int = 1
    has_old_secret: bool = False
    is_given_up: bool = False


def kinds(stage: Stage) -> tuple[Kind, ...]:
    """Good, large, refused by the platform, an order for free, slow, given up, wrongly signed."""
    item = seeds(stage).test_case.item_id

    def an_order(number: int) -> dict[str, str]:
        fields = order(item={"product_id": int(item), "sku_attr": ""}, root={"out_order_id": f"SOAK-{number}"})
        return {ORDER_PARAM: text_of(fields)}

    return (
        Kind(PRODUCT, lambda number: {"product_id": item, "ship_to_country": ("US", "BR", "DE")[number % 3]}),
        Kind("aliexpress.affiliate.product.query", lambda number: {"keywords": "amu"[number % 3], "page_size": "50"}),
        Kind("aliexpress.ds.category.get", lambda number: {"categoryId": str(number % 50)}),
        Kind(PRODUCT, lambda _number: {"product_id": MISSING_ITEM, "ship_to_country": "US"}),
        Kind(ORDER, an_order, every=_ORDER_EVERY),
        Kind(_SLOW, lambda number: {"keyWord": f"mug {number}", "local": "en_US", "countryCode": "US"}),
        Kind(_GIVEN_UP, lambda _number: {}, is_given_up=True),
        Kind(PRODUCT, lambda _number: {"product_id": item, "ship_to_country": "US"}, has_old_secret=True),
    )


class Person:
    """`work_round` sends once from each request, where nothing runs there yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._kinds = kinds(stage)
        self._numbers = count(1)
        self._round = 0
        self._requests: list[str] = []

    @property
    def _model(self) -> Any:
        return self._stage.window.host.tabs["console"].model  # type: ignore[attr-defined]

    async def begin(self) -> None:
        """Opens the requests, and tells the gateway what takes long."""
        told = seeds(self._stage)
        old = ProfileDraft(PRACTICE.name, OLD_SECRET, told.app_key, callback_url=told.callback_url)
        await self._stage.desk.profiles.add(old, Secret("a-secret-that-was-renewed"))
        await self._stage.desk.standing.load()
        for api, milliseconds in _DELAYS_MS.items():
            await self._stage.tell("faults", api=api, kind="latency", value=milliseconds, times=0)
        await self._stage.go("console")
        model = self._model
        self._requests = [model.state.request]
        while len(self._requests) < len(self._kinds):
            model.tabs.new()
            self._requests.append(model.state.request)
        await self._stage.calm("console")

    async def work_round(self) -> None:
        """One look at each request."""
        await self._stage.go("console")
        self._round += 1
        for place, kind in enumerate(self._kinds):
            if self._round % kind.every == 0:
                await self._send(place, kind)
        if self._round % _ANEW_EVERY == 0:
            await self._open_anew(self._round // _ANEW_EVERY % len(self._kinds))
        self._look_at_answer()

    async def rest(self) -> None:
        """Until nothing runs any more."""
        await self._stage.until(
            lambda: not any(one.running for _key, one in self._model.tabs.shelf.all()), "no call under way"
        )

    async def _send(self, place: int, kind: Kind) -> None:
        model = self._model
        model.tabs.choose(self._requests[place])
        await asyncio.sleep(_BREATH_S)
        if model.state.running is not None:
            if kind.is_given_up:
                model.cancel()
            return
        model.choose_api(kind.api)
        for name, value in kind.give(next(self._numbers)).items():
            model.set_value(name, value)
        await asyncio.sleep(_BREATH_S)
        if kind.api == ORDER:
            await model.settle()
        if kind.has_old_secret:
            await self._send_with_old_secret()
        else:
            model.send()
        await asyncio.sleep(_BREATH_S)

    async def _send_with_old_secret(self) -> None:
        standing = self._stage.desk.standing
        now = standing.profile
        old = next(one for one in standing.profiles if one.name == OLD_SECRET)
        await standing.choose_profile(old.id)
        self._model.send()
        await standing.choose_profile(now.id if now else None)

    async def _open_anew(self, place: int) -> None:
        model = self._model
        model.tabs.close_one(self._requests[place])
        model.tabs.new()
        self._requests[place] = model.state.request
        await self._stage.calm("console")

    def _look_at_answer(self) -> None:
        """Tree, table, raw text, headers, timing; the form, the JSON, the signature, the code."""
        view: Any = self._stage.window.host.tabs["console"].view
        for pages in (view.tabs, view.response.tabs):
            pages.setCurrentIndex(self._round % pages.count())


def program_told(stage: Stage) -> str:
    """What a developer's program must know, as JSON: the proxy, and what signs."""
    running = stage.desk.practising._running
    assert running is not None
    return json.dumps(dict(running.describe()) | {"proxy": stage.desk.proxying.state.url})
