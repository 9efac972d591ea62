"""How commands end: signals, readers that leave, hard days of network and storage. Always soon, never a traceback."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.processes import PROGRAM, Done, Practice, Running, aexdesk, wait_until, write_json
from tests.e2e.servers import Silent, answering

PRODUCT = "aliexpress.ds.product.get"
ORDER = "aliexpress.ds.order.create"
SEEDED = ("-p", "product_id=1005990000000001", "-p", "ship_to_country=US")
AS_GIVEN = ("--app-key", "1", "--secret-env", "S")
ENV = {"S": "a-secret"}

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and device files of POSIX")


def is_clean(done: Done) -> bool:
    """A person sees sentences only."""
    return "Traceback" not in done.err and "Exception ignored" not in done.err


# ---------------------------------------------------------------- signals


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_practice_ends_when_told(number: signal.Signals) -> None:
    practice = Practice()
    notice = Path(os.environ["AEXDESK_HOME"]) / "practice-url.json"
    assert practice.told["url"] in notice.read_text()
    done = practice.end(number)
    assert (done.code, done.err) == (0, "")
    assert not notice.exists()


@posix
def test_practice_goes_on_after_a_signal(tmp_path: Path) -> None:
    """The order of the first run is there in the second; the seeded session of the first still buys."""
    state = str(tmp_path / "state.json")
    first = Practice("--state", state)
    env = first.credentials()
    arguments = ("--app-key", first.told["app_key"], "--secret-env", "A_SECRET", "--session-env", "A_SESSION")
    params = {"param_place_order_request4_open_api_d_t_o": first.order()}
    placed = aexdesk("call", ORDER, *arguments, "--params", write_json(tmp_path, params), "--json", env=env)
    assert placed.code == 0, placed.err
    (order,) = first.ask("/orders")
    done = first.end(signal.SIGTERM)
    assert done.code == 0
    again = Practice("--state", state)
    try:
        (found,) = again.ask("/orders")
        assert (found["order_id"], found["free"]) == (order["order_id"], True)
        env = {**again.credentials(), "A_SESSION": first.told["access_token"]}
        assert aexdesk("call", PRODUCT, *arguments, *SEEDED, env=env).code == 0
    finally:
        again.stop()


@posix
def test_two_signals_do_no_harm() -> None:
    practice = Practice()
    practice.process.send_signal(signal.SIGINT)
    practice.process.send_signal(signal.SIGTERM)
    done = practice.end(signal.SIGINT)
    assert (done.code, done.err) == (0, "")


@pytest.fixture
def silent() -> Iterator[Silent]:
    server = Silent()
    assert aexdesk("environment", "set", "live", "--base-url", server.url).code == 0
    yield server
    server.close()


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_call_that_is_interrupted_is_recorded(number: signal.Signals, code: int, silent: Silent) -> None:
    """It may have been carried out: the history must know of it."""
    call = Running("call", PRODUCT, "--environment", "live", *AS_GIVEN, env=ENV)
    silent.wait()
    done = call.end(number)
    assert done.code == code
    assert (done.out, is_clean(done)) == ("", True), done.err
    (line,) = aexdesk("history", "--json").json
    assert (line["status"], line["error_code"]) == (None, "cancelled")


@posix
def test_a_call_that_a_script_put_in_the_background_can_be_ended(silent: Silent) -> None:
    """A shell without job control starts such a command with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    call = Running("call", PRODUCT, "--environment", "live", *AS_GIVEN, env=ENV)
    signal.signal(signal.SIGINT, before)
    silent.wait()
    assert call.end(signal.SIGTERM).code == 143


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_practice_that_stops_in_mid_call(number: signal.Signals, practice: Practice) -> None:
    practice.ask("/faults", {"api": PRODUCT, "kind": "timeout_after_order", "value": 600})
    call = Running("call", PRODUCT, *SEEDED)
    wait_until(lambda: len(practice.log_of(PRODUCT)) == 1)  # carried out; the answer is kept back
    practice.end(number)
    done = call.end()
    assert done.code == 5
    assert is_clean(done)
    assert "may have been carried out" in done.err


@posix
def test_practice_ends_soon_while_a_call_is_slow(practice: Practice) -> None:
    """The call gets no answer, and both programs end."""
    practice.ask("/faults", {"api": PRODUCT, "kind": "latency", "value": 600_000})
    call = Running("call", PRODUCT, *SEEDED)
    wait_until(lambda: practice.ask("/faults") == [])  # it is played now: the call has arrived
    ended = practice.end(signal.SIGTERM)
    assert (ended.code, ended.err) == (0, "")
    done = call.end()
    assert done.code == 5
    assert is_clean(done)


