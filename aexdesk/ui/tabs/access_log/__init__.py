"""The Access log tab: the guard proxy, and what passed through it, call by call."""
