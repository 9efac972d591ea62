"""What keeps the network's faults from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Removal

NETWORK: tuple[Removal, ...] = ()
