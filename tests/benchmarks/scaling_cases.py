"""`python -m tests.benchmarks.scaling_cases ROUNDS COUNT...`: the guard before that many test cases; seconds."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

from aexdesk.ordertest.reading import Reading
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.tables import Tables
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase
from tests.benchmarks.scaling_rounds import Work, in_rounds
from tests.ordertest.orders import CASE, GUARD, LOAN, READ, built, facts, order

Things = tuple[tuple[OrderTestCase, ...], tuple[LoanAccount, ...]]


def _things(count: int, accounts: int) -> Things:
    """The one that matches is the last."""
    emails = [f"buyer{number}@loan.example" for number in range(accounts - 1)]
    cases = tuple(
        replace(
            CASE, id=f"c{number + 2}", name=f"Case {number}", item_id=str(1005 + number),
            loan_account_email=emails[number % len(emails)] if emails else LOAN.email,
        )
        for number in range(count - 1)
    )  # fmt: skip
    loans = tuple(replace(LOAN, id=f"l{number + 2}", email=email) for number, email in enumerate(emails))
    return (*cases, CASE), (*loans, LOAN)


def _judging(reading: Reading, things: Things) -> Work:
    known = facts(test_cases=things[0], loan_accounts=things[1])

    async def judge() -> None:
        assert GUARD.judge(reading, known).allowed

    return judge


def _reading(things: Tables) -> Callable[[], Awaitable[object]]:
    async def read() -> None:
        await things.order_test_cases.list(PRACTICE.name)
        await things.loan_accounts.list(PRACTICE.name)

    return read


async def _work(count: int, tables: Tables) -> dict[str, Work]:
    ordering, asking = (GUARD.read(one, PRACTICE) for one in (built(order()), built({"product_id": "1"}, api=READ)))
    assert isinstance(ordering, Reading)
    assert isinstance(asking, Reading)
    many = _things(count, count)
    await tables.order_test_cases.save_all(many[0])
    await tables.loan_accounts.save_all(many[1])
    return {
        "an order judged, each case with a loan account of its own": _judging(ordering, many),
        "an order judged, all cases with one loan account": _judging(ordering, _things(count, 1)),
        "a read judged": _judging(asking, many),
        "the cases and accounts read from the database": _reading(tables),
    }


async def measure(rounds: int, counts: Sequence[int]) -> dict[str, list[list[float]]]:
    """All counts in turn, each with a workspace of its own."""
    with tempfile.TemporaryDirectory(prefix="aexdesk-scaling-") as home:
        folders = [DataFolder(Path(home) / str(count)) for count in counts]
        databases = [await asyncio.to_thread(Database.open, folder.database) for folder in folders]
        try:
            tables = [Tables.of(one, folder.bodies) for one, folder in zip(databases, folders, strict=True)]
            return await in_rounds(rounds, [await _work(*pair) for pair in zip(counts, tables, strict=True)])
        finally:
            for database in databases:
                await asyncio.to_thread(database.close)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), [int(count) for count in sys.argv[2:]]))))
