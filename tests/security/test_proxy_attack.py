"""The same attacks, and those on the connection, through `aexdesk proxy` as a process: raw sockets and httpx."""

from __future__ import annotations

import importlib.util
import json
import signal
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from aexdesk.gateway.late_tls import late_tls
from tests.e2e.processes import Running
from tests.practice.door.layouts import LAYOUTS, Layout
from tests.practice.world import fetch
from tests.security.attacks import fire_all
from tests.security.drafts import CREATE, READ, Shot
from tests.security.hand_streams import STREAMS, behind_an_honest_order
from tests.security.honest import honest_drafts
from tests.security.strategies import Attack, attacks
from tests.security.tally import Tally

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(importlib.util.find_spec("aexdesk.cli.proxy") is None, reason="aexdesk proxy is not there yet"),
]
SEED = 20261127
QUICK, LONG = 20, 420  # generated requests a layout
_IN_BRIEF = ("IOP-PY post", "IOP-PHP post")
TIDIED_BY_HTTPX = frozenset({
    "the HTTP method post", "the HTTP method Post", "the HTTP method get", "the header Host: api-sg.aliexpress.com",
    "the header Content-Length: 0", "a body longer than told", "a body shorter than told",
})  # fmt: skip
"""What httpx makes honest again before it leaves."""
TIDIED_BY_THE_PROXY = frozenset({"the header Connection: Content-Type"})
"""What concerns the connection to the proxy alone: it does not leave, and what leaves is honest."""
PATIENCE_SECONDS = 0.5
"""Whoever says nothing for so long waits for more of the request."""
ANSWER_SECONDS = 20.0


class Proxied(Running):
    """`aexdesk proxy --with-practice --order-mismatch charge --json` on a free port."""

    def __init__(self) -> None:
        super().__init__("proxy", "--with-practice", "--order-mismatch", "charge", "--json", "--port", "0")
        said = json.loads(self.line())
        self.url: str = said["url"]
        self.told: dict[str, Any] = said["practice"]

    def ask(self, path: str) -> Any:
        """What the gateway behind it tells."""
        return json.loads(fetch(f"{self.told['url']}/_practice{path}").body)

    def reset(self) -> None:
        """No order, an empty log."""
        fetch(f"{self.told['url']}/_practice/reset", b"{}")

    def fire(self, raw: bytes, patience: float = PATIENCE_SECONDS) -> bytes:
        """As bytes on a socket; the answer, as far as there is one. `patience` in seconds."""
        found = b""
        with socket.create_connection(
            ("127.0.0.1", urlsplit(self.url).port or 0), timeout=ANSWER_SECONDS
        ) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                connection.sendall(raw)
                connection.settimeout(patience)
                while chunk := connection.recv(65_536):
                    found += chunk
            except TimeoutError:
                pass
            except OSError:
                pass
        return found

    def fire_by_httpx(self, client: httpx.Client, shot: Shot) -> bytes:
        """As a program of Python would send it, as far as httpx lets it; the answer's head and body."""
        headers = [pair for pair in shot.headers if pair[0].lower() not in (b"host", b"content-length")]
        url = httpx.URL(self.url)
        request = httpx.Request(shot.verb, url, headers=headers, content=shot.body, extensions={"target": shot.target})
        try:
            answer = client.send(request)
        except (httpx.HTTPError, httpx.InvalidURL):
            return b""
        lines = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        return f"HTTP/1.1 {answer.status_code} \r\n{lines}\r\n".encode() + answer.content


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AEXDESK_HOME", str(tmp_path_factory.mktemp("home")))
        running = Proxied()
    try:
        yield running
    finally:
        done = running.end(signal.SIGINT)
        assert done.code == 0, done.err


@pytest.fixture
def clean(proxied: Proxied) -> Proxied:
    """Nothing ordered, nothing logged."""
    proxied.reset()
    return proxied


def _is_refused(answer: bytes) -> bool:
    head = answer.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n").partition(b"\r\n\r\n")[0].lower()
    return not head or b"x-aexdesk-verdict: refused" in head or head.startswith((b"http/1.1 4", b"http/1.0 4"))


def _is_left_alone_by_httpx(shot: Shot) -> bool:
    """Whether httpx can say it at all: one host, one true length, no chunks, a method in capitals."""
    told = Counter(name.lower() for name, _value in shot.headers)
    lengths = [value for name, value in shot.headers if name.lower() == b"content-length"]
    is_true = lengths == [str(len(shot.body)).encode()] if shot.body else lengths in ([], [b"0"])
    return told[b"host"] == 1 and is_true and shot.framed is None and shot.verb.isupper()


