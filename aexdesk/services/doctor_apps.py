"""Which app made a request, and with which secrets the doctor may try to sign it: from the profiles and the vault."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.practising import Practising
from aexdesk.services.profiles import ProfileBook
from aexdesk.workspace.environment import LIVE_BASE_URL, Environment
from aexdesk.workspace.profile import Profile


@dataclass(frozen=True, slots=True)
class AppFound:
    """`profile` is the one that has the app key, None where nobody or the practice gateway alone has it.

    `others` are the secrets of the environment's other profiles, by name. `is_shut`: the vault did not answer.
    """

    environment: str
    profile: Profile | None = None
    app_secret: Secret | None = None
    others: Mapping[str, Secret] = field(default_factory=dict)
    is_shut: bool = False
    app_key: str = ""


class DoctorApps:
    """Looks in both environments, and first in the one that the request's host tells."""

    def __init__(self, environments: EnvironmentBook, profiles: ProfileBook, practising: Practising) -> None:
        self._environments = environments
        self._profiles = profiles
        self._practising = practising

    async def find(self, app_key: str, url: str, chosen: str) -> AppFound:
        """The app with this key. `chosen` is the environment where neither host nor key tells one."""
        told = await self._told_by_host(url)
        order = dict.fromkeys((told or chosen, chosen, *[one.name for one in await self._environments.list()]))
        for name in order:
            profiles = await self._profiles.list(name)
            profile = next((one for one in profiles if one.app_key == app_key), None)
            if profile is not None:
                return await self._with_secrets(name, profile, profiles)
        seeds = self._practising.seeds
        if seeds is not None and seeds.app_key == app_key:
            return AppFound("practice", app_secret=seeds.app_secret, app_key=app_key)
        return await self._with_secrets(told or chosen, None, await self._profiles.list(told or chosen))

    async def find_practice(self) -> AppFound:
        """The app that practice was seeded with, else the first of its environment that has a secret."""
        seeds = self._practising.seeds
        if seeds is not None:
            return AppFound("practice", app_secret=seeds.app_secret, app_key=seeds.app_key)
        profiles = await self._profiles.list("practice")
        for profile in profiles:
            found = await self._with_secrets("practice", profile, profiles)
            if found.app_secret is not None:
                return found
        return AppFound("practice")

    async def endpoints_of(self, name: str) -> Environment:
        """The environment as calls take it now."""
        return self._practising.resolve(await self._environments.get(name))

    async def _told_by_host(self, url: str) -> str:
        """The environment whose address it is; "" for another's, such as a proxy's: that leads to either."""
        host = _host(url)
        if not host:
            return ""
        for environment in await self._environments.list():
            if host == _host(self._practising.resolve(environment).base_url):
                return environment.name
        return "live" if host == _host(LIVE_BASE_URL) else ""

    async def _with_secrets(self, name: str, profile: Profile | None, profiles: tuple[Profile, ...]) -> AppFound:
        secret: Secret | None = None
        is_shut = False
        others: dict[str, Secret] = {}
        try:
            secret = await self._profiles.app_secret(profile) if profile is not None else None
        except VaultUnavailable:
            is_shut = True
        with suppress(VaultUnavailable):
            for one in () if is_shut else profiles:
                other = await self._profiles.app_secret(one) if one != profile else None
                if other is not None and other != secret:
                    others[one.name] = other
        return AppFound(name, profile, secret, others, is_shut, profile.app_key if profile is not None else "")


def _host(url: str) -> str:
    try:
        return urlsplit(url if "://" in url else f"//{url}").netloc.casefold()
    except ValueError:
        return ""
