"""The rules of addresses: each kept by the preset of its country, each broken by one change to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.faults import AexError, BadInput
from aexdesk.ordertest.address_rules import (
    ADVISED,
    BY_COUNTRY,
    FORMS,
    NEEDED,
    advise_on_address,
    check_address,
    needed_fields,
)
from aexdesk.ordertest.order_payload import Address
from aexdesk.wording import describe

PRESETS = {
    row["address"]["country"]: Address(**row["address"])
    for row in resources.read_json("order_addresses.json")["addresses"]
}
FIELDS = list(Address.__dataclass_fields__)


def complaints(address: Address) -> list[tuple[str, object]]:
    return [(error.code, error.values["field"]) for error in check_address(address)]


def with_changes(place: str, /, **changes: str) -> Address:
    return Address(**{**{name: getattr(PRESETS[place], name) for name in FIELDS}, **changes})


@pytest.mark.parametrize("country", sorted(PRESETS))
def test_each_preset_keeps_the_rules_of_its_country(country: str) -> None:
    assert complaints(PRESETS[country]) == []


def test_there_is_a_preset_for_each_country_with_rules_and_for_others() -> None:
    assert set(BY_COUNTRY) <= set(PRESETS)
    assert {"FR", "DE", "GB", "PL", "IT", "CA", "JP", "NL"} <= set(PRESETS)
    assert all(address.contact_person == "Test Person" for address in PRESETS.values()), "nobody's address"


BROKEN: list[tuple[str, dict[str, str], str]] = [
    ("US", {"contact_person": "Person"}, "address_two_names"),
    ("US", {"contact_person": "Test " + "x" * 28}, "address_length"),
    ("US", {"full_name": "Person"}, "address_two_names"),
    ("US", {"full_name": "Test\tPerson"}, "address_two_names"),
    ("US", {"address": "1 Te"}, "address_length"),
    ("US", {"address": "x" * 36}, "address_length"),
    ("US", {"province": "Other"}, "address_other"),
    ("BR", {"city": "other"}, "address_other"),
    ("BR", {"province": "OTHER"}, "address_other"),
    ("BR", {"zip": ""}, "address_missing"),
    ("BR", {"full_name": "Person"}, "address_two_names"),
    ("BR", {"contact_person": "Person"}, "address_two_names"),
    ("BR", {"cpf": "111.444.777-34"}, "address_bad_cpf"),
    ("BR", {"cpf": "11111111111"}, "address_bad_cpf"),
    ("BR", {"cpf": ""}, "address_missing"),
    ("BR", {"cpf": "1114447773"}, "address_bad_cpf"),
    ("BR", {"cpf": "111.444.77735"}, "address_bad_cpf"),
    ("SA", {"nat_addr": ""}, "address_missing"),
    ("SA", {"nat_addr": "test0001"}, "address_bad_nat_addr"),
    ("SA", {"nat_addr": "TEST00011"}, "address_bad_nat_addr"),
    ("SA", {"mobile_no": "400000000"}, "address_bad_saudi_phone"),
    ("SA", {"mobile_no": "50000000"}, "address_bad_saudi_phone"),
    ("ES", {"mobile_no": "60000000"}, "address_digits"),
    ("ES", {"mobile_no": "6000000000"}, "address_digits"),
    ("AU", {"full_name": "Person"}, "address_two_names"),
    ("AU", {"contact_person": "Test Person 2"}, "address_letters"),
    ("NZ", {"full_name": "T" * 64 + " " + "P" * 64}, "address_length"),
    ("MX", {"address2": "x" * 61}, "address_length"),
    ("DZ", {"full_name": "Person"}, "address_two_names"),
    ("ZA", {"contact_person": "Person"}, "address_two_names"),
    ("AR", {"mobile_no": "110000000"}, "address_digits"),
    ("AR", {"passport_no": ""}, "address_missing"),
    ("AR", {"passport_no": "20123456786"}, "address_bad_tax_id"),
    ("IL", {"passport_no": ""}, "address_missing"),
    ("IL", {"passport_no": "12345678"}, "address_bad_id"),
    ("KR", {"foreigner_passport_no": "??"}, "address_bad_passport"),
    ("SA", {"mobile_no": ""}, "address_missing"),
    ("AR", {"mobile_no": ""}, "address_missing"),
    ("FR", {"address2": "half \ud800"}, "address_odd_character"),
    *[("FR", {name: " "}, "address_missing") for name, _source in NEEDED],
    ("FR", {"country": "fr"}, "bad_country"),
    ("FR", {"country": ""}, "bad_country"),
]


@pytest.mark.parametrize(("country", "changes", "code"), BROKEN)
def test_a_rule_that_is_broken_names_its_field_and_what_is_wanted(
    country: str, changes: dict[str, str], code: str
) -> None:
    address = with_changes(country, **changes)
    (field,) = changes
    assert complaints(address) == [(code, field)]
    words = describe(check_address(address)[0])
    assert field in words.message or field == "country"
    assert "–" not in words.message + words.hint


def test_every_rule_is_broken_above() -> None:
    broken = {(country, code, field) for country, changes, code in BROKEN for field in changes}
    for country, rules in BY_COUNTRY.items():
        for rule in rules:
            names = {"contact_person", "full_name"} if rule.field in ("contact_person", "full_name") else {rule.field}
            places = {country} | ({"AU", "NZ"} if country in ("AU", "NZ") else set())
            assert any((place, rule.code, name) in broken for place in places for name in names), (country, rule)


ADVICE: list[tuple[dict[str, str], str]] = [
    *[({name: " "}, "address_advised") for name, _source in ADVISED],
    ({"phone_country": "France"}, "address_bad_prefix"),
    ({"mobile_no": "6 39 98 00 00"}, "address_bad_phone"),
    ({"mobile_no": "６３９９８００００"}, "address_bad_phone"),
    ({"city": "Par\nis"}, "address_odd_character"),
]


@pytest.mark.parametrize(("changes", "code"), ADVICE)
def test_what_no_rule_forbids_may_leave_with_advice(changes: dict[str, str], code: str) -> None:
    address = with_changes("FR", **changes)
    (field,) = changes
    assert complaints(address) == []
    (advice,) = advise_on_address(address)
    assert (advice.code, advice.values["field"]) == (code, field)
    assert field in describe(advice).message


@pytest.mark.parametrize("country", sorted(PRESETS))
def test_no_preset_needs_advice(country: str) -> None:
    assert advise_on_address(PRESETS[country]) == ()


def test_one_name_of_two_is_enough() -> None:
    assert complaints(with_changes("FR", contact_person="")) == []
    assert complaints(with_changes("FR", full_name="")) == []
    assert complaints(with_changes("FR", contact_person="", full_name="")) == [("address_missing", "contact_person")]


def test_each_field_is_complained_of_once_and_all_of_them_are() -> None:
    fields = [field for _code, field in complaints(Address(country="BR"))]
    assert len(fields) == len(set(fields))
    assert set(fields) == needed_fields("BR") - {"country"}
    assert needed_fields("FR") == {"country", "contact_person", *(name for name, _source in NEEDED)}


def test_each_rule_has_words_and_a_source() -> None:
    for rule in (*FORMS, *(rule for rules in BY_COUNTRY.values() for rule in rules)):
        words = describe(BadInput(rule.code, field=rule.field, country="XX", **dict(rule.values)))
        assert not words.message.startswith("This failed"), rule.code
        assert "–" not in words.message + words.hint, rule.code
        assert rule.source


@given(
    st.builds(Address, **{name: st.text(st.characters(exclude_categories=()), max_size=12) for name in FIELDS}),
    st.sampled_from([*BY_COUNTRY, "FR"]),
)
def test_any_address_is_judged(address: Address, country: str) -> None:
    changed = Address(**{**{name: getattr(address, name) for name in FIELDS}, "country": country})
    for error in check_address(changed):
        assert isinstance(error, AexError)
        assert error.values["field"] in FIELDS
