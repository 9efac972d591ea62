"""The address rules of order.create: a text that names the first fault. Protocol, section 7, "Address rules". Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_REQUIRED = (
    ("country", "Please select a Country/Region"),
    ("province", "Please select a State/Province/County"),
    ("city", "Please enter a city"),
    ("address", "Please enter an address"),
)
_NAT_ADDR = re.compile(r"[A-Z]{4}[0-9]{4}")
_CPF = re.compile(r"[0-9]{11}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}")


def find_address_fault(address: Mapping[str, Any], extra: Mapping[str, Any]) -> tuple[str, str] | None:
    """(error_code, error_msg) of the first rule broken, or None. `extra` is trade_extra_param."""
    for name, complaint in _REQUIRED:
        if not _text(address, name):
            return _invalid(complaint)
    names = [text for text in (_text(address, "contact_person"), _text(address, "full_name")) if text]
    if not names:
        return _invalid("Please enter a contact name")
    complaint = _by_country(address, names, extra)
    if complaint and complaint.startswith("cpf"):
        return "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_CN_INVALID", "Please enter a valid CPF number"
    return _invalid(complaint) if complaint else None


def _by_country(address: Mapping[str, Any], names: list[str], extra: Mapping[str, Any]) -> str:
    """The complaint of the receiving country, or an empty text."""
    match address["country"]:
        case "US":
            return _united_states(address, names)
        case "BR":
            return _brazil(address)
        case "SA":
            return _saudi_arabia(address, extra)
        case "ES" if not re.fullmatch("([0-9]{9})?", _text(address, "mobile_no")):
            return "Please enter a phone number of 9 digits"
        case "AU" | "NZ" | "DZ" | "ZA" if not all(" " in name for name in names):
            return "Please enter a first and a last name"
    return ""


def _united_states(address: Mapping[str, Any], names: list[str]) -> str:
    if not all(2 <= len(name) <= 32 and " " in name for name in names):
        return "The contact name must be between 2 - 32 characters and hold a first and a last name"
    if not 5 <= len(_text(address, "address")) <= 35:
        return "The address must be between 5 - 35 characters"
    return "Please select a State/Province/County" if _text(address, "province").lower() == "other" else ""


def _brazil(address: Mapping[str, Any]) -> str:
    if _text(address, "city").lower() == "other":
        return "Please enter a city"
    if not _text(address, "zip"):
        return "Please enter a ZIP/Postal code"
    return "" if _CPF.fullmatch(_text(address, "cpf")) else "cpf"


def _saudi_arabia(address: Mapping[str, Any], extra: Mapping[str, Any]) -> str:
    if not _NAT_ADDR.fullmatch(_text(extra, "nat_addr")):
        return "Please enter the 8-digit national address"
    if not re.fullmatch("5[0-9]{8}", _text(address, "mobile_no")):
        return "Please enter a phone number of 9 digits that begins with 5"
    return ""


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _invalid(complaint: str) -> tuple[str, str]:
    return "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", complaint
