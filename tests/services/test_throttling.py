"""When a call may be made."""

from __future__ import annotations

import pytest

from aexdesk.services.throttling import LONGEST_S, Pace, is_throttled, wait_after
from aexdesk.workspace.exchange import CallError

LIMIT = CallError("platform", "ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 3 seconds")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (LIMIT, True),
        (CallError("platform", "7"), True),
        (CallError("platform", "HTTP 429"), True),
        (CallError("platform", "7x", sub_code="accesscontrol.limited-by-api-access-count"), True),
        (CallError("platform", "AppCallLimit"), False),
        (CallError("network", "ApiCallLimit"), False),
        (CallError("platform", "InvalidParameter"), False),
        (None, False),
    ],
)
def test_what_is_too_often(error: CallError | None, expected: bool) -> None:
    assert is_throttled(error) is expected


def test_the_wait_is_what_the_platform_says_or_twice_as_long_each_time() -> None:
    assert [wait_after(LIMIT, attempt) for attempt in (1, 2, 3)] == [3, 3, 4]
    assert wait_after(CallError("platform", "7"), 1) == 1
    assert wait_after(CallError("platform", "7", "ban will last 9999 seconds"), 1) == LONGEST_S


async def test_so_many_a_second() -> None:
    now, slept = 100.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(round(seconds, 3))
        now += seconds

    pace = Pace(4, lambda: now, sleep)
    for _ in range(3):
        await pace.turn()
    assert slept == [0.25, 0.25]
    now += 10
    await pace.turn()
    assert len(slept) == 2  # what was not used is not saved up
    await pace.turn()
    assert len(slept) == 3
    await Pace(0, lambda: now, sleep).turn()
    assert len(slept) == 3
