"""What the practice gateway looks up when it checks an order: countries, and whose a Brazilian tax number is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from aexdesk import resources


@cache
def load_countries() -> frozenset[str]:
    """Every two-letter code of ISO 3166-1."""
    return frozenset(resources.read_json("countries.json")["countries"])


@cache
def load_taxpayers() -> Mapping[str, str]:
    """CPF, eleven digits -> the name that it is registered for. One that is not in it may belong to anybody."""
    found: dict[str, str] = resources.read_json("practice/taxpayers.json")["taxpayers"]
    return MappingProxyType(found)
