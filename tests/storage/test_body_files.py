"""A body is kept as it came, in memory or in a file, and nothing is left of one that did not come to its end."""

from __future__ import annotations

import os
import resource
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aexdesk.faults import StorageFault
from aexdesk.storage.body_files import BodyFiles
from aexdesk.storage.folder import DataFolder
from aexdesk.workspace.body import IN_MEMORY_LIMIT, Body


def _keep(files: BodyFiles, *chunks: bytes) -> Body:
    sink = files.open_sink()
    for chunk in chunks:
        sink.write(chunk)
    return sink.finish()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=st.lists(st.binary(max_size=20)))
def test_every_byte_is_kept_on_both_sides_of_the_limit(folder: DataFolder, chunks: list[bytes]) -> None:
    body = _keep(BodyFiles(folder.bodies, limit=30), *chunks)
    whole = b"".join(chunks)
    assert (body.read(), body.size) == (whole, len(whole))
    assert (body.file is None) == (len(whole) <= 30)


def test_the_limit_is_one_mebibyte(folder: DataFolder) -> None:
    files = BodyFiles(folder.bodies)
    assert _keep(files, b"x" * IN_MEMORY_LIMIT).file is None
    assert _keep(files, b"x" * IN_MEMORY_LIMIT, b"y").file is not None


def test_a_discarded_body_leaves_nothing(folder: DataFolder) -> None:
    sink = BodyFiles(folder.bodies, limit=1).open_sink()
    sink.write(b"half a body")
    assert os.listdir(folder.bodies)
    sink.discard()
    sink.discard()
    assert os.listdir(folder.bodies) == []


@pytest.mark.fault("disk full")
def test_a_full_disk_is_said_and_leaves_nothing(folder: DataFolder) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    sink = BodyFiles(folder.bodies, limit=1).open_sink()
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(StorageFault, match="disk_full"):
            sink.write(b"x" * 200_000)
        sink.discard()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(folder.bodies) == []


def test_a_folder_that_has_gone_is_said(folder: DataFolder) -> None:
    folder.bodies.rmdir()
    sink = BodyFiles(folder.bodies, limit=1).open_sink()
    with pytest.raises(StorageFault, match="folder_unwritable"):
        sink.write(b"more than one")
    sink.discard()


def test_the_sweep_takes_old_orphans_only(folder: DataFolder) -> None:
    now = datetime.now(UTC)
    files = BodyFiles(folder.bodies, limit=1)
    needed, orphan, arriving = (_keep(files, b"12").file for _ in range(3))
    assert needed is not None
    assert orphan is not None
    assert arriving is not None
    for path in (needed, orphan):
        os.utime(path, ((now - timedelta(hours=2)).timestamp(),) * 2)
    (folder.bodies / "someone-elses").touch()
    assert files.sweep({needed.name}, before=now - timedelta(hours=1)) == 1
    assert {path.name for path in folder.bodies.iterdir()} == {needed.name, arriving.name, "someone-elses"}
