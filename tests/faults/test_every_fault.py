"""Each fault that AExDesk promises to survive has a test; a mark that names no fault is a slip of the pen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.index import FAULTS, holders


@pytest.fixture(scope="module")
def held() -> dict[str, list[str]]:
    return holders()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_a_test(fault: str, held: dict[str, list[str]]) -> None:
    assert held.get(fault), f'mark the test that holds it with @pytest.mark.fault("{fault}")'


def test_each_mark_names_a_fault_of_the_list(held: dict[str, list[str]]) -> None:
    assert set(held) <= set(FAULTS)


def test_marks_of_a_test_and_of_a_whole_file_are_found(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(
        '@pytest.mark.fault("a", "b")\ndef test_x() -> None: ...\ndef test_y(): ...\n'
        'class TestIt:\n    @pytest.mark.fault("c")\n    def test_u(self): ...\n'
    )
    (tmp_path / "test_six.py").write_text('held = mark.fault("c")\n@held\ndef test_v(): ...\ndef test_w(): ...\n')
    (tmp_path / "test_two.py").write_text(
        'pytestmark = [mark.slow, mark.fault("a")]\nasync def test_z() -> None: ...\n'
    )
    one, six, two = (f"{tmp_path.name}/test_{name}.py" for name in ("one", "six", "two"))
    assert holders(tmp_path) == {
        "a": [f"{one}::test_x", f"{two}::test_z"],
        "b": [f"{one}::test_x"],
        "c": [f"{one}::TestIt::test_u", f"{six}::test_v"],
    }
