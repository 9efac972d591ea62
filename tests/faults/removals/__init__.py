"""What keeps each fault from harm, and what goes red without it: `python -m tests.faults.removals [FAULT…]`."""
