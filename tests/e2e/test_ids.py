"""Ids that outgrow number types go through body, response and history unchanged."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from aexdesk.desk import Desk
from tests.e2e.processes import aexdesk
from tests.e2e.servers import answering

READING = "aliexpress.trade.ds.order.get"
IDS = (2**31, 2**53 + 1, 2**63 - 1, 2**64 - 1)


@pytest.mark.parametrize("number", IDS)
def test_an_id_stays_itself(number: int, tmp_path: Path) -> None:
    body = f'{{"aliexpress_trade_ds_order_get_response": {{"result": {{"order_id": {number}, "price": 1.10}}'
    body += f', "request_id": {number}}}}}'
    params = tmp_path / "params.json"
    params.write_text(f'{{"order_id": {number}, "nested": {{"ids": [{number}, 1.10, 1e3]}}}}', encoding="utf-8")
    with answering() as server:
        server.answer = body.encode()
        assert aexdesk("environment", "set", "live", "--base-url", server.url).code == 0
        call = ("call", READING, "--environment", "live", "--app-key", "1", "--secret-env", "S")
        plain = aexdesk(*call, "--params", str(params), env={"S": "a-secret"})
        told = aexdesk(*call, "-p", f"order_id={number}", "--json", env={"S": "a-secret"})
    assert (plain.code, told.code) == (0, 0), plain.err + told.err
    first, second = (parse_qs(received.decode()) for received in server.received)
    assert first["order_id"] == second["order_id"] == [str(number)]
    assert first["nested"] == [f'{{"ids":[{number},1.10,1e3]}}']
    assert plain.out == body + "\n"
    assert told.json["response"]["body"] == body
    assert {"name": "order_id", "value": str(number), "origin": "user"} in told.json["request"]["params"]
    history = aexdesk("history", "--json").json
    assert [line["request_id"] for line in history] == [str(number)] * 2
    assert asyncio.run(_recorded(history[0]["id"])) == (f"{number}", body)


async def _recorded(exchange_id: str) -> tuple[str, str]:
    """What the history holds, as the window would reopen it."""
    desk = Desk(Path(os.environ["AEXDESK_HOME"]), for_window=False)
    await desk.open()
    try:
        exchange = await desk.history.get(exchange_id)
    finally:
        await desk.close()
    assert exchange.response is not None
    sent = {parameter.name: parameter.value for parameter in exchange.request.parameters}
    return sent["order_id"], exchange.response.body.text()


@pytest.mark.parametrize("number", IDS)
def test_an_id_in_a_test_case(number: int) -> None:
    added = aexdesk(
        *("test-case", "add", "--name", "big", "--loan-account-email", "a@b.test", "--item-id", str(number)),
        *("--quantity", "1", "--country", "US"),
    )
    assert added.code == 0, added.err
    (case,) = aexdesk("test-case", "list", "--json").json
    assert case["item_id"] == str(number)
    assert str(number) in aexdesk("test-case", "list").out


@pytest.mark.parametrize("number", IDS)
def test_an_id_in_what_is_signed(number: int, tmp_path: Path) -> None:
    params = tmp_path / "params.json"
    params.write_text(f'{{"id": {number}, "text": "{number}", "price": 1.10}}', encoding="utf-8")
    done = aexdesk(
        *("sign", "--api", "a.b", "--app-key", "1", "--secret-env", "S", "--params", str(params), "--json"),
        env={"S": "a-secret"},
    )
    sent = json.loads(done.out)["params"]
    assert (sent["id"], sent["text"], sent["price"]) == (str(number), str(number), "1.10")
