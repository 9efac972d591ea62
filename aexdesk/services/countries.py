"""The countries that can be chosen: two-letter codes and English names, from the resources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from aexdesk import resources


@cache
def countries() -> Mapping[str, str]:
    """Code to name, in the order of the codes."""
    names: Mapping[str, str] = resources.read_json("countries.json")["countries"]
    return names


def name_country(code: str) -> str:
    """The English name, or "" for a code that names no country."""
    return countries().get(code, "")


def find_exactly(text: str) -> str:
    """The code for a code or a whole name, in any letter case; else ""."""
    wanted = text.strip().casefold()
    by_code = next((code for code in countries() if code.casefold() == wanted), "")
    return by_code or next((code for code, name in countries().items() if name.casefold() == wanted), "")


def find_country(text: str) -> str:
    """The code for what somebody typed: a code, a name, or how only one of them begins; else ""."""
    wanted = text.strip().casefold()
    beginning = [code for code, name in countries().items() if wanted and name.casefold().startswith(wanted)]
    return find_exactly(text) or (beginning[0] if len(beginning) == 1 else "")
