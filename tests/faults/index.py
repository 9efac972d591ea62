"""Which test holds which fault: `@pytest.mark.fault("disk full")` on a test (or in a file's `pytestmark`), wherever
in `tests` it stands. `python -m tests.faults.index` prints the table."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]

_Function = ast.FunctionDef | ast.AsyncFunctionDef

MACHINE = (
    "disk full",
    "read-only data folder",
    "database corrupted",
    "two windows on one folder",
    "keyring locked",
    "keyring hanging",
    "keyring gone",
    "clock jumps",
    "kill -9",
    "sleep and resume of timers",
)
NETWORK = (
    "DNS failure",
    "TLS expired",
    "TLS wrong host",
    "TLS self-signed",
    "redirect to another host",
    "slow drip",
    "truncated",
    "oversized",
    "wrong length",
    "wrong charset",
    "compressed bomb",
)
PROCESSES = ("crash of QtWebEngine's process", "crash of the body reader")
FAULTS = (*MACHINE, *NETWORK, *PROCESSES)
"""Each fault that AExDesk promises to survive."""


def holders(tests: Path = TESTS) -> dict[str, list[str]]:
    """The tests that hold each fault that is marked anywhere, as pytest calls them, by its name."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.fault(" in text:
            for fault, test in _marked(ast.parse(text)):
                found.setdefault(fault, []).append(f"{path.relative_to(tests.parent).as_posix()}::{test}")
    return found


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each fault and test of one file, in its order."""
    named = {
        target.id: list(_faults(node.value))
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for test, name in _tests(module):
        used = {mark.id for mark in test.decorator_list if isinstance(mark, ast.Name)} | {"pytestmark"}
        found = [fault for mark in used for fault in named.get(mark, ())]
        found += [fault for mark in test.decorator_list for fault in _faults(mark)]
        yield from ((fault, name) for fault in dict.fromkeys(found))


def _tests(of: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[tuple[_Function, str]]:
    """Each test with its name as pytest takes it: after that of its class."""
    for node in of.body:
        if isinstance(node, ast.ClassDef):
            yield from _tests(node, f"{inside}{node.name}::")
        elif isinstance(node, _Function) and node.name.startswith("test_"):
            yield node, inside + node.name


def _faults(mark: ast.expr) -> Iterator[str]:
    """What `pytest.mark.fault("this", "and this")` names, itself or in a list of marks."""
    for node in ast.walk(mark):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fault":
            yield from (str(given.value) for given in node.args if isinstance(given, ast.Constant))


if __name__ == "__main__":
    held = holders()
    for each in FAULTS:
        sys.stdout.write("\n    ".join([each, *held.get(each, ["no test"])]) + "\n")
