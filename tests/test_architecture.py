"""The rules of the house that import-linter cannot see. Each rule is first shown to go red on a planted violation."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

import aexdesk

PACKAGE = Path(aexdesk.__file__).parent
TESTS = Path(__file__).parent
PROJECT = TESTS.parent / "pyproject.toml"

LONGEST_FILE = 400
TOO_LONG: frozenset[str] = frozenset()
"""Files that may pass the wall, each with its reason. Empty; keep it so."""

NAMELESS_NAMES = frozenset({"utils", "util", "helpers", "helper", "misc", "common"})

REVEALERS: Mapping[str, str] = {
    "cli/sign.py": "prints the string to sign as it is digested: the contract of `aexdesk sign`",
    "doctor/examining.py": "shows the string to sign as it is digested, where MD5 wraps the app secret around it",
    "doctor/keys.py": "keys the digests that are tried, rightly and wrongly",
    "gateway/practice_admin.py": "tells the practice gateway the made-up password of an account that it lends",
    "openplatform/oauth.py": "puts code and refresh token into the calls that turn them into tokens",
    "openplatform/request.py": "puts the session into the request that is sent",
    "openplatform/signing.py": "keys the digest with the app secret",
    "practice/admin/admin.py": "hashes the password of an account that a test adds",
    "practice/object.py": "tells the practice gateway's made-up secrets to who started it",
    "practice/seeds.py": "hashes the made-up tokens and passwords it seeds",
    "practice/door/signature.py": "keys the second opinion's digest",
    "practice/pushes/message.py": "keys the signature of push messages",
    "redaction/exchanges.py": "must know what it is to hide",
    "redaction/words.py": "must know what it is to hide",
    "services/doctor_examples.py": "signs examples wrongly with the practice app's made-up secret",
    "services/doctor_records.py": "puts the session back into a recorded request, for the doctor alone to examine",
    "services/program_variables.py": "puts key and session into the environment of the program that `exec` runs",
    "storage/system_vault.py": "hands it to the keyring",
    "storage/vault.py": "checks that a keyring can hold it: length, one line",
    "tour/everyday_browser.py": "types the made-up password of a lent account into the practice gateway's page",
    "ui/qt_ports.py": "copies it, and clears the clipboard that still holds it",
    "ui/web/filling.py": "writes it into the login page, when the person presses Fill in",
    "ui/widgets/secret_field.py": "shows it when the person asks",
    "workspace/token.py": "hashes the session, to tell whose a call was",
}
"""The modules that may look into a Secret, and what for. A new line here is a review of what becomes of the text."""

INNER_ROOMS = frozenset({"gateway", "proxy", "practice", "storage", "serving"})
"""Rooms that `ui` and `cli` reach through desk and services only."""


class Module:
    """One source file: its path as the package writes it, its text, and the tree of it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = PurePosixPath(path)
        self.text = text
        self.tree = ast.parse(text)

    def is_in(self, folder: str) -> bool:
        return self.path.is_relative_to(folder)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Every imported name with its line, dotted: `from a import b` is a.b."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def method_calls(self) -> Iterator[ast.Attribute]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield node.func

    def at(self, line: int, what: str) -> str:
        return f"{self.path}:{line}: {what}"


Rule = Callable[[Module], Iterator[str]]

# ---------------------------------------------------------------- the rules


def webengine_only_in_its_room(module: Module) -> Iterator[str]:
    """Importing the browser costs time and memory that only the Login tab may spend."""
    if module.is_in("ui/web"):
        return
    for line, name in module.imports():
        if "WebEngine" in name or "WebChannel" in name:
            yield module.at(line, f"{name} belongs to ui/web")


def tab_models_know_qtcore_only(module: Module) -> Iterator[str]:
    """A model that cannot name a widget can be tested without one, and cannot touch one after an await."""
    if not module.path.match("ui/tabs/*/model.py"):
        return
    for line, name in module.imports():
        if name.startswith("PySide6") and not name.startswith("PySide6.QtCore"):
            yield module.at(line, f"a tab's model imports QtCore only, not {name}")


