"""A data folder, and an open database in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def database(folder: DataFolder) -> Iterator[Database]:
    database = Database.open(folder.database)
    yield database
    database.close()
