"""Address presets: made-up addresses that come with the program, and the user's own in the preferences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from aexdesk import resources
from aexdesk.faults import BadInput
from aexdesk.ordertest.order_payload import Address
from aexdesk.services.changes import Changes
from aexdesk.services.preferences import Preferences

OWN = "ordering.addresses"
_SHIPPED = "order_addresses.json"
Preset = tuple[str, Address]
_FIELDS = frozenset(one.name for one in fields(Address))


class AddressPresets:
    """Addresses to order to: made-up ones that keep the rules of their country, and the user's own."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._shipped: tuple[Preset, ...] | None = None
        self.changed = Changes()

    def of_country(self, country: str) -> tuple[Preset, ...]:
        """Name and address; the user's own first."""
        if self._shipped is None:
            self._shipped = tuple(_read_presets(resources.read_json(_SHIPPED)["addresses"]))
        return tuple(one for one in (*self.own(), *self._shipped) if one[1].country == country)

    def own(self) -> tuple[Preset, ...]:
        """The user's own, of all countries. What cannot be read of them is left out."""
        return tuple(_read_presets(self._preferences.value(OWN)))

    async def save(self, name: str, address: Address) -> None:
        """Keeps one of the user's own, in place of one of this name. Raises BadInput without a name or country."""
        for field, value in (("name", name), ("country", address.country)):
            if not value.strip():
                raise BadInput("field_missing", field=field)
        others = [one for one in self.own() if one[0] != name.strip()]
        await self._keep([*others, (name.strip(), address)])

    async def remove(self, name: str) -> None:
        """Forgets one of the user's own."""
        await self._keep([one for one in self.own() if one[0] != name])

    async def _keep(self, presets: list[Preset]) -> None:
        rows = [{"name": name, "address": _filled(address)} for name, address in presets]
        await self._preferences.set(OWN, rows or None)
        self.changed.announce()


def _filled(address: Address) -> dict[str, str]:
    return {name: value for name, value in asdict(address).items() if value}


def _read_presets(rows: Any) -> Iterator[Preset]:
    """Each row that is one; somebody may have written into the settings by hand, or another version did."""
    for row in rows if isinstance(rows, list) else ():
        address = _read_address(row.get("address")) if isinstance(row, dict) else None
        if address is not None and isinstance(row.get("name"), str):
            yield row["name"], address


def _read_address(row: Any) -> Address | None:
    if not isinstance(row, dict):
        return None
    found = {name: value for name, value in row.items() if name in _FIELDS and isinstance(value, str)}
    return Address(**found) if found.get("country") else None
