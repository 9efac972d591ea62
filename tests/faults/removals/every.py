"""All removals, in the order of the faults."""

from __future__ import annotations

from tests.faults.removals.clock import CLOCK
from tests.faults.removals.keyring import KEYRING
from tests.faults.removals.killing import KILLING
from tests.faults.removals.network import NETWORK
from tests.faults.removals.processes import PROCESSES
from tests.faults.removals.storage import STORAGE

REMOVALS = (*STORAGE, *KEYRING, *CLOCK, *KILLING, *NETWORK, *PROCESSES)
