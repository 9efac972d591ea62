"""As whom an order is asked for: the session that placed it; by itself nobody else's, ever."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aexdesk.faults import BadInput
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.ledger import LedgerEntry, LedgerState
from tests.services.test_ledger import place
from tests.services.test_ordering import Bench, bench

__all__ = ["bench"]


async def sessions(bench: Bench) -> list[str]:
    """The sessions with which order get was asked, as the history holds them."""
    found = []
    for line in await bench.desk.history.recent():
        if line.api == "aliexpress.trade.ds.order.get":
            call = await bench.desk.history.get(line.id)
            found += [one.value for one in call.request.parameters if one.name == "session"]
    return found


async def check(bench: Bench, entry: LedgerEntry) -> LedgerEntry:
    return (await bench.desk.ledger.check(entry.id, only_placer=True)).entry


async def test_by_itself_it_asks_with_the_session_that_placed_it_though_another_logged_in(bench: Bench) -> None:
    entry = await place(bench)
    (placer,) = await bench.desk.tokens.list("practice")
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    await bench.desk.tokens.add(bench.profile, TokenGrant("other@loan.example", session=seeds.real_session))
    assert (await check(bench, entry)).state is LedgerState.CONFIRMED_FREE
    assert await sessions(bench) == [f"{{{{session:{placer.id}}}}}"]


async def test_a_refreshed_session_of_the_same_token_still_counts(bench: Bench) -> None:
    entry = await place(bench)
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    await bench.desk.tokens.add(bench.profile, TokenGrant(seeds.buyer_email, session=seeds.session))
    assert (await check(bench, entry)).amount is not None


async def test_an_order_whose_token_is_gone_is_never_asked_for_by_itself(bench: Bench) -> None:
    entry = await place(bench)
    (placer,) = await bench.desk.tokens.list("practice")
    await bench.desk.tokens.remove(placer)
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    await bench.desk.tokens.add(bench.profile, TokenGrant(seeds.buyer_email, session=seeds.session), "another")
    with pytest.raises(BadInput, match="order_session_gone"):
        await check(bench, entry)
    assert await sessions(bench) == [], "nobody was asked"
    assert (await bench.desk.ledger.check(entry.id)).entry.amount is not None, "by hand it is the same buyer"
    assert await sessions(bench) == ["{{session:another}}"]


async def test_an_order_whose_app_is_gone_is_never_asked_for_by_itself(bench: Bench) -> None:
    entry = await place(bench)
    await bench.desk.profiles.remove(bench.profile.id)
    with pytest.raises(BadInput, match="order_session_gone"):
        await check(bench, entry)
    assert await sessions(bench) == []


async def test_an_order_whose_call_is_not_in_the_history_is_not_asked_for_by_itself(bench: Bench) -> None:
    entry = await place(bench)
    await bench.desk._ledger_book.change(entry.id, lambda one: replace(one, exchange_id="swept"))
    with pytest.raises(BadInput, match="order_session_gone"):
        await check(bench, entry)


async def test_the_seeded_app_asks_for_what_its_own_buyer_ordered(bench: Bench) -> None:
    """Calls without a profile leave no session in the vault."""
    entry, seeds = await place(bench), bench.desk.practising.seeds
    assert seeds is not None
    caller = bench.desk.callers.of_seeds(seeds, "aliexpress.ds.order.create")
    assert (await bench.desk.ledger.check(entry.id, caller)).entry.state is LedgerState.CONFIRMED_FREE
