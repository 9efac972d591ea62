"""A name server that never answers, and `aexdesk call` as a process of its own: it gives up, and it ends."""

from __future__ import annotations

import json
import signal
import sys

import pytest

from aexdesk.cli.exit_codes import ExitCode
from tests.cli.conftest import Console
from tests.e2e.processes import Running

pytestmark = [pytest.mark.slow, pytest.mark.fault("DNS failure")]

_WAITING = """
import socket, sys, threading
from aexdesk.gateway import httpx_calls
from aexdesk.cli.main import run

def look_up(*asked):
    print("looks up", flush=True)
    threading.Event().wait()

socket.getaddrinfo = look_up
httpx_calls.CONNECT_LIMIT_S = {limit_s}
sys.exit(run(sys.argv[1:]))
"""


def _call(console: Console, limit_s: float) -> Running:
    assert console("environment", "set", "live", "--base-url", "https://nowhere.invalid") == 0
    words = ("--environment", "live", "--app-key", "500001", "--secret-env", "A_SECRET")
    program = (sys.executable, "-c", _WAITING.format(limit_s=limit_s))
    calling = Running("call", "aliexpress.ds.product.get", *words, env={"A_SECRET": "secret"}, program=program)
    assert calling.line() == b"looks up\n"
    return calling


def _recorded(console: Console) -> str:
    assert console("history", "--json") == 0
    (kept,) = json.loads(console.out)
    return str(kept["error_code"])


def test_a_call_is_given_up_and_the_program_ends(console: Console) -> None:
    done = _call(console, limit_s=0.2).end()
    assert done.code == ExitCode.NETWORK
    assert done.err.startswith("nowhere.invalid could not be reached in time.")
    assert _recorded(console) == "connect_timeout"


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_ctrl_c_ends_it_at_once(console: Console) -> None:
    done = _call(console, limit_s=600).end(signal.SIGINT)
    assert done.code == ExitCode.INTERRUPTED
    assert "Traceback" not in done.err
    assert _recorded(console) == "cancelled"