def views_neither_wait_nor_catch(module: Module) -> Iterator[str]:
    """A view draws; what waits or can fail belongs in the model beside it."""
    if not (module.path.match("ui/tabs/*/view.py") or module.path.match("ui/tabs/*/*_view.py")):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.Try | ast.TryStar):
            yield module.at(node.lineno, f"a view has no {type(node).__name__}")


def no_nested_loop(module: Module) -> Iterator[str]:
    """`exec` of a dialog, menu, drag or loop runs a second loop inside ours, and tasks die of it."""
    if not (module.is_in("ui") or module.is_in("tour") or module.path.name == "desktop.py"):
        return
    for call in module.method_calls():
        if call.attr in {"exec", "exec_"}:
            yield module.at(call.lineno, f".{call.attr}() starts a nested loop: open() it and await a future")


def every_task_has_an_owner(module: Module) -> Iterator[str]:
    """A task nobody holds may be collected, and its error is never seen. ruff sees the plain spelling only."""
    for line, name in module.imports():
        if name in {"asyncio.create_task", "asyncio.ensure_future"}:
            yield module.at(line, f"{name} has no owner")
    for call in module.method_calls():
        of_asyncio = isinstance(call.value, ast.Name) and call.value.id == "asyncio"
        if call.attr == "ensure_future" or (call.attr == "create_task" and of_asyncio):
            yield module.at(call.lineno, f"{call.attr} makes a task without an owner")


def secrets_are_revealed_in_known_places(module: Module) -> Iterator[str]:
    """`.reveal` named at all, called or passed on: the list is what a security review reads."""
    if str(module.path) not in REVEALERS:
        for node in _revelations(module):
            yield module.at(node.lineno, "looks into a Secret: add it to REVEALERS if it must")


def _revelations(module: Module) -> Iterator[ast.Attribute]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "reveal":
            yield node


def every_module_says_which_room_it_is(module: Module) -> Iterator[str]:
    """The first line of a module is a sentence."""
    if not (ast.get_docstring(module.tree) or "").strip():
        yield module.at(1, "has no docstring")


def names_say_what(module: Module) -> Iterator[str]:
    """A name like utils says that nobody knew where the thing belongs."""
    for part in (*module.path.parent.parts, module.path.stem):
        if part in NAMELESS_NAMES:
            yield module.at(1, f"{part} says nothing about what is in it")


def files_stay_short(module: Module) -> Iterator[str]:
    """At 400 lines there are two ideas in a file."""
    lines = len(module.text.splitlines())
    if lines > LONGEST_FILE and str(module.path) not in TOO_LONG:
        yield module.at(lines, f"{lines} lines; the wall is {LONGEST_FILE}")


