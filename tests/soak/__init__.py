"""The soak: the real window at work for a long while, and what grows in it."""
