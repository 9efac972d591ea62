"""A pattern in a child process: the answer, what is none, and an end to what has none."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from aexdesk.collection.assertions import Seen, check, slow_search
from aexdesk.collection.patterns import QUICK_TEXT, is_quick
from aexdesk.collection.saved_request import Assertion, AssertionKind
from aexdesk.faults import BadInput
from aexdesk.services import pattern_search, run_step
from aexdesk.services.pattern_search import search_within
from tests.conftest import Run

EVIL, TEXT = "(a+)+$", "a" * 40 + "b"


@pytest.mark.parametrize(("pattern", "found"), [("(a+)+b", True), ("(x+)+$", False), ("é|ö+", False)])
def test_it_answers(run: Run, pattern: str, found: bool) -> None:
    assert run(search_within(pattern, TEXT), 60) is found


def test_what_is_no_pattern_is_said(run: Run) -> None:
    with pytest.raises(BadInput, match="bad_pattern"):
        run(search_within("(+", TEXT), 60)


def test_what_takes_for_ever_is_ended_and_its_process_with_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it goes on, the loop has its turns."""
    begun: list[asyncio.subprocess.Process] = []
    real = asyncio.create_subprocess_exec

    async def note(*words: str, **given: object) -> asyncio.subprocess.Process:
        begun.append(await real(*words, **given))  # type: ignore[arg-type] # as it came
        return begun[0]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)

    async def work() -> int:
        turns = 0
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(look(), name="look")
            while not looking.done():
                turns += 1
                await asyncio.sleep(0.01)
        return turns

    async def look() -> None:
        with pytest.raises(BadInput, match="pattern_slow"):
            await search_within(EVIL, TEXT, 2)

    assert run(work(), 60) > 5
    assert begun[0].returncode is not None
    if os.path.isdir("/proc/self"):
        assert not Path(f"/proc/{begun[0].pid}").exists()


def test_a_run_goes_on_after_such_a_pattern(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(pattern: str, text: str) -> bool:
        return await search_within(pattern, text, 1)

    monkeypatch.setattr(pattern_search, "search_within", at_once)
    seen = Seen.of(200, "", f'{{"t": "{TEXT}"}}'.encode())
    made = run(run_step._check(Assertion(AssertionKind.MATCHES, "t", EVIL), seen), 60)
    assert (made.holds, made.trouble) == (False, "pattern_slow")
    good = run(run_step._check(Assertion(AssertionKind.MATCHES, "t", "(a+)+b"), seen), 60)
    assert (good.holds, good.trouble) == (True, "")


@pytest.mark.parametrize(
    "pattern", [EVIL, "(a|a)*$", "(a*)*", "a*a*b", "(a?){30}", "(a|b|ab){9}c", "(a{1,30}){1,30}", "(a|aa)+$", "a?a?aa"]
)
def test_what_could_take_for_ever_is_never_looked_for_at_once(pattern: str) -> None:
    assert not is_quick(pattern, "a")
    assert slow_search(Assertion(AssertionKind.MATCHES, "t", pattern), Seen.of(200, "", b'{"t": "a"}'))


@pytest.mark.parametrize("pattern", ["^2[0-9]+$", r"^\d{4}-\d{2}-\d{2}$", "item", "US|FR", r"^[A-Z]{2}\d*$"])
def test_what_is_quick_needs_no_process(pattern: str) -> None:
    assert is_quick(pattern, "a")
    assert not is_quick(pattern, "a" * (QUICK_TEXT + 1))
    assertion = Assertion(AssertionKind.MATCHES, "t", pattern)
    assert slow_search(assertion, Seen.of(200, "", b'{"t": "a"}')) is None
    assert check(assertion, Seen.of(200, "", b'{"t": "2026-11-26"}')).trouble == ""


def test_the_limit_leaves_time_for_a_start() -> None:
    assert pattern_search.LIMIT_S >= 2
