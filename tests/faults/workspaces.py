"""A workspace with something of every kind in it, and all that a window reads of one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from aexdesk.desk import Desk
from aexdesk.faults import AexError
from aexdesk.workspace.history_query import HistoryQuery
from aexdesk.workspace.profile import KeyCheck
from tests.services.worlds import Clock, FaultyVault
from tests.storage import things

EXCHANGES = 150


async def build(home: Path) -> None:
    """Makes it; when this returns, it lies in one file."""
    desk = Desk(home, vault=FaultyVault(), now=Clock().now)
    await desk.open()
    try:
        tables = desk._tables
        await tables.profiles.save(replace(things.PROFILE, last_check=KeyCheck("permitted", things.NOON)))
        await tables.tokens.save(things.TOKEN)
        await tables.loan_accounts.save(things.ACCOUNT)
        await tables.order_test_cases.save(things.CASE)
        await desk.history.record_all([things.exchange(number) for number in range(EXCHANGES)])
        await tables.ledger.save(things.ENTRY)
        await tables.support_cases.save(things.filed_case("s1", "e1"))
        await tables.settings.set_all({f"key {number}": "x" * 300 for number in range(40)})
        await desk.history_keeping.tidy()
    finally:
        await desk.close()


async def use(home: Path) -> tuple[bool, list[AexError]]:
    """Opens it as the window does, reads all of it, records a call and puts it in order.

    Whether it opened, and the faults that were met; whatever is no AexError is raised.
    """
    is_open, desk, faults = False, Desk(home, vault=FaultyVault(), now=Clock().now), list[AexError]()

    async def attempt(work: Callable[[], Awaitable[object]]) -> bool:
        try:
            await work()
        except AexError as fault:
            faults.append(fault)
            return False
        return True

    try:
        is_open = await attempt(desk.open)
        if is_open:
            for work in _everything(desk):
                await attempt(work)
    finally:
        await desk.close()
    return is_open, faults


def _everything(desk: Desk) -> list[Callable[[], Awaitable[object]]]:
    tables = desk._tables
    query = HistoryQuery(words=("product",))
    return [
        desk.environments.list,
        desk.profiles.list,
        lambda: desk.tokens.list("practice"),
        tables.loan_accounts.list,
        desk.test_cases.list,
        lambda: desk.ledger.at_risk("practice"),
        tables.support_cases.list,
        lambda: desk.history.recent(limit=2 * EXCHANGES),
        *(lambda id=f"e{number}": desk.history.get(id) for number in range(0, EXCHANGES, 15)),
        lambda: desk.finding.find(query, EXCHANGES),
        lambda: tables.exchange_marks.read(["e1", "e2"]),
        lambda: desk.meters.look("practice"),
        lambda: desk.history.record(things.exchange(EXCHANGES + 1)),
        desk.tidy,
        desk.history_keeping.tidy,
    ]
