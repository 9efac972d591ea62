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
    """The code for what somebody typed: a code, a name, or how only one of them begins; else ""."""
    wanted = text.strip().casefold()
    by_code = next((code for code in countries() if code.casefold() == wanted), "")
    by_name = next((code for code, name in countries().items() if name.casefold() == wanted), "")
    beginning = [code for code, name in countries().items() if wanted and name.casefold().startswith(wanted)]
    return by_code or by_name or (beginning[0] if len(beginning) == 1 else "")
