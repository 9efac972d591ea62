"""The state as bytes, and back. Tokens are fingerprints in it, passwords hashes; app secrets are not in it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from aexdesk.faults import StorageFault
from aexdesk.practice.migrating import VERSION, migrate
from aexdesk.practice.records import Account, App, Grant, GrantKind, Order, OrderCase, PasswordHash, Webhook
from aexdesk.practice.state import State


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
        "auto_payers": sorted(state.auto_payers),
        "webhook": asdict(state.webhook) if state.webhook else None,
    }
    return json.dumps(kept, ensure_ascii=False).encode()


def unpack(saved: bytes) -> State:
    """The state that was packed; a StorageFault for whatever is not."""
    try:
        return _read(migrate(json.loads(saved)))
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
    state.orders = {one["order_id"]: _read_order(one) for one in kept["orders"]}
    state.sold = {sku_id: int(count) for sku_id, count in kept["sold"].items()}
    state.auto_payers = set(kept["auto_payers"])
    state.webhook = Webhook(**kept["webhook"]) if kept["webhook"] else None
    return state


def _read_order(kept: dict[str, Any]) -> Order:
    """Its times are looked at here: the first thing that a start does is to reckon with them."""
    return replace(Order(**kept), created_at=float(kept["created_at"]), moved_at=float(kept["moved_at"]))
