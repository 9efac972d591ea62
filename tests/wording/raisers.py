"""Finds, in the source, every code that is raised or judged, and the values that its raisers give."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import aexdesk

PACKAGE = Path(aexdesk.__file__).parent
_CODES_OF = {
    "AexError": "code", "BadInput": "code", "GuardRefused": "code", "PlatformError": "code", "NetworkFault": "code",
    "VaultUnavailable": "code", "StorageFault": "code",
}  # fmt: skip
_ASKED = ("CallError", "GuardVerdict", "UnclearRequestError", "KeyCheckAnswer")
_MAKERS = {"_fault", "fault"}
"""Methods that make an error: the first text that they are given is its code, or a reason inside `request_not_json`."""


@dataclass(frozen=True)
class Raised:
    """A code, with the names of the values beside it; `values` is None where they are not to be seen."""

    code: str
    values: frozenset[str] | None
    where: str


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, parsed."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


@cache
def _all_calls() -> dict[str, list[tuple[str, ast.Call]]]:
    """The calls that are asked for, from one reading of the source; kept whole, it would be half a million nodes."""
    found: dict[str, list[tuple[str, ast.Call]]] = {name: [] for name in (*_CODES_OF, *_ASKED, *_MAKERS)}
    for where, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if called in found:
                    found[called].append((f"{where}:{node.lineno}", node))
    return found


def _calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    return (one for name in sorted(names) for one in _all_calls()[name])


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: a constant, or either branch."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def raised_errors() -> list[Raised]:
    """Every error whose code stands in the call."""
    found = []
    for where, call in _calls(set(_CODES_OF)):
        spread = any(keyword.arg is None for keyword in call.keywords)
        values = None if spread else frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
        found += [Raised(code, values, where) for code in _texts(call.args[0])] if call.args else []
    return found


def argument(names: set[str], position: int, keyword: str) -> set[str]:
    """The texts that calls of `names` are given for one argument."""
    found: set[str] = set()
    for _where, call in _calls(names):
        given = next((one.value for one in call.keywords if one.arg == keyword), None)
        if given is None and len(call.args) > position:
            given = call.args[position]
        found.update(_texts(given) if given is not None else ())
    return found


def constants(module: str, name: str) -> set[str]:
    """Every text in the value of a module's constant."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            assert isinstance(node, ast.Assign | ast.AnnAssign)
            assert node.value is not None
            return {
                one.value
                for one in ast.walk(node.value)
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            }
    raise LookupError(name)


def made_codes() -> set[str]:
    """The texts that methods which make errors are given as their code or reason."""
    found: set[str] = set()
    for _where, call in _calls(_MAKERS):
        found.update(text for given in call.args[:2] for text in _texts(given))
    return found


def worded_values() -> set[str]:
    """The codes that errors are given for `reason` and `expected`; sentences of their own are none."""
    found: set[str] = set()
    for _where, call in _calls({*_CODES_OF, *_MAKERS}):
        for keyword in call.keywords:
            if keyword.arg in ("reason", "expected"):
                found.update(_texts(keyword.value))
    return found
