"""Cost against work: what grows with the history, a body, the test cases, the saved requests, the proxy's connections.

What is promised: what a person does again and again does not grow with what has gathered (a page, a word that is often
met, an entry added, one more connection); what must look at all of it grows as it does, and no faster.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.benchmarks import proxy
from tests.benchmarks.bodies import write_products
from tests.benchmarks.curves import Curve
from tests.benchmarks.measuring import output_of, surroundings
from tests.benchmarks.reporting import Findings
from tests.benchmarks.throughput import signed_url

STAYS, GROWS = 0.0, 1.0
MOST_ROUNDS = 7

Rounds = Sequence[Sequence[float]]
Told = Mapping[str, Rounds]


def measure(rounds: int, share: int = 1) -> Findings:
    """`share`: the sizes divided by so much, for a quick look that says nothing."""
    number = max(1, min(rounds, MOST_ROUNDS))
    parts: tuple[Callable[[int, int], list[Curve]], ...] = (_history, _bodies, _cases, _requests, _connections)
    return Findings(figures=[], curves=[curve for part in parts for curve in part(number, share)])


def _geometric(first: int, times: int, count: int, share: int) -> list[int]:
    return [max(2, first // share) * times**step for step in range(count)]


def _history(rounds: int, share: int) -> list[Curve]:
    sizes = _geometric(2_000, 4, 5, share)
    with tempfile.TemporaryDirectory(prefix="aexdesk-scaling-") as folder:
        homes = [str(Path(folder) / str(size)) for size in sizes]
        for home, size in zip(homes, sizes, strict=True):
            output_of("tests.benchmarks.history_building", home, str(size))
        told: Told = json.loads(output_of("tests.benchmarks.scaling_history", str(rounds), *homes))
    return _curves(
        told,
        "calls in the history",
        sizes,
        {
            "first page of the history": STAYS,
            "a page from its middle": STAYS,
            "search, a word that many calls hold": STAYS,
            # Each part of the index, of 20,000 calls, says that it does not hold it.
            "search, an ID that one call has": GROWS,
            "search, a word that no call holds": GROWS,
            "one more call, recorded": STAYS,
            "one more call, indexed": STAYS,
        },
    )


def _bodies(rounds: int, share: int) -> list[Curve]:
    sizes = _geometric(1_000_000, 4, 4, share)
    with tempfile.TemporaryDirectory(prefix="aexdesk-scaling-") as folder:
        files = [Path(folder) / f"{size}.json" for size in sizes]
        for file, size in zip(files, sizes, strict=True):
            write_products(file, size, size // 1_000)
        told: Told = json.loads(output_of("tests.benchmarks.scaling_bodies", str(rounds), *map(str, files)))
    return _curves(
        told,
        "bytes of a body",
        sizes,
        {
            "body opened": GROWS,
            "its beginning laid out": STAYS,
            "find, every hit counted": GROWS,
            "a page from the middle of its list": STAYS,
            "its table sorted": GROWS,
        },
    )


def _cases(rounds: int, share: int) -> list[Curve]:
    sizes = _geometric(16, 4, 5, share)
    told: Told = json.loads(output_of("tests.benchmarks.scaling_cases", str(rounds), *map(str, sizes)))
    return _curves(
        told,
        "test cases",
        sizes,
        {
            "an order judged, each case with a loan account of its own": GROWS,
            "an order judged, all cases with one loan account": GROWS,
            "a read judged": STAYS,
            "the cases and accounts read from the database": GROWS,
        },
    )


def _requests(rounds: int, share: int) -> list[Curve]:
    sizes = _geometric(32, 4, 5, share)
    told: Told = json.loads(output_of("tests.benchmarks.scaling_requests", str(rounds), *map(str, sizes)))
    return _curves(
        told,
        "saved requests",
        sizes,
        {
            "the folder listed": GROWS,
            "the folder looked at for changes": GROWS,
            "a run, from its start to its first call": GROWS,
            "one request read": STAYS,
        },
    )


def _connections(rounds: int, share: int) -> list[Curve]:
    sizes = [1, 4, 16, 64]
    seconds = 1.0 if share == 1 else 0.1
    with (
        surroundings() as environment,
        proxy.a_gateway(environment) as told,
        proxy.a_proxy(environment) as (url, _process),
    ):
        direct = signed_url(told)
        ways = {
            "one call through the proxy": direct.replace(told["url"], url),
            "one call of the practice gateway": direct,
        }
        taken: dict[str, list[list[float]]] = {what: [] for what in ways}
        for number in range(rounds + 1):  # the first warms up
            for what, address in ways.items():
                each = [1 / asyncio.run(proxy.send(address, count, seconds=seconds)).rate for count in sizes]
                if number:
                    taken[what].append(each)
    return _curves(taken, "connections", sizes, dict.fromkeys(ways, STAYS))


def _curves(told: Told, work: str, sizes: Sequence[int], promised: Mapping[str, float]) -> list[Curve]:
    return [Curve(what, work, exponent, sizes, told[what]) for what, exponent in promised.items()]
