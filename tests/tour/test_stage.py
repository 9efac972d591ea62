"""A place of the tour's own: never among the user's things, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, StorageFault
from aexdesk.storage.vault import MemoryVault
from aexdesk.tour import stage
from aexdesk.tour.running import make_room
from aexdesk.workspace.environment import PRACTICE


def test_its_folder_goes_with_it() -> None:
    with stage.folder(None) as home:
        (home / "thing").write_text("x")
    assert not home.exists()


def test_its_folder_goes_whatever_happens() -> None:
    with pytest.raises(ValueError, match="broken off"), stage.folder(None) as home:  # noqa: PT012 - the block is the test
        assert home.is_dir()
        raise ValueError("broken off")
    assert not home.exists()


def test_a_folder_that_is_named_stays(tmp_path: Path) -> None:
    with stage.folder(tmp_path / "new") as home:
        home.mkdir()
    assert home == tmp_path / "new"
    assert home.exists()


@pytest.mark.parametrize("name", ["folder", "file"])
def test_a_folder_in_use_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "workspace.sqlite3").write_text("somebody's")
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput) as refused, stage.folder(tmp_path / name):
        pytest.fail("it was taken")
    assert refused.value.code == "tour_folder_used"
    assert (tmp_path / "folder" / "workspace.sqlite3").read_text() == "somebody's"


async def test_practice_has_a_port_of_its_own(tmp_path: Path) -> None:
    import asyncio

    await asyncio.to_thread(stage.prepare, tmp_path)
    desk = Desk(tmp_path, for_window=False, vault=MemoryVault())
    await desk.open()
    try:
        moved = await desk.environments.get(PRACTICE.name)
    finally:
        await desk.close()
    assert moved.base_url.startswith("http://127.0.0.1:")
    assert moved.base_url != PRACTICE.base_url


def test_pictures_of_an_earlier_tour_go_and_other_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "pictures"
    out.mkdir()
    for name in ("01-window.png", "02-failed-login.png", "holiday.png", "1-not-ours.png"):
        (out / name).write_text("x")
    make_room(out)
    assert sorted(path.name for path in out.iterdir()) == ["1-not-ours.png", "holiday.png"]


def test_where_no_pictures_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageFault):
        make_room(tmp_path / "file" / "pictures")
