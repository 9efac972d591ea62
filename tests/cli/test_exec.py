"""exec: what the command finds in its environment, how it ends, and whose session it does not get."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.practice import Rules, start_practice
from aexdesk.services.profiles import draft_of
from aexdesk.workspace.profile import EnvNames
from tests.cli.conftest import Console

SHOW = (
    "import json, os, sys; out = open(sys.argv[1], 'w');"
    "out.write(json.dumps({name: value for name, value in os.environ.items() if name.startswith(('AE_', 'USE_'))}))"
)


@pytest.fixture
def shop(console: Console) -> Console:
    """A profile in Live, which is a practice gateway in these tests, with the session of a loan account."""
    env = {"A_SECRET": "the-secret", "A_SESSION": "the-session"}
    add = ("profile", "add", "--name", "Shop", "--app-key", "500001", "--secret-env", "A_SECRET")
    assert console(*add, "--environment", "live", env=env) == 0
    return console


def add_token(console: Console, *options: str) -> None:
    add = ("token", "add", "--profile", "Shop", "--account", "b@loan.example", "--session-env", "A_SESSION")
    assert console(*add, "--environment", "live", *options, env={"A_SESSION": "the-session"}) == 0


def execute(console: Console, *options: str, code: str, argument: Path | str = "") -> int:
    command = (sys.executable, "-c", code, str(argument))
    return console("exec", "--profile", "Shop", "--environment", "live", *options, "--", *command)


def test_the_command_finds_what_it_needs(shop: Console, tmp_path: Path) -> None:
    add_token(shop)
    assert execute(shop, code=SHOW, argument=tmp_path / "said") == 0, shop.err
    said = json.loads((tmp_path / "said").read_text())
    assert said.pop("AE_BASE_URL").startswith("http://127.0.0.1:")
    assert said == {
        "AE_APP_KEY": "500001",
        "AE_APP_SECRET": "the-secret",
        "AE_SESSION": "the-session",
        "USE_TEST_ACCOUNTS": "true",
    }
    assert "the-secret" not in shop.out + shop.err
    assert "AE_APP_SECRET" not in os.environ


@pytest.mark.parametrize("code", [0, 7])
def test_its_exit_code_is_ours(code: int, shop: Console) -> None:
    assert execute(shop, code=f"raise SystemExit({code})") == code


@pytest.mark.skipif(sys.platform == "win32", reason="no signals end a program there")
def test_the_signal_that_ended_it_is_told_as_shells_do(shop: Console) -> None:
    assert execute(shop, code="import os, signal; os.kill(os.getpid(), signal.SIGKILL)") == 137


def test_a_signal_is_passed_on(shop: Console, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, time;"
        "signal.signal(signal.SIGTERM, lambda *what: sys.exit(42));"
        "os.kill(os.getppid(), signal.SIGTERM);"
        "time.sleep(20)"
    )
    assert execute(shop, code=code) == 42


def test_a_real_session_needs_a_word(shop: Console, tmp_path: Path) -> None:
    add_token(shop, "--real")
    said = tmp_path / "said"
    assert execute(shop, code=SHOW, argument=said) == 4
    assert not said.exists()
    assert "b@loan.example" in shop.err
    assert execute(shop, "--real", code=SHOW, argument=said) == 0
    assert json.loads(said.read_text())["USE_TEST_ACCOUNTS"] == "false"


def test_without_the_proxy_by_hand_only_and_never_unlocked(shop: Console, tmp_path: Path) -> None:
    with start_and_stop() as url:
        assert shop("environment", "set", "live", "--base-url", url) == 0
        said = tmp_path / "said"
        assert execute(shop, "--no-proxy", code=SHOW, argument=said) == 0
        assert json.loads(said.read_text())["AE_BASE_URL"] == url
    assert execute(shop, "--no-proxy", "--unlock-live", "5", code="pass") == 2


def test_what_cannot_be_started_is_told(shop: Console) -> None:
    assert shop("exec", "--profile", "Shop", "--environment", "live", "--", "/nowhere/at/all") == 2
    assert "/nowhere/at/all" in shop.err
    assert shop("exec", "--profile", "Shop", "--environment", "live") == 2


def test_the_proxy_of_the_command_keeps_orders_from_live(shop: Console, tmp_path: Path) -> None:
    code = (
        "import os, sys, urllib.request, urllib.parse;"
        "asked = urllib.parse.urlencode({'method': 'aliexpress.ds.order.create', 'app_key': 'x'});"
        "answer = urllib.request.urlopen(os.environ['AE_BASE_URL'] + '/sync', asked.encode());"
        "open(sys.argv[1], 'w').write(answer.read().decode())"
    )
    with start_and_stop() as url:
        assert shop("environment", "set", "live", "--base-url", url) == 0
        assert execute(shop, code=code, argument=tmp_path / "said") == 0, shop.err
    assert json.loads((tmp_path / "said").read_text())["error_response"]["code"] == "GuardRefused"


async def rename_variables(console: Console) -> None:
    """As the window does it; no command changes a profile."""
    desk = console.make_desk(Path(os.environ["AEXDESK_HOME"]))
    try:
        await desk.open()
        profile = await desk.profiles.find("live", "Shop")
        names = EnvNames("MY_KEY", "MY_SECRET", "MY_TOKEN", "MY_URL", "MY_TEST")
        await desk.profiles.edit(profile.id, replace(draft_of(profile), env_names=names))
    finally:
        await desk.close()


def test_the_names_of_the_variables_are_the_profile_s_own(shop: Console, tmp_path: Path) -> None:
    add_token(shop)
    asyncio.run(rename_variables(shop))
    show = SHOW.replace("('AE_', 'USE_')", "('AE_', 'USE_', 'MY_')")
    assert execute(shop, code=show, argument=tmp_path / "said") == 0, shop.err
    said = json.loads((tmp_path / "said").read_text())
    assert said.pop("MY_URL").startswith("http://127.0.0.1:")
    assert said == {"MY_KEY": "500001", "MY_SECRET": "the-secret", "MY_TOKEN": "the-session", "MY_TEST": "true"}


def test_no_session_comes_in_from_outside_under_the_profile_s_name(
    shop: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The profile has none: what the shell holds may be a real account's."""
    monkeypatch.setenv("AE_SESSION", "of-a-real-account")
    assert execute(shop, code=SHOW, argument=tmp_path / "said") == 0, shop.err
    assert "AE_SESSION" not in json.loads((tmp_path / "said").read_text())


