"""The parts of the window's frame: rail, top bar, notices, status line, and what pops up over them."""
