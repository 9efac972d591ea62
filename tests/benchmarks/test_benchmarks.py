"""The benchmarks run, and their table tells the truth. No test judges a time."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as runner
from tests.benchmarks import history, peers
from tests.benchmarks.__main__ import in_its_own_process
from tests.benchmarks.measuring import MIB, Broken, Sample, in_turn, surroundings, to_first_line, to_the_end
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


def _table(*findings: Findings, machine: str = "", broken: dict[str, str] | None = None) -> list[str]:
    return as_table(findings, machine, broken).splitlines()


FINDINGS = Findings(
    figures=[
        Figure("window", "s", 0.30, "bare", 0.20, aim=1.6),
        Figure("memory", "MiB", 90.0, "bare", 50.0, aim=1.5),
        Figure("size", "MB", 2.0, "bare", 1.0),
    ],
    facts=[Fact("no browser", holds=False, detail="QtWebEngineCore"), Fact("all there", holds=True)],
    left_out=["httpie: not there"],
)


def test_the_table_says_what_was_met_and_what_was_missed() -> None:
    machine, headings, _line, *rows = (line.split() for line in _table(FINDINGS, machine="2 cores"))
    assert machine == ["2", "cores"]
    assert headings == ["what", "ours", "baseline", "against", "ratio", "aim"]
    assert rows[0] == ["window", "0.300", "s", "0.200", "s", "bare", "1.50", "1.60", "met"]
    assert rows[1] == ["memory", "90.0", "MiB", "50.0", "MiB", "bare", "1.80", "1.50", "missed"]
    assert rows[2] == ["size", "2.0", "MB", "1.0", "MB", "bare", "2.00"]
    assert [" ".join(row) for row in rows[3:6]] == [
        "NO no browser (QtWebEngineCore)", "yes all there", "left out: httpie: not there",
    ]  # fmt: skip


def test_what_was_missed_stands_once_more_at_the_end_above_the_sums() -> None:
    text = "\n".join(_table(FINDINGS, broken={"run": "newman: exit 1"}))
    body, _, end = text.partition("What was missed:\n")
    assert "not measured: run: newman: exit 1" in body
    assert end.splitlines() == [
        "  memory: 90.0 MiB, bare 50.0 MiB: 1.80 times, aim 1.50",
        "  NO   no browser (QtWebEngineCore)",
        "",
        "3 figures: 1 aims met, 1 missed, 1 without; 2 facts: 1 hold, 1 do not; 1 left out, 1 not measured",
    ]


def test_where_nothing_was_missed_no_list_says_so() -> None:
    assert "missed:" not in "\n".join(_table(Findings([Figure("window", "s", 0.3, "bare", 0.2, aim=1.6)])))


def _breaks(_rounds: int) -> Findings:
    raise Broken("why")


def _hoards(_rounds: int) -> Findings:
    return Findings([], [Fact("it hoards", len(bytearray(b"x" * (600 * MIB))) > 0)])


def _weighs_itself(_rounds: int) -> Findings:
    return Findings([], [Fact("it", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < 500 * MIB)])


@pytest.mark.skipif(sys.platform != "linux", reason="counted in KiB there alone")
def test_what_one_benchmark_held_is_not_counted_for_the_next() -> None:
    assert in_its_own_process(_hoards, 1).facts[0].holds
    assert in_its_own_process(_weighs_itself, 1).facts[0].holds


def test_a_figure_that_could_not_be_measured_does_not_take_the_others_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(runner, "BENCHMARKS", {"bad": _breaks, "good": _weighs_itself})
    file = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--json", str(file)])
    assert runner.main() == 1
    out = capsys.readouterr().out
    assert re.match(r"\d+ cores, .* of memory, Python 3\.\d+\.\d+, PySide6 ", out)
    assert "yes  it" in out
    assert "not measured: bad: why" in out
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["not_measured"], told["facts"][0]["what"], told["processors"] > 0) == ({"bad": "why"}, "it", True)


@pytest.mark.parametrize(
    ("variable", "find"), [("AEXDESK_PEERS", "python_tool"), ("AEXDESK_NODE_BENCHMARKS", "node_tool")]
)
def test_what_is_not_installed_is_left_out_with_a_line_that_says_what_brings_it(
    variable: str, find: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    assert getattr(peers, find)("http") is None
    assert peers.skipped("httpie") == "httpie is not installed: `sh packaging/test.sh --peers` installs it"


def test_a_measured_child_is_never_smaller_than_its_parent_so_the_parent_imports_nothing() -> None:
    names = ", ".join(runner.BENCHMARKS)
    listed = "[name for name in sys.modules if name.startswith(('aexdesk', 'PySide6', 'httpx'))]"
    code = f"import sys; from tests.benchmarks import __main__, {names}; print({listed})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
