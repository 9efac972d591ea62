"""Who watches is told at once, never told twice, and let go when the gateway stops."""

from __future__ import annotations

import json
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from aexdesk.practice import start_practice
from tests.practice.world import Client, FakeClock


def version(client: Client, since: int | None = None) -> int:
    path = "/changes" if since is None else f"/changes?since={since}"
    found: int = client.admin(path).json["version"]
    return found


def test_it_answers_at_once_where_something_has_changed(client: Client) -> None:
    before = version(client)
    client.sync("aliexpress.ds.category.get")
    assert version(client, before) > before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/reset", {}),
        ("/faults", {"api": "*", "kind": "reset"}),
        ("/loan-accounts", {"email": "new@example.test", "password": "pass"}),
    ],
)
def test_it_waits_for_the_next_change(client: Client, path: str, body: Any) -> None:
    before = version(client)
    with ThreadPoolExecutor(1) as pool:
        watching: Future[int] = pool.submit(version, client, before)
        client.admin("/log")  # a look changes nothing
        assert not watching.done()
        client.admin(path, body)
        assert watching.result(timeout=10) > before
    client.admin("/reset", {})


def test_a_call_wakes_every_watcher(client: Client) -> None:
    before = version(client)
    with ThreadPoolExecutor(5) as pool:
        watching = [pool.submit(version, client, before) for _ in range(5)]
        client.sync("aliexpress.ds.category.get")
        assert all(one.result(timeout=10) > before for one in watching)


def test_a_stop_lets_watchers_go() -> None:
    clock = FakeClock()
    with start_practice(0, clock=clock) as practice:
        client = Client(practice, clock)
        before = version(client)
        port = int(practice.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as watching:
            question = f"GET /_practice/changes?since={before} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            watching.sendall(question.encode())
            client.admin("/log")  # asked and answered after the watcher's question has come
            practice.stop()
            answer = b"".join(iter(lambda: watching.recv(65536), b""))
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {"version": before}


@pytest.mark.parametrize("since", ["", "x", "-1", "1.5", "9" * 400])
def test_a_strange_since_counts_as_none(client: Client, since: str) -> None:
    client.sync("aliexpress.ds.category.get")
    assert client.admin(f"/changes?since={since}").json["version"] > 0
