"""The rules that order.create has for an address, country by country, as data with their source. Pure.

Each is documented (protocol, section 7, "Address rules by country") or seen in the platform's own complaints there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

from aexdesk.faults import BadInput, Value
from aexdesk.ordertest.order_payload import Address

REFERENCE = "API reference of aliexpress.ds.order.create: required fields"
COMPLAINT = "DropShippers guide: error_msg of B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"
CHANGE_LOG = "DropShippers guide, change log: address rules by country"

NEEDED: tuple[tuple[str, str], ...] = (
    ("contact_person", COMPLAINT),
    ("address", REFERENCE),
    ("city", REFERENCE),
    ("province", REFERENCE),
    ("zip", COMPLAINT),
    ("phone_country", COMPLAINT),
    ("mobile_no", COMPLAINT),
)
"""What every address must have, beside its country; and who says so."""

NAMES = ("contact_person", "full_name")
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one field of an address must be where it is filled in; `is_needed`: it must be. `values` fill the words."""

    field: str
    code: str
    fits: Callable[[str], bool]
    source: str
    is_needed: bool = False
    values: tuple[tuple[str, Value], ...] = ()


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _length(field: str, least: int, most: int) -> Rule:
    values = (("least", least), ("most", most))
    return Rule(field, "address_length", lambda text: least <= len(text) <= most, CHANGE_LOG, values=values)


def _digits(field: str, count: int) -> Rule:
    return Rule(field, "address_digits", _matching(f"[0-9]{{{count}}}"), CHANGE_LOG, values=(("count", count),))


def _not_other(field: str) -> Rule:
    return Rule(field, "address_other", lambda text: text.casefold() != "other", CHANGE_LOG)


def _two_names(field: str) -> Rule:
    return Rule(field, "address_two_names", lambda text: len(text.split()) > 1, CHANGE_LOG)


def _letters(field: str) -> Rule:
    return Rule(field, "address_letters", lambda text: "".join(text.split()).isalpha(), CHANGE_LOG)


def _of_names(*makers: Callable[[str], Rule]) -> tuple[Rule, ...]:
    return tuple(make(name) for name in NAMES for make in makers)


def _is_printable(text: str) -> bool:
    return not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text)


GENERAL: tuple[Rule, ...] = (
    Rule("phone_country", "address_bad_prefix", _matching(r"\+?[0-9]{1,4}"), COMPLAINT),
    Rule("mobile_no", "address_bad_phone", _matching(r"[0-9]{4,20}"), COMPLAINT),
)

_OCEANIA = _of_names(_two_names, _letters, lambda name: _length(name, 2, 128))

BY_COUNTRY: Mapping[str, tuple[Rule, ...]] = {
    "US": (
        *_of_names(_two_names, lambda name: _length(name, 2, 32)),
        _length("address", 5, 35),
        _not_other("province"),
    ),
    "BR": (
        _not_other("city"),
        Rule(
            "cpf",
            "address_bad_cpf",
            _matching(r"[0-9]{11}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}"),
            CHANGE_LOG,
            is_needed=True,
        ),
    ),
    "SA": (
        Rule("nat_addr", "address_bad_nat_addr", _matching("[A-Z]{4}[0-9]{4}"), CHANGE_LOG, is_needed=True),
        Rule("mobile_no", "address_bad_saudi_phone", _matching("5[0-9]{8}"), CHANGE_LOG),
    ),
    "ES": (_digits("mobile_no", 9),),
    "AU": _OCEANIA,
    "NZ": _OCEANIA,
    "MX": (_length("address2", 0, 60),),
    "DZ": _of_names(_two_names),
    "ZA": _of_names(_two_names),
    "AR": (
        _digits("mobile_no", 10),
        Rule("passport_no", "address_bad_tax_id", _matching("[0-9]{2}-[0-9]{8}-[0-9]"), CHANGE_LOG, is_needed=True),
    ),
    "IL": (Rule("passport_no", "address_bad_id", _matching("[0-9]{9}"), CHANGE_LOG, is_needed=True),),
    "KR": (Rule("foreigner_passport_no", "address_bad_passport", _matching("[A-Za-z0-9-]{5,20}"), CHANGE_LOG),),
}
"""What a country asks for beyond the general rules. `passport_no` of AR and IL travels in two fields."""


def check_address(address: Address) -> tuple[BadInput, ...]:
    """Every rule that the address breaks, at most one for each field: the field, and what is wanted of it."""
    broken: dict[str, BadInput] = {}
    for error in _broken(address):
        broken.setdefault(str(error.values["field"]), error)
    return tuple(broken.values())


def needed_fields(country: str) -> frozenset[str]:
    """What an address in this country must have."""
    of_country = (rule.field for rule in BY_COUNTRY.get(country, ()) if rule.is_needed)
    return frozenset(("country", *(field for field, _source in NEEDED), *of_country))


def _broken(address: Address) -> Iterator[BadInput]:
    country = address.country.strip()
    if not _COUNTRY.fullmatch(country):
        yield BadInput("bad_country", field="country", found=country)
    for field in fields(Address):
        if not _is_printable(_value(address, field.name)):
            yield BadInput("address_odd_character", field=field.name)
    rules = (*BY_COUNTRY.get(country, ()), *GENERAL)
    needed = (*(field for field, _source in NEEDED), *(rule.field for rule in rules if rule.is_needed))
    for name in needed:
        if not _value(address, name):
            yield BadInput("address_missing", field=name, country=country)
    for rule in rules:
        text = _value(address, rule.field)
        if text and not rule.fits(text):
            yield BadInput(rule.code, field=rule.field, country=country, **dict(rule.values))


def _value(address: Address, field: str) -> str:
    found: str = getattr(address, field)
    return found.strip()
