"""The address rules of order.create: which is the first fault. Protocol, section 7, "Address rules". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.ordering.cpf import read_cpf

Fields = Mapping[str, Any]
_FAIL = "B_DROPSHIPPER_DELIVERY_ADDRESS_"
_REQUIRED = (
    ("country", "Please select a Country/Region"),
    ("province", "Please select a State/Province/County"),
    ("city", "Please enter a city"),
    ("address", "Please enter an address"),
)
_NAT_ADDR = re.compile(r"[A-Z]{4}[0-9]{4}")
_ARGENTINE_ID = re.compile(r"[0-9]{2}-[0-9]{8}-[0-9]")
_ISRAELI_ID = re.compile(r"[0-9]{9}")
_FOREIGNER_ID = re.compile(r"[A-Za-z0-9-]{5,20}")
_ID_FIELDS = ("passport_no", "foreigner_passport_no")
_TWO_NAMES = "Please enter a first and a last name"


class AddressFault(Exception):
    """The rule that is broken: error_code and error_msg of order.create."""

    def __init__(self, complaint: str, code: str = "VALIDATE_FAIL") -> None:
        super().__init__(complaint)
        self.code = _FAIL + code
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class _Receiver:
    """What the rule of a country looks at. `names`: contact_person and full_name, those that are given."""

    address: Fields
    names: tuple[str, ...]
    extra: Fields
    taxpayers: Mapping[str, str]

    def text(self, name: str) -> str:
        return _text(self.address, name)


def check_address(address: Fields, extra: Fields, taxpayers: Mapping[str, str]) -> None:
    """Raises for the first rule broken. `extra` is trade_extra_param, `taxpayers` the state register of Brazil."""
    for name, complaint in _REQUIRED:
        if not _text(address, name):
            raise AddressFault(complaint)
    names = tuple(text for text in (_text(address, "contact_person"), _text(address, "full_name")) if text)
    if not names:
        raise AddressFault("Please enter a contact name")
    rule = _BY_COUNTRY.get(_text(address, "country"))
    if rule is not None:
        rule(_Receiver(address, names, extra, taxpayers))


def _united_states(of: _Receiver) -> None:
    _demand(
        all(2 <= len(name) <= 32 and " " in name for name in of.names),
        "The contact name must be between 2 - 32 characters and hold a first and a last name",
    )
    _demand(5 <= len(of.text("address")) <= 35, "The address must be between 5 - 35 characters")
    _demand_not_other(of, "province", "Please select a State/Province/County")


def _brazil(of: _Receiver) -> None:
    """The documents say "checked with the state register"; that it wants two names, its own, is a choice."""
    _demand_not_other(of, "city", "Please enter a city")
    _demand_not_other(of, "province", "Please select a State/Province/County")
    _demand(bool(of.text("zip")), "Please enter a ZIP/Postal code")
    _two_names(of)
    cpf = read_cpf(of.text("cpf"))
    if cpf is None:
        raise AddressFault("Please enter a valid CPF number", "CPF_CN_INVALID")
    registered = of.taxpayers.get(cpf)
    if registered is not None and any(_plain(name) != _plain(registered) for name in of.names):
        raise AddressFault("The CPF number does not belong to the contact person", "CPF_NOT_MATCH")


def _saudi_arabia(of: _Receiver) -> None:
    """Letters of any script, Arabic first of all, are welcome everywhere in it."""
    _demand_match(_NAT_ADDR, _text(of.extra, "nat_addr"), "Please enter the 8-digit national address")
    _demand(
        re.fullmatch("5[0-9]{8}", of.text("mobile_no")) is not None,
        "Please enter a phone number of 9 digits that begins with 5",
    )


def _spain(of: _Receiver) -> None:
    _demand(re.fullmatch("([0-9]{9})?", of.text("mobile_no")) is not None, "Please enter a phone number of 9 digits")


def _oceania(of: _Receiver) -> None:
    _two_names(of)
    _demand(
        all(2 <= len(name) <= 128 and "".join(name.split()).isalpha() for name in of.names),
        "The contact name must be between 2 - 128 characters, letters only",
    )


def _two_names(of: _Receiver) -> None:
    _demand(all(len(name.split()) > 1 for name in of.names), _TWO_NAMES)


def _mexico(of: _Receiver) -> None:
    _demand(len(of.text("address2")) <= 60, "The second line of the address must have at most 60 characters")


def _argentina(of: _Receiver) -> None:
    _demand(re.fullmatch("[0-9]{10}", of.text("mobile_no")) is not None, "Please enter a phone number of 10 digits")
    for name in _ID_FIELDS:
        _demand_match(_ARGENTINE_ID, of.text(name), f"Please enter a tax id such as 20-12345678-6 in {name}")
    _demand(not _is_foreigner(of), "is_foreigner must be false")


def _israel(of: _Receiver) -> None:
    for name in _ID_FIELDS:
        _demand_match(_ISRAELI_ID, of.text(name), f"Please enter an id of 9 digits in {name}")


def _korea(of: _Receiver) -> None:
    if _is_foreigner(of):
        _demand_match(_FOREIGNER_ID, of.text("foreigner_passport_no"), "Please enter a passport number")


_BY_COUNTRY: Mapping[str, Callable[[_Receiver], None]] = {
    "US": _united_states,
    "BR": _brazil,
    "SA": _saudi_arabia,
    "ES": _spain,
    "AU": _oceania,
    "NZ": _oceania,
    "DZ": _two_names,
    "ZA": _two_names,
    "MX": _mexico,
    "AR": _argentina,
    "IL": _israel,
    "KR": _korea,
}


def _demand(is_kept: bool, complaint: str) -> None:
    if not is_kept:
        raise AddressFault(complaint)


def _demand_match(form: re.Pattern[str], text: str, complaint: str) -> None:
    _demand(form.fullmatch(text) is not None, complaint)


def _demand_not_other(of: _Receiver, name: str, complaint: str) -> None:
    _demand(of.text(name).lower() != "other", complaint)


def _is_foreigner(of: _Receiver) -> bool:
    """Text as the catalogue has it, or a plain flag; one that is absent counts as false, which is a choice."""
    return of.address.get("is_foreigner") in ("true", True)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""
