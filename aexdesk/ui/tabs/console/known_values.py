"""The values that a parameter is known to take: as the catalogue lists them, or countries and currencies by name."""

from __future__ import annotations

from typing import Final

from aexdesk.openplatform.catalogue import Field
from aexdesk.services.countries import countries

Known = tuple[tuple[str, str], ...]
"""Values, each with a few words that say what it is."""

_CURRENCIES: Final = (
    "USD", "EUR", "GBP", "AUD", "BRL", "CAD", "CLP", "IDR", "INR", "JPY", "KRW", "MXN", "PLN", "SEK", "TRY",
)  # fmt: skip
"""Suggestions, no limit: the codes that sellers' prices are asked for most. A choice of ours."""


def known_values(field: Field) -> Known:
    """What may be offered for it, the example first; anything else can be sent too."""
    found = {value: "" for value in _example(field)}
    if field.values:
        found |= {value: "" for value in field.values}
    elif _is_country(field):
        found |= dict(countries())
    elif field.name.casefold().endswith("currency"):
        found |= {value: "" for value in _CURRENCIES}
    elif field.type == "Boolean":
        found |= {"true": "", "false": ""}
    return tuple((value, detail) for value, detail in found.items())


def has_example(field: Field) -> bool:
    """Whether there is one that can be put in: a picture's bytes in words are none."""
    return bool(field.example) and not field.example.startswith("<")


def _example(field: Field) -> tuple[str, ...]:
    return (field.example,) if has_example(field) else ()


def _is_country(field: Field) -> bool:
    """A two-letter code, as its example shows; a phone's prefix is named so too."""
    is_code = len(field.example) == 2 and field.example.isalpha() and field.example.isupper()
    return is_code and "country" in field.name.casefold()
