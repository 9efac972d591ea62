"""Scenes for test_desktop: the real window in a process of its own, with a tab that does one thing and says so.

`python -m tests.desktop_scenes SCENE HOME`. What it says stands on stdout, a line each.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import urllib.request
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate, Tab, TabEntry
from aexdesk.ui.tabs import registry
from aexdesk.ui.tasks import Tasks
from aexdesk.ui.turns import Steps
from aexdesk.ui.window import Window
from aexdesk.workspace.environment import PRACTICE, Environment

SLOW_API = "aliexpress.ds.product.get"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Probe:
    """A tab that runs one coroutine for as long as it lives."""

    def __init__(self, work: Coroutine[Any, Any, None], ports: Ports) -> None:
        self.view = QLabel("probe")
        self._tasks = Tasks(ports.report)
        self._tasks.start(work, "probe")

    def compose(self) -> Steps:
        yield from ()

    def title(self) -> str:
        return "Probe"

    def retranslate(self) -> None: ...

    async def close(self) -> None:
        await self._tasks.close()
        say("tab closed")


def window() -> Window:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window))


async def settled() -> None:
    model, done = window()._model, asyncio.Event()
    model.changed.connect(lambda: done.set() if model.state.is_settled else None)
    if not model.state.is_settled:
        await done.wait()


async def wait(desk: Desk, ports: Ports) -> None:
    """Runs until it is cancelled."""
    await settled()
    try:
        say("ready")
        await asyncio.sleep(3600)
    finally:
        await asyncio.sleep(0)
        say("cleaned up")


def until_arrived(url: str) -> None:
    """Blocks until the practice gateway has got the call that waits for its answer."""
    version = 0
    while json.load(urllib.request.urlopen(f"{url}/_practice/faults", timeout=60)):
        changes = urllib.request.urlopen(f"{url}/_practice/changes?since={version}", timeout=60)
        version = json.load(changes)["version"]


async def call(desk: Desk, ports: Ports, *, closes: bool = False) -> None:
    """A real call that practice answers after a minute; once it is under way the window closes, if it is told to."""
    from aexdesk.openplatform.request import Call

    await settled()
    seeds = desk.practising.seeds
    assert seeds is not None
    fault = json.dumps({"api": SLOW_API, "kind": "latency", "value": 60_000}).encode()
    request = urllib.request.Request(f"{seeds.url}/_practice/faults", fault, {"Content-Type": "application/json"})
    await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=5).close())

    def go_on(_arrival: object) -> None:
        say("ready")
        if closes:
            window().close()

    asyncio.get_running_loop().run_in_executor(None, until_arrived, seeds.url).add_done_callback(go_on)
    call = Call(SLOW_API, (("product_id", "1"), ("ship_to_country", "US")))
    caller = desk.callers.of_seeds(seeds, SLOW_API)
    exchange = await desk.calling.send(call, caller, desk.standing.environment)
    say(f"answered {exchange.error}")


async def close_in_mid_call(desk: Desk, ports: Ports) -> None:
    await call(desk, ports, closes=True)


async def close_while_a_name_is_looked_up(desk: Desk, ports: Ports) -> None:
    """The system never answers for it, as where the name server is gone."""
    from aexdesk.openplatform.request import Call

    await settled()
    seeds = desk.practising.seeds
    assert seeds is not None
    await desk.environments.set_base_url("live", "https://nowhere.invalid")
    live = await desk.environments.get("live")
    loop = asyncio.get_running_loop()

    def look_up(*_asked: object) -> Any:
        loop.call_soon_threadsafe(window().close)
        threading.Event().wait()

    with patch("socket.getaddrinfo", look_up):
        exchange = await desk.calling.send(Call(SLOW_API), desk.callers.of_seeds(seeds, SLOW_API), live)
    say(f"answered {exchange.error}")


async def idle(desk: Desk, ports: Ports) -> None:
    """Another tab than the one that plays."""
    await asyncio.sleep(3600)


async def quit_event(desk: Desk, ports: Ports) -> None:
    await settled()
    say("ready")
    QCoreApplication.quit()
    await asyncio.sleep(3600)


async def change_things(desk: Desk, ports: Ports) -> None:
    """Leaves the window otherwise than it was."""
    await settled()
    window().navigate("console")
    window().choose_theme("dark")
    window().resize(777, 555)
    await asyncio.sleep(0.1)
    say(f"left {window().width()}x{window().height()}")
    window().close()
    await asyncio.sleep(3600)


async def tell_things(desk: Desk, ports: Ports) -> None:
    """Says how it was found."""
    from aexdesk.ui import theme

    await settled()
    say(f"found {window().width()}x{window().height()} {window().tab} {theme.scheme()}")
    window().close()
    await asyncio.sleep(3600)


async def break_down(desk: Desk, ports: Ports) -> None:
    """Errors from everywhere; the window stays."""
    await settled()

    def fail(where: str) -> Callable[[], None]:
        def act() -> None:
            raise ValueError(f"from {where}")

        return act

    QTimer.singleShot(0, fail("a slot"))
    asyncio.get_running_loop().call_soon(fail("the loop"))
    threading.Thread(target=fail("a thread")).start()
    await asyncio.sleep(0.3)
    say("report " + window()._model.state.crash.replace("\n", " "))
    say(f"banner {window().notices.banner('crash') is not None}")
    window().close()
    await asyncio.sleep(3600)


async def listen(desk: Desk, ports: Ports) -> None:
    """Says when it has been raised."""
    await settled()
    raised = asyncio.Event()
    window().showMinimized()
    window().windowHandle().windowStateChanged.connect(lambda _state: raised.set())
    say("ready")
    await raised.wait()
    say(f"raised {not window().isMinimized()}")
    await asyncio.sleep(3600)


SCENES = {
    one.__name__: one
    for one in (
        wait, call, close_in_mid_call, close_while_a_name_is_looked_up, quit_event, change_things, tell_things,
        break_down, listen,
    )
}  # fmt: skip


_start = Practising.start


async def on_any_port(self: Practising, environment: Environment = PRACTICE, _port: int | None = None) -> None:
    """Other tests, and whoever sits at this machine, may hold the usual one."""
    await _start(self, environment, 0)


def with_probe(scene: str) -> Callable[[], tuple[TabEntry, ...]]:
    """The rail as it is, every tab a probe; the first that is shown plays the scene."""
    played: list[str] = []

    def build(desk: Any, ports: Ports, _navigate: Navigate) -> Tab:
        work = idle if played else SCENES[scene]
        played.append(scene)
        return Probe(work(desk, ports), ports)

    real = registry.entries()
    return lambda: tuple(replace(one, build=build, load=None) for one in real)


if __name__ == "__main__":
    with patch.object(registry, "entries", with_probe(sys.argv[1])), patch.object(Practising, "start", on_any_port):
        code = desktop.run(Path(sys.argv[2]))
    say(f"ended {code}")
    sys.exit(code)
