"""A recorded call as the doctor reads it: references in place of secrets are resolved, as far as the vault can."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.doctor.received import SIGN, Received, SentFile
from aexdesk.faults import VaultUnavailable
from aexdesk.interchange.multipart import parts_of
from aexdesk.redaction.hider import REFERENCE
from aexdesk.secret import MASK
from aexdesk.services.history import History
from aexdesk.services.secret_store import SecretStore
from aexdesk.storage.vault import VaultEntry
from aexdesk.workspace.exchange import Exchange


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """`masked` are the parameters that nobody can resolve any more, `resolved` those that came out of the vault."""

    exchange: Exchange
    received: Received
    masked: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()


def received_of_exchange(exchange: Exchange) -> Received:
    """The request in the doctor's words, as it stands in the exchange."""
    request = exchange.request
    pairs = tuple((one.name, one.value) for one in request.parameters)
    if request.sign and all(name != SIGN for name, _value in pairs):
        pairs += ((SIGN, request.sign),)
    files = tuple(
        SentFile(part.name, part.file_name, part.content) for part in parts_of(request) if part.file_name is not None
    )
    return Received(exchange.api, pairs, files, request.url.partition("?")[0], request.method)


class DoctorRecords:
    """Opens exchanges of the history."""

    def __init__(self, history: History, secrets: SecretStore) -> None:
        self._history = history
        self._secrets = secrets

    async def open(self, exchange_id: str) -> ReadRecord:
        """A recorded call. Raises BadInput("unknown_exchange")."""
        exchange = await self._history.get(exchange_id)
        received = received_of_exchange(exchange)
        masked: list[str] = []
        resolved: list[str] = []
        pairs: list[tuple[str, str]] = []
        for name, value in received.pairs:
            whole = await self._resolve(value, exchange.environment)
            if whole is None or MASK in whole:
                masked.append(name)
            elif whole != value:
                resolved.append(name)
            pairs.append((name, value if whole is None else whole))
        read = Received(received.api, tuple(pairs), received.files, received.url, received.http_method)
        return ReadRecord(exchange, read, tuple(masked), tuple(resolved))

    async def _resolve(self, value: str, environment: str) -> str | None:
        """The value as it was sent; None where the vault does not know what stood there."""
        done, at = "", 0
        for found in REFERENCE.finditer(value):
            kind, _colon, owner = found[0].strip("{}").partition(":")
            try:
                secret = await self._secrets.get(VaultEntry(environment, owner, kind))
            except VaultUnavailable:
                secret = None
            if secret is None:
                return None
            done, at = done + value[at : found.start()] + secret.reveal(), found.end()
        return done + value[at:]
