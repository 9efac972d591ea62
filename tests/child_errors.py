"""What a window that ran in a process of its own wrote to stderr, without what says nothing about the program."""

from __future__ import annotations

_REMARKS = (
    "This plugin does not support",  # Qt's, offscreen
    "Executing <",  # asyncio's under -X dev, of a step of over 0.1 s: a time, and the machine may be busy
)


def errors_in(text: str) -> list[str]:
    """The lines that count; of a program that runs well there are none."""
    return [line for line in text.splitlines() if not any(remark in line for remark in _REMARKS)]
