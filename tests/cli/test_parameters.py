from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from aexdesk.cli.parameters import read_parameters, shortened
from aexdesk.faults import BadInput


def _read(*pairs: str, file: Path | None = None) -> dict[str, str]:
    return dict(read_parameters(argparse.Namespace(parameters=list(pairs), params=str(file) if file else None)))


def test_a_pair_is_cut_at_its_first_equals_sign_and_nowhere_else() -> None:
    assert _read("a=b=c", "empty=", "blank= x ", "q= ") == {"a": "b=c", "empty": "", "blank": " x ", "q": " "}


@pytest.mark.parametrize("text", ["a", "", "=b"])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="bad_parameter"):
        _read(text)


def test_a_long_text_in_the_wrong_place_is_not_repeated() -> None:
    with pytest.raises(BadInput) as caught:
        _read("50000a-token-that-somebody-pasted")
    assert caught.value.values == {"found": "50000a-token…"}
    assert shortened("A_VARIABLE") == "A_VARIABLE"


def test_values_of_a_file_become_text(tmp_path: Path) -> None:
    file = tmp_path / "params.json"
    file.write_text(
        '\ufeff{"text": " as it is ", "whole": 18446744073709551615, "part": 1.10, "yes": true, "no": false,'
        ' "nothing": null, "object": {"b": 1.0, "a": ["手机", "\\u0041"]}, "list": [ ], "empty": ""}',
        encoding="utf-8",
    )
    assert list(_read("last=1", file=file).items()) == [
        ("text", " as it is "),
        ("whole", "18446744073709551615"),
        ("part", "1.10"),
        ("yes", "true"),
        ("no", "false"),
        ("nothing", "null"),
        ("object", '{"b":1.0,"a":["手机","A"]}'),
        ("list", "[]"),
        ("empty", ""),
        ("last", "1"),
    ]


@pytest.mark.parametrize(
    ("content", "pairs"), [('{"a": 1}', ["a=1"]), ('{"a": 1, "a": 1}', []), ("{}", ["a=1", "a=2"])]
)
def test_a_name_that_stands_there_twice_is_refused(content: str, pairs: list[str], tmp_path: Path) -> None:
    file = tmp_path / "params.json"
    file.write_text(content)
    with pytest.raises(BadInput, match="parameter_twice"):
        _read(*pairs, file=file)


@pytest.mark.parametrize("content", [b"", b"[]", b"1", b'"a"', b"null", b"{", b"\xff{}", b'{"a": NaN}'])
def test_a_file_that_holds_no_object_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "params.json"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="bad_json"):
        _read(file=file)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="file_unreadable"):
        _read(file=tmp_path)