# ---------------------------------------------------------------- readers that leave


@posix
def test_a_reader_that_leaves_is_no_error() -> None:
    assert aexdesk("loan-account", "add", "--email", "a@b.test").code == 0
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*PROGRAM, "loan-account", "list"],
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
        cwd=os.environ["HOME"],
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
@pytest.mark.parametrize("arguments", [("--help",), ("sign", "--help"), ("--version",)])
def test_help_for_a_reader_that_leaves(arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*PROGRAM, *arguments], stdout=write, stderr=subprocess.PIPE, timeout=30, check=False, cwd=os.environ["HOME"]
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
def test_the_exit_code_of_a_call_stays_what_the_call_found(practice: Practice) -> None:
    """An order may have been placed: that nobody reads the answer changes nothing of that."""
    read, write = os.pipe()
    os.close(read)
    found = subprocess.run(
        [*PROGRAM, "call", "aliexpress.nothing.at.all"],
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
        cwd=os.environ["HOME"],
    )
    os.close(write)
    assert found.returncode == 3
    assert b"Traceback" not in found.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.fault("disk full")
def test_a_full_disk_behind_stdout() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "sign", "--api", "a.b", *AS_GIVEN],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, **ENV, "PYTHONUNBUFFERED": ""},  # or nothing is left to complain of at the end
            timeout=30,
            cwd=os.environ["HOME"],
            check=False,
        )
    assert done.returncode == 6
    assert b"The disk is full: stdout" in done.stderr
    assert b"Exception ignored" not in done.stderr


@posix
def test_no_stdout_at_all() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *PROGRAM, "sign", "--api", "a.b", *AS_GIVEN],
        stderr=subprocess.PIPE,
        env={**os.environ, **ENV},
        timeout=30,
        cwd=os.environ["HOME"],
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_cannot_write_all(encoding: str) -> None:
    name = "Müller 手机 📱"
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", **ENV}
    assert aexdesk("loan-account", "add", "--email", "a@b.test", "--seller", name, env=env).code == 0
    table = aexdesk("loan-account", "list", env=env)
    assert (table.code, table.err) == (0, "")
    listed = aexdesk("loan-account", "list", "--json", env=env)
    assert listed.json[0]["seller"] == name
    signed = aexdesk("sign", "--api", "a.b", *AS_GIVEN, "-p", f"q={name}", "--json", env=env)
    assert signed.json["params"]["q"] == name


# ---------------------------------------------------------------- network


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_that_is_taken(taken: int) -> None:
    done = aexdesk("practice", "--port", str(taken), "--json")
    assert (done.code, done.out) == (5, "")
    assert f"Port {taken} is taken" in done.err
    assert is_clean(done)


def test_practice_that_was_moved_and_is_not_there(taken: int) -> None:
    """Then it is not started elsewhere in silence."""
    with socket.socket() as held:
        # Bound, and not listening: nobody answers there, and nobody else can begin to.
        held.bind(("127.0.0.1", 0))
        aexdesk("environment", "set", "practice", "--base-url", f"http://127.0.0.1:{held.getsockname()[1]}")
        done = aexdesk("call", PRODUCT)
    assert done.code == 5
    assert "no practice gateway" in done.err


def test_live_that_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    aexdesk("environment", "set", "live", "--base-url", f"http://127.0.0.1:{port}")
    done = aexdesk("call", PRODUCT, "--environment", "live", *AS_GIVEN, "--json", env=ENV)
    assert done.code == 5
    assert done.json["error"]["kind"] == "network"
    assert done.json["response"] is None
    assert aexdesk("history", "--json").json[0]["error_code"] == "connect_failed"


def test_live_is_read_only() -> None:
    with answering() as server:
        aexdesk("environment", "set", "live", "--base-url", server.url)
        done = aexdesk("call", "aliexpress.ds.order.create", "--environment", "live", *AS_GIVEN, "--json", env=ENV)
        assert done.code == 4
        assert server.received == []
    assert "Nothing was sent" in done.err


@pytest.mark.usefixtures("_nothing_at_the_default_address")
def test_a_practice_that_is_gone_without_a_word(practice: Practice) -> None:
    """Its notice still lies there; the call starts one of its own."""
    practice.process.kill()
    practice.end()
    done = aexdesk("call", PRODUCT, *SEEDED)
    assert done.code == 0, done.err


