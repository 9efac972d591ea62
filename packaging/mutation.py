"""Runs the tests against each of mutmut's mutants, in forks of one pytest session: a plugin of pytest, for mutation.sh.

mutmut itself starts a session for each mutant, which takes ten times as long as the tests.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
import time
from collections import defaultdict
from itertools import zip_longest
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

LIMIT_S = 120
AT_ONCE = int(os.environ.get("AT_ONCE") or os.cpu_count() or 1)
_FUNCTION = re.compile(r"__mutmut_\d+$")


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Runs a test; what it shares with the following one stays set up."""
    return all(report.outcome != "failed" for report in runtestprotocol(item, log=False, nextitem=following))


def tests_of_functions(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Which tests call a function: those of its own module first, and the quickest first."""
    found: dict[str, list[tuple[bool, float, int]]] = defaultdict(list)
    called: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, *_rest, **_more: called.add(name)
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    for number, (item, following) in enumerate(zip_longest(items, items[1:])):
        called.clear()
        started = time.perf_counter()
        if not passes(item, following):
            pytest.exit(f"{item.nodeid} fails without any mutant", 2)
        for name in called:
            is_foreign = item.path.stem.removeprefix("test_") != name.split(".")[-2]
            found[name].append((is_foreign, time.perf_counter() - started, number))
    return {name: [items[number] for *_order, number in sorted(tests)] for name, tests in found.items()}


def judge(mutant: str, tests: list[pytest.Item]) -> int:
    """In a process of its own: 1 if a test noticed, 0 if none did."""
    child = os.fork()
    if child:
        return child
    signal.alarm(LIMIT_S)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.environ["MUTANT_UNDER_TEST"] = mutant
    os._exit(0 if all(passes(*pair) for pair in zip_longest(tests, tests[1:])) else 1)


def pytest_runtestloop(session: pytest.Session) -> bool:
    wanted = re.compile(os.environ.get("MUTANTS", ""))
    metas = sorted(Path("aexdesk/ordertest").rglob("*.meta"))
    mutants = [name for meta in metas for name in json.loads(meta.read_text())["exit_code_by_key"]]
    mutants = [name for name in mutants if wanted.search(name)]
    tests = tests_of_functions(session.items)
    gc.freeze()  # so that the children share its memory
    running: dict[int, str] = {}
    lived: list[str] = []

    def wait_for_one() -> None:
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            lived.append(mutant)
            sys.stdout.write(f"{mutant}\n")
            sys.stdout.flush()

    for number, mutant in enumerate(mutants):
        while len(running) >= AT_ONCE:
            wait_for_one()
        running[judge(mutant, tests.get(_FUNCTION.sub("", mutant), []))] = mutant
        if number % 50 == 0:
            sys.stderr.write(f"{number} of {len(mutants)}\n")
    while running:
        wait_for_one()
    sys.stderr.write(f"{len(mutants)} mutants, {len(lived)} lived\n")
    return True
