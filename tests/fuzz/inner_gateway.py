"""A whole practice gateway without socket and thread: bytes in, bytes out, and its state as it was after each."""

from __future__ import annotations

import asyncio
import atexit
import copy
import json
import logging
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any, cast
from unittest.mock import patch

import uvicorn
from uvicorn.server import ServerState

from aexdesk.practice.door import calls, checks
from aexdesk.practice.door.reading import Call, read_call
from aexdesk.practice.door.signature import check_signature
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import Order
from aexdesk.practice.rules import Rules
from aexdesk.practice.running import start_practice
from aexdesk.secret import Secret
from aexdesk.serving import _Door, _Protocol

PORT = 8917
NOW = 1_767_268_800.0
RIGHT = "RIGHT"
"""A signature that this gateway takes for right: no fuzzer finds one that is."""

_TURNS, _IDLE_TURNS = 60, 4
ANSWER_SECONDS = 20
_SILENT = ("uvicorn.error", "uvicorn.asgi")


class _NoServer:
    """In place of LoopbackServer: takes the app, and serves nothing."""

    url = f"http://127.0.0.1:{PORT}"

    def __init__(self, *_given: Any, **_named: Any) -> None:
        self.stopping = asyncio.Event()
        self.app: Any = None

    def start(self, app: Any) -> None:
        self.app = app

    def stop(self) -> None:
        """Nothing runs."""


class _Wire(asyncio.Transport):
    """The other side of a connection."""

    def __init__(self) -> None:
        super().__init__()
        self.out = bytearray()
        self.is_closed = False

    def write(self, data: Any) -> None:
        if not self.is_closed:
            self.out += data

    def close(self) -> None:
        self.is_closed = True

    abort = close

    def is_closing(self) -> bool:
        return self.is_closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"sockname": ("127.0.0.1", PORT), "peername": ("127.0.0.1", 1)}.get(name, default)

    def pause_reading(self) -> None:
        """What was given was given at once."""

    resume_reading = pause_reading


class _Faults(logging.Handler):
    """What the server would have written of exceptions."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.traces: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.traces.append(logging.Formatter().format(record))


class InnerGateway:
    """Charges for orders that match no test case. `told` is its practice object."""

    def __init__(self) -> None:
        caught: list[Platform] = []
        made = calls.Calls.__init__

        def catch(this: calls.Calls, platform: Platform, *rest: Any) -> None:
            caught.append(platform)
            made(this, platform, *rest)

        with (
            patch("aexdesk.practice.running.LoopbackServer", _NoServer),
            patch.object(calls.Calls, "__init__", catch),
        ):
            rules = Rules(throttle=False)
            practice = start_practice(0, "charge", rules=rules, clock=lambda: NOW, chance=Random(1))
        self.told: Mapping[str, Any] = practice.object.to_json()
        self._platform = caught[0]
        self._server: Any = cast(Any, practice._server)  # a _NoServer
        self._first = copy.deepcopy((self._platform.state, self._platform.secrets))
        self._loop = asyncio.SelectorEventLoop()
        atexit.register(self._loop.close)  # it lives as long as the process
        config = uvicorn.Config(
            _Door(self._server.app, self._server.stopping), http=_Protocol, ws="none", log_config=None,
            access_log=False, proxy_headers=False, server_header=False, date_header=False,
        )  # fmt: skip
        config.load()
        self._config = config

    def talk(self, data: bytes) -> tuple[bytes, list[Call], list[Order], list[str]]:
        """What came back, the calls that were read, the orders that were made, and the traces of exceptions."""
        heard: list[Call] = []
        faults = _Faults()
        loggers = [logging.getLogger(name) for name in _SILENT]
        was = [(one.propagate, one.disabled) for one in loggers]
        for one in loggers:
            one.addHandler(faults)
            one.propagate, one.disabled = False, False
        try:
            with (
                patch.object(calls, "read_call", _listening(heard)),
                patch.object(checks, "check_signature", _lenient),
            ):
                out = self._loop.run_until_complete(self._talk(data))
            return out, heard, list(self._platform.state.orders.values()), faults.traces
        finally:
            for one, (propagates, is_disabled) in zip(loggers, was, strict=True):
                one.removeHandler(faults)
                one.propagate, one.disabled = propagates, is_disabled
            self._begin_anew()

    async def _talk(self, data: bytes) -> bytes:
        wire, state = _Wire(), ServerState()
        protocol = _Protocol(self._config, state, {}, asyncio.get_running_loop())
        protocol.connection_made(wire)
        protocol.data_received(data)
        idle = 0  # turns without a task; the next request of a pipeline begins some turns after the one before
        for _ in range(_TURNS):
            await asyncio.sleep(0)
            idle = 0 if state.tasks else idle + 1
            if idle == _IDLE_TURNS:
                break
        protocol.connection_lost(None)
        if state.tasks:
            self._server.stopping.set()
            await asyncio.wait_for(asyncio.gather(*state.tasks, return_exceptions=True), ANSWER_SECONDS)
            self._server.stopping.clear()
        return bytes(wire.out)

    def _begin_anew(self) -> None:
        platform = self._platform
        platform.state, secrets = copy.deepcopy(self._first)
        platform.secrets.clear()
        platform.secrets.update(secrets)
        platform.disturbances.clear()
        platform.counter.clear()
        platform.mismatch = platform.mismatch_at_start
        for kept in (
            platform.fleeting.log,
            platform.fleeting.codes,
            platform.fleeting.tickets,
            platform.fleeting.logins,
        ):
            kept.clear()


def _listening(heard: list[Call]) -> Callable[..., Any]:
    async def listen(*given: Any) -> Call:
        call = await read_call(*given)
        heard.append(call)
        return call

    return listen


def _lenient(params: Mapping[str, str], api_path: str, secret: Secret, rules: Rules) -> None:
    if params.get("sign") != RIGHT:
        check_signature(params, api_path, secret, rules)


@cache
def inner_gateway() -> InnerGateway:
    """The one of this process: to make one takes a while."""
    return InnerGateway()


def right_call(api: str, own: Mapping[str, Any], *, session: bool = True) -> dict[str, str]:
    """Parameters of a call that this gateway carries out."""
    told = inner_gateway().told
    common = {"app_key": told["app_key"], "timestamp": f"{int(NOW)}000", "sign_method": "sha256", "sign": RIGHT}
    named = {"method": api} if "/" not in api else {}
    whose = {"session": told["access_token"]} if session else {}
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in own.items()}
    return {**named, **common, **whose, **texts}
