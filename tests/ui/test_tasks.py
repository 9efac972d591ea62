"""A coroutine has an owner: its error is heard at once, and it ends when the owner does."""

from __future__ import annotations

import asyncio

from aexdesk.ui.tasks import Tasks
from tests.ui.fakes import Reports


async def test_an_error_is_reported_at_once(reports: Reports) -> None:
    tasks = Tasks(reports.report)

    async def fail() -> None:
        raise ValueError("no")

    held = tasks.start(fail(), "fail")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert held is not None
    assert [type(error) for error in reports] == [ValueError]
    await tasks.close()


async def test_closing_cancels_and_waits_for_the_clean_up(reports: Reports) -> None:
    tasks = Tasks(reports.report)
    steps: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            steps.append("cleaned up")

    tasks.start(work(), "long work")
    await asyncio.sleep(0)
    assert list(tasks.names) == ["long work"]
    await tasks.close()
    assert steps == ["cleaned up"]
    assert not tasks.names
    assert not reports


async def test_nothing_starts_after_the_end(reports: Reports) -> None:
    tasks = Tasks(reports.report)
    await tasks.close()

    async def work() -> None:
        raise AssertionError("ran")

    assert tasks.start(work(), "late") is None


async def test_a_clean_up_that_hangs_holds_nobody_up_for_ever(reports: Reports) -> None:
    tasks = Tasks(reports.report)
    release = asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await release.wait()

    task = tasks.start(stubborn(), "stubborn")
    await asyncio.sleep(0)
    await tasks.close(grace_s=0.01)
    assert task is not None
    assert not task.done()
    release.set()
    await asyncio.wait([task])


async def test_a_task_may_close_its_own_owner(reports: Reports) -> None:
    tasks = Tasks(reports.report)

    async def close_all() -> None:
        await tasks.close()

    task = tasks.start(close_all(), "close all")
    assert task is not None
    await asyncio.wait_for(task, 1)
