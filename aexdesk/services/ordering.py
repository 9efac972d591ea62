"""Ordering for a test case: looks up what can be ordered, and builds the exact request."""

from __future__ import annotations

from aexdesk.openplatform.request import Call
from aexdesk.ordertest.offers import DeliveryOption, Offer, Sku
from aexdesk.ordertest.order_payload import Address, OrderChoice
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.preferences import Preferences
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.profile import Profile


class Ordering:
    """Asks the platform through the gateway, as any other call; answers are read, never kept."""

    def __init__(self, environments: EnvironmentBook, callers: Callers, calling: Calling) -> None:
        self._environments = environments
        self._callers = callers
        self._calling = calling

    async def look_up(self, case: OrderTestCase, profile: Profile) -> Offer:
        """The item as it is sold to the case's country. Raises PlatformError, NetworkFault, BadInput."""
        raise NotImplementedError

    async def find_delivery(self, case: OrderTestCase, profile: Profile, sku: Sku) -> tuple[DeliveryOption, ...]:
        """How that SKU can be sent to the case's country, cheapest first. Raises as `look_up`."""
        raise NotImplementedError

    def build(self, case: OrderTestCase, choice: OrderChoice) -> Call:
        """The order as a call. Raises BadInput naming the field of an address that breaks a rule."""
        raise NotImplementedError


class AddressPresets:
    """Addresses to order to: made-up ones that keep the rules of their country, and the user's own."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def of_country(self, country: str) -> tuple[tuple[str, Address], ...]:
        """Name and address; the user's own first."""
        raise NotImplementedError

    async def save(self, name: str, address: Address) -> None:
        """Keeps one of the user's own, in place of one of this name."""
        raise NotImplementedError

    async def remove(self, name: str) -> None:
        """Forgets one of the user's own."""
        raise NotImplementedError
