"""Knows Alt pressed and let go alone, from Alt on the way to something else. Pure: times and places go in.

What others do with Alt is theirs: Alt+Tab takes the focus away, Alt+letter and Alt+Shift press another key, Alt with
the mouse moves a window without the window hearing of the button, AltGr comes as a key of its own or with Ctrl.
"""

from __future__ import annotations

LONGEST_MS = 2000
"""Who holds Alt for longer has thought of something else."""

MOST_PX = 6
"""The pointer of who drags with Alt goes further."""


class AltTap:
    """Hears what happens in the window; `let_go` says whether it was Alt alone."""

    def __init__(self) -> None:
        self._pressed_at: int | None = None
        self._pointer = (0, 0)

    @property
    def is_held(self) -> bool:
        """Alt is down, and nothing has come between."""
        return self._pressed_at is not None

    def press(self, at_ms: int, pointer: tuple[int, int]) -> None:
        """Alt goes down, with no other key and no button of the mouse held."""
        self._pressed_at, self._pointer = at_ms, pointer

    def disturb(self) -> None:
        """Anything else: another key, the mouse, an input method, the focus, the window itself."""
        self._pressed_at = None

    def let_go(self, at_ms: int, pointer: tuple[int, int]) -> bool:
        """Alt goes up: whether this was a tap."""
        pressed_at, self._pressed_at = self._pressed_at, None
        if pressed_at is None or at_ms - pressed_at > LONGEST_MS:
            return False
        return all(abs(now - then) <= MOST_PX for now, then in zip(pointer, self._pointer, strict=True))
