"""Checks a key: one signed token call with a made-up code, then one catalogue call for the permission."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.openplatform.oauth import create_token_call
from aexdesk.openplatform.request import Call
from aexdesk.secret import Secret
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.profiles import ProfileBook
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.profile import AppType, Profile

_CATALOGUE_CALLS = {
    AppType.DROPSHIPPING: "aliexpress.ds.category.get",
    AppType.AFFILIATE: "aliexpress.affiliate.category.get",
}
_MEANINGS = {
    # The platform checks the signature before the code: a wrong code is the sign of a right key (protocol, section 5).
    "invalidcode": "key_good",
    "incompletesignature": "secret_wrong",
    "invalidappkey": "key_wrong",
    "appwhiteiplimit": "address_not_allowed",
}


@dataclass(frozen=True, slots=True)
class KeyCheckAnswer:
    """What the check found. `code` is for `wording`; `detail` is the error of an answer that nobody expected.

    Codes: key_good (key and secret right, permission unknown), permitted, not_permitted, secret_wrong, key_wrong,
    address_not_allowed, unreachable, unclear.
    """

    code: str
    app_type: AppType
    detail: str = ""
    exchange_id: str = ""


class KeyChecking:
    """Asks the platform whether a key is good."""

    def __init__(
        self, profiles: ProfileBook, environments: EnvironmentBook, callers: Callers, calling: Calling
    ) -> None:
        self._profiles = profiles
        self._environments = environments
        self._callers = callers
        self._calling = calling

    async def check(self, profile_id: str) -> KeyCheckAnswer:
        """Asks, and remembers the answer on the profile. Raises BadInput without a secret, VaultUnavailable."""
        profile = await self._profiles.get(profile_id)
        try:
            answer = await self._ask(profile)
        except NetworkFault as fault:
            answer = KeyCheckAnswer("unreachable", profile.app_type, fault.code)
        if answer.code != "unreachable":
            await self._note(profile, answer.code)
        return answer

    async def _note(self, asked: Profile, code: str) -> None:
        with suppress(BadInput):  # removed meanwhile
            now = await self._profiles.get(asked.id)
            if (now.app_key, now.app_type) == (asked.app_key, asked.app_type):
                await self._profiles.note_check(asked.id, code)

    async def _ask(self, profile: Profile) -> KeyCheckAnswer:
        made_up = Secret(f"3_{profile.app_key}_AExDeskKeyCheck")
        exchange = await self._call(profile, create_token_call(made_up))
        answer = _first_answer(exchange, profile)
        if answer.code == "key_good":
            answer = _second_answer(await self._call(profile, Call(_CATALOGUE_CALLS[profile.app_type])), profile)
        return answer

    async def _call(self, profile: Profile, call: Call) -> Exchange:
        caller = await self._callers.of_profile(profile, call.api)
        return await self._calling.send(call, caller, await self._environments.get(profile.environment))


def _first_answer(exchange: Exchange, profile: Profile) -> KeyCheckAnswer:
    error = exchange.error
    if error is None:
        # Nobody gives a token for a made-up code: whatever answered is not the platform.
        return KeyCheckAnswer("unclear", profile.app_type, exchange_id=exchange.id)
    if error.kind != "platform":
        return KeyCheckAnswer("unreachable", profile.app_type, error.code, exchange.id)
    code = _MEANINGS.get(error.code.casefold(), "unclear")
    return KeyCheckAnswer(code, profile.app_type, error.code if code == "unclear" else "", exchange.id)


def _second_answer(exchange: Exchange, profile: Profile) -> KeyCheckAnswer:
    error = exchange.error
    if error is None or error.kind == "no_results":
        return KeyCheckAnswer("permitted", profile.app_type, exchange_id=exchange.id)
    if {error.code.casefold(), error.sub_code.casefold()} & {"insufficientpermission", "isv.insufficient-permission"}:
        return KeyCheckAnswer("not_permitted", profile.app_type, exchange_id=exchange.id)
    return KeyCheckAnswer("key_good", profile.app_type, error.code, exchange.id)
