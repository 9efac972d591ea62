"""Whose the token is: told by the platform, said by hand, or by nobody; and how a person says so, and takes it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.ui.tabs.login.state import Phase
from aexdesk.workspace.token import NOBODY, Binding
from tests.ui.fakes import a_token
from tests.ui.hands import click
from tests.ui.tabs.login.conftest import World
from tests.ui.tabs.login.fakes import LOAN
from tests.ui.tabs.login.test_view import buttons, shown


def hold(world: World, account: str, binding: Binding, **changes: Any) -> None:
    world.desk.standing.token = a_token(account, binding=binding, **changes)
    world.act(world.desk.standing.changed.announce)


def test_a_token_whose_account_was_told_says_nothing_more(world: World) -> None:
    hold(world, LOAN, Binding.TOLD)
    assert not world.view.right.card.binding.isVisible()


def test_an_unbound_token_wears_amber_and_is_bound_by_hand_and_back(world: World) -> None:
    hold(world, NOBODY, Binding.UNBOUND, is_real=True)
    card = world.view.right.card
    assert (card.kind.text(), card.kind.property("tone")) == ("ACCOUNT UNKNOWN", "live")
    assert "Bound to no account" in shown(world)
    assert not card.next.isVisible()
    assert card.binding.account.choice() == LOAN
    world.act(lambda: click(card.binding.bind))
    assert (card.account.whole(), card.kind.text()) == (LOAN, "Test account")
    assert "Bound by hand" in shown(world)
    assert not card.binding.bind.isVisible()
    world.act(lambda: click(card.binding.undo))
    assert card.kind.text() == "ACCOUNT UNKNOWN"
    assert card.binding.bind.isVisible()


def test_a_binding_that_is_refused_says_why(world: World) -> None:
    hold(world, NOBODY, Binding.UNBOUND, is_real=True)
    world.desk.tokens.fault = BadInput("account_differs", expected=LOAN, found="other@x")
    world.act(lambda: click(world.view.right.card.binding.bind))
    assert "other@x" in shown(world)
    assert world.view.right.card.binding.bind.isEnabled()


def test_without_a_loan_account_there_is_nothing_to_bind_to(world: World) -> None:
    world.desk.loan_accounts.accounts = ()
    world.act(world.desk.loan_accounts.changed.announce)
    hold(world, NOBODY, Binding.UNBOUND, is_real=True)
    assert not world.view.right.card.binding.bind.isVisible()
    assert "Bound to no account" in shown(world)


@pytest.mark.parametrize("told", ["", "200042"])
def test_a_login_that_names_nobody_can_be_bound_by_hand(world: World, told: str) -> None:
    world.desk.login.answers = told
    world.log_in()
    assert "ACCOUNT NOT NAMED" in shown(world)
    assert "REAL ACCOUNT" not in shown(world)
    assert told in shown(world)
    assert buttons(world) == ["Discard", f"Bind by hand to {LOAN}", "Keep unbound"]
    world.act(lambda: click(world.view.other.bind))
    assert world.desk.login.by_hand == [LOAN]
    assert world.state.run.phase is Phase.DONE
    assert world.view.right.card.binding.undo.isVisible()


def test_a_login_that_names_another_account_cannot_be_bound_by_hand(world: World) -> None:
    world.desk.login.answers = "other@x.example"
    world.log_in()
    assert "REAL ACCOUNT" in shown(world)
    assert not world.view.other.bind.isVisible()


def test_where_no_account_was_chosen_the_token_of_nobody_can_only_be_kept_unbound(world: World) -> None:
    world.act(lambda: world.model.choose_account(""))
    world.desk.login.answers = ""
    world.log_in()
    assert buttons(world) == ["Discard", "Keep unbound"]


def test_a_vault_that_fails_does_not_change_the_persons_mind(world: World) -> None:
    world.desk.login.answers = ""
    world.desk.login.keep_faults = [VaultUnavailable("vault_locked")]
    world.log_in()
    world.act(lambda: click(world.view.other.bind))
    assert world.state.run.phase is Phase.FAILED
    world.act(world.model.attempts.retry)
    assert (world.desk.login.by_hand, world.desk.login.kept) == ([LOAN], [])
    assert replace(world.state.run, fault=None).phase is Phase.DONE
