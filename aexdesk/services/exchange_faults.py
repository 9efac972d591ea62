"""Says as an error of ours what an exchange ended in, for those who need its answer and not the exchange."""

from __future__ import annotations

from aexdesk.faults import AexError, GuardRefused, NetworkFault, PlatformError, StorageFault
from aexdesk.workspace.exchange import CallError, Exchange


def fault_of(exchange: Exchange, error: CallError) -> AexError:
    """`error` of the exchange as one to raise: the host or the platform's words go along, and the `exchange_id`."""
    if error.kind == "guard":
        return GuardRefused(error.code, reason=exchange.guard.reason, exchange_id=exchange.id)
    if error.kind == "network":
        return NetworkFault(error.code, host=error.sub_message, reason=error.message, exchange_id=exchange.id)
    if error.kind == "storage":
        return StorageFault(error.code, path=error.sub_message, reason=error.message, exchange_id=exchange.id)
    return PlatformError(
        error.code,
        kind=error.kind,
        type=error.type,
        message=error.message,
        sub_code=error.sub_code,
        sub_message=error.sub_message,
        request_id=exchange.request_id,
        api=exchange.api,
        exchange_id=exchange.id,
    )
