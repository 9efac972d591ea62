"""Runs the tests against each of mutmut's mutants, in forks of one pytest session: a plugin of pytest, for mutation.sh.

mutmut itself starts a session for each mutant, which takes ten times as long as the tests. A mutant is tried by the
tests that call its function alone, until the first of them fails: first those that noticed the function's other
mutants, then those of its own module, the quickest first.
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
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

SHORTEST_LIMIT_S = 20
SLOWER = 20
"""A mutant that takes so many times as long as its tests took without any is stuck, and noticed."""
AT_ONCE = int(os.environ.get("AT_ONCE") or os.cpu_count() or 1)
PATIENCE_S = float(os.environ.get("PATIENCE_S") or "inf")
"""A mutant that tests of so many seconds did not notice is given up, and told as one that lived."""
_FUNCTION = re.compile(r"__mutmut_\d+$")


@dataclass
class Trial:
    """The tests that call a function, in the order in which they are tried, and how long a mutant may take."""

    tests: list[pytest.Item]
    limit_s: int

    def noticed_by(self, number: int) -> None:
        """What noticed one mutant is likely to notice the next."""
        self.tests.insert(0, self.tests.pop(number))


@dataclass(frozen=True)
class Child:
    """A process that tries one mutant, and where it says which test noticed."""

    mutant: str
    trial: Trial
    said: int


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Runs a test; what it shares with the following one stays set up."""
    return all(report.outcome != "failed" for report in runtestprotocol(item, log=False, nextitem=following))


def trials_of_functions(items: list[pytest.Item]) -> dict[str, Trial]:
    """Runs all tests once, without any mutant."""
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
    return {name: _trial(sorted(tests), items) for name, tests in found.items()}


def _trial(tests: list[tuple[bool, float, int]], items: list[pytest.Item]) -> Trial:
    so_far = accumulate(taken for _foreign, taken, _number in tests)
    tried = [one for one, taken in zip(tests, so_far, strict=True) if taken <= PATIENCE_S] or tests[:1]
    limit = max(SHORTEST_LIMIT_S, int(SLOWER * sum(taken for _foreign, taken, _number in tried)))
    return Trial([items[number] for *_order, number in tried], limit)


def begin(mutant: str, trial: Trial) -> tuple[int, Child]:
    """In a process of its own: it ends with 1 if a test noticed, with 0 if none did."""
    said, say = os.pipe()
    number = os.fork()
    if number:
        os.close(say)
        return number, Child(mutant, trial, said)
    signal.alarm(trial.limit_s)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.environ["MUTANT_UNDER_TEST"] = mutant
    for pair in zip_longest(trial.tests, trial.tests[1:]):
        if not passes(*pair):
            os.write(say, pair[0].nodeid.encode())
            os._exit(1)
    os._exit(0)


def end(child: Child, status: int) -> bool:
    """Whether the mutant lived."""
    with open(child.said, "rb") as said:
        noticed = said.read().decode()
    places = [place for place, test in enumerate(child.trial.tests) if test.nodeid == noticed]
    if places:
        child.trial.noticed_by(places[0])
    return status == 0


def pytest_runtestloop(session: pytest.Session) -> bool:
    started = time.perf_counter()
    wanted = re.compile(os.environ.get("MUTANTS", ""))
    metas = sorted(Path("aexdesk").rglob("*.meta"))
    mutants = [name for meta in metas for name in json.loads(meta.read_text())["exit_code_by_key"]]
    mutants = [name for name in mutants if wanted.search(name)]
    trials = trials_of_functions(session.items)
    gc.freeze()  # so that the children share its memory
    running: dict[int, Child] = {}
    lived = 0

    def tell(words: str) -> None:
        sys.stderr.write(f"{time.perf_counter() - started:5.0f} s  {words}\n")

    def wait_for_one() -> int:
        number, status = os.wait()
        child = running.pop(number)
        if not end(child, status):
            return 0
        sys.stdout.write(f"{child.mutant}\n")
        sys.stdout.flush()
        return 1

    for number, mutant in enumerate(mutants):
        while len(running) >= AT_ONCE:
            lived += wait_for_one()
        process, child = begin(mutant, trials.get(_FUNCTION.sub("", mutant), Trial([], SHORTEST_LIMIT_S)))
        running[process] = child
        if number % 50 == 0:
            tell(f"{number} of {len(mutants)}")
    while running:
        lived += wait_for_one()
    tell(f"{len(mutants)} mutants, {lived} lived")
    return True
