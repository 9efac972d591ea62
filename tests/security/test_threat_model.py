""".github/SECURITY.md promises nothing that no test holds: each test that it names is there, and is run."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODEL = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", MODEL)))


def is_there(file: str, name: str) -> bool:
    """Whether pytest would collect it: a function of that name, in the file or a class of it, not skipped for good."""
    path = ROOT / file
    if not path.is_file():
        return False
    top = ast.parse(path.read_text(encoding="utf-8")).body
    for node in (*top, *(one for part in top if isinstance(part, ast.ClassDef) for one in part.body)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return not any(ast.unparse(mark).startswith("pytest.mark.skip(") for mark in node.decorator_list)
    return False


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_test_that_is_named_is_there(file: str, name: str) -> None:
    assert is_there(file, name)


def test_a_name_that_is_not_there_is_found() -> None:
    assert len(NAMED) > 40
    assert not is_there("tests/security/test_tls.py", "test_nothing_of_that_name")
    assert not is_there("tests/security/nothing.py", "test_x")
    assert is_there("tests/security/test_threat_model.py", "test_a_name_that_is_not_there_is_found")


def test_each_promise_names_what_holds_it() -> None:
    """Every point under who attacks, but for those that say what is not promised."""
    attacks = MODEL.partition("## Who attacks")[2].partition("\n## ")[0]
    points = re.findall(r"^- (.+?)(?=^- |^#|\Z)", attacks, re.MULTILINE | re.DOTALL)
    bare = [point.split("\n")[0] for point in points if "::" not in point]
    assert bare == [
        "Ports on loopback are open to all users of the machine. There they can use the practice gateway, and call",
        "Orders and addresses in it can be read. Encrypt the disk.",
    ]


def test_what_it_says_of_commands_and_files_is_there() -> None:
    for script in re.findall(r"packaging/[\w.]+", MODEL):
        assert (ROOT / script).is_file()


def test_it_names_no_person_and_no_address() -> None:
    assert re.findall(r"[\w.+-]+@[\w-]+\.\w+|https?://", MODEL) == []
