"""Profiles, tokens, loan accounts and test cases: the same contract, and what each has of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aexdesk.faults import BadInput
from aexdesk.storage.database import Database
from aexdesk.storage.ledger import LedgerEntries
from aexdesk.storage.loan_accounts import LoanAccounts
from aexdesk.storage.order_test_cases import OrderTestCases
from aexdesk.storage.profiles import Profiles
from aexdesk.storage.rows import Shelf
from aexdesk.storage.tokens import Tokens
from aexdesk.workspace.ledger import LedgerState
from tests.storage.things import ACCOUNT, CASE, ENTRY, IDS, NOON, PROFILE, TOKEN

KINDS: list[tuple[type[Shelf[Any]], Any, dict[str, Any]]] = [
    (Profiles, PROFILE, {"name": "Other", "last_check": None}),
    (Tokens, TOKEN, {"account": "订单@example.com", "access_expires_at": None, "is_real": True}),
    (LoanAccounts, ACCOUNT, {"notes": "ended early", "until": None, "since": None}),
    (OrderTestCases, CASE, {"name": "Other", "activated_at": None, "allows_payment": True}),
    (LedgerEntries, ENTRY, {"amount": None, "checked_at": None, "is_settled": True, "state": LedgerState.UNKNOWN}),
    (LedgerEntries, ENTRY, {"cancel_steps": frozenset()}),
]
MakeShelf = Callable[[type[Shelf[Any]]], Shelf[Any]]


@pytest.fixture
async def make(database: Database) -> MakeShelf:
    await Profiles(database).save(PROFILE)  # tokens need it
    return lambda kind: kind(database)


@pytest.mark.parametrize(("kind", "thing", "changes"), KINDS)
class TestEveryShelf:
    async def test_saves_updates_and_lists(
        self, make: MakeShelf, kind: type[Shelf[Any]], thing: Any, changes: dict[str, Any]
    ) -> None:
        shelf = make(kind)
        await shelf.save(thing)
        assert await shelf.get(thing.id) == thing
        changed = replace(thing, **changes)
        await shelf.save(changed)
        assert await shelf.list("practice") == [changed] == await shelf.list()
        assert await shelf.list("live") == []
        assert await shelf.get("nobody") is None

    async def test_a_removed_one_hides_until_restored_or_purged(
        self, make: MakeShelf, kind: type[Shelf[Any]], thing: Any, changes: dict[str, Any]
    ) -> None:
        shelf = make(kind)
        await shelf.save(thing)
        await shelf.mark_removed(thing.id, NOON)
        assert (await shelf.get(thing.id), await shelf.list(), await shelf.removed()) == (None, [], [thing])
        await shelf.restore(thing.id)
        assert (await shelf.get(thing.id), await shelf.removed()) == (thing, [])
        await shelf.mark_removed(thing.id, NOON)
        await shelf.purge(thing.id)
        await shelf.restore(thing.id)
        assert (await shelf.list(), await shelf.removed()) == ([], [])

    async def test_stays_in_its_environment(
        self, make: MakeShelf, kind: type[Shelf[Any]], thing: Any, changes: dict[str, Any]
    ) -> None:
        shelf = make(kind)
        await shelf.save(thing)
        with pytest.raises((BadInput, sqlite3.IntegrityError)):
            await shelf.save(replace(thing, environment="live"))
        with pytest.raises(BadInput, match="unknown_environment"):
            await shelf.save(replace(thing, id="x2", environment="nowhere"))
        assert await shelf.get(thing.id) == thing


@pytest.mark.parametrize(
    ("kind", "thing", "code"),
    [(Profiles, PROFILE, "name_taken"), (LoanAccounts, ACCOUNT, "email_taken"), (OrderTestCases, CASE, "name_taken")],
)
async def test_a_name_is_taken_while_its_owner_is_there(
    make: MakeShelf, kind: type[Shelf[Any]], thing: Any, code: str
) -> None:
    shelf, second = make(kind), replace(thing, id="second")
    await shelf.save(thing)
    with pytest.raises(BadInput, match=code):
        await shelf.save(second)
    await shelf.save(replace(second, environment="live"))  # other environment, other names
    await shelf.purge("second")

    await shelf.mark_removed(thing.id, NOON)
    await shelf.save(second)
    with pytest.raises(BadInput, match=code):
        await shelf.restore(thing.id)
    assert [one.id for one in await shelf.removed()] == [thing.id]


async def test_names_find(make: MakeShelf, database: Database) -> None:
    profiles, accounts, cases = Profiles(database), LoanAccounts(database), OrderTestCases(database)
    await accounts.save(ACCOUNT)
    await cases.save(CASE)
    assert await profiles.find("practice", "Shop") == PROFILE
    assert await profiles.find("live", "Shop") is None
    assert await accounts.find("practice", "bUYER@example.com") == ACCOUNT
    assert await cases.find("practice", "First") == CASE
    await cases.mark_removed(CASE.id, NOON)
    assert await cases.find("practice", "First") is None


async def test_an_email_is_taken_whatever_its_capitals(make: MakeShelf) -> None:
    accounts = make(LoanAccounts)
    await accounts.save(ACCOUNT)
    with pytest.raises(BadInput, match="email_taken"):
        await accounts.save(replace(ACCOUNT, id="l2", email="BUYER@EXAMPLE.COM"))


@pytest.mark.parametrize("item_id", IDS)
async def test_item_ids_keep_their_digits(make: MakeShelf, item_id: str) -> None:
    cases = make(OrderTestCases)
    await cases.save(replace(CASE, item_id=item_id))
    found = await cases.get(CASE.id)
    assert found is not None
    assert found.item_id == item_id


async def test_a_token_is_found_by_profile_and_fingerprint(make: MakeShelf, database: Database) -> None:
    tokens = Tokens(database)
    later = replace(TOKEN, id="t2", obtained_at=NOON + timedelta(hours=1), session_digest="")
    await tokens.save(TOKEN)
    await tokens.save(later)
    assert await tokens.of_profile("p1") == [later, TOKEN]
    assert await tokens.find_by_digest("practice", TOKEN.session_digest) == [TOKEN]
    assert await tokens.find_by_digest("live", TOKEN.session_digest) == []
    assert await tokens.find_by_digest("practice", "") == []


async def test_a_token_needs_a_profile_of_its_environment(make: MakeShelf) -> None:
    tokens = make(Tokens)
    with pytest.raises(BadInput, match="unknown_profile"):
        await tokens.save(replace(TOKEN, profile_id="nobody"))
    with pytest.raises(BadInput, match="unknown_profile"):
        await tokens.save(replace(TOKEN, environment="live"))


async def test_a_profile_is_not_purged_from_under_its_tokens(make: MakeShelf, database: Database) -> None:
    await Tokens(database).save(TOKEN)
    with pytest.raises(sqlite3.IntegrityError):
        await Profiles(database).purge("p1")
    await Tokens(database).purge("t1")
    await Profiles(database).purge("p1")


async def test_half_a_character_is_refused_as_input(make: MakeShelf) -> None:
    with pytest.raises(BadInput, match="text_not_unicode"):
        await make(Profiles).save(replace(PROFILE, name="\udcff"))
