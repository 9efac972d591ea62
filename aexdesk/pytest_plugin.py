"""Lends pytest the practice gateway: the fixture `aexdesk_practice`. Imports pytest alone until a test asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from http.client import HTTPConnection

MISMATCH = "aexdesk_order_mismatch"
ADMIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class PracticeGateway:
    """A practice gateway that runs, as a test sees it: where it is, whose it is, what happened on it.

    `told` is the whole practice object as `aexdesk practice --json` prints it; the other fields are parts of it.
    """

    told: Mapping[str, Any]
    url: str
    sync_url: str
    rest_url: str
    authorize_url: str
    app_key: str
    app_secret: str
    callback_url: str
    access_token: str
    refresh_token: str
    buyer_email: str
    buyer_password: str
    test_case: Mapping[str, Any]
    real_buyer_email: str
    real_buyer_password: str
    real_buyer_access_token: str

    def orders(self) -> list[dict[str, Any]]:
        """The orders that were placed: `order_id`, whether it was `free`, `state`, `test_case`, ..."""
        found: list[dict[str, Any]] = self.admin("/orders")
        return found

    def log(self, api: str = "") -> list[dict[str, Any]]:
        """The calls that arrived, or those of one API: `time`, `api`, `verdict`, `error_code`."""
        found: list[dict[str, Any]] = self.admin("/log")
        return [entry for entry in found if api in ("", entry["api"])]

    def fault(self, kind: str, *, api: str = "*", value: str | int | None = None, times: int = 1) -> None:
        """The next `times` calls of `api` go wrong: error, latency, throttle, reset, truncate, garbage, status, ...

        `value` is the error code, the milliseconds or the HTTP status. ValueError for what the gateway cannot play.
        """
        given = {} if value is None else {"value": value}
        self.admin("/faults", {"api": api, "kind": kind, "times": times, **given})

    def reset(self) -> None:
        """Back to the beginning: no order, no log, no fault. Keys, secrets and sessions stay those that were told."""
        self.admin("/reset", {})

    def admin(self, path: str, sent: Mapping[str, Any] | None = None) -> Any:
        """Asks the admin address: GET, or POST where something is sent. ValueError with its words for a refusal."""
        connection = self._connect()
        try:
            body = None if sent is None else json.dumps(sent)
            connection.request("GET" if body is None else "POST", f"/_practice{path}", body)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(f"/_practice{path} answered {answer.status}: {text}")
        return json.loads(text)

    def _connect(self) -> HTTPConnection:
        from http.client import HTTPConnection  # noqa: PLC0415 - a test run that asks for no gateway pays for none of it

        # Not urllib: that would ask the HTTP proxy of the environment for an address of this machine.
        return HTTPConnection(self.url.removeprefix("http://"), timeout=ADMIN_SECONDS)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one setting."""
    parser.addini(MISMATCH, "an order that matches no test case: refuse (default) or charge", default="refuse")


@pytest.fixture(scope="session")
def _aexdesk_running(request: pytest.FixtureRequest) -> Iterator[PracticeGateway]:
    """One gateway for the whole run, on a free port."""
    from aexdesk.practice import Mismatch, Rules, start_practice  # noqa: PLC0415 - its server costs a tenth of a second

    mismatch = request.config.getini(MISMATCH)
    if mismatch not in list(Mismatch):
        raise pytest.UsageError(f"{MISMATCH} must be one of {', '.join(Mismatch)}, not {mismatch}")
    # A test that is quicker than the documented rates would fail now and then; `fault("throttle")` fails for certain.
    with start_practice(0, mismatch, rules=Rules(throttle=False)) as running:
        told = running.object.to_json()
        known = {field.name for field in fields(PracticeGateway)}
        yield PracticeGateway(told=told, **{name: value for name, value in told.items() if name in known})


@pytest.fixture
def aexdesk_practice(_aexdesk_running: PracticeGateway) -> PracticeGateway:
    """A local stand-in for the AliExpress Open Platform, in its first state: seeded app, loaned buyer, test case."""
    _aexdesk_running.reset()
    return _aexdesk_running
