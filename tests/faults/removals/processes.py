"""What keeps the death of a child process from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Removal

PROCESSES: tuple[Removal, ...] = ()
