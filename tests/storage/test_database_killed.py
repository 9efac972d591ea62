"""A program that is killed leaves what it had done, and nothing of what it was doing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder

ROWS = 4000


@pytest.mark.fault("kill -9")
def test_a_killed_program_loses_nothing_that_was_done(folder: DataFolder) -> None:
    """Nor is there any of what it was in the middle of, which is more than SQLite keeps in memory."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from aexdesk.storage.database import Database\n"
        "database = Database.open(Path(sys.argv[1]))\n"
        "insert = 'INSERT INTO settings VALUES (?, ?)'\n"
        f"rows = [(f'done {{number}}', '1' * 1000) for number in range({ROWS})]\n"
        "database.call(lambda sql: sql.executemany(insert, rows).close())\n"
        "def half(sql):\n"
        "    sql.execute(\"UPDATE settings SET value = replace(value, '1', '2')\")\n"
        "    sql.execute(insert, ('half', '2'))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "database.call(half)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(folder.database)], timeout=30, check=False)
    database = Database.open(folder.database)
    found = database.call(
        lambda sql: {tuple(row) for row in sql.execute("SELECT substr(key, 1, 4), value FROM settings")}
    )
    (count,) = database.call(lambda sql: sql.execute("SELECT count(*) FROM settings").fetchone())
    (said,) = database.call(lambda sql: sql.execute("PRAGMA integrity_check").fetchone())
    database.close()
    assert (found, count, said) == ({("done", "1" * 1000)}, ROWS, "ok")