# ---------------------------------------------------------------- a proxy that runs already


@contextmanager
def a_proxy_of_another(console: Console, *, is_announced: bool = True) -> Iterator[str]:
    """As another process of this data folder would run it."""
    ready, told = threading.Event(), list[str]()
    loop = asyncio.new_event_loop()
    ending = asyncio.Event()

    async def serve() -> None:
        desk = console.make_desk(Path(os.environ["AEXDESK_HOME"]))
        try:
            await desk.open()
            await desk.proxying.start(await desk.environments.get("live"), 0, is_announced=is_announced)
            told.append(desk.proxying.state.url or "")
            ready.set()
            await ending.wait()
        finally:
            await desk.close()

    thread = threading.Thread(target=lambda: asyncio.Runner(loop_factory=lambda: loop).run(serve()))
    thread.start()
    assert ready.wait(20)
    try:
        yield told[0]
    finally:
        loop.call_soon_threadsafe(ending.set)
        thread.join()
        loop.close()


def base_url(console: Console, folder: Path, *options: str) -> str:
    assert execute(console, *options, code=SHOW, argument=folder / "said") == 0, console.err
    return str(json.loads((folder / "said").read_text())["AE_BASE_URL"])


def test_it_joins_the_proxy_that_runs(shop: Console, tmp_path: Path) -> None:
    with a_proxy_of_another(shop) as url:
        assert base_url(shop, tmp_path) == url
        assert base_url(shop, tmp_path) == url, "and leaves it as it was"
    assert base_url(shop, tmp_path) != url


def test_an_unlock_is_for_a_proxy_of_its_own(shop: Console, tmp_path: Path) -> None:
    with a_proxy_of_another(shop) as url:
        assert base_url(shop, tmp_path, "--unlock-live", "5") != url
    with a_proxy_of_another(shop, is_announced=False) as url:
        assert base_url(shop, tmp_path) != url


@contextmanager
def start_and_stop() -> Iterator[str]:
    running = start_practice(0, rules=Rules(throttle=False))
    try:
        yield running.url
    finally:
        running.stop()
