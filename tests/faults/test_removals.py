"""Each removal still fits the code, and names tests of its fault; whether they turn red, `--long` tries."""

from __future__ import annotations

import pytest

from tests.faults.index import FAULTS, holders
from tests.faults.removals import __main__ as trying
from tests.faults.removals.every import REMOVALS
from tests.faults.removals.removal import ROOT, Edit, Removal

_FOLDER = "tests/storage/test_folder.py::test_a_folder_that_cannot_be_made_is_named"


@pytest.fixture(scope="module")
def held() -> dict[str, list[str]]:
    return holders()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_a_removal(fault: str) -> None:
    assert any(removal.fault == fault for removal in REMOVALS)


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: f"{removal.fault}: {removal.protection}")
def test_it_fits_the_code_and_names_tests_of_its_fault(removal: Removal, held: dict[str, list[str]]) -> None:
    assert removal.edits
    for edit in removal.edits:
        compile(edit.made_in(ROOT), edit.file, "exec")
        assert edit.was != edit.becomes
    assert removal.tests
    assert {test.partition("[")[0] for test in removal.tests} <= set(held[removal.fault])


def test_what_no_test_notices_and_what_cannot_be_tried_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = "aexdesk/storage/folder.py"
    harmless = Edit(folder, '"""What an operating system\'s error', '"""Whatever an operating system\'s error')
    gone = Edit(folder, "no such text", "")
    monkeypatch.setattr(
        trying, "REMOVALS", [Removal("read-only data folder", "a", (edit,), (_FOLDER,)) for edit in (harmless, gone)]
    )
    assert trying.main(["read-only data folder"]) == 1
    said = capsys.readouterr().out
    assert "NOT NOTICED" in said
    assert "NOT TRIED" in said
    assert said.endswith("0 of 2 removals turn a test red.\n")


def test_a_fault_that_nobody_knows_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert trying.main(["flood"]) == 2
    assert "flood" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_without_its_protection_a_test_of_each_fault_is_red() -> None:
    assert trying.main([]) == 0
