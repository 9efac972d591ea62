"""The last run on disk: brought back, taken away before the next, without secrets; files of results."""

from __future__ import annotations

import csv
import io
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.bodies.csv_cells import guard_cell
from aexdesk.collection.assertions import Check
from aexdesk.collection.result_files import to_csv
from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.collection.saved_request import Assertion, AssertionKind
from aexdesk.faults import BadInput, StorageFault
from aexdesk.services.run_keeping import RunKeeping

SECRET = "50002-a-session"
FAILED = Check(Assertion(AssertionKind.EQUALS, "result.id", "12"), False, "13")
STEPS = (
    StepResult("a/One.json", 1, "k1", Outcome.PASSED, name="One", was_sent=True, captured=(("token", SECRET),)),
    StepResult("a/One.json", 2, "k2", Outcome.FAILED, name='The "other"', status=200, ms=12.34, checks=(FAILED,)),
)
RUN = RunResult("Shop", "practice", STEPS, 1.5, is_cancelled=True)


@pytest.fixture
def keeping(tmp_path: Path) -> RunKeeping:
    return RunKeeping(tmp_path / "last-run.json", lambda text: text.replace(SECRET, "••••"))


async def test_the_last_run_comes_back_with_its_setup_and_no_secret(keeping: RunKeeping, tmp_path: Path) -> None:
    await keeping.keep(RUN, {"under": "a/"})
    found = await keeping.last()
    assert found is not None
    run, setup = found
    assert setup == {"under": "a/"}
    assert (run.name, run.environment, run.is_cancelled, run.seconds) == ("Shop", "practice", True, 1.5)
    assert [(one.key, one.outcome, one.is_earlier) for one in run.steps] == [
        ("k1", Outcome.PASSED, True),
        ("k2", Outcome.FAILED, True),
    ]
    file = tmp_path / "last-run.json"
    assert SECRET not in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_before_a_run_begins_the_one_before_is_taken_away(keeping: RunKeeping) -> None:
    await keeping.keep(RUN, {})
    await keeping.begin()
    assert await keeping.last() is None
    await keeping.begin()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"format": 99, "steps": []}', '{"format": 1, "steps": [{}]}', "[" * 99_999]
)
async def test_what_is_no_run_is_none(keeping: RunKeeping, tmp_path: Path, text: str) -> None:
    (tmp_path / "last-run.json").write_text(text, encoding="utf-8")
    assert await keeping.last() is None
    with pytest.raises(BadInput) as caught:
        await keeping.read_file(tmp_path / "last-run.json")
    assert caught.value.code == "resume_unreadable"


async def test_results_are_written_in_three_ways(keeping: RunKeeping, tmp_path: Path) -> None:
    for kind in ("junit", "json", "csv"):
        await keeping.export(RUN, kind, tmp_path / kind)
        assert SECRET not in (tmp_path / kind).read_text(encoding="utf-8")
    assert (tmp_path / "junit").read_text(encoding="utf-8").startswith("<?xml")
    assert [one["key"] for one in json.loads((tmp_path / "json").read_text(encoding="utf-8"))["steps"]] == ["k1", "k2"]
    assert [one.key for one in (await keeping.read_file(tmp_path / "json")).steps] == ["k1", "k2"]
    with pytest.raises(StorageFault) as caught:
        await keeping.export(RUN, "csv", tmp_path / "missing" / "x.csv")
    assert caught.value.code == "output_unwritable"


def test_a_line_of_csv_for_each_step() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(RUN, guard_cell))))
    assert [(one["name"], one["row"], one["outcome"], one["status"], one["ms"]) for one in rows] == [
        ("One", "1", "passed", "", ""),
        ('The "other"', "2", "failed", "200", "12.3"),
    ]
    assert rows[0]["captures"] == f"token={SECRET}"
    assert rows[1]["failed_assertions"] == "equals result.id 12: found 13"


def test_what_the_platform_says_is_no_formula_in_a_spreadsheet() -> None:
    run = replace(RUN, steps=(replace(RUN.steps[0], message="=HYPERLINK(1)"),))
    (row,) = csv.DictReader(io.StringIO(to_csv(run, guard_cell)))
    assert "'=HYPERLINK(1)" in row.values()
