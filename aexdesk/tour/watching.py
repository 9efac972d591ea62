"""Waits until something holds on the screen: looks whenever Qt has nothing left to do, so that no turn is missed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QAbstractEventDispatcher, QTimer

from aexdesk.tour.outcome import Unmet

T = TypeVar("T")

PATIENCE_S = 20.0
_LOOK_S = 0.05


async def until(
    holds: Callable[[], bool], expected: str, seen: Callable[[], str], patience_s: float = PATIENCE_S
) -> None:
    """Returns once `holds`; raises Unmet with what was `expected` and what is `seen` instead."""
    if holds():
        return
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    held: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look() -> None:
        if held.done():
            return
        try:
            if holds():
                held.set_result(None)
        except Exception as error:  # noqa: BLE001 - the one who waits gets it
            held.set_exception(error)

    dispatcher.aboutToBlock.connect(look)
    try:
        await asyncio.wait_for(held, patience_s)
    except TimeoutError:
        raise Unmet(expected, seen()) from None
    finally:
        dispatcher.aboutToBlock.disconnect(look)


async def eventually(
    look: Callable[[], Awaitable[T]], holds: Callable[[T], bool], expected: str, seen: Callable[[T], str]
) -> T:
    """What `look` finds once it `holds`. For what tells nobody when it changes: a page, a gateway, a database."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_S
    while not holds(found := await look()):
        if loop.time() > end:
            raise Unmet(expected, seen(found))
        await asyncio.sleep(_LOOK_S)
    return found


async def outside_of_tasks(act: Callable[[], None]) -> None:
    """Runs `act` from Qt's own loop, as events come to a window, and not from inside a coroutine."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def run() -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the one who waits gets it
            if not done.done():
                done.set_exception(error)
        else:
            if not done.done():
                done.set_result(None)

    QTimer.singleShot(0, run)
    await done


async def moment(milliseconds: int) -> None:
    """Lets the window lay itself out and paint."""
    await asyncio.sleep(milliseconds / 1000)
