"""Builds the order: service, address and its presets, and hands the request to the console. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError, BadInput
from aexdesk.ordertest.address_rules import advise_on_address, check_address, needed_fields
from aexdesk.ordertest.order_payload import Address, OrderChoice
from aexdesk.services.handover import PreparedOrder
from aexdesk.ui.tabs.order_tests.inquiries import Start
from aexdesk.ui.tabs.order_tests.state import Building, Inquiry
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.desk import Desk

ADDRESS_FIELDS = tuple(Address.__slots__)

_EVERYWHERE = frozenset(
    {"contact_person", "full_name", "address", "address2", "city", "province", "zip", "phone_country", "mobile_no"}
)
_ALSO_IN = {"MX": frozenset({"passport_no"}), "KR": frozenset({"foreigner_passport_no"})}
"""What a country may ask for, beyond what it always does. The country itself is the test case's."""


class Builder:
    """Knows for each test case which service and address were chosen; `open_case` is the one that is being built.

    `note` is called when something changed, `tell` takes what went wrong, `new_id` makes an id for each built order.
    """

    def __init__(
        self,
        desk: Desk,
        start: Start,
        note: Callable[[], None],
        tell: Callable[[AexError], None],
        new_id: Callable[[], str],
    ) -> None:
        self._desk = desk
        self._start = start
        self._note = note
        self._tell = tell
        self._new_id = new_id
        self._made: dict[str, Building] = {}
        self._refused: dict[str, BadInput] = {}
        self.open_case = ""

    def open(self, case: OrderTestCase) -> None:
        """Begins an order for `case`, or goes on with the one that was begun."""
        self.open_case = case.id
        begun = self._made.get(case.id)
        if begun is None or begun.address.country != case.country:
            begun = Building(address=Address(country=case.country))
            name, address = next(iter(self._presets(case.country).items()), ("", begun.address))
            begun = replace(begun, preset=name, address=address)
        self._made[case.id] = begun
        self._note()

    def close(self) -> None:
        """Leaves the order; what was chosen stays for the next one."""
        self.open_case = ""
        self._note()

    def of(self, case: OrderTestCase | None, inquiry: Inquiry) -> Building | None:
        """The order that is being built for `case`, if one is."""
        if case is None or case.id != self.open_case or case.state is not OrderTestCaseState.ACTIVE:
            return None
        begun = self._made[case.id]
        presets = self._presets(case.country)
        services = [option.code for option in inquiry.deliveries]
        return replace(
            begun,
            inquiry=inquiry,
            delivery=begun.delivery if begun.delivery in services else next(iter(services), ""),
            presets=tuple(presets),
            preset=begun.preset if begun.preset in presets else "",
            fields=_fields_of(begun.address),
            problems=self._problems(case.id, begun.address),
            advice=advise_on_address(begun.address),
            is_address_changed=presets.get(begun.preset) != begun.address,
        )

    def choose_delivery(self, code: str) -> None:
        """That service shall carry it."""
        self._change(delivery=code)

    def choose_preset(self, case: OrderTestCase, name: str) -> None:
        """The address of that preset."""
        address = self._presets(case.country).get(name)
        if address is not None:
            self._refused.pop(case.id, None)
            self._change(preset=name, address=address)

    def enter(self, **fields: str) -> None:
        """Something was typed into the address."""
        begun = self._made.get(self.open_case)
        if begun is not None:
            self._refused.pop(self.open_case, None)
            self._change(address=replace(begun.address, **fields))

    def save_preset(self, name: str) -> None:
        """Keeps the address under `name`."""
        begun = self._made.get(self.open_case)
        if begun is not None and name.strip():
            self._start(self._save_preset(self.open_case, name.strip(), begun.address), "save an address")

    async def _save_preset(self, case_id: str, name: str, address: Address) -> None:
        try:
            await self._desk.address_presets.save(name, address)
        except AexError as trouble:
            self._tell(trouble)
            return
        self._made[case_id] = replace(self._made[case_id], preset=name)
        self._note()

    def hand_over(self, case: OrderTestCase, profile: Profile, building: Building) -> bool:
        """Gives the request to the console. False where something is in the way; the state then says what."""
        sku = building.inquiry.sku
        if sku is None or not building.is_complete or building.problems:
            return False
        choice = OrderChoice(sku.sku_attr, building.delivery, building.address, self._new_id())
        try:
            call = self._desk.ordering.build(case, choice)
        except BadInput as problem:
            if problem.values.get("field") in building.fields:
                self._refused[case.id] = problem
                self._note()
            else:
                self._tell(problem)
            return False
        order = PreparedOrder(call, case.environment, profile.id, case.id)
        self.close()
        self._desk.handovers.order_for_console.give(order)
        return True

    def _presets(self, country: str) -> dict[str, Address]:
        """Of two with one name the first: the user's own."""
        found: dict[str, Address] = {}
        for name, address in self._desk.address_presets.of_country(country):
            found.setdefault(name, address)
        return found

    def _problems(self, case_id: str, address: Address) -> tuple[BadInput, ...]:
        refused = self._refused.get(case_id)
        return check_address(address) if refused is None else (*check_address(address), refused)

    def _change(self, **changes: object) -> None:
        begun = self._made.get(self.open_case)
        if begun is not None:
            self._made[self.open_case] = replace(begun, **changes)  # type: ignore[arg-type] # names of its fields
            self._note()


def _fields_of(address: Address) -> tuple[str, ...]:
    """What the form asks for in that country, and what is filled in already."""
    wanted = _EVERYWHERE | needed_fields(address.country) | _ALSO_IN.get(address.country, frozenset())
    return tuple(name for name in ADDRESS_FIELDS if name != "country" and (name in wanted or getattr(address, name)))
