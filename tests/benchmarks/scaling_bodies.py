"""`python -m tests.benchmarks.scaling_bodies ROUNDS FILE...`: bodies opened and used as the window does; seconds."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from aexdesk.bodies.reader_child import ChildReader
from aexdesk.bodies.reader_client import Table
from tests.benchmarks.scaling_rounds import Work, in_rounds

_LIST = (0, 0, 1)
"""Where `write_products` puts its list."""
_PAGE = 100
_LETTERS = 200_000


@asynccontextmanager
async def _reader(file: Path) -> AsyncIterator[ChildReader]:
    reader = ChildReader(file)
    serving = asyncio.create_task(reader.serve())  # noqa: TID251 - cancelled and awaited below
    try:
        await reader.open()
        yield reader
    finally:
        serving.cancel()
        await asyncio.wait({serving})


async def _open(file: Path) -> None:
    async with _reader(file):
        pass


async def _work(file: Path, reader: ChildReader) -> dict[str, Work]:
    table: Table = (await reader.tables())[0]
    assert table.positions == _LIST
    await reader.open_table(table)

    async def find() -> None:
        async for _count in reader.find("product 1"):
            pass

    async def sort() -> None:
        await reader.open_table(table)
        await reader.open_table(table, "price")

    return {
        "body opened": lambda: _open(file),
        "its beginning laid out": lambda: reader.pretty(_LETTERS),
        "find, every hit counted": find,
        "a page from the middle of its list": lambda: reader.rows(_LIST, table.count // 2, _PAGE),
        "its table sorted": sort,
    }


async def measure(rounds: int, files: list[Path]) -> dict[str, list[list[float]]]:
    """All files in turn; each has a reader that stays."""
    async with AsyncExitStack() as readers:
        opened = [(file, await readers.enter_async_context(_reader(file))) for file in files]
        return await in_rounds(rounds, [await _work(*pair) for pair in opened])


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), [Path(file) for file in sys.argv[2:]]))))
