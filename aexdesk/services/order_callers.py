"""Finds as whom to ask for an order: with the session that placed it, else as somebody who may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aexdesk.faults import BadInput
from aexdesk.services.callers import Caller, Callers
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.tokens import TokenBook
from aexdesk.storage.exchange_marks import ExchangeMarksReader
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import fold_account


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """What is known of an order and of who placed it; `account` is the buyer, "" where nobody knows."""

    environment: str
    order_id: str
    exchange_id: str
    app_key: str
    account: str


class OrderCallers:
    """An order is shown to its buyer only, and to the app that placed it."""

    def __init__(
        self,
        profiles: ProfileBook,
        tokens: TokenBook,
        callers: Callers,
        marks: ExchangeMarksReader,
        seeds: Callable[[], PracticeSeeds | None],
    ) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._callers = callers
        self._marks = marks
        self._seeds = seeds

    async def who_placed(self, order: PlacedOrder, api: str) -> Caller | None:
        """The app with the very token that placed it; None where that is signed out, or was never kept here.

        Raises BadInput("app_secret_missing"), VaultUnavailable, StorageFault.
        """
        marks = (await self._marks.read((order.exchange_id,))).get(order.exchange_id)
        token = await self._tokens.get(marks.token_id) if marks is not None and marks.token_id else None
        if token is None:
            return self._of_seeds(order, api) if marks is not None and not marks.token_id else None
        profiles = await self._profiles.list(order.environment)
        profile = next((one for one in profiles if one.id == token.profile_id), None)
        return await self._callers.of_token(profile, token) if profile is not None else None

    async def who_may_see(self, order: PlacedOrder, api: str, profile: Profile | None = None) -> Caller:
        """Who placed it, else the app with a token of the same buyer, else as whoever it has logged in.

        `profile`: the app to ask as, where the person has chosen one. Raises BadInput("order_app_unknown") where no
        profile is the app that placed it, and as `who_placed` does.
        """
        if (placer := await self.who_placed(order, api)) is not None:
            return placer
        apps = (profile,) if profile is not None else await self._apps_of(order)
        for app in apps if order.account else ():
            if (buyer := await self._callers.of_account(app, order.account)) is not None:
                return buyer
        if apps:
            return await self._callers.of_profile(apps[0], api)
        if (seeded := self._of_seeds(order, api)) is not None:
            return seeded
        raise BadInput("order_app_unknown", name=order.app_key)

    async def _apps_of(self, order: PlacedOrder) -> tuple[Profile, ...]:
        return tuple(one for one in await self._profiles.list(order.environment) if one.app_key == order.app_key)

    def _of_seeds(self, order: PlacedOrder, api: str) -> Caller | None:
        """The practice gateway's own app, as its loaned buyer."""
        seeds = self._seeds() if order.environment == PRACTICE.name else None
        if seeds is None or seeds.app_key != order.app_key:
            return None
        is_buyer = not order.account or fold_account(order.account) == fold_account(seeds.buyer_email)
        return self._callers.of_seeds(seeds, api) if is_buyer else None
