"""The whole window in one language after the other, in one process."""