def no_class_looks_like_a_test(module: Module) -> Iterator[str]:
    """pytest would collect it."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield module.at(node.lineno, f"{node.name}: pytest takes it for a test")


RULES: tuple[Rule, ...] = (
    webengine_only_in_its_room,
    tab_models_know_qtcore_only,
    views_neither_wait_nor_catch,
    no_nested_loop,
    every_task_has_an_owner,
    secrets_are_revealed_in_known_places,
    every_module_says_which_room_it_is,
    names_say_what,
    files_stay_short,
    no_class_looks_like_a_test,
)

# ---------------------------------------------------------------- the house


def _modules() -> list[Module]:
    return [
        Module(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "_resources" not in path.parts
    ]


@pytest.fixture(scope="module")
def house() -> list[Module]:
    return _modules()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule, house: list[Module]) -> None:
    broken = [finding for module in house for finding in rule(module)]
    assert not broken, "\n".join([rule.__doc__ or "", *broken])


def test_the_allow_lists_name_what_exists(house: list[Module]) -> None:
    there = {str(module.path): module for module in house}
    idle = [name for name in REVEALERS if name not in there or not list(_revelations(there[name]))]
    idle += [name for name in TOO_LONG if name not in there]
    assert not idle, f"no longer needed: {idle}"


def test_every_inner_room_is_closed_to_window_and_terminal() -> None:
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    closed = next(set(c["forbidden_modules"]) for c in contracts if c["id"] == "through-the-services")
    standing = {f"aexdesk.{room}" for room in INNER_ROOMS if (PACKAGE / room).is_dir()}
    standing |= {f"aexdesk.{room}" for room in INNER_ROOMS if (PACKAGE / f"{room}.py").is_file()}
    assert standing <= closed, "add them to the contract `through-the-services` in pyproject.toml"


# ---------------------------------------------------------------- each rule goes red

DOC = '"""Room."""\n'

PLANTED: tuple[tuple[Rule, str, str], ...] = (
    (webengine_only_in_its_room, "ui/tabs/login/view.py", "from PySide6.QtWebEngineWidgets import QWebEngineView"),
    (webengine_only_in_its_room, "desktop.py", "def f() -> None:\n    import PySide6.QtWebEngineCore"),
    (webengine_only_in_its_room, "ui/window.py", "from PySide6 import QtWebEngineCore"),
    (tab_models_know_qtcore_only, "ui/tabs/console/model.py", "from PySide6.QtGui import QColor"),
    (tab_models_know_qtcore_only, "ui/tabs/console/model.py", "from PySide6 import QtWidgets"),
    (views_neither_wait_nor_catch, "ui/tabs/console/view.py", "async def f() -> None: ..."),
    (views_neither_wait_nor_catch, "ui/tabs/console/request_view.py", "try:\n    f()\nexcept OSError:\n    g()"),
    (no_nested_loop, "ui/widgets/menu.py", "menu.exec(point)"),
    (no_nested_loop, "ui/tabs/console/view.py", "QFileDialog(parent).exec_()"),
    (no_nested_loop, "desktop.py", "application.exec()"),
    (every_task_has_an_owner, "services/calling.py", "import asyncio\nasyncio.create_task(work())"),
    (every_task_has_an_owner, "services/calling.py", "from asyncio import ensure_future"),
    (every_task_has_an_owner, "ui/tasks.py", "import asyncio as aio\naio.ensure_future(work())"),
    (secrets_are_revealed_in_known_places, "wording/errors.py", "text = secret.reveal()"),
    (secrets_are_revealed_in_known_places, "wording/errors.py", "texts = map(Secret.reveal, secrets)"),
    (names_say_what, "ui/utils.py", ""),
    (names_say_what, "services/common/ledger.py", ""),
    (files_stay_short, "services/calling.py", "x = 1\n" * LONGEST_FILE),
    (no_class_looks_like_a_test, "workspace/order_test_case.py", "class TestCase: ..."),
)


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_violation_is_found(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Module(path, DOC + text)))


@pytest.mark.parametrize("text", ["", "x = 1", '""'])
def test_a_module_without_a_sentence_is_found(text: str) -> None:
    assert list(every_module_says_which_room_it_is(Module("desk.py", text)))


GOOD: tuple[tuple[Rule, str, str], ...] = (
    (webengine_only_in_its_room, "ui/web/page.py", "from PySide6.QtWebEngineCore import QWebEnginePage"),
    (tab_models_know_qtcore_only, "ui/tabs/console/model.py", "from PySide6.QtCore import QObject, Signal"),
    (tab_models_know_qtcore_only, "ui/tabs/console/view.py", "from PySide6.QtWidgets import QWidget"),
    (views_neither_wait_nor_catch, "ui/tabs/console/preview.py", "try:\n    f()\nfinally:\n    g()"),
    (no_nested_loop, "ui/widgets/menu.py", "menu.popup(point)\ndialog.open()"),
    (every_task_has_an_owner, "ui/tasks.py", "loop.create_task(work, name=name)\ngroup.create_task(work)"),
    (names_say_what, "services/meters.py", ""),
)


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_what_is_allowed_is_not_found(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(Module(path, DOC + text)))
