"""The benchmarks run, and their table tells the truth. No test judges a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import history
from tests.benchmarks.measuring import Broken, Sample, in_turn, surroundings, to_first_line, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings, as_table

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", ["window", "sign", "practice", "run", "doctor"])
def test_a_benchmark_runs_and_its_facts_hold(name: str, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    # In a process of its own: a measured child is never smaller than its parent, and pytest is large.
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", name, "--rounds", "1", "--json", str(figures)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(figures.read_text(encoding="utf-8"))
    assert told["figures"]
    assert all(fact["holds"] for fact in told["facts"])


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_history_is_built_searched_and_opened() -> None:
    findings = history.measure(1, 1_000)
    assert len(findings.figures) == 21
    assert all(fact.holds for fact in findings.facts)


def test_contenders_run_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    seconds = iter([100.0, 1.0, 3.0, 2.0])

    def ours() -> Sample:
        order.append("ours")
        return Sample(next(seconds), 1.0)

    def theirs() -> Sample:
        order.append("theirs")
        return Sample(7.0, 1.0)

    medians = in_turn({"ours": ours, "theirs": theirs}, rounds=3)

    assert order == ["ours", "theirs"] * 4
    assert medians["ours"].seconds == 2.0


def test_a_command_that_fails_is_no_figure() -> None:
    with surroundings() as environment, pytest.raises(Broken, match=r"exit 3\nwhy"):
        to_the_end([sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"], environment)


def test_a_command_that_never_gets_ready_is_no_figure() -> None:
    with surroundings() as environment, pytest.raises(Broken, match="without a line"):
        to_first_line([sys.executable, "-c", "pass"], environment)


def test_memory_is_the_childs_own() -> None:
    with surroundings() as environment:
        sample = to_the_end([sys.executable, "-c", "x = bytearray(300 * 2**20)"], environment)
    assert sample.mib > 300


def test_the_table_says_what_was_met_and_what_was_missed() -> None:
    table = as_table(
        [
            Findings(
                figures=[
                    Figure("window", "s", 0.30, "bare", 0.20, aim=1.6),
                    Figure("memory", "MiB", 90.0, "bare", 50.0, aim=1.5),
                ],
                facts=[Fact("no browser", holds=False, detail="QtWebEngineCore")],
                left_out=["httpie: not there"],
            )
        ]
    )
    rows = [line.split() for line in table.splitlines()]
    assert rows[2] == ["window", "0.300", "s", "0.200", "s", "bare", "1.50", "1.60", "met"]
    assert rows[3] == ["memory", "90.0", "MiB", "50.0", "MiB", "bare", "1.80", "1.50", "missed"]
    assert rows[4:] == [["NO", "no", "browser", "(QtWebEngineCore)"], ["left", "out:", "httpie:", "not", "there"]]
