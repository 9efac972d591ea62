"""The countries that can be chosen: two-letter codes and English names, from the resources. Pure but for the file."""

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


def find_country(text: str) -> str:
    """The code that somebody means who typed a code or a name; "" where that is not clear."""
    wanted = text.strip().casefold()
    by_code = next((code for code in countries() if code.casefold() == wanted), "")
    return by_code or next((code for code, name in countries().items() if name.casefold() == wanted), "")
