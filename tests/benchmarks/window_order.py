"""`python -m tests.benchmarks.window_order HOME`: an order of twenty lines in the Console's form, shown, left, and come
back to; the worst turn of the loop in each step, in seconds, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.tour.heartbeat import Heartbeat
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.console.tab import ConsoleTab
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port
from tests.ui.waiting import arrival

LINES = 20
_ORDER, _FIELD = "aliexpress.ds.order.create", "param_place_order_request4_open_api_d_t_o"
_LINE = {"product_id": "1005001", "product_count": "1", "sku_attr": "14:29#Red", "order_memo": "please"}
_ADDRESS = {"contact_person": "A B", "address": "1 Main Street", "city": "Springfield", "country": "US", "zip": "12345"}
_QUIET_S = 1.0


class Visitor:
    """The guest of the window."""

    def __init__(self) -> None:
        self.told: dict[str, dict[str, float]] = {}

    def make_desk(self, home: Path) -> Desk:
        return Desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        settled = asyncio.Event()
        model.changed.connect(lambda: settled.set() if model.state.is_settled else None)
        if not model.state.is_settled:
            await settled.wait()
        ahead = [task for task in asyncio.all_tasks() if task.get_name() == "import ahead"]
        await asyncio.gather(*ahead)
        window.resize(1280, 800)
        window.navigate("console")
        await arrival(window)
        await asyncio.sleep(_QUIET_S)
        console = cast("ConsoleTab", window.host.tabs["console"]).model
        order = {"product_items": [_LINE for _number in range(LINES)], "logistics_address": _ADDRESS}

        async def step(name: str, act: Callable[[], None]) -> None:
            async with Heartbeat() as beats:
                act()
                await asyncio.sleep(_QUIET_S)
            self.told[name] = {"worst": beats.worst, "felt": beats.felt, "work": beats.work}

        console.choose_api(_ORDER)
        await asyncio.sleep(_QUIET_S)
        await step("shown", lambda: console.set_value(_FIELD, json.dumps(order)))
        await step("another API", lambda: console.choose_api("aliexpress.ds.product.get"))
        await step("back to the order", lambda: console.choose_api(_ORDER))
        await step("another request", console.tabs.new)
        await step("back to the request", lambda: console.tabs.step(-1))
        order["product_items"][3] = {**_LINE, "product_count": "2"}  # type: ignore[index]
        await step("a line is another", lambda: console.set_value(_FIELD, json.dumps(order)))
        return 0


def main() -> int:
    visitor = Visitor()
    with patch.object(Practising, "start", on_any_port):
        code = desktop.run(Path(sys.argv[1]), guest=visitor)
    sys.stdout.write(json.dumps(visitor.told) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
