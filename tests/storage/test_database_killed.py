"""A program that is killed leaves what it had done, and nothing of what it was doing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder


@pytest.mark.fault("kill -9")
def test_a_killed_program_loses_nothing_that_was_done(folder: DataFolder) -> None:
    """Nor is the half there that it was in the middle of, which is more than SQLite keeps in memory."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from aexdesk.storage.database import Database\n"
        "database = Database.open(Path(sys.argv[1]))\n"
        "database.call(lambda sql: sql.execute(\"INSERT INTO settings VALUES ('done', '1')\").close())\n"
        "def half(sql):\n"
        "    for part in range(10):\n"
        "        sql.execute('INSERT INTO settings VALUES (?, zeroblob(1000000))', (f'half {part}',))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "database.call(half)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(folder.database)], timeout=30, check=False)
    database = Database.open(folder.database)
    keys = database.call(lambda sql: [row["key"] for row in sql.execute("SELECT key FROM settings")])
    (found,) = database.call(lambda sql: sql.execute("PRAGMA integrity_check").fetchone())
    database.close()
    assert (keys, found) == (["done"], "ok")
