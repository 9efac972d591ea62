"""Services that are built when they are first asked for belong to the desk as it is open now."""

from __future__ import annotations

from pathlib import Path

from tests.services.worlds import a_desk


async def test_a_desk_that_is_opened_again_builds_them_anew(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        before = (
            desk.runs,
            desk.collections,
            desk.importing,
            desk.support_desk,
            desk.ordering,
            desk.case_import,
            desk.own_apis,
        )
        assert desk.runs is before[0]
        await desk.open()
        after = (
            desk.runs,
            desk.collections,
            desk.importing,
            desk.support_desk,
            desk.ordering,
            desk.case_import,
            desk.own_apis,
        )
        assert not any(one is other for one, other in zip(before, after, strict=True))
        assert desk.runs._calling is desk.calling
