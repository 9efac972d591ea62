"""The translations that are shipped, and the sentences that they are made of."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeGuard

import pytest

import aexdesk

SCRIPT = Path(__file__).parents[1] / "packaging" / "translations.py"
PACKAGE = Path(aexdesk.__file__).parent


@cache
def _command() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_command", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@cache
def _trees() -> dict[str, ast.Module]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def test_every_language_has_every_sentence_and_keeps_its_places() -> None:
    assert _command().check(_command().template()) == []


OF_DATA = {"definition.title", "field.description", "row.field.description", "note", "cause", "remedy"}
OF_DATA |= {"entry.cause", "row.cause"}
"""What is translated and stands not in the source: words of the resources that `packaging/translations.py` collects."""


def test_what_is_translated_is_written_there() -> None:
    """A sentence put together first, or kept in a variable, is in no catalogue: it would stay English."""
    lost = []
    for file, tree in _trees().items():
        for call in _command().calls_of(tree):
            if (
                file in ("i18n.py", "po_file.py")
                or _command().literals_of(call)
                or ast.unparse(call.args[0]) in OF_DATA
            ):
                continue
            lost.append(f"{file}:{call.lineno}: {ast.unparse(call)}")
    assert lost == []


def test_nothing_is_translated_when_a_module_is_read() -> None:
    """The language is chosen later: such a word would be English for ever."""
    frozen = [
        f"{file}:{call.lineno}: {ast.unparse(call)}"
        for file, tree in _trees().items()
        for call in _at_import(tree)
        if _command().name_of(call) in _command().CALLS
    ]
    assert frozen == []


def _at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that run when a module is imported: default arguments and decorators are among them."""
    if isinstance(node, ast.Call):
        yield node
    parts: Any = ast.iter_child_nodes(node)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        parts = [*node.decorator_list, node.args]
    elif isinstance(node, ast.Lambda):
        parts = [node.args]
    for part in parts:
        yield from _at_import(part)


FILTERS = {"ui/tabs/app_keys/importing.py"}
"""Where the letters beside a translated word are patterns of file names, which Qt wants so."""


def test_no_sentence_is_glued_from_translated_pieces() -> None:
    """`_("a") + _("b")` and `f"{_('a')} b"` have the order of English words; a sentence has places for what varies."""
    glued = [
        f"{file}:{node.lineno}: {ast.unparse(node)}"
        for file, tree in _trees().items()
        for node in ast.walk(tree)
        if file not in FILTERS and (_is_mixed(node) or _is_sum(node))
    ]
    assert glued == []


def _is_sum(node: ast.AST) -> TypeGuard[ast.expr]:
    """Whether it adds a translated piece to another, or to letters. Whole sentences may stand side by side."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return False
    sides = (node.left, node.right)
    letters = [one.value for one in sides if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return all(map(_is_translated, sides)) or (
        any(map(_is_translated, sides)) and any(letter.isalpha() for one in letters for letter in one)
    )


def _is_translated(*nodes: ast.AST) -> bool:
    return any(isinstance(node, ast.Call) and _command().name_of(node) in _command().CALLS for node in nodes)


def _is_mixed(text: ast.AST) -> TypeGuard[ast.expr]:
    """Whether it is an f-string that puts letters of its own beside a translated word."""
    if not isinstance(text, ast.JoinedStr):
        return False
    told = [part.value for part in text.values if isinstance(part, ast.FormattedValue)]
    own = [str(part.value) for part in text.values if isinstance(part, ast.Constant)]
    return _is_translated(*told) and any(any(letter.isalpha() for letter in one) for one in own)


@pytest.mark.parametrize(
    ("english", "text", "is_wrong"),
    [
        ("{name} is gone.", "{name} не стало.", False),
        ("{name} is gone.", "{nome} sumiu.", True),
        ("{name} is gone.", "Ничего нет.", True),
        ("{size:.1f} MB", "{size} MB", True),
        ("<b>{name}</b>", "<b>{name}<b>", True),
        ("<b>{name}</b>", "{name}: <b></b>", False),
        ("&Send", "Отправить", True),
        ("&Send", "&Отправить", False),
        ("A && B", "А && Б", False),
        ("Name: ", "Имя:", True),
        ("Name:", "Имя: ", True),
        ("{{{{name}}}} in {text}", "{text}: {{{{name}}}}", False),
    ],
)
def test_a_translation_that_breaks_what_it_stands_for_is_told(english: str, text: str, is_wrong: bool) -> None:
    from babel.messages.catalog import Message

    assert bool(_command().faults_of(Message(english, text))) == is_wrong


@pytest.mark.parametrize(
    ("forms", "is_wrong"),
    [
        (("{n} ряд", "{n} ряда", "{n} рядов"), False),
        (("Один ряд", "{n} ряда", "{n} рядов"), False),
        (("{n} ряд", "{m} ряда", "{n} рядов"), True),
        (("{n} ряд", "ряда", "{n} рядов"), True),
        (("{n} ряд", "", ""), False),
    ],
)
def test_each_form_for_a_number_keeps_its_places(forms: tuple[str, ...], is_wrong: bool) -> None:
    from babel.messages.catalog import Message

    assert bool(_command().faults_of(Message(("{n} row", "{n} rows"), forms))) == is_wrong
