"""Address presets: those that come with the program, the user's own, and settings that somebody wrote into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import BadInput
from aexdesk.ordertest.address_rules import check_address
from aexdesk.ordertest.order_payload import Address
from aexdesk.services.address_presets import OWN
from tests.services.worlds import a_desk

OFFICE = Address(contact_person="Test Person", address="2 Test Street", city="Vineland", country="US", nat_addr="X")
OTHER = Address(contact_person="Test Person", city="Paris", country="FR")


async def test_the_users_own_come_first_and_stay(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        shipped = desk.address_presets.of_country("US")
        assert [check_address(address) for _name, address in shipped] == [()]
        await desk.address_presets.save(" Office ", OFFICE)
        await desk.address_presets.save("Elsewhere", OTHER)
    async with a_desk(tmp_path) as desk:
        assert desk.address_presets.of_country("US") == (("Office", OFFICE), *shipped)
        assert desk.address_presets.of_country("FR")[0] == ("Elsewhere", OTHER)
        assert desk.address_presets.of_country("XX") == ()
        await desk.address_presets.save("Office", OTHER)
        assert desk.address_presets.of_country("US") == shipped, "a name stands for one address"
        await desk.address_presets.remove("Office")
        await desk.address_presets.remove("Elsewhere")
        await desk.address_presets.remove("nobody")
        assert desk.address_presets.own() == ()
        assert desk.preferences.value(OWN) is None


async def test_a_preset_needs_a_name_and_a_country(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        for name, address, field in ((" ", OFFICE, "name"), ("Office", Address(), "country")):
            with pytest.raises(BadInput) as caught:
                await desk.address_presets.save(name, address)
            assert (caught.value.code, caught.value.values["field"]) == ("field_missing", field)


@pytest.mark.parametrize(
    "written",
    [
        "text", 7, True, {}, {"name": "x"}, [None, 1, "x", [], {}], [{"name": "x"}], [{"address": {"country": "US"}}],
        [{"name": 1, "address": {"country": "US"}}], [{"name": "x", "address": []}], [{"name": "x", "address": {}}],
        [{"name": "x", "address": {"country": 1}}],
    ],
)  # fmt: skip
async def test_what_somebody_wrote_into_the_settings_breaks_nothing(tmp_path: Path, written: Any) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.preferences.set(OWN, written)
        assert desk.address_presets.own() == ()
        assert len(desk.address_presets.of_country("US")) == 1
        await desk.address_presets.save("Office", OFFICE)
        assert desk.address_presets.own() == (("Office", OFFICE),)


async def test_of_a_preset_of_another_version_what_is_known_is_taken(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        row = {"name": "x", "address": {"country": "US", "city": "Vineland", "zip": 8360, "planet": "Earth"}}
        await desk.preferences.set(OWN, [row])
        assert desk.address_presets.own() == (("x", Address(country="US", city="Vineland")),)
