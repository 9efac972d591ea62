"""While a file is written, its half has a name and rights that harm nobody; then the file has the rights it had."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from aexdesk.bodies.halves import half_of, written_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and locks are POSIX's")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("before", [None, 0o600, 0o664])
def test_a_half_is_private_and_the_file_has_the_rights_that_it_would_have(tmp_path: Path, before: int | None) -> None:
    plain, file = tmp_path / "plain", tmp_path / "a.csv"
    plain.write_bytes(b"")
    if before is not None:
        file.write_bytes(b"old")
        file.chmod(before)
    with written_whole(file) as stream:
        stream.write(b"new")
        (half,) = tmp_path.glob(".*.part")
        assert rights(half) == 0o600
    assert file.read_bytes() == b"new"
    assert rights(file) == (rights(plain) if before is None else before)


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    file = tmp_path / ("訂" * 85)
    with written_whole(file) as stream:
        stream.write(b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.fault("kill -9")
def test_what_a_killed_writer_left_goes_and_what_is_still_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    left = half_of(file)
    left.write_bytes(b"half")
    others = [tmp_path / ".a.csv.part", tmp_path / f".a.csv.{os.urandom(8).hex()}.part.txt"]
    for one in others:
        one.write_bytes(b"another's")
    with written_whole(file) as first:
        first.write(b"first")
        with written_whole(file) as second:
            second.write(b"second")
        assert not left.exists()
        assert file.read_bytes() == b"second"
    assert file.read_bytes() == b"first"
    assert [one.read_bytes() for one in others] == [b"another's"] * 2
