"""The state as bytes, and back. Tokens are fingerprints in it, passwords hashes; app secrets are not in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from aexdesk.faults import StorageFault
from aexdesk.practice.records import Account, App, Grant, GrantKind, Order, OrderCase, PasswordHash
from aexdesk.practice.state import State

VERSION = 1


def pack(state: State, now: float) -> bytes:
    """The state as JSON in UTF-8, without tokens that are past their end."""
    state.drop_expired(now)
    kept = {
        "version": VERSION,
        "next_order_id": state.next_order_id,
        "apps": [asdict(app) for app in state.apps.values()],
        "accounts": [asdict(account) for account in state.accounts.values()],
        "grants": [asdict(grant) for grant in state.grants.values()],
        "cases": [asdict(case) for case in state.cases.values()],
        "orders": [asdict(order) for order in state.orders.values()],
        "sold": state.sold,
    }
    return json.dumps(kept, ensure_ascii=False).encode()


def unpack(saved: bytes) -> State:
    """The state that was packed; a StorageFault for whatever is not."""
    try:
        kept = json.loads(saved)
        if kept["version"] != VERSION:
            raise StorageFault("practice_state_version", version=str(kept["version"]))
        return _read(kept)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StorageFault("practice_state_unreadable") from error


def _read(kept: dict[str, Any]) -> State:
    state = State(next_order_id=int(kept["next_order_id"]))
    for one in kept["apps"]:
        addresses = tuple(one.pop("ip_allow_list", ()))  # absent in what earlier versions kept
        state.apps[one["app_key"]] = App(ip_allow_list=addresses, **one)
    for one in kept["accounts"]:
        password = PasswordHash(**one.pop("password"))
        state.accounts[one["email"]] = Account(password=password, **one)
    for one in kept["grants"]:
        kind = GrantKind(one.pop("kind"))
        state.grants[one["digest"]] = Grant(kind=kind, **one)
    state.cases = {one["name"]: OrderCase(**one) for one in kept["cases"]}
    state.orders = {one["order_id"]: Order(**one) for one in kept["orders"]}
    state.sold = {sku_id: int(count) for sku_id, count in kept["sold"].items()}
    return state
