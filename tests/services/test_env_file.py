"""What a .env file says: every way to write a value, and what is refused for having two readings or none."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.services.env_file import LARGEST, read_text, read_values
from aexdesk.wording import describe

WANTED = frozenset({"A", "B"})


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=x", "x"), ("export A=x", "x"), ("export\tA = x y ", "x y"), ("  A=x  # why", "x"), ("A=x#y", "x#y"),
        ("A=", ""), ("A=# nothing", ""), ('A="x # y" # why', "x # y"), ("A='x $HOME ${B} \\n'", "x $HOME ${B} \\n"),
        ('A="say \\"x\\" \\\\"', 'say "x" \\'), ("A=a=b==", "a=b=="), ('A=""', ""), ("A=x'y", "x'y"),
        ("A=$x", "$x"), ('A="订单"', "订单"), ("A=x # é", "x"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_programs_read_it(line: str, value: str) -> None:
    assert read_values(f"# head\n\n{line}\r\nOTHER=1\n", WANTED) == {"A": value}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("A", "env_line", 1), ("B=1\n=x", "env_line", 2), ("A B=x", "env_line", 1), ("1A=x", "env_line", 1),
        ('A="x" y', "env_line", 1), ("A='x'y", "env_line", 1), ("Ａ=x", "env_line", 1),
        ('A="x\ny"', "env_multiline", 1), ("\nA='x", "env_multiline", 2), ('A="x\\ny"', "env_multiline", 1),
        ("A=x\\\ny", "env_multiline", 1), ('OTHER="-----BEGIN\nx\n"', "env_multiline", 1),
        ("A=${B}", "env_expansion", 1), ('A="x$(id)"', "env_expansion", 1), ("A=`id`", "env_expansion", 1),
        ("A=1\nA=2", "env_twice", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_read_in_one_way_is_refused_by_its_line_and_never_quoted(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(BadInput) as caught:
        read_values(text.replace("x", "CANARY"), WANTED)
    assert (caught.value.code, caught.value.values["line"]) == (code, line)
    assert "CANARY" not in f"{caught.value} {describe(caught.value)}"


def test_what_nobody_asked_for_may_be_put_together_and_may_stand_there_twice() -> None:
    assert read_values("OTHER=${A}\nOTHER=2\nA=1\nA='1'", WANTED) == {"A": "1"}


@given(st.text(st.characters(exclude_characters="\r\n'", exclude_categories=["Cs"])))
def test_in_single_quotes_everything_stands_to_the_letter(value: str) -> None:
    assert read_values(f"A='{value}'", WANTED) == {"A": value}


@given(st.text())
def test_any_text_gives_values_or_a_refusal(text: str) -> None:
    with suppress(BadInput):
        assert set(read_values(text, WANTED)) <= WANTED


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"A=\0x", "env_binary"), (b"\x7fELF\x01", "env_binary"), ("A=x".encode("utf-16"), "env_binary"),
        ("A=é".encode("latin-1"), "env_binary"), (b"A=" + b"x" * LARGEST, "env_too_large"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_ends_in_words(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / ".env"
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        read_text(path)
    assert caught.value.code == code
    assert str(path) in describe(caught.value).message


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"\xef\xbb\xbfA=x")
    assert read_values(read_text(path), WANTED) == {"A": "x"}


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(BadInput, match="env_too_large"):
        read_text(path)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: None], ids=["folder", "pipe", "nothing"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Any) -> None:
    make(tmp_path / ".env")
    with pytest.raises(BadInput, match="env_no_file"):
        read_text(tmp_path / ".env")


def test_a_file_that_may_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ".env"
    path.write_text("A=x")

    def refuse(*_given: Any, **_more: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadInput) as caught:
        read_text(path)
    assert (caught.value.code, caught.value.values["reason"]) == ("file_unreadable", "Permission denied")
