"""Starts a practice gateway and stops it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random, SystemRandom
from types import TracebackType
from typing import Self

from aexdesk.practice.admin.admin import Admin
from aexdesk.practice.admin.orders import OrdersAdmin
from aexdesk.practice.door.app import make_app
from aexdesk.practice.door.calls import Calls
from aexdesk.practice.faults.disturbing import Disturber
from aexdesk.practice.goods.picture_files import PICTURES
from aexdesk.practice.keepers import Saver, SecretKeeper, StateKeeper
from aexdesk.practice.login.oauth_pages import OauthPages
from aexdesk.practice.object import PracticeObject
from aexdesk.practice.ordering.order_timer import OrderTimer
from aexdesk.practice.platform import Clock, Platform
from aexdesk.practice.pushes.pushing import Pusher
from aexdesk.practice.rules import Mismatch, Rules
from aexdesk.practice.saving import pack, unpack
from aexdesk.practice.seeds import APP_KEY, SeedSecrets, mint, mint_again, sow, take_secrets
from aexdesk.practice.state import State, make_state
from aexdesk.secret import Secret
from aexdesk.serving import LoopbackServer

DEFAULT_PORT = 8917
_SKIPPED_IDS = 10_000  # a run that was killed may have given ids that it could no longer save


class RunningPractice:
    """A practice gateway that runs. Stop it, or use it in a `with`."""

    def __init__(self, server: LoopbackServer, told: PracticeObject, saver: Saver) -> None:
        self._server = server
        self._saver = saver
        self.object = told

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash."""
        return self._server.url

    def stop(self) -> None:
        """Ends running requests, frees the port, joins the thread, writes what is not written. May be called again."""
        self._server.stop()
        self._saver.write()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_practice(
    port: int = DEFAULT_PORT,
    mismatch: Mismatch | str = Mismatch.REFUSE,
    keeper: StateKeeper | None = None,
    secret_keeper: SecretKeeper | None = None,
    rules: Rules | None = None,
    *,
    clock: Clock = time.time,
    chance: Random | None = None,
) -> RunningPractice:
    """A practice gateway on 127.0.0.1; port 0 is any free one. Without keepers it begins fresh and forgets all.

    Raises NetworkFault("port_taken"), StorageFault where what `keeper` loads cannot be read, and what keepers raise.
    """
    server = LoopbackServer(port, name="practice")
    try:
        platform = _world(keeper, secret_keeper, rules, clock, chance)
        platform.mismatch = platform.mismatch_at_start = Mismatch(mismatch)
        return _start(server, keeper, secret_keeper, platform)
    except BaseException:
        server.stop()
        raise


def _world(
    keeper: StateKeeper | None,
    secret_keeper: SecretKeeper | None,
    rules: Rules | None,
    clock: Clock,
    chance: Random | None,
) -> Platform:
    chance = chance or SystemRandom()
    saved = keeper.load() if keeper else None
    state = unpack(saved) if saved else make_state(chance)
    state.next_order_id += _SKIPPED_IDS
    return Platform(state, _kept_secrets(state, secret_keeper), rules=rules or Rules(), clock=clock, chance=chance)


def _kept_secrets(state: State, keeper: SecretKeeper | None) -> dict[str, Secret]:
    """The secrets of the apps. An app whose secret is gone is gone; the seeded one gets a new secret."""
    secrets: dict[str, Secret] = {}
    for app_key in [key for key in state.apps if key != APP_KEY]:
        secret = keeper.get(app_key) if keeper else None
        if secret:
            secrets[app_key] = secret
        else:
            del state.apps[app_key]
    return secrets


def _start(
    server: LoopbackServer,
    keeper: StateKeeper | None,
    secret_keeper: SecretKeeper | None,
    platform: Platform,
) -> RunningPractice:
    seeds = take_secrets(secret_keeper, platform.chance)
    sow(platform, seeds)
    told = mint(platform, server.url, seeds)
    platform.shop.picture_base = server.url + PICTURES
    saver = Saver(keeper, lambda: pack(platform.state, platform.now()))
    platform.save_soon = saver.note_change
    pusher = Pusher(platform)

    def reset() -> None:
        pusher.forget()
        _reset(platform, seeds, told, secret_keeper)

    admin = Admin(platform, told, secret_keeper, server.stopping, reset, OrdersAdmin(platform, pusher))
    calls = Calls(platform, Disturber(platform, server.stopping))
    saver.write()  # now, so that a folder that cannot be written is heard of, and the ids skipped stay skipped
    server.start(make_app(platform, calls, OauthPages(platform), admin, _alive(platform, pusher)))
    return RunningPractice(server, told, saver)


@asynccontextmanager
async def _alive(platform: Platform, pusher: Pusher) -> AsyncIterator[None]:
    """Orders move and are told of. What fell due while nothing ran comes first, so the pusher must stand by then."""
    async with pusher.running():
        with OrderTimer(platform).running():
            yield


def _reset(platform: Platform, seeds: SeedSecrets, told: PracticeObject, secret_keeper: SecretKeeper | None) -> None:
    """Back to the seeds, with the secrets and sessions that were told. Order ids go on: none is given twice."""
    if secret_keeper:
        for app_key in platform.state.apps:
            if app_key != APP_KEY:
                secret_keeper.remove(app_key)
    platform.state = State(next_order_id=platform.state.next_order_id)
    platform.secrets.clear()
    platform.disturbances.clear()
    platform.mismatch = platform.mismatch_at_start
    platform.counter.clear()
    platform.fleeting.log.clear()
    platform.fleeting.codes.clear()
    platform.fleeting.tickets.clear()
    platform.fleeting.logins.clear()
    sow(platform, seeds)
    mint_again(platform, told)
    platform.note_change()
