"""What holds for every test: a world of its own, and nothing left behind in it."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
import pytest_asyncio
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

THREAD_GRACE_S = 2.0
"""How long a thread may take to end after its test; a loop's executor needs a moment."""

_FOREIGN = ("AEXDESK_", "QT_SCALE", "QT_STYLE", "QT_FONT_DPI", "LC_")
_KEPT = {"AEXDESK_PEERS", "AEXDESK_NODE_PEERS"}
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

# No deadline: a test does not judge absolute time.
settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=2_000)


class Run(Protocol):
    """Runs a coroutine to its end on Qt's loop."""

    def __call__(self, work: Awaitable[Any], limit_s: float = 5) -> Any: ...


# ---------------------------------------------------------------- options


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("aexdesk")
    group.addoption("--long", action="store_true", help="run full counts, and the tests marked `long`")
    group.addoption("--fuzz-seed", type=int, default=0, help="seed of the practice gateway's fuzz; 0 is its own")
    group.addoption("--display", action="store_true", help="open real windows instead of offscreen ones")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "quick")
    if not config.getoption("--display"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_API"] = "pyside6"
    # The window speaks the language of the system where nobody has chosen one.
    os.environ["LANGUAGE"] = "en"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to start its sandbox as root. Tests only; the app never sets it.
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="full count; run with --long"))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: it need not be searched at each of the tests' many rounds of garbage
    collection. With it, one took a second; what a test leaves behind is searched as ever."""
    gc.collect()
    gc.freeze()


# ---------------------------------------------------------------- a world of its own


def _settle_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    home = folder / "home"
    home.mkdir()
    for name, place in {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "AEXDESK_HOME": folder / "aexdesk-home",
    }.items():
        patch.setenv(name, str(place))


@pytest.fixture(scope="session", autouse=True)
def _away_from_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For what lives as long as the session, QApplication first of all: nothing of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name not in _KEPT and (name.startswith(_FOREIGN) or name.lower() in _PROXIES):
                patch.delenv(name)
        # Without a bus there is no Secret Service: no test can reach the person's own keyring.
        patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        patch.delenv("LANGUAGE", raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        # One runtime folder for all: Qt reads it once, and a socket's path must stay short.
        runtime = tmp_path_factory.mktemp("run")
        runtime.chmod(0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        _settle_in(tmp_path_factory.mktemp("session"), patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Each practice gateway that starts hashes two passwords, which was nearly all of its cost. Here a guesser pays
    nothing; processes that tests start pay in full."""
    dear = hashlib.scrypt

    def cheap(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
        return dear(password, salt=salt, n=2, r=r, p=p)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashlib, "scrypt", cheap)
        yield


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home, data folder and caches of this test alone."""
    _settle_in(tmp_path, monkeypatch)
    mask = os.umask(0o022)
    # A command run inside a test may set handlers; left behind, the next signal would end pytest without a word.
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    yield
    os.umask(mask)
    for number, handler in handlers.items():
        if signal.getsignal(number) is not handler:
            signal.signal(number, handler)


# ---------------------------------------------------------------- nothing left behind


def _threads() -> set[threading.Thread]:
    # Dummy-*: threads of Qt and C code that once called into Python; nobody can join them.
    return {thread for thread in threading.enumerate() if not thread.name.startswith("Dummy-")}


def _await_end(threads: set[threading.Thread], grace_s: float) -> list[threading.Thread]:
    end = time.monotonic() + grace_s
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return [thread for thread in threads if thread.is_alive()]


@pytest.fixture(autouse=True)
def _no_thread_left(_own_world: None) -> Iterator[None]:
    before = _threads()
    yield
    left = _await_end(_threads() - before, THREAD_GRACE_S)
    assert not left, f"threads left running: {sorted(thread.name for thread in left)}"


@pytest_asyncio.fixture
async def _loop_watch() -> AsyncIterator[None]:
    yield
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"tasks left running: {_names(left)}"


@pytest.fixture(autouse=True)
def _no_task_left(request: pytest.FixtureRequest, _no_thread_left: None) -> None:
    """Set up before the test's own fixtures, hence torn down after them: what runs then belongs to nobody."""
    if request.node.get_closest_marker("asyncio"):
        request.getfixturevalue("_loop_watch")


def _names(tasks: set[asyncio.Task[Any]]) -> list[str]:
    return sorted(f"{task.get_name()} ({task.get_coro()})" for task in tasks)


# ---------------------------------------------------------------- Qt


@pytest.fixture(autouse=True)
def _no_clipboard_left() -> Iterator[None]:
    """Data that Python gave to the clipboard must be gone when Python ends: PySide6 dies of it otherwise (exit 139)."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


@pytest.fixture(scope="session")
def qt_loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """The one loop over Qt, as in desktop.py. Lazy: a test that asks for no Qt gets no QApplication."""
    from aexdesk.ui.collecting import WindowCollector
    from tests.qt_loop import PatientLoop

    qapp.setQuitOnLastWindowClosed(False)
    collector = WindowCollector()  # views of earlier tests must not be taken apart in a thread of a later one
    with PatientLoop(qapp) as loop:
        yield loop
    collector.end()


@pytest.fixture
def run(qt_loop: asyncio.AbstractEventLoop) -> Iterator[Run]:
    """`run(coro)`: to its end on Qt's loop. Inside it, await a future; never qtbot.wait*, which nests a loop."""
    failures: list[dict[str, Any]] = []
    qt_loop.set_exception_handler(lambda _loop, context: failures.append(context))

    def work_on(work: Awaitable[Any], limit_s: float = 5) -> Any:
        # Not run_until_complete: qasync's turns Qt once more when no loop counts as running any longer, and a task
        # that is ready in that moment dies of it.
        task = qt_loop.create_task(asyncio.wait_for(work, limit_s))
        task.add_done_callback(lambda _task: qt_loop.stop())
        qt_loop.run_forever()
        return task.result()

    try:
        yield work_on
    finally:
        left = asyncio.all_tasks(qt_loop)
        for task in left:
            task.cancel()
        if left:
            qt_loop.run_until_complete(asyncio.wait(left, timeout=1))
        qt_loop.set_exception_handler(None)
    assert not failures, f"the loop's handler was called: {failures}"
    assert not left, f"tasks left running: {_names(left)}"
