"""The rules that order.create has for an address, country by country, as data with their source. Pure.

Each is documented (protocol, section 7, "Address rules by country") or seen in the platform's own complaints there.
What breaks a rule is refused before it is sent; what the platform has only been heard to complain of is advice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from aexdesk.faults import BadInput, Value
from aexdesk.ordertest.order_payload import Address
from aexdesk.ordertest.tax_numbers import is_cpf

REFERENCE = "API reference of aliexpress.ds.order.create: required fields"
COMPLAINT = "DropShippers guide: error_msg of B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"
CHANGE_LOG = "DropShippers guide, change log: address rules by country"

NAMES = ("contact_person", "full_name")
NEEDED: tuple[tuple[str, str], ...] = (
    ("address", REFERENCE),
    ("city", REFERENCE),
    ("province", REFERENCE),
)
"""What every address must have, beside its country and one of `NAMES`; and who says so."""

ADVISED: tuple[tuple[str, str], ...] = (
    ("contact_person", COMPLAINT),
    ("zip", COMPLAINT),
    ("phone_country", COMPLAINT),
    ("mobile_no", COMPLAINT),
)
"""What the platform has complained of where it was missing, though no rule of the country names it."""

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
    return Rule(field, "address_other", lambda text: text.lower() != "other", CHANGE_LOG)


def _two_names(field: str) -> Rule:
    return Rule(field, "address_two_names", lambda text: len(text.split()) > 1, CHANGE_LOG)


def _blank_within(field: str) -> Rule:
    """ "With a blank", say the documents of the US: a tab or a no-break space is another character."""
    return Rule(field, "address_two_names", lambda text: " " in text, CHANGE_LOG)


def _letters(field: str) -> Rule:
    return Rule(field, "address_letters", lambda text: "".join(text.split()).isalpha(), CHANGE_LOG)


def _of_names(*makers: Callable[[str], Rule]) -> tuple[Rule, ...]:
    return tuple(make(name) for name in NAMES for make in makers)


def _is_one_line(text: str) -> bool:
    return not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text)


def _is_unicode(text: str) -> bool:
    """Half a character (a lone surrogate, from a paste) cannot be written into a request at all."""
    return not any(unicodedata.category(letter) == "Cs" for letter in text)


FORMS: tuple[Rule, ...] = (
    Rule("phone_country", "address_bad_prefix", _matching(r"\+?[0-9]{1,4}"), COMPLAINT),
    Rule("mobile_no", "address_bad_phone", _matching(r"[0-9]{4,20}"), COMPLAINT),
)
"""How a phone number is written everywhere; advice, for no document demands it."""

_OCEANIA = _of_names(_two_names, _letters, lambda name: _length(name, 2, 128))

BY_COUNTRY: Mapping[str, tuple[Rule, ...]] = {
    "US": (
        *_of_names(_blank_within, lambda name: _length(name, 2, 32)),
        _length("address", 5, 35),
        _not_other("province"),
    ),
    "BR": (
        *_of_names(_two_names),
        _not_other("city"),
        _not_other("province"),
        Rule("zip", "address_missing", bool, CHANGE_LOG, is_needed=True),
        Rule("cpf", "address_bad_cpf", is_cpf, CHANGE_LOG, is_needed=True),
    ),
    "SA": (
        Rule("nat_addr", "address_bad_nat_addr", _matching("[A-Z]{4}[0-9]{4}"), CHANGE_LOG, is_needed=True),
        Rule("mobile_no", "address_bad_saudi_phone", _matching("5[0-9]{8}"), CHANGE_LOG, is_needed=True),
    ),
    "ES": (_digits("mobile_no", 9),),
    "AU": _OCEANIA,
    "NZ": _OCEANIA,
    "MX": (_length("address2", 0, 60),),
    "DZ": _of_names(_two_names),
    "ZA": _of_names(_two_names),
    "AR": (
        replace(_digits("mobile_no", 10), is_needed=True),
        Rule("passport_no", "address_bad_tax_id", _matching("[0-9]{2}-[0-9]{8}-[0-9]"), CHANGE_LOG, is_needed=True),
    ),
    "IL": (Rule("passport_no", "address_bad_id", _matching("[0-9]{9}"), CHANGE_LOG, is_needed=True),),
    "KR": (Rule("foreigner_passport_no", "address_bad_passport", _matching("[A-Za-z0-9-]{5,20}"), CHANGE_LOG),),
}
"""What a country asks for beyond what all need. `passport_no` of AR and IL travels in two fields."""


def check_address(address: Address) -> tuple[BadInput, ...]:
    """Every rule that the address breaks, at most one for each field: the field, and what is wanted of it."""
    return _first_of_each_field(_broken(address))


def advise_on_address(address: Address) -> tuple[BadInput, ...]:
    """What would better be otherwise, at most one for each field, beside what `check_address` refuses."""
    return _first_of_each_field(_doubtful(address))


def needed_fields(country: str) -> frozenset[str]:
    """What an address in this country must have."""
    of_country = (rule.field for rule in BY_COUNTRY.get(country, ()) if rule.is_needed)
    return frozenset(("country", NAMES[0], *(field for field, _source in NEEDED), *of_country))


def _first_of_each_field(found: Iterator[BadInput]) -> tuple[BadInput, ...]:
    first: dict[str, BadInput] = {}
    for error in found:
        first.setdefault(str(error.values["field"]), error)
    return tuple(first.values())


def _broken(address: Address) -> Iterator[BadInput]:
    country = address.country.strip()
    if not _COUNTRY.fullmatch(country):
        yield BadInput("bad_country", field="country", found=country)
    for field in fields(Address):
        if not _is_unicode(_value(address, field.name)):
            yield BadInput("address_odd_character", field=field.name)
    rules = BY_COUNTRY.get(country, ())
    needed = (*(field for field, _source in NEEDED), *(rule.field for rule in rules if rule.is_needed))
    if not any(_value(address, name) for name in NAMES):
        needed = (NAMES[0], *needed)
    for name in needed:
        if not _value(address, name):
            yield BadInput("address_missing", field=name, country=country)
    for rule in rules:
        text = _value(address, rule.field)
        if text and not rule.fits(text):
            yield BadInput(rule.code, field=rule.field, country=country, **dict(rule.values))


def _doubtful(address: Address) -> Iterator[BadInput]:
    country = address.country.strip()
    for field in fields(Address):
        if not _is_one_line(_value(address, field.name)):
            yield BadInput("address_odd_character", field=field.name)
    for name, _source in ADVISED:
        if not _value(address, name):
            yield BadInput("address_advised", field=name, country=country)
    for rule in FORMS:
        text = _value(address, rule.field)
        if text and not rule.fits(text):
            yield BadInput(rule.code, field=rule.field, country=country)


def _value(address: Address, field: str) -> str:
    found: str = getattr(address, field)
    return found.strip()
