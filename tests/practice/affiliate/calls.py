"""What the tests of the affiliate APIs share: calls without a session, and their answers taken out of the envelope."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from aexdesk.practice.catalogue import load_apis
from aexdesk.practice.door.checks import admit
from aexdesk.practice.door.handlers import HANDLERS, SIMULATED
from aexdesk.practice.door.reading import Call, Door
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import App
from aexdesk.practice.rules import Rules
from aexdesk.practice.state import State
from aexdesk.secret import Secret
from tests.practice.world import Client, FakeClock, sign

PREFIX = "aliexpress.affiliate."


def answer_of(client: Client, name: str, **params: str) -> Any:
    """What stands under the top key, simplified unless asked otherwise."""
    told = client.sync(PREFIX + name, "", **{"simplify": "true", **params})
    assert "error_response" not in told, told
    return told[load_apis()[PREFIX + name].outer_key]


def result_of(client: Client, name: str, **params: str) -> Any:
    """The result of a call that found something."""
    told = answer_of(client, name, **params)["resp_result"]
    assert (told["resp_code"], told["resp_msg"]) == (200, "Call succeeds")
    return told["result"]


def is_empty(client: Client, name: str, **params: str) -> bool:
    """Whether the answer says that there are no results."""
    told = answer_of(client, name, **params)["resp_result"]
    assert told["resp_code"] in (200, 405)
    if told["resp_code"] == 405:
        assert told == {"resp_code": 405, "resp_msg": "The result is empty"}
    return bool(told["resp_code"] == 405)


def refusal_of(client: Client, name: str, **params: str) -> str:
    """The error code of a call that is refused."""
    told = client.sync(PREFIX + name, "", **params)
    return str(told["error_response"]["code"])


def product_ids(result: Any) -> list[str]:
    """Of a result, in order."""
    return [str(one["product_id"]) for one in result["products"]]


def walk(client: Client, name: str, rows: str, **params: str) -> list[Any]:
    """All rows, page by page to the end, checking what each page says about itself."""
    found: list[Any] = []
    result = result_of(client, name, **params)
    total = result["total_page_no"]
    for number in range(1, total + 1):
        result = result_of(client, name, page_no=str(number), **params)
        assert result["current_page_no"] == number
        assert result["current_record_count"] == len(result[rows])
        found += result[rows]
    assert len(found) == result["total_record_count"]
    assert is_empty(client, name, page_no=str(total + 1), **params)
    return found


def make_platform() -> Platform:
    """A world without a server, with one affiliate app."""
    platform = Platform(State(1), {"1": Secret("secret")}, rules=Rules(), clock=FakeClock(), chance=Random(1))
    platform.state.apps["1"] = App("1", "http://127.0.0.1/", app_type="affiliate")
    return platform


def carry_out(platform: Platform, api: str, params: Mapping[str, str]) -> Any:
    """The simplified answer to a call that has passed every check; a Refusal else."""
    common = {"app_key": "1", "timestamp": str(int(platform.now() * 1000)), "sign_method": "sha256", "method": api}
    sent = {**params, **common}
    sent["sign"] = sign(sent, "secret")
    return HANDLERS[api](platform, admit(Call(Door.SYNC, api, sent), platform, SIMULATED))
