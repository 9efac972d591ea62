"""The guard proxy before a practice gateway, beside the same gateway called directly: latency, rate, CPU, memory.

The client is ours: a few lines of asyncio that send the same bytes again and again on connections that stay open. It
runs in this process, proxy and gateway in another each, so that all three share what the machine has. The time that the
proxy's process spends on a call is told beside: it says more where other work is done on the machine meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import os
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
_RECORDED_S = 0.5


@dataclass(frozen=True)
class Load:
    """What a load met: how many answers, the median time of one in ms, answers a second, CPU of the client for one."""

    calls: int
    median_ms: float
    rate: float
    cpu_ms: float


def measure(rounds: int) -> Findings:
    with surroundings() as environment, a_gateway(environment) as told, a_proxy(environment) as (url, process):
        direct = signed_url(told)
        through = direct.replace(told["url"], url)
        figures = [
            figure for count in CONNECTIONS for figure in _compare(direct, through, count, max(3, rounds // 3), process)
        ]
        time.sleep(_RECORDED_S)
        before = _kept(environment)
        memory = _memory(process, through)
        time.sleep(_RECORDED_S)
        kept = _kept(environment) - before
    sent = memory.pop("sent")
    return Findings(
        figures=[
            *figures,
            Figure(f"its memory after {_MANY:,} calls", "MiB", memory["many"], f"after {_FEW:,}", memory["few"], 1.1),
        ],
        facts=[Fact("every call of the memory run is in the log", kept == sent, f"{kept:,} of {sent:,.0f}")],
    )


def _compare(direct: str, through: str, connections: int, rounds: int, process: int) -> Iterator[Figure]:
    taken: dict[str, list[Load]] = {direct: [], through: []}
    spent: list[float] = []
    for number in range(rounds + 1):
        for url, loads in taken.items():
            before = _cpu_ms(process)
            load = asyncio.run(send(url, connections, seconds=_SECONDS if number else 0.5))
            if number:  # the first round warms up
                loads.append(load)
            if number and url == through:
                time.sleep(_RECORDED_S)  # what passed is written down a little later
                spent.append((_cpu_ms(process) - before) / load.calls)
    ours = statistics.median(load.median_ms for load in taken[through])
    theirs = statistics.median(load.median_ms for load in taken[direct])
    aim = (theirs + _ADDED_AIM_MS) / theirs if connections == 1 else None
    through_it = f"through the proxy, {connections} connections"
    yield Figure(f"one answer {through_it}", "ms", ours, "directly", theirs, aim)
    yield Figure(f"added to one answer, {connections} connections", "ms", ours - theirs, "directly", theirs)
    rates = {url: statistics.median(load.rate for load in loads) for url, loads in taken.items()}
    yield Figure(f"answers a second {through_it}", "1/s", rates[through], "directly", rates[direct])
    both = statistics.median(load.cpu_ms for load in taken[direct])
    yield Figure(
        f"CPU of the proxy for one answer, {connections}", "ms", statistics.median(spent), "the client's", both
    )


async def send(url: str, connections: int, *, seconds: float = 0.0, calls: int = 0) -> Load:
    parts = urlsplit(url)
    raw = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode()
    took: list[float] = []
    began, spent = time.perf_counter(), time.process_time()

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
    seconds_taken = time.perf_counter() - began
    cpu_ms = (time.process_time() - spent) * 1000 / len(took)
    return Load(len(took), statistics.median(took) * 1000, len(took) / seconds_taken, cpu_ms)


# ---------------------------------------------------------------- the contenders


@contextmanager
def a_gateway(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    with _running(aexdesk("practice", "--port", "0", "--json", "--no-throttle"), environment) as (said, _process):
        yield said


@contextmanager
def a_proxy(environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
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
    sent = asyncio.run(send(url, 16, calls=_FEW)).calls
    few = _resident(process)
    sent += asyncio.run(send(url, 16, calls=_MANY - _FEW)).calls
    return {"few": few, "many": _resident(process), "sent": sent}


def _resident(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _cpu_ms(process: int) -> float:
    """What a process has spent so far, in its own code and in the system's."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _kept(environment: Mapping[str, str]) -> int:
    limit = str(10 * _MANY)
    done = subprocess.run(
        aexdesk("history", "--json", "--limit", limit), env=environment, capture_output=True, check=True
    )
    return len(json.loads(done.stdout))
