"""`aexdesk run` of a hundred saved requests beside newman, Bruno's CLI, httpyac and curl; `aexdesk call` beside httpie
and curl.

All call the same practice gateway, one request after the other. The others cannot sign: theirs are signed beforehand.
curl is the floor: it reads no folder, makes nothing, judges nothing and keeps nothing.
"""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measuring import LIMIT_S, Broken, Sample, aexdesk, imported_by, in_turn, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings
from tests.benchmarks.run_scene import BRUNO, CURL, HTTPIE, HTTPYAC, NEWMAN, Scene

COUNT = 100
_WHOLE_AIM = 0.4
"""A whole command at least 2.5 times faster than those that run collections. The aim was set for newman and Bruno's
CLI; httpyac is held to the same."""

Runs = dict[str, Callable[[], Sample]]


def measure(rounds: int) -> Findings:
    with surroundings() as environment, TemporaryDirectory() as folder, _gateway(environment) as told:
        scene = Scene(Path(folder), told["sync_url"], told)
        runners = _measured(scene.runners(COUNT), environment)
        singles = _measured(scene.runners(1), environment)
        calls = _measured(scene.callers(), environment)
        facts = [_sends(name, run, COUNT, told) for name, run in runners.items()]
        facts += [_sends(f"{name}, one call", run, 1, told) for name, run in calls.items()]
        whole = in_turn({**runners, **{f"{name} 1": run for name, run in singles.items()}}, rounds)
        one = in_turn(calls, rounds)
        facts.append(_all_good(told))
        imported = imported_by(scene.ours(1), environment)
    qt = sorted(name for name in imported if name.startswith("PySide6"))
    facts.append(Fact("aexdesk run has not imported PySide6", not qt, ", ".join(qt)))
    return Findings(figures=[*_of_run(whole), *_of_call(one)], facts=facts, left_out=scene.left_out())


def _measured(commands: Mapping[str, list[str]], environment: Mapping[str, str]) -> Runs:
    return {name: partial(to_the_end, command, environment) for name, command in commands.items()}


def _of_run(whole: Mapping[str, Sample]) -> list[Figure]:
    rivals = [name for name in (NEWMAN, BRUNO, HTTPYAC) if name in whole]
    figures = []
    for name in (*rivals, *(one for one in (CURL,) if one in whole)):
        ours, theirs = whole["ours"], whole[name]
        aim = _WHOLE_AIM if name in rivals else None
        figures.append(Figure(f"aexdesk run, {COUNT} requests, whole", "s", ours.seconds, name, theirs.seconds, aim))
        figures.append(Figure(f"aexdesk run, {COUNT} requests, processor time", "s", ours.cpu, name, theirs.cpu, aim))
        each, their_each = (_each(whole, who) for who in ("ours", name))
        figures.append(Figure("aexdesk run, each request, without start", "ms", each, name, their_each))
        figures.append(Figure("aexdesk run, peak memory", "MiB", ours.mib, name, theirs.mib))
    return figures


def _of_call(one: Mapping[str, Sample]) -> list[Figure]:
    figures = []
    for name, aim in ((HTTPIE, 1.0), (CURL, None)):
        if name in one:
            ours, theirs = one["ours"], one[name]
            figures.append(Figure("aexdesk call, whole", "s", ours.seconds, name, theirs.seconds, aim))
            figures.append(Figure("aexdesk call, processor time", "s", ours.cpu, name, theirs.cpu, aim))
    return figures


def _each(whole: Mapping[str, Sample], name: str) -> float:
    """Milliseconds of one request more."""
    return (whole[name].seconds - whole[f"{name} 1"].seconds) / (COUNT - 1) * 1000


def _sends(name: str, run: Callable[[], Sample], count: int, told: Mapping[str, Any]) -> Fact:
    """A run that skips requests would be quick. Raises Broken for another's that does: beside it ours means nothing."""
    before = len(_log(told))
    run()
    verdicts = [call["verdict"] for call in _log(told)[before:]]
    is_whole = verdicts == ["ok"] * count
    if not is_whole and not name.startswith("ours"):
        raise Broken(f"{name}: {len(verdicts)} calls arrived instead of {count}: {sorted(set(verdicts))}")
    return Fact(f"{name}: {count} calls arrive, all of them good", is_whole, f"{len(verdicts)}")


def _all_good(told: Mapping[str, Any]) -> Fact:
    """The gateway keeps the last thousand."""
    verdicts = [call["verdict"] for call in _log(told)]
    good = verdicts.count("ok")
    return Fact("no call was refused while they were measured", good == len(verdicts), f"{good} of {len(verdicts)}")


def _log(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{told['url']}/_practice/log", timeout=LIMIT_S) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found


@contextmanager
def _gateway(environment: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """A practice gateway in a process of its own, which our commands find as one finds it: by the environment.

    It answers at any rate: who asks faster must not be told to wait.
    """
    process = subprocess.Popen(
        aexdesk("practice", "--port", "0", "--json", "--no-throttle"),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise Broken("the practice gateway did not start")
        told: Mapping[str, Any] = json.loads(line)
        to_the_end(aexdesk("environment", "set", "practice", "--base-url", told["url"]), environment)
        yield told
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT_S)
