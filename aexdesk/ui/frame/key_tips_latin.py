"""Which letter of A to Z a key is, in whatever layout the person types. Pure: numbers go in.

A layout of Latin letters says it itself, wherever its letters lie. One of another script (Russian, Greek, Chinese
behind an input method) does not: there the place of the key counts, as on a keyboard of the United States.
"""

from __future__ import annotations

from dataclasses import dataclass

_A, _Z = ord("A"), ord("Z")
_FIRST_FOREIGN, _FIRST_NAMED = 0x80, 0x01000000
"""Keys of letters beyond ASCII are their number in Unicode; those that have names (Escape) come above."""
_DEAD = range(0x01001250, 0x01001270)

# Linux counts keys as the kernel does, and X11 and Wayland add 8; macOS has numbers of its own (HIToolbox, kVK_ANSI_A).
_LINUX = {
    8 + first + number: letter
    for first, row in ((16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
    for number, letter in enumerate(row)
}
_MACOS = dict(enumerate("ASDFHGZXCV")) | {11: "B"} | dict(enumerate("QWERYT", start=12)) | {
    31: "O", 32: "U", 34: "I", 35: "P", 37: "L", 38: "J", 40: "K", 45: "N", 46: "M",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PressedKey:
    """A key as Qt tells it: `key` by its meaning, `scan_code` and `virtual_key` as the system counts it."""

    key: int
    scan_code: int = 0
    virtual_key: int = 0


def letter_of(pressed: PressedKey, platform: str) -> str:
    """A to Z, or "" for what is no letter. `platform`: as Qt names it ("windows", "cocoa", "xcb", "wayland")."""
    if _A <= pressed.key <= _Z:
        return chr(pressed.key)
    if not (_FIRST_FOREIGN <= pressed.key < _FIRST_NAMED or pressed.key in _DEAD):
        return ""
    if platform == "windows":  # its virtual keys are the Latin letters in every layout of another script
        return chr(pressed.virtual_key) if _A <= pressed.virtual_key <= _Z else ""
    if platform == "cocoa":
        return _MACOS.get(pressed.virtual_key, "")
    return _LINUX.get(pressed.scan_code, "")
