"""Other spellings of a name, each of which some reader takes for the name itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

_LOOKALIKES = {
    "o": "ｏ",
    "e": "ｅ",
    "i": "ｉ",
    "c": "ｃ",
    "d": "ｄ",
    "s": "ｓ",
    "p": "ｐ",
    "u": "ｕ",
    "t": "𝐭",
    "r": "ｒ",
    "m": "ｍ",
}


def _replace_one(name: str) -> str:
    for letter, other in _LOOKALIKES.items():
        if letter in name:
            return name.replace(letter, other, 1)
    return name.upper()


WAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("upper case", str.upper),
    ("title case", str.title),
    ("first capital", str.capitalize),
    ("camel case", lambda name: re.sub("_(.)", lambda found: found[1].upper(), name) if "_" in name else name.upper()),
    ("camel case with acronyms", lambda name: re.sub("_([a-z]+)", lambda found: found[1].upper(), name) + "\u00ad"),
    ("hyphens", lambda name: name.replace("_", "-") if "_" in name else f"{name}-"),
    ("blanks for underscores", lambda name: name.replace("_", " ") if "_" in name else f"{name} "),
    ("dots for underscores", lambda name: name.replace("_", ".") if "_" in name else f".{name}"),
    ("nothing for underscores", lambda name: name.replace("_", "") if "_" in name else f"_{name}"),
    ("more underscores", lambda name: name.replace("_", "__") if "_" in name else f"{name}_"),
    ("a blank behind", lambda name: name + " "),
    ("a blank before", lambda name: " " + name),
    ("a tab behind", lambda name: name + "\t"),
    ("a line end behind", lambda name: name + "\n"),
    ("a NUL behind", lambda name: name + "\0"),
    ("a NUL and more behind", lambda name: name + "\0x"),
    ("a no-break blank behind", lambda name: name + "\u00a0"),
    ("a zero-width blank inside", lambda name: name[:2] + "\u200b" + name[2:]),
    ("a soft hyphen inside", lambda name: name[:2] + "\u00ad" + name[2:]),
    ("a byte order mark before", lambda name: "\ufeff" + name),
    ("right to left", lambda name: name + "\u202e"),
    ("a fullwidth letter", _replace_one),
    ("a combining dot", lambda name: name[:1] + "\u034f" + name[1:]),
    ("brackets behind", lambda name: name + "[]"),
    ("brackets around", lambda name: f"[{name}]"),
    ("an index behind", lambda name: name + "[0]"),
    ("percent-encoded once more", lambda name: "".join(f"%{ord(letter):02x}" for letter in name)),
    ("one letter percent-encoded", lambda name: f"%{ord(name[0]):02X}{name[1:]}"),
    ("percent-encoded twice more", lambda name: f"%25{ord(name[0]):02X}{name[1:]}"),
    ("quoted", lambda name: f'"{name}"'),
)


def respell(name: str, pick: Callable[[Sequence[Any]], Any]) -> str:
    """Another spelling; never the name itself."""
    spelt = str(pick(WAYS)[1](name))
    return spelt if spelt != name else name.upper()
