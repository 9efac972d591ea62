"""A large product list, from the last byte to a painted tree that scrolls, beside `json.loads` of the same bytes; and a
smaller one beside a tree that is filled with all of it at once, which at the large size ends in swapping.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import LIMIT_S, MIB, Broken, surroundings
from tests.benchmarks.reporting import Fact, Figure, Findings

SIZE = 100_000_000
ROWS = 100_000
PAINT_AIM = 0.5
MEMORY_AIM = 5.0
STALL_S = 0.05
BASELINE = "json.loads"
EAGER_PART = 20
"""The eager tree gets a twentieth: every value as an item takes seconds and gigabytes."""
EAGER_ROUNDS = 2
EAGER_HEIGHT = "200"
_ITEM_ROWS = 1 + 6 + 6 + 6 * 3 + 4
"""Rows of one product in a tree: itself, its members, its SKUs with theirs, its images."""

_LOADS = """
import json, sys, time
raw = open(sys.argv[1], "rb").read()
start = time.perf_counter()
json.loads(raw)
print(time.perf_counter() - start)
"""


def measure(rounds: int, size: int = SIZE, rows: int = ROWS) -> Findings:
    """At most five rounds: each holds half a gigabyte for seconds."""
    with surroundings() as environment, tempfile.TemporaryDirectory(prefix="aexdesk-benchmark-") as folder:
        file = Path(folder) / "products.json"
        write_products(file, size, rows)
        taken = []
        loads = []
        for _round in range(min(rounds, 5)):
            loads.append(float(_run([sys.executable, "-c", _LOADS, str(file)], environment)))
            told = _run([sys.executable, "-m", "tests.benchmarks.body_window", str(file)], environment)
            taken.append(json.loads(told))
        length = file.stat().st_size
        small = Path(folder) / "some.json"
        write_products(small, size // EAGER_PART, rows // EAGER_PART)
        found = _findings(taken, statistics.median(loads), length, rows)
        return _beside_eager(found, small, min(rounds, EAGER_ROUNDS), rows // EAGER_PART, environment)


def _beside_eager(found: Findings, file: Path, rounds: int, rows: int, environment: Mapping[str, str]) -> Findings:
    ours, eager, made = [], [], 0
    for _round in range(rounds):
        told = json.loads(_run([sys.executable, "-m", "tests.benchmarks.eager_tree", str(file)], environment))
        eager.append(told["seconds"])
        made = told["rows"]
        window = [sys.executable, "-m", "tests.benchmarks.body_window", str(file), EAGER_HEIGHT]
        ours.append(json.loads(_run(window, environment)))
    paint = statistics.median(told["paint"] for told in ours)
    what = f"body of {file.stat().st_size / 1_000_000:.0f} MB, last byte to painted tree"
    figure = Figure(what, "s", paint, "naive eager tree", statistics.median(eager), PAINT_AIM)
    fact = Fact("the eager tree has every value", made >= rows * _ITEM_ROWS, f"{made:,} rows of {rows:,} products")
    return Findings([*found.figures, figure], [*found.facts, fact], found.left_out)


def _findings(taken: list[dict[str, Any]], loads: float, length: int, rows: int) -> Findings:
    def median(name: str) -> float:
        return float(statistics.median(told[name] for told in taken))

    megabytes = f"{length / 1_000_000:.0f} MB"
    steps = [name.removesuffix("_stall") for name in taken[0] if name.endswith("_stall") and name != "rest_stall"]
    stall = max(median(f"{step}_stall") for step in steps)
    # A busy machine stops the loop for reasons of its own; this is what the loop itself did between two beats.
    work = max(median(f"{step}_work") for step in steps)
    figures = [
        Figure(f"body of {megabytes}, last byte to painted tree", "s", median("paint"), BASELINE, loads, PAINT_AIM),
        Figure("  then to its table, painted", "s", median("table"), BASELINE, loads),
        Figure("find, first hit", "s", median("first_hit"), BASELINE, loads),
        Figure("find, every hit counted", "s", median("find"), BASELINE, loads),
        Figure(f"table of {rows:,} rows, sorted", "s", median("sort"), BASELINE, loads),
        Figure("worst stall of the loop", "s", stall, "50 ms", STALL_S, 1.0),
        Figure("  of it, the loop's own work", "s", work, "50 ms", STALL_S, 1.0),
        Figure("  beside it, the loop at rest", "s", median("rest_stall"), "50 ms", STALL_S),
    ]
    left_out = []
    if median("idle"):
        for name, what in (("opened", "opened"), ("used", "found and sorted in")):
            above = (median(name) - median("idle")) / MIB
            figures.append(Figure(f"memory above idle, {what}", "MiB", above, "the body", length / MIB, MEMORY_AIM))
    else:
        left_out.append("memory: this system does not tell it")
    facts = [
        Fact("the table has every row", taken[0]["rows"] == rows, f"{taken[0]['rows']:,} of {rows:,}"),
        Fact("every hit was counted", taken[0]["hits"] == _hits(rows), f"{taken[0]['hits']:,} of {_hits(rows):,}"),
    ]
    return Findings(figures, facts, left_out)


def write_products(file: Path, size: int, rows: int) -> None:
    """A list of so many products in so many bytes, or a little more."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write('{"aliexpress_ds_feed_response":{"result":{"total":1.10,"products":[')
        for piece in _products(size // rows, rows):
            stream.write(piece)
        stream.write("]}}}")


def _products(length: int, rows: int) -> Iterator[str]:
    chance = random.Random(1)
    for number in range(rows):
        product = {
            "item_id": 1005000000000000 + number,
            "subject": f"Product {number} é и",
            "price": f"{chance.randrange(100_000) / 100:.2f}",
            "rate": chance.randrange(40, 50) / 10,
            "skus": [{"id": 9007199254740993 + sku, "stock": chance.randrange(99), "ok": True} for sku in range(6)],
            "images": [f"https://ae01.example/kf/{number}_{image}.jpg" for image in range(4)],
        }
        text = json.dumps(product, ensure_ascii=False)
        filler = "x" * max(0, length - len(text.encode()) - len(', "text": ""') - 1)
        yield f'{"," if number else ""}{text[:-1]}, "text": "{filler}"}}'


def _hits(rows: int) -> int:
    return sum(str(number).startswith("1") for number in range(rows))


def _run(command: list[str], environment: Mapping[str, str]) -> str:
    try:
        done = _ended(command, environment)
    except subprocess.TimeoutExpired as error:
        raise Broken(f"{command[1:]}: not done after {error.timeout:.0f} s") from error
    if done.returncode != 0:
        raise Broken(done.stderr[-2000:])
    return done.stdout


def _ended(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S * 2,
        check=False,
    )
