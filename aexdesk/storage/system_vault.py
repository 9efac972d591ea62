"""Keeps secrets in the system's password store, on a thread of its own: that store may wait for a person, or hang."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.storage.keyring_backends import (
    Choose,
    ChosenStore,
    Store,
    choose_trusted_store,
    delete_if_there,
    unavailable,
)
from aexdesk.storage.vault import VaultEntry, check_storable

T = TypeVar("T")
_USER_NAME = "aexdesk"
_CLOSE_LIMIT_S = 0.5


class SystemVault:
    """The system's password store. It is chosen, and keyring imported, at the first use.

    One call at a time. A call that takes longer than `limit_s` is given up (`vault_silent`), though the store may
    still be asking the user to unlock it: until it answers, every further call fails at once; then all is well again.
    """

    is_persistent = True

    def __init__(
        self,
        choose: Choose = choose_trusted_store,
        limit_s: float = 3.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._choose = choose
        self._clock = clock
        self._limit_s = limit_s
        self._chosen: ChosenStore | None = None
        self._known: dict[VaultEntry, Secret] = {}
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._busy_since: float | None = None

    @property
    def name(self) -> str:
        """The store's name, once it was used."""
        return self._chosen.name if self._chosen else "system"

    async def get(self, entry: VaultEntry) -> Secret | None:
        """The secret; read from the store once in a run."""
        if (known := self._known.get(entry)) is not None:
            return known

        def work(store: Store) -> Secret | None:
            text = store.get_password(entry.service, _USER_NAME)
            if text is None:
                return None
            self._known[entry] = secret = Secret(text)
            return secret

        return await self._run(work)

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        """Stores it."""
        check_storable(secret)

        def work(store: Store) -> None:
            self._known.pop(entry, None)  # if the store fails now, nobody knows which secret it holds
            store.set_password(entry.service, _USER_NAME, secret.reveal())
            self._known[entry] = secret

        await self._run(work)

    async def delete(self, entry: VaultEntry) -> None:
        """Takes it away."""

        def work(store: Store) -> None:
            self._known.pop(entry, None)
            delete_if_there(store, entry.service, _USER_NAME)

        await self._run(work)

    def close(self) -> None:
        """Ends the thread; one that hangs is left behind, and does not keep the process from ending."""
        self._is_closed = True
        self._known.clear()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(0 if self._patience() <= 0 else _CLOSE_LIMIT_S)

    async def _run(self, work: Callable[[Store], T]) -> T:
        if self._is_closed:
            raise VaultUnavailable("vault_silent")
        job = self._submit(work)
        result = asyncio.wrap_future(job)
        try:
            while not result.done():
                if (left := self._patience()) <= 0:
                    raise VaultUnavailable("vault_silent")
                await asyncio.wait({result}, timeout=left)
            return result.result()
        finally:
            job.cancel()  # given up or cancelled: if its turn has not come, it never comes
            result.cancel()  # nobody listens any more, perhaps not even a loop

    def _submit(self, work: Callable[[Store], T]) -> Future[T]:
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            self._busy_since = self._clock()
            outcome = self._try(work)
            self._busy_since = None  # before anybody hears of the outcome, and asks the next thing
            if isinstance(outcome, VaultUnavailable):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="aexdesk-vault", daemon=True)
            self._thread.start()
        self._jobs.put(job)
        return future

    def _try(self, work: Callable[[Store], T]) -> T | VaultUnavailable:
        """The fault is returned, not raised: raised in the handler, it would carry the foreign error along."""
        try:
            if self._chosen is None:
                self._chosen = self._choose()
            return work(self._chosen.store)
        except BaseException as error:  # noqa: BLE001 - any store, any error: its class goes to the caller
            return unavailable(error)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _patience(self) -> float:
        """How long the call that now runs, ours or one before ours, may still take."""
        since = self._busy_since
        return self._limit_s if since is None else since + self._limit_s - self._clock()