def _demand_nothing_came_through(proxied: Proxied, doubtful: Iterable[str]) -> None:
    found = list(doubtful)
    assert not found, f"{len(found)} were not refused:\n" + "\n".join(found[:40])
    assert proxied.ask("/log") == []
    assert proxied.ask("/orders") == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_generated_attack_is_forwarded(
    layout: Layout, clean: Proxied, tally: Tally, request: pytest.FixtureRequest
) -> None:
    count = LONG if request.config.getoption("--long") else QUICK
    doubtful: list[str] = []

    @seed(SEED + LAYOUTS.index(layout))
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(attacks(layout, clean.told).filter(lambda attack: attack.hostile))
    def attacked(attack: Attack) -> None:
        answers = {"socket": clean.fire(attack.shot.raw)}
        if _is_left_alone_by_httpx(attack.shot):
            answers["httpx"] = clean.fire_by_httpx(client, attack.shot)
        for way, answer in answers.items():
            tally.add(attack, allowed=not _is_refused(answer), way=way)
            if not _is_refused(answer):
                doubtful.append(f"by {way}: {attack.describe()}\n-> {answer[:600]!r}")

    with httpx.Client(trust_env=False, timeout=ANSWER_SECONDS, verify=late_tls()) as client:
        attacked()
    _demand_nothing_came_through(clean, doubtful)


BY_HAND = tuple(
    pytest.param(layout, id=layout.name, marks=() if layout.name in _IN_BRIEF else pytest.mark.long)
    for layout in LAYOUTS
)


@pytest.mark.parametrize("layout", BY_HAND)
def test_no_attack_written_by_hand_is_forwarded(layout: Layout, clean: Proxied, tally: Tally) -> None:
    doubtful = []
    for one in fire_all(layout, clean.told):
        if one.name in TIDIED_BY_THE_PROXY:
            continue
        answer = clean.fire(one.shot.raw)
        tally.count("written by hand, by socket", "refused" if _is_refused(answer) else "allowed")
        if not _is_refused(answer):
            doubtful.append(f"{one.name}\n{one.shot.raw[:2000]!r}\n-> {answer[:600]!r}")
    _demand_nothing_came_through(clean, doubtful)


@pytest.mark.parametrize("layout", BY_HAND)
def test_no_attack_written_by_hand_is_forwarded_from_httpx(layout: Layout, clean: Proxied, tally: Tally) -> None:
    doubtful = []
    with httpx.Client(trust_env=False, timeout=ANSWER_SECONDS, verify=late_tls()) as client:
        for one in fire_all(layout, clean.told):
            if one.name in TIDIED_BY_HTTPX | TIDIED_BY_THE_PROXY:
                continue
            answer = clean.fire_by_httpx(client, one.shot)
            tally.count("written by hand, by httpx", "refused" if _is_refused(answer) else "allowed")
            if not _is_refused(answer):
                doubtful.append(f"{one.name}\n{one.shot.raw[:2000]!r}\n-> {answer[:600]!r}")
    _demand_nothing_came_through(clean, doubtful)


def test_no_attack_on_the_connection_orders_anything(clean: Proxied, tally: Tally) -> None:
    """Several at a time: many of them wait for an answer that will not come."""
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda stream: clean.fire(stream(clean.told)), STREAMS.values())
        ordered = [name for name, answer in zip(STREAMS, answers, strict=True) if b"order_list" in answer]
    assert ordered == []
    assert [entry for entry in clean.ask("/log") if entry["api"] != READ] == []
    assert clean.ask("/orders") == []
    tally.count("on the connection", "refused", len(STREAMS))


def test_what_stands_behind_an_honest_order_is_refused(clean: Proxied, tally: Tally) -> None:
    answer = clean.fire(behind_an_honest_order(clean.told), ANSWER_SECONDS)
    assert (answer.count(b'"is_success": true'), answer.lower().count(b"x-aexdesk-verdict: refused")) == (1, 1)
    assert [order["free"] for order in clean.ask("/orders")] == [True]
    assert [entry["api"] for entry in clean.ask("/log")] == [CREATE]
    tally.count("behind an honest order", "refused")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_honest_order_passes_and_is_free(layout: Layout, clean: Proxied, tally: Tally) -> None:
    shots = [draft.shoot() for draft in honest_drafts(layout, clean.told)]
    with httpx.Client(trust_env=False, timeout=ANSWER_SECONDS, verify=late_tls()) as client:
        for shot in shots:
            for answer in (clean.fire(shot.raw, ANSWER_SECONDS), clean.fire_by_httpx(client, shot)):
                assert b'"is_success": true' in answer, answer
    count = 2 * len(shots)
    assert [order["free"] for order in clean.ask("/orders")] == [True] * count
    assert [entry["api"] for entry in clean.ask("/log")] == [CREATE] * count
    tally.count("unchanged, by socket and by httpx", "free", count)
    tally.count(f"  {layout.name}, unchanged", "free", count)