@pytest.mark.usefixtures("_nothing_at_the_default_address")
def test_calls_side_by_side_do_not_share_a_gateway_that_ends() -> None:
    """Each starts one for itself, where none runs; nobody finds one that is about to go."""
    done: list[Done] = []
    threads = [threading.Thread(target=lambda: done.append(aexdesk("call", PRODUCT, *SEEDED))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.code for each in done] == [0] * 4, [each.err for each in done]
    assert not (Path(os.environ["AEXDESK_HOME"]) / "practice-url.json").exists()
    assert len(aexdesk("history", "--json").json) == 4


# ---------------------------------------------------------------- storage and input


@pytest.mark.parametrize(
    "arguments",
    [
        ("call", PRODUCT),
        ("history", "--json"),
        ("profile", "list"),
        ("loan-account", "add", "--email", "a@b.test"),
        ("environment", "list", "--json"),
    ],
)
@pytest.mark.fault("read-only data folder")
def test_a_data_folder_that_cannot_be_written(arguments: tuple[str, ...], tmp_path: Path) -> None:
    home = tmp_path / "a-file"
    home.write_text("not a folder")
    for place in ((f"--home={home}", *arguments), (arguments[0], "--home", str(home), *arguments[1:])):
        done = aexdesk(*place)
        assert (done.code, done.out) == (6, "")
        assert f"The data folder cannot be written: {home}" in done.err
        assert "--home" in done.err
    assert home.read_text() == "not a folder"


def test_practice_needs_no_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "a-file"
    home.write_text("not a folder")
    practice = Practice("--home", str(home))
    assert practice.ask("/log") == []
    assert practice.stop().code == 0


def test_an_answer_that_could_not_be_recorded(practice: Practice) -> None:
    """The answer is shown, the trouble told, and the exit code says storage."""
    aexdesk("history")
    holder = sqlite3.connect(Path(os.environ["AEXDESK_HOME"]) / "workspace.sqlite3", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        done = aexdesk("call", PRODUCT, *SEEDED, "--json")
    finally:
        holder.close()
    assert done.code == 6
    assert done.json["response"]["status"] == 200
    assert "Another program holds the workspace database" in done.err
    assert aexdesk("history", "--json").json == []


BROKEN = {
    "missing": None,
    "no JSON": b'{"a": ',
    "an array": b"[1]",
    "not UTF-8": b'{"a": "\xff"}',
    "NaN": b'{"a": NaN}',
    "twice": b'{"a": 1, "a": 2}',
    "too deep": b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_params_file_that_is_broken(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "params.json"
    if (content := BROKEN[kind]) is not None:
        file.write_bytes(content)
    for command in (("call", PRODUCT), ("sign", "--api", "a.b", *AS_GIVEN)):
        done = aexdesk(*command, "--params", str(file), env=ENV)
        assert (done.code, done.out) == (2, "")
        assert is_clean(done)
        assert "twice" in done.err if kind == "twice" else str(file) in done.err


def test_a_parameter_given_by_file_and_option(tmp_path: Path) -> None:
    done = aexdesk("call", PRODUCT, "--params", write_json(tmp_path, {"a": "1"}), "-p", "a=1")
    assert done.code == 2
    assert "The parameter a is given twice" in done.err


def test_half_a_character_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "sign", "--api", "a.b", *AS_GIVEN, "-p", b"q=\xff"],
        env={**os.environ, **ENV},
        capture_output=True,
        timeout=30,
        cwd=os.environ["HOME"],
        check=False,
    )
    assert done.returncode == 2
    assert b"half a character" in done.stderr


COMMANDS = ("practice", "sign", "call", "history", "profile", "token", "loan-account", "test-case", "environment")
ACTIONS = [
    *(
        (name, action)
        for name in ("profile", "token", "loan-account", "test-case")
        for action in ("add", "list", "remove")
    ),
    *(("environment", action) for action in ("list", "set")),
]


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS), *ACTIONS])
def test_help(words: tuple[str, ...]) -> None:
    done = aexdesk(*words, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: {' '.join(('aexdesk', *words))} ")
    assert "--home" in done.out or len(words) == 2


def test_version() -> None:
    import aexdesk as package

    assert aexdesk("--version").out.strip() == f"aexdesk {package.__version__}"
