"""Brings what the practice gateway was seeded with into the workspace, so that everything works on day one."""

from __future__ import annotations

from dataclasses import replace

from aexdesk.faults import AexError, BadInput, VaultUnavailable
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.preferences import Preferences
from aexdesk.services.profiles import ProfileBook, ProfileDraft, draft_of
from aexdesk.services.test_cases import OrderTestCaseBook, OrderTestCaseDraft
from aexdesk.services.tokens import TokenBook, TokenGrant
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Binding

PROFILE_ID = "practice-app"
TOKEN_ID = "practice-buyer"  # noqa: S105 - the id of a row
_ADOPTED = "practice.adopted"


class PracticeAdoption:
    """Adds the seeded app, buyer and test case once; renews their secrets at each start. What the user removed stays
    removed."""

    def __init__(
        self,
        profiles: ProfileBook,
        tokens: TokenBook,
        loans: LoanAccountBook,
        cases: OrderTestCaseBook,
        preferences: Preferences,
    ) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._loans = loans
        self._cases = cases
        self._preferences = preferences

    async def adopt(self, seeds: PracticeSeeds, name: str, *, is_asked: bool = False, is_reset: bool = False) -> None:
        """Takes the seeds in; `name` is what the practice profile is called where it is new.

        `is_asked`: the user wants the app and its session back, whatever was removed before.
        `is_reset`: the gateway has forgotten every session but the seeded ones, so a refreshed one gives way.

        Raises VaultUnavailable after everything else has been done.
        """
        is_first = not self._preferences.value(_ADOPTED)
        is_wanted = is_first or is_asked
        trouble: AexError | None = None
        if is_asked:
            await self._profiles.restore(PROFILE_ID)  # it may only be hidden, waiting for an undo
        is_refreshed = not is_reset and await self._is_refreshed(seeds)
        try:
            profile = await self._adopt_profile(seeds, name, is_wanted)
        except AexError as error:
            trouble, profile = error, await self._existing_profile()
        if profile is not None and (is_wanted or await self._has_token()) and not is_refreshed:
            grant = TokenGrant(
                account=seeds.buyer_email,
                session=seeds.session,
                refresh_token=seeds.refresh_token,
                access_expires_at=seeds.access_expires_at,
                refresh_expires_at=seeds.refresh_expires_at,
                binding=Binding.TOLD,
                told_account=seeds.buyer_email,
            )
            try:
                await self._tokens.add(profile, grant, TOKEN_ID)
            except AexError as error:
                trouble = error
        if is_first:
            await self._adopt_case(seeds)
            await self._preferences.set(_ADOPTED, True)
        try:
            await self._renew_password(seeds)
        except AexError as error:
            trouble = error
        if trouble is not None:
            raise trouble

    async def _has_token(self) -> bool:
        return any(token.id == TOKEN_ID for token in await self._tokens.list(PRACTICE.name))

    async def _is_refreshed(self, seeds: PracticeSeeds) -> bool:
        """Whether the session here came later, of the same gateway: its refresh token is good, the seeded one spent."""
        profile, token = await self._existing_profile(), await self._tokens.get(TOKEN_ID)
        if profile is None or token is None or token.access_expires_at is None:
            return False
        try:
            is_same_gateway = await self._profiles.app_secret(profile) == seeds.app_secret
            has_session = await self._tokens.session(token) is not None
        except VaultUnavailable:
            return False
        return is_same_gateway and has_session and token.access_expires_at > seeds.access_expires_at

    async def _free_name(self, name: str) -> str:
        taken = {profile.name for profile in await self._profiles.list(PRACTICE.name)}
        free, number = name, 2
        while free in taken:
            free, number = f"{name} {number}", number + 1
        return free

    async def _existing_profile(self) -> Profile | None:
        try:
            return await self._profiles.get(PROFILE_ID)
        except BadInput:
            return None

    async def _adopt_profile(self, seeds: PracticeSeeds, name: str, is_wanted: bool) -> Profile | None:
        before = await self._existing_profile()
        if before is None and not is_wanted:
            return None
        if before is None:
            free = await self._free_name(name)
            draft = ProfileDraft(PRACTICE.name, free, seeds.app_key, callback_url=seeds.callback_url)
            return await self._profiles.add(draft, seeds.app_secret, PROFILE_ID)
        if before.app_key == seeds.app_key and await self._profiles.app_secret(before) == seeds.app_secret:
            return before
        draft = replace(draft_of(before), app_key=seeds.app_key)
        return await self._profiles.edit(PROFILE_ID, draft, seeds.app_secret)

    async def _renew_password(self, seeds: PracticeSeeds) -> None:
        """A gateway that begins afresh has made a new one: that is what logs in."""
        buyer = await self._loans.find(PRACTICE.name, seeds.buyer_email)
        if buyer is not None:
            await self._loans.set_password(buyer, seeds.buyer_password)

    async def _adopt_case(self, seeds: PracticeSeeds) -> None:
        case = seeds.test_case
        if await self._loans.find(PRACTICE.name, seeds.buyer_email) is None:
            await self._loans.add(PRACTICE.name, seeds.buyer_email)
        if await self._cases.find(PRACTICE.name, case.name) is None:
            await self._cases.add(
                OrderTestCaseDraft(
                    environment=PRACTICE.name,
                    name=case.name,
                    loan_account_email=case.loan_account_email,
                    item_id=case.item_id,
                    quantity=case.quantity,
                    country=case.country,
                    reason=case.reason,
                    state=case.state,
                )
            )
