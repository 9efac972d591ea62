"""The clock is trusted as far as it was seen to go on; what cannot be read is as if nothing stood there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aexdesk.services.clock_trust import ClockSeen, ClockTrust
from aexdesk.services.preferences import Preferences
from aexdesk.storage.database import Database
from aexdesk.storage.settings import Settings
from tests.storage.things import NOON


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


@pytest.mark.parametrize(
    ("looks", "trusted"),
    [
        ([1, 2, 9], 9),  # used, or left alone for a week
        ([30], 0),
        ([30, 32.9], 0),
        ([30, 33], 33),
        ([30, 50], 30),  # used now and then: a pause behind
        ([30, 50, 53], 53),
        ([3650, 1], 1),  # corrected
        ([3650, 20, 22], 0),  # corrected, after a pause
        ([3650, 20, 23], 23),
        ([-3650, 1], -3650),  # a dead battery, and a clock that was then set
        ([-3650, 1, 4], 4),
    ],
)
def test_a_clock_is_trusted_as_far_as_it_went_on(looks: list[float], trusted: float) -> None:
    seen = ClockSeen(NOON)
    for look in looks:
        seen = seen.at(days(look))
        assert seen.trusted <= days(look)
    assert seen.trusted == days(trusted)


@pytest.mark.parametrize(
    "stored", [None, "nonsense", 7, ["x", None], ["2026-01-01T00:00:00", None], [None, None, None]]
)
async def test_what_cannot_be_read_leaves_the_newest_record_as_witness(tmp_path: Path, stored: object) -> None:
    database = Database.open(tmp_path / "w.sqlite3")
    preferences = Preferences(Settings(database))
    await preferences.set("history.clock", stored)

    async def newest(_at: datetime) -> datetime | None:
        return NOON

    trust = ClockTrust(preferences, newest)
    assert await trust.trusted(days(3650)) == NOON
    again = ClockTrust(Preferences(Settings(database)), newest)  # another program of the folder knows it too
    assert await again.trusted(days(3654)) == days(3654)
    database.close()
