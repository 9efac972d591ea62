from __future__ import annotations

import argparse
import gc
import importlib
import signal
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from aexdesk import faults
from aexdesk.cli import main
from aexdesk.cli.exit_codes import ExitCode, exit_code_of
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.terminal import Terminal
from aexdesk.i18n import PSEUDO, use_language
from tests.cli.conftest import Console

CODES = {
    faults.BadInput: 2,
    faults.PlatformError: 3,
    faults.GuardRefused: 4,
    faults.NetworkFault: 5,
    faults.VaultUnavailable: 6,
    faults.StorageFault: 6,
    faults.AexError: 1,
}


@pytest.mark.parametrize("kind", CODES)
def test_each_fault_has_its_code(kind: type[faults.AexError]) -> None:
    assert exit_code_of(kind("some_code")) == CODES[kind]


@pytest.fixture(autouse=True)
def _collector_back() -> Iterator[None]:
    """The window's first paint switches it on again; a stand-in for the window does not."""
    yield
    gc.enable()


def test_every_kind_of_fault_is_known_here() -> None:
    """A kind that is added without a code would end as 1, "unexpected"."""
    assert set(faults.AexError.__subclasses__()) <= set(CODES)


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A command that ends in what a test says."""
    told = SimpleNamespace(error=None)

    def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
        raise told.error

    command = SimpleNamespace(configure=lambda parser: None, run=run)
    monkeypatch.setattr(importlib, "import_module", lambda name: command)
    return told


@pytest.mark.parametrize("kind", CODES)
def test_a_fault_becomes_a_sentence_on_stderr(
    kind: type[faults.AexError], ending: SimpleNamespace, console: Console
) -> None:
    ending.error = kind("port_taken", port=8917)
    assert console("history") == CODES[kind]
    assert console.out == ""
    assert console.err.startswith("Port 8917 is taken by another program. ")


def test_a_misuse_is_bad_input(ending: SimpleNamespace, console: Console) -> None:
    ending.error = Misuse("Not so.")
    assert (console("history"), console.err) == (2, "Not so.\n")


def test_a_crash_tells_where_and_never_what(ending: SimpleNamespace, console: Console) -> None:
    """The text of a foreign error could hold a secret."""
    ending.error = ValueError("a-secret-in-a-message")
    assert console("history") == 1
    assert "ValueError" in console.err
    assert "test_main.py" in console.err
    assert "a-secret" not in console.err
    assert "Traceback" not in console.err


def test_ctrl_c(ending: SimpleNamespace, console: Console) -> None:
    ending.error = KeyboardInterrupt()
    assert (console("history"), console.out, console.err) == (130, "", "")


def test_sigterm_takes_the_path_of_ctrl_c(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM)

    def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
        signal.raise_signal(signal.SIGTERM)
        return ExitCode.DONE

    command = SimpleNamespace(configure=lambda parser: None, run=run)
    monkeypatch.setattr(importlib, "import_module", lambda name: command)
    try:
        assert console("history") == 143
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("words", [["nothing"], ["--home", "x", "sing"], [""]])
def test_a_command_that_does_not_exist(words: list[str], console: Console) -> None:
    assert console(*words) == 2
    assert "The commands are: practice, sign, call" in console.err


@pytest.mark.parametrize(
    "words",
    [
        ["--what", "history"],
        ["history", "--js"],
        ["history", "--limit", "-1"],
        ["history", "--limit", "1_0"],
        ["profile"],
        ["profile", "renew"],
        ["profile", "add", "--name", "a", "--app-key", "1"],
        ["profile", "add", "--name", "a", "--app-key", "1", "--secret-stdin", "--secret-env", "A"],
        ["sign", "--api", "a.b"],
        ["practice", "--port", "x"],
        ["practice", "--port", "65536"],
        ["practice", "--order-mismatch", "ignore"],
    ],
)
def test_usage_that_cannot_be_meant(words: list[str], console: Console) -> None:
    with pytest.raises(SystemExit) as ended:
        console(*words)
    assert ended.value.code == 2


@pytest.mark.parametrize("words", [["--app-secret=hidden-1"], ["--app-secret", "hidden-1"], ["hidden-1"]])
def test_what_is_not_known_is_not_repeated(
    words: list[str], console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    for before in (["history"], ["profile", "list"], ["call", "a.b"]):
        with pytest.raises(SystemExit):
            console(*before, *words)
        assert "hidden-1" not in capsys.readouterr().err


def test_the_home_may_stand_on_either_side(console: Console, tmp_path_factory: pytest.TempPathFactory) -> None:
    left, right, variable = (tmp_path_factory.mktemp(name) for name in ("left", "right", "variable"))
    assert console("--home", str(left), "history") == 0
    assert console("history", "--home", str(right)) == 0
    assert console("history", env={"AEXDESK_HOME": str(variable)}) == 0
    assert all((place / "workspace.sqlite3").exists() for place in (left, right, variable))


def test_alone_it_opens_the_window(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    seen: list[object] = []

    def open_it(home: object, **settings: object) -> int:
        seen.append((home, settings))
        return 0

    import aexdesk

    desktop = SimpleNamespace(run=open_it)
    monkeypatch.setitem(sys.modules, "aexdesk.desktop", desktop)
    monkeypatch.setattr(aexdesk, "desktop", desktop, raising=False)
    from pathlib import Path

    assert console("--home", "x", "--screenshot", "a.png", "--exit-after-paint") == 0
    assert seen == [(Path("x"), {"screenshot": Path("a.png"), "exit_after_paint": True})]


def test_without_qt_it_says_so(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    import aexdesk

    monkeypatch.delattr(aexdesk, "desktop", raising=False)
    monkeypatch.setitem(sys.modules, "aexdesk.desktop", None)
    assert console("--home", "x") == 1
    assert "The window cannot open here" in console.err


def test_every_command_has_a_module() -> None:
    for name in {*main.commands(), *main.HIDDEN}:
        module = importlib.import_module(f"aexdesk.cli.{name.replace('-', '_')}")
        assert callable(module.configure)
        assert callable(module.run)


@pytest.mark.parametrize(
    ("asked", "words", "is_pseudo"),
    [(None, ["nonsense"], False), (PSEUDO, ["nonsense"], True), (PSEUDO, ["nonsense", "--json"], False)],
)
def test_the_terminal_speaks_english_unless_asked_and_json_always(
    console: Console, monkeypatch: pytest.MonkeyPatch, asked: str | None, words: list[str], is_pseudo: bool
) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    if asked:
        monkeypatch.setenv("AEXDESK_LANGUAGE", asked)
    try:
        assert console(*words) == ExitCode.BAD_INPUT
        assert ("⟦" in console.err) == is_pseudo
    finally:
        use_language("en")
