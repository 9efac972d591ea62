from __future__ import annotations

import errno
import io
import json

import pytest

from aexdesk.cli.tables import set_table
from aexdesk.cli.terminal import Terminal, harmless
from aexdesk.faults import StorageFault


class Breaking(io.StringIO):
    """Fails as the system would."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def flush(self) -> None:
        raise OSError(self.number, "as the system says")


def _terminal(stdout: io.StringIO | None) -> Terminal:
    return Terminal(io.BytesIO(), stdout, io.StringIO())


def test_a_line_ends_once() -> None:
    out = io.StringIO()
    _terminal(out).print("a")
    _terminal(out).print("b\n")
    assert out.getvalue() == "a\nb\n"


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL, errno.ECONNRESET])
def test_a_reader_that_left_is_left_alone(number: int) -> None:
    terminal = _terminal(Breaking(number))
    terminal.print("a")
    terminal.print("b")
    terminal.finish()
    assert isinstance(terminal.stdout, io.StringIO)
    assert terminal.stdout.getvalue() == "a\n", "nothing after the first was written"


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "output_unwritable")])
def test_what_cannot_be_written_is_told(number: int, code: str) -> None:
    with pytest.raises(StorageFault, match=code):
        _terminal(Breaking(number)).print("a")


def test_no_streams_no_harm() -> None:
    terminal = Terminal(None, None, None)
    terminal.print("a")
    terminal.print_json([1])
    terminal.say("b")
    terminal.finish()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp1252"])
def test_json_is_json_in_every_encoding(encoding: str) -> None:
    value = {"é手📱": "\ud800 half", "\x1b": "\u2028"}
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
    Terminal(None, out, None).print_json(value)
    assert json.loads(raw.getvalue().decode(encoding)) == value


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert harmless("a\x1b[31mb\x07\n\tc\x9b") == "a�[31mb�\n\tc�"
    terminal = _terminal(io.StringIO())
    terminal.say("\x1b]0;title\x07")
    assert isinstance(terminal.stderr, io.StringIO)
    assert "\x1b" not in terminal.stderr.getvalue()


def test_columns_stand_under_each_other() -> None:
    table = set_table(("name", "n"), [("手机", "1"), ("a\nb\x1b", "22"), ("e\u0301", "")])
    assert table.splitlines() == ["name  n", "手机  1", "a b�  22", "e\u0301"]
