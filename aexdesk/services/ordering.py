"""Ordering for a test case: looks up what can be ordered, and builds the exact request."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.address_rules import check_address
from aexdesk.ordertest.offers import (
    FREIGHT_API,
    PRODUCT_API,
    DeliveryOption,
    Offer,
    Sku,
    read_delivery_options,
    read_offer,
)
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.order_payload import OrderChoice, build_order_extension, build_order_payload
from aexdesk.services.address_presets import AddressPresets
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.exchange_faults import fault_of
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.profile import Profile

__all__ = ["ORDER_API", "AddressPresets", "Ordering"]

ORDER_API = "aliexpress.ds.order.create"
EXTENSION_PARAMETER = "ds_extend_request"
_CURRENCY, _LANGUAGE, _LOCALE = "USD", "en", "en_US"
_LONGEST_ANSWER = 64 * 1024 * 1024


class Ordering:
    """Asks the platform through the gateway, as any other call; answers are read, never kept.

    An error of an exchange is raised with its code, and with `exchange_id` for whoever wants to see it.
    """

    def __init__(self, environments: EnvironmentBook, callers: Callers, calling: Calling) -> None:
        self._environments = environments
        self._callers = callers
        self._calling = calling

    async def look_up(self, case: OrderTestCase, profile: Profile) -> Offer:
        """The item as it is sold to the case's country. Raises PlatformError, NetworkFault, GuardRefused, BadInput,
        StorageFault, VaultUnavailable."""
        asked = (
            ("product_id", case.item_id),
            ("ship_to_country", case.country),
            ("target_currency", _CURRENCY),
            ("target_language", _LANGUAGE),
        )
        body = await self._ask(Call(PRODUCT_API, asked), case, profile)
        return await asyncio.to_thread(read_offer, body, case.item_id)

    async def find_delivery(self, case: OrderTestCase, profile: Profile, sku: Sku) -> tuple[DeliveryOption, ...]:
        """How that SKU can be sent to the case's country, cheapest first. Raises as `look_up`."""
        asked = {
            "quantity": case.quantity,
            "shipToCountry": case.country,
            "productId": case.item_id,
            "language": _LANGUAGE,
            "locale": _LOCALE,
            "selectedSkuId": sku.sku_id,
            "currency": _CURRENCY,
        }
        text = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
        body = await self._ask(Call(FREIGHT_API, (("queryDeliveryReq", text),)), case, profile)
        return await asyncio.to_thread(read_delivery_options, body)

    def build(self, case: OrderTestCase, choice: OrderChoice) -> Call:
        """The order as a call. Raises BadInput naming the field of an address that breaks a rule."""
        for error in self.check(case, choice):
            raise error
        address = replace(choice.address, country=case.country)
        order = build_order_payload(case, replace(choice, address=address))
        extension = build_order_extension(address)
        more = ((EXTENSION_PARAMETER, extension),) if extension else ()
        return Call(ORDER_API, ((ORDER_PARAMETER, order), *more))

    def check(self, case: OrderTestCase, choice: OrderChoice) -> tuple[BadInput, ...]:
        """All that `build` would refuse, one for each field."""
        broken = check_address(choice.address)
        country = choice.address.country.strip()
        if country != case.country and "country" not in {error.values["field"] for error in broken}:
            elsewhere = BadInput("address_elsewhere", field="country", expected=case.country, found=country)
            return (elsewhere, *broken)
        return broken

    async def _ask(self, call: Call, case: OrderTestCase, profile: Profile) -> bytes:
        if profile.environment != case.environment:
            raise BadInput("profile_elsewhere", name=profile.name, found=profile.environment, wanted=case.environment)
        environment = await self._environments.get(case.environment)
        caller = await self._callers.of_profile(profile, call.api)
        exchange = await self._calling.send(call, caller, environment)
        if exchange.error is not None:
            raise fault_of(exchange, exchange.error)
        return await asyncio.to_thread(_read_body, exchange)


def _read_body(exchange: Exchange) -> bytes:
    assert exchange.response is not None
    body = exchange.response.body
    try:
        return body.read(_LONGEST_ANSWER)
    except OSError:  # somebody took the file away
        raise BadInput("answer_unreadable", api=exchange.api) from None
