"""`python -m tests.benchmarks [NAME...] [--rounds N] [--json FILE]`: a table of our figures beside the baselines'."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.benchmarks import (
    bodies,
    doctor,
    history,
    machine,
    packages,
    practice,
    proxy,
    run,
    scaling,
    sign,
    soak,
    throughput,
    window,
)
from tests.benchmarks.measuring import Broken
from tests.benchmarks.reporting import Findings, as_json, as_table

BENCHMARKS: dict[str, Callable[[int], Findings]] = {
    "window": window.measure,
    "sign": sign.measure,
    "practice": practice.measure,
    "throughput": throughput.measure,
    "proxy": proxy.measure,
    "history": history.measure,
    "bodies": bodies.measure,
    "run": run.measure,
    "doctor": doctor.measure,
    "packages": packages.measure,
    "scaling": scaling.measure,
    "soak": soak.measure,
}


def in_its_own_process(measure: Callable[[int], Findings], rounds: int) -> Findings:
    """What it finds. What one benchmark holds in memory would be counted for the programs that the next one starts:
    the peak of a child is never below that of its parent. Raises Broken."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, rounds).result()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all without one")
    parser.add_argument("--rounds", type=int, default=9, help="runs of each contender, after one to warm up")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    seen = machine.seen() | {"rounds": asked.rounds}
    all_findings: list[Findings] = []
    broken: dict[str, str] = {}
    took: dict[str, float] = {}
    for name in asked.names or BENCHMARKS:
        print(f"{name} ...", end="", file=sys.stderr, flush=True)
        began = time.monotonic()
        try:
            all_findings.append(in_its_own_process(BENCHMARKS[name], asked.rounds))
        except Broken as error:
            broken[name] = str(error)
        took[name] = round(time.monotonic() - began, 1)
        print(f" {took[name]:.0f} s", file=sys.stderr)
    print(as_table(all_findings, machine.as_line(seen), broken))
    if asked.json:
        told = as_json(all_findings, seen | {"seconds": took}, broken)
        asked.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    # A missed aim is a figure to look at, on this machine, now; a fact that does not hold is a fault.
    faults = [fact for findings in all_findings for fact in findings.facts if not fact.holds]
    return 1 if broken or faults else 0


if __name__ == "__main__":
    sys.exit(main())
