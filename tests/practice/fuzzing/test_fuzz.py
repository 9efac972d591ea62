"""Whatever is sent to it, the practice gateway answers in the platform's words, and goes on."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from aexdesk.practice.numbers import DEEPEST, read_json
from tests.practice.fuzzing.fuzz import SEED, Fuzz
from tests.practice.fuzzing.gateway import Gateway, open_gateway, resident_mb
from tests.practice.fuzzing.raw import PRODUCT_GET, RawFuzz, read_replies
from tests.practice.world import Client

QUICK, LONG = 2_000, 100_000
RAW_SHARE = 0.03


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Of the whole run: the same one sends the same requests."""
    told: int = request.config.getoption("--fuzz-seed")
    return told or SEED


@pytest.fixture
def gateway(seed: int) -> Iterator[Gateway]:
    with open_gateway(seed) as gateway:
        yield gateway


def fuzz(gateway: Gateway, seed: int, count: int) -> Fuzz:
    """Raw connections first, then the bulk; the gateway must still answer rightly at the end."""
    client = Client(gateway.practice, gateway.clock)
    raw = RawFuzz(client, seed)
    raw.run(int(count * RAW_SHARE))
    bulk = Fuzz(gateway, seed)
    bulk.run(count - raw.requests)
    assert not raw.findings + bulk.findings, "\n\n".join(raw.findings + bulk.findings)
    assert client.admin("/reset", {}).status == 200
    item = client.told["test_case"]["item_id"]
    answer = client.sync(PRODUCT_GET, product_id=item, ship_to_country="US")
    assert answer["aliexpress_ds_product_get_response"]["rsp_code"] == 200
    return bulk


def test_a_sample(gateway: Gateway, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    done = fuzz(gateway, seed, QUICK)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    # It is no fuzz where all is refused at the door: many calls get through, and every API is reached.
    total = done.seen.total()
    assert sum(times for name, times in done.seen.items() if name.startswith("answered")) > total / 10
    assert done.seen["IncompleteSignature"] < total / 20
    assert done.seen["InvalidAppkey"] < total / 20


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_hundred_thousand(gateway: Gateway, seed: int) -> None:
    before = resident_mb()
    done = fuzz(gateway, seed, LONG)
    after = resident_mb()
    sys.stdout.write(f"seed {seed}: {before} MiB before, {after} MiB after, slowest {done.slowest}\n")
    assert after - before < 200


def test_a_run_hangs_on_its_seed_alone(seed: int) -> None:
    def run() -> Any:
        with open_gateway(seed) as gateway:
            once = Fuzz(gateway, seed)
            once.run(300)
            return once.seen, gateway.platform.state

    assert run() == run()


def test_a_gateway_that_fails_is_found_out(gateway: Gateway, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(gateway.platform, "request_id", fail)
    broken = Fuzz(gateway, seed)
    broken.run(50)
    assert any("ZeroDivisionError" in finding and f"seed {seed}, request" in finding for finding in broken.findings)


def test_a_state_that_makes_no_sense_is_found_out(gateway: Gateway, seed: int) -> None:
    gateway.platform.state.sold |= {"12000059900000001": 10**9, "nothing": 1}
    broken = Fuzz(gateway, seed)
    broken.run(1)
    assert any("sold what is not for sale: nothing" in finding for finding in broken.findings)


def test_replies_are_read_out_of_a_stream() -> None:
    stream = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 400 \r\n\r\nrest"
    assert [(one.status, one.body) for one in read_replies(stream)] == [(200, b"{}"), (400, b"rest")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"\\ud800"',
            '{"\\uDfff": 1}',
            '["a\\udc00\\ud800"]',
            b'"\xed\xa0\x80"',
            b"\xff",
            "NaN",
            "[1e999, NaN]",
            "9" * 5000,
        ),
        *("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), '{"a":' * 100_000 + "1" + "}" * 100_000),
    ],
)
def test_json_that_cannot_be_kept(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_json(text)


def test_json_that_can() -> None:
    assert read_json('"\\ud83d\\uded2"') == "🛒"
    assert read_json(b'\xef\xbb\xbf{"a": [1]}') == {"a": [1]}
    assert read_json("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1))
