"""The guard proxy before a practice gateway, beside the same gateway called directly: latency, rate, memory.

The client is ours: a few lines of asyncio that send the same bytes again and again on connections that stay open. It
runs in this process, proxy and gateway in another each, so that all three share what the machine has.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.measuring import aexdesk, surroundings
from tests.benchmarks.reporting import Fact, Figure, Findings
from tests.benchmarks.throughput import signed_url

CONNECTIONS = (1, 16, 64)
_SECONDS = 2.0
_FEW, _MANY = 2_000, 100_000
_ADDED_AIM_MS = 2.0


@dataclass(frozen=True)
class Load:
    """What a load met: the median time of one answer in ms, and answers a second."""

    median_ms: float
    rate: float


def measure(rounds: int) -> Findings:
    with surroundings() as environment, _gateway(environment) as told, _proxy(environment) as (url, process):
        direct = signed_url(told)
        through = direct.replace(told["url"], url)
        figures = [figure for count in CONNECTIONS for figure in _compare(direct, through, count, max(3, rounds // 3))]
        memory = _memory(process, through)
        kept = _kept(environment)
    sent = memory.pop("sent")
    return Findings(
        figures=[
            *figures,
            Figure(f"its memory after {_MANY:,} calls", "MiB", memory["many"], f"after {_FEW:,}", memory["few"], 1.1),
        ],
        facts=[Fact("every call of the memory run is in the log", kept >= sent, f"{kept:,} of {sent:,.0f}")],
    )


def _compare(direct: str, through: str, connections: int, rounds: int) -> Iterator[Figure]:
    taken: dict[str, list[Load]] = {direct: [], through: []}
    for number in range(rounds + 1):
        for url, loads in taken.items():
            load = asyncio.run(_load(url, connections, seconds=_SECONDS if number else 0.5))
            if number:  # the first round warms up
                loads.append(load)
    ours = statistics.median(load.median_ms for load in taken[through])
    theirs = statistics.median(load.median_ms for load in taken[direct])
    aim = (theirs + _ADDED_AIM_MS) / theirs if connections == 1 else None
    yield Figure(f"one answer through the proxy, {connections} connections", "ms", ours, "directly", theirs, aim)
    rates = {url: statistics.median(load.rate for load in loads) for url, loads in taken.items()}
    yield Figure(f"answers a second, {connections} connections", "1/s", rates[through], "directly", rates[direct])


async def _load(url: str, connections: int, *, seconds: float = 0.0, calls: int = 0) -> Load:
    parts = urlsplit(url)
    raw = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode()
    took: list[float] = []
    began = time.perf_counter()

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", parts.port)
        while len(took) < calls or time.perf_counter() - began < seconds:
            at = time.perf_counter()
            writer.write(raw)
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            body = await reader.readexactly(int(length))
            took.append(time.perf_counter() - at)
            assert b"_response" in body[:80], body[:200]
        writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(caller())
    return Load(statistics.median(took) * 1000, len(took) / (time.perf_counter() - began))


# ---------------------------------------------------------------- the contenders


@contextmanager
def _gateway(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    with _running(aexdesk("practice", "--port", "0", "--json", "--no-throttle"), environment) as (said, _process):
        yield said


@contextmanager
def _proxy(environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """It finds the gateway by the notice in the data folder."""
    with _running(aexdesk("proxy", "--port", "0", "--json"), environment) as (said, process):
        yield said["url"], process


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator[tuple[dict[str, str], int]]:
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline()), process.pid
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout is not None:
            process.stdout.close()


def _memory(process: int, url: str) -> dict[str, float]:
    asyncio.run(_load(url, 16, calls=_FEW))
    few = _resident(process)
    asyncio.run(_load(url, 16, calls=_MANY - _FEW))
    return {"few": few, "many": _resident(process), "sent": _MANY}


def _resident(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _kept(environment: Mapping[str, str]) -> int:
    limit = str(10 * _MANY)
    done = subprocess.run(
        aexdesk("history", "--json", "--limit", limit), env=environment, capture_output=True, check=True
    )
    return len(json.loads(done.stdout))
