"""Finds each condition by which the guard refuses, in its own source, and makes the function that does without it.

A condition is what an `if` asks before it refuses; where it asks for one of several things, each of them is one. Where
it asks whether a name is false that stands for several things at once, each of these is one.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any, TypeGuard

ROOMS = (
    "guard", "matching", "order_facts", "order_json", "order_payment", "reading", "reading_form", "reading_headers",
    "reading_multipart", "spelling",
)  # fmt: skip
REDUNDANT = {
    # another rule holds too
    "guard._judge: effect is Effect.CREATES_ORDER": "_read_order refuses it too; this one says why",
    "order_payment._asks: where == (*_PAYMENT, 'try_to_pay') and value not in (*_SAYS_NO, *_SAYS_YES)": (
        "what is neither counts as a wish; this one tells what stood there, in practice too"
    ),
    "reading._check_files: folded in _TEXTS": "an order has no file at all; this is for APIs that have",
    "reading._check_files: folded in taken": "an order has no file at all; this is for APIs that have",
    "reading._read_api: behind == where": "a whole address is no plain path: it holds a colon",
    "reading._read_api: not _PATH.fullmatch(behind)": "an order has no path in the catalogue, and one that speaks of an"
    " order is an unknown API",
    "reading_headers._check_value: lowered == 'content-encoding'": "only chooses the word for the refusal",
    # without it the guard fails, and a request that it failed at does not leave
    "guard._judge_order: found is None": "there is no test case to take differences from",
    "order_facts.read_order: text is None": "nothing is no JSON text",
    "order_facts.read_order: not isinstance(items, list)": "it has no first element",
    "order_json.as_object: not isinstance(value, dict)": "it has no keys",
    "reading._read_api: method is None": "nothing has no effect that could be looked up",
    "reading_multipart.read_multipart: not parts": "there is no end to take off",
    "reading_multipart._read_part: disposition is None": "there is no name to take from it",
    "reading_multipart._read_head: header is None": "there is no name to take from it",
}
"""Conditions without which nothing gets through all the same, and why."""
_REFUSALS = ("raise ", "return _refuse_unknown(", "return GuardVerdict(False", "found.append(Difference(")


class _Denied(ast.UnaryOp):
    """`not name`."""

    operand: ast.Name


@dataclass(frozen=True, slots=True)
class Condition:
    """Named for its module, function and words; `without` is the code of the function in which it is never true."""

    name: str
    function: FunctionType
    without: CodeType


def find_conditions() -> Iterator[Condition]:
    """All of them, in the order of the source."""
    for room in ROOMS:
        module = import_module(f"aexdesk.ordertest.{room}")
        source = inspect.getsource(module)
        for holder, definition in _functions(ast.parse(source)):
            owner: Any = getattr(module, holder) if holder else module
            for part, said in _parts(definition):
                whole = compile(_without(source, part, said=said), str(module.__file__), "exec")
                name = f"{room}.{definition.name}: {ast.unparse(part)}"
                yield Condition(name, getattr(owner, definition.name), _code_of(whole, holder, definition.name))


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each with the class that holds it, "" for none."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield "", node
        elif isinstance(node, ast.ClassDef):
            yield from ((node.name, one) for one in node.body if isinstance(one, ast.FunctionDef))


def _parts(definition: ast.FunctionDef) -> Iterator[tuple[ast.expr, bool]]:
    """Each with what it says where it does not refuse."""
    for node in ast.walk(definition):
        if not isinstance(node, ast.If) or not any(ast.unparse(one).startswith(_REFUSALS) for one in node.body):
            continue
        several = _values(node.test, ast.Or)
        for one in several:
            named = _value_of(one.operand.id, definition) if _is_a_denied_name(one) else None
            yield from ((part, True) for part in _values(named, ast.And)) if named else ((one, False),)


def _values(test: ast.expr, joint: type[ast.boolop]) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, joint) else [test]


def _is_a_denied_name(test: ast.expr) -> TypeGuard[_Denied]:
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(test.operand, ast.Name)


def _value_of(name: str, definition: ast.FunctionDef) -> ast.expr | None:
    """What it is set to, where several things are asked at once."""
    values = (
        one.value for one in ast.walk(definition) if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name
    )
    return next((value for value in values if isinstance(value, ast.BoolOp)), None)


def _without(source: str, part: ast.expr, *, said: bool) -> ast.Module:
    """What the condition names on its way (`:=`) is named all the same."""
    where = (part.lineno, part.col_offset, part.end_lineno, part.end_col_offset)

    class _Out(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, ast.expr) and where == (
                node.lineno, node.col_offset, node.end_lineno, node.end_col_offset,
            ):  # fmt: skip
                return ast.copy_location(ast.BoolOp(ast.Or() if said else ast.And(), [node, ast.Constant(said)]), node)
            return self.generic_visit(node)

    changed = _Out().visit(ast.parse(source))
    assert isinstance(changed, ast.Module)
    return ast.fix_missing_locations(changed)


def _code_of(code: CodeType, *path: str) -> CodeType:
    for name in filter(None, path):
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)
    return code
