"""Without the guard, and without any single rule of it, an attack gets through: the suite would turn red."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from aexdesk.ordertest.guard import GuardFacts
from tests.security.attacks import fire_all
from tests.security.conditions import REDUNDANT, Condition, find_conditions
from tests.security.drafts import BY_NAME, Shot
from tests.security.judging import Arena, open_arena
from tests.security.rules import RULES, Rule
from tests.security.scenes import scenes

_LAYOUTS = ("IOP-PHP post", "IOP-JAVA get")


@dataclass(frozen=True, slots=True)
class Try:
    """A request that must be refused; `facts` where the workspace is not the usual one."""

    name: str
    shot: Shot
    facts: GuardFacts | None = None


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with open_arena() as arena:
        yield arena


@pytest.fixture(scope="module")
def tries(arena: Arena) -> list[Try]:
    """Every attack written by hand, and every honest order that is not allowed, in two layouts."""
    found = []
    for name in _LAYOUTS:
        found += [Try(one.name, one.shot) for one in fire_all(BY_NAME[name], arena.told)]
        found += [Try(one.name, one.shot, one.facts) for one in scenes(BY_NAME[name], arena)]
    return found


def _through(tries: list[Try], arena: Arena) -> Iterator[str]:
    for one in tries:
        with contextlib.suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):  # then nothing leaves
            if arena.judge(one.shot, one.facts).allowed:
                yield one.name


@pytest.fixture(scope="module")
def refused(tries: list[Try], arena: Arena) -> list[Try]:
    """Those that the whole guard refuses: what gets past it anyway must not speak for a rule."""
    through = set(_through(tries, arena))
    return [one for one in tries if one.name not in through]


def test_with_every_rule_nothing_gets_through(tries: list[Try], arena: Arena) -> None:
    assert list(_through(tries, arena)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_without_a_rule_something_gets_through(
    rule: Rule, refused: list[Try], arena: Arena, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name, other in rule.without:
        monkeypatch.setattr(owner, name, other)
    first = next(_through(refused, arena), None)
    assert (first is None) is bool(rule.redundant), first


CONDITIONS = tuple(find_conditions())


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_without_a_condition_something_gets_through(
    condition: Condition, refused: list[Try], arena: Arena, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table above says what each rule is for; this finds those that nobody wrote into it."""
    monkeypatch.setattr(condition.function, "__code__", condition.without)
    first = next(_through(refused, arena), None)
    assert (first is None) is (condition.name in REDUNDANT), first


def test_every_condition_is_named_once() -> None:
    names = [condition.name for condition in CONDITIONS]
    assert len(set(names)) == len(names)
    assert set(REDUNDANT) <= set(names)


def test_every_rule_is_named_once() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
