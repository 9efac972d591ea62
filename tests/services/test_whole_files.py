"""A file that somebody asked for is there whole, or what stood there before still is."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from aexdesk.services.whole_files import write_whole


def test_it_replaces_a_file_and_keeps_its_mode_and_the_link_to_it(tmp_path: Path) -> None:
    file, link = tmp_path / "a.har", tmp_path / "link.har"
    file.write_text("old")
    file.chmod(0o604)
    link.symlink_to(file)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o604
    assert not list(tmp_path.glob(".*.part"))


def test_a_file_of_the_user_s_own_beside_it_stays(tmp_path: Path) -> None:
    own = tmp_path / "a.har.part"
    own.write_text("a download that is not done")
    write_whole(tmp_path / "a.har", b"new")
    assert own.read_text() == "a download that is not done"
    assert (tmp_path / "a.har").read_bytes() == b"new"


@pytest.mark.fault("disk full")
def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    file = tmp_path / "a.har"
    file.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_whole(file, b"x" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert file.read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.fault("kill -9")
def test_killed_before_all_is_written_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.har"
    file.write_text("old")
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from aexdesk.bodies.halves import written_whole\n"
        "with written_whole(Path(sys.argv[1])) as stream:\n"
        "    stream.write(b'x' * 100_000)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_text() == "old"
    write_whole(file, b"new")
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name are POSIX's")
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"through it")
    reader.join()
    assert read == [b"through it"]
    assert pipe.is_fifo()
