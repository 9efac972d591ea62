"""A built program's Console reads a large answer in a child that it starts itself, as the tree's does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aexdesk.storage.body_files import BodyFiles
from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.workspace.body import IN_MEMORY_LIMIT, Body
from aexdesk.workspace.exchange import ReceivedResponse
from tests.e2e.atspi.reading import LIMIT_S, read_by_a_screen_reader
from tests.e2e.processes import PROGRAM
from tests.storage import things

ROWS = 100_000


async def _record_a_large_answer(home: Path) -> Body:
    folder = DataFolder(home)
    sink = BodyFiles(folder.bodies).open_sink()
    sink.write(json.dumps({"rows": [{"number": number} for number in range(ROWS)]}).encode())
    body = sink.finish()
    assert body.size > IN_MEMORY_LIMIT
    database = Database.open(folder.database)
    answer = ReceivedResponse(200, (("content-type", "application/json"),), body, 12.5, 3.25)
    await Exchanges(database, folder.bodies).record(things.exchange(at=datetime.now(UTC), response=answer))
    database.close()
    return body


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S + 30)
async def test_the_console_reads_a_large_answer_in_a_child(tmp_path: Path, display: dict[str, str]) -> None:
    body = await _record_a_large_answer(tmp_path / "home")
    told = read_by_a_screen_reader("large-answer", [*PROGRAM, "--home", str(tmp_path / "home")], display)
    assert "".join(told["text"].split()).startswith('{"rows":[{"number":0')
    readers = [command for command in told["children"] if "body-reader" in command]
    assert [command[-1] for command in readers] == [str(body.file)], told
