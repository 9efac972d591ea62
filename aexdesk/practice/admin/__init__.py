"""The admin address, /_practice: for tests and the practice panel, on this machine only."""
