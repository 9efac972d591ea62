"""The address rules, country by country: what each refuses, and that it lets through what keeps them."""

from __future__ import annotations

from typing import Any

import pytest

from aexdesk import resources
from aexdesk.practice.ordering.addresses import AddressFault, check_address
from aexdesk.practice.ordering.cpf import read_cpf
from aexdesk.practice.ordering.registers import load_taxpayers

BASE = {
    "contact_person": "Test Person",
    "full_name": "Test Person",
    "address": "1 Test Street",
    "city": "Testville",
    "province": "Testshire",
    "zip": "00000",
}
GOOD: dict[str, dict[str, Any]] = {
    "US": {},
    "BR": {"cpf": "111.444.777-35"},
    "SA": {"mobile_no": "512345678"},
    "ES": {"mobile_no": "600000000"},
    "AU": {},
    "NZ": {},
    "DZ": {},
    "ZA": {},
    "MX": {"address2": "x" * 60},
    "AR": {
        "mobile_no": "1100000000",
        "passport_no": "20-12345678-6",
        "foreigner_passport_no": "20-12345678-6",
        "is_foreigner": "false",
    },
    "IL": {"passport_no": "000000018", "foreigner_passport_no": "000000018"},
    "KR": {"is_foreigner": "true", "foreigner_passport_no": "M1234567"},
    "DE": {},
}
FAIL = "B_DROPSHIPPER_DELIVERY_ADDRESS_"


def fault(of: str, *, extra: Any = None, **changes: Any) -> str:
    """The code without what all begin with, and what is complained of; empty for none."""
    nat_addr = {"nat_addr": "ABCD1234"} if extra is None else extra
    try:
        check_address({**BASE, "country": of, **GOOD[of], **changes}, nat_addr, load_taxpayers())
    except AddressFault as found:
        return f"{found.code.removeprefix(FAIL)}: {found.complaint}"
    return ""


@pytest.mark.parametrize("country", GOOD)
def test_an_address_that_keeps_the_rules(country: str) -> None:
    assert fault(country) == ""


@pytest.mark.parametrize(
    ("country", "changes", "complaint"),
    [
        ("DE", {"city": " "}, "enter a city"),
        ("DE", {"province": None}, "select a State/Province/County"),
        ("DE", {"address": 5}, "enter an address"),
        ("DE", {"contact_person": "", "full_name": ""}, "contact name"),
        ("US", {"full_name": "Test"}, "between 2 - 32 characters"),
        ("US", {"contact_person": "T " * 17}, "between 2 - 32 characters"),
        ("US", {"address": "1 St"}, "between 5 - 35 characters"),
        ("US", {"address": "x" * 36}, "between 5 - 35 characters"),
        ("US", {"province": "Other"}, "select a State/Province/County"),
        ("BR", {"city": "OTHER"}, "enter a city"),
        ("BR", {"province": "Other"}, "select a State/Province/County"),
        ("BR", {"zip": ""}, "ZIP"),
        ("BR", {"full_name": "Test"}, "first and a last name"),
        ("BR", {"cpf": ""}, "CPF_CN_INVALID"),
        ("BR", {"cpf": "111.444.777-34"}, "CPF_CN_INVALID"),
        ("BR", {"cpf": "11111111111"}, "CPF_CN_INVALID"),
        ("BR", {"contact_person": "Trial Person"}, "CPF_NOT_MATCH"),
        ("BR", {"full_name": "Trial Person"}, "CPF_NOT_MATCH"),
        ("SA", {"extra": {}}, "8-digit national address"),
        ("SA", {"extra": {"nat_addr": "abcd1234"}}, "8-digit national address"),
        ("SA", {"mobile_no": "412345678"}, "9 digits that begins with 5"),
        ("ES", {"mobile_no": "60000000"}, "9 digits"),
        ("AU", {"full_name": "Test"}, "first and a last name"),
        ("AU", {"full_name": "Test Person 2"}, "letters only"),
        ("NZ", {"contact_person": f"Test {'x' * 124}"}, "between 2 - 128"),
        ("DZ", {"full_name": "Test"}, "first and a last name"),
        ("ZA", {"contact_person": "Test"}, "first and a last name"),
        ("MX", {"address2": "x" * 61}, "at most 60"),
        ("AR", {"mobile_no": "110000000"}, "10 digits"),
        ("AR", {"passport_no": "20123456786"}, "tax id"),
        ("AR", {"foreigner_passport_no": ""}, "foreigner_passport_no"),
        ("AR", {"is_foreigner": "true"}, "is_foreigner"),
        ("IL", {"passport_no": "12345678"}, "id of 9 digits in passport_no"),
        ("IL", {"foreigner_passport_no": None}, "foreigner_passport_no"),
        ("KR", {"foreigner_passport_no": ""}, "passport number"),
        ("KR", {"is_foreigner": True, "foreigner_passport_no": "?"}, "passport number"),
    ],
)
def test_a_rule_that_is_broken(country: str, changes: dict[str, Any], complaint: str) -> None:
    assert complaint in fault(country, **changes)


@pytest.mark.parametrize(
    ("country", "changes"),
    [
        ("SA", {"contact_person": "شخص تجريبي", "full_name": "شخص تجريبي", "address": "شارع الاختبار 1"}),
        ("BR", {"cpf": "00000000191", "contact_person": "Trial Person"}),
        ("BR", {"contact_person": "test  PERSON"}),
        ("AR", {"is_foreigner": False}),
        ("KR", {"is_foreigner": "false", "foreigner_passport_no": ""}),
        ("ES", {"mobile_no": ""}),
        ("NZ", {"contact_person": f"Test {'x' * 123}"}),
    ],
)
def test_what_no_rule_forbids(country: str, changes: dict[str, Any]) -> None:
    assert fault(country, **changes) == ""


@pytest.mark.parametrize("value", [None, 5, True, [], {}, 1e99, "\ud800", "x" * 10_000])
@pytest.mark.parametrize("name", [*BASE, "country", "cpf", "mobile_no", "is_foreigner", "passport_no", "address2"])
def test_whatever_stands_in_a_field(name: str, value: object) -> None:
    for country in GOOD:
        fault(country, **{name: value})
        fault(country, extra={"nat_addr": value})


def test_check_digits() -> None:
    assert read_cpf("529.982.247-25") == "52998224725"
    assert read_cpf("123.456.789-09") == "12345678909"  # a rest of ten is the digit 0
    assert [read_cpf(f"111444777{end:02}") for end in range(100)].count(None) == 99
    for text in ("", "529.982.247-2", "529982247-25", "１１１44477735", "111.444.777-35 "):
        assert read_cpf(text) is None


def test_the_register_holds_right_numbers() -> None:
    for cpf in load_taxpayers():
        assert read_cpf(cpf) == cpf


def test_the_addresses_that_the_app_offers_keep_the_rules() -> None:
    for preset in resources.read_json("order_addresses.json")["addresses"]:
        address = dict(preset["address"])
        if address["country"] in ("AR", "IL"):  # the app sends the id twice
            address["foreigner_passport_no"] = address["passport_no"]
        check_address(address, {"nat_addr": address.get("nat_addr", "")}, load_taxpayers())
