"""What keeps a clock that jumps, and timers that slept, from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Removal

CLOCK: tuple[Removal, ...] = ()
