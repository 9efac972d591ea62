"""A file that a person named: read whole, or a clear word on why not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from aexdesk.faults import BadInput
from aexdesk.services.chosen_files import read_whole, read_whole_text, refuse_what_is_no_file


def test_a_file_of_exactly_the_most_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_bytes(b"1234")
    assert read_whole(file, 4) == b"1234"
    with pytest.raises(BadInput, match="file_too_large"):
        read_whole(file, 3)


def test_a_byte_order_mark_is_no_text_and_other_encodings_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_bytes(b"\xef\xbb\xbf\xc3\xa9")
    assert read_whole_text(file, 10) == "é"
    file.write_bytes("é".encode("utf-16"))
    with pytest.raises(BadInput, match="file_not_text"):
        read_whole_text(file, 10)


def test_what_is_missing_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(BadInput, match="file_unreadable"):
            read_whole(path, 10)
        with pytest.raises(BadInput, match="file_unreadable"):
            refuse_what_is_no_file(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name there")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="file_unreadable"):
        refuse_what_is_no_file(tmp_path / "pipe")
