"""Work that would hold the loop is done in steps: a turn of the loop takes as many as it has time for."""

from __future__ import annotations

from collections.abc import Callable, Generator

Steps = Generator[None, None, None]
"""Yields where it may be left for a turn. A step should take under 15 ms: a turn ends after the step that filled it."""

TURN_S = 0.005
BREATH_S = 0.001
"""Between two turns: a timer of nothing would come before what else is due."""


def take_turn(steps: Steps, clock: Callable[[], float]) -> bool:
    """Goes on until a turn's time is over; whether nothing is left to do."""
    end = clock() + TURN_S
    return all(clock() < end for _step in steps)


def at_once(steps: Steps) -> None:
    """All that is left, in this turn."""
    for _step in steps:
        pass
