"""Each way that a login can go, on fakes: what is kept, what is told, what may be tried again."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from aexdesk.faults import AexError, BadInput, NetworkFault, PlatformError, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LOOP_LOADS
from aexdesk.ui.tabs.login.state import Phase
from tests.ui.fakes import a_profile, a_token
from tests.ui.tabs.login.conftest import World
from tests.ui.tabs.login.fakes import CALLBACK, CODE, LOAN, ORIGIN, OTHER, an_account


def phase_of(world: World) -> Phase:
    return world.state.run.phase


def fault_of(world: World) -> AexError:
    fault = world.state.run.fault
    assert phase_of(world) is Phase.FAILED
    assert fault is not None
    return fault


# ---------------------------------------------------------------- the way in


def test_the_authorize_url_stands_before_anything_is_opened(world: World) -> None:
    assert world.state.way.authorize_url == world.desk.login.begun[-1].authorize_url
    assert world.state.account == LOAN
    assert world.desk.login.accounts[-1] == (LOAN, True)
    assert world.browser.visits == []


def test_another_choice_is_another_attempt(world: World) -> None:
    world.act(lambda: world.model.force_auth(False))
    assert world.desk.login.accounts[-1] == (LOAN, False)
    world.act(lambda: world.model.choose_account(""))
    assert world.desk.login.accounts[-1] == ("", False)


def test_the_choice_is_kept_and_one_that_is_gone_falls_back(world: World) -> None:
    accounts = world.desk.loan_accounts
    accounts.accounts = (an_account(), an_account("second@example.test"))
    world.act(accounts.changed.announce)
    world.act(lambda: world.model.choose_account("second@example.test"))
    world.act(accounts.changed.announce)
    assert world.state.account == "second@example.test"
    accounts.accounts = (an_account(),)
    world.act(accounts.changed.announce)
    assert world.state.account == LOAN


def test_how_one_logs_in_comes_back_after_a_restart_and_nothing_secret_does(world: World) -> None:
    accounts = world.desk.loan_accounts
    accounts.accounts = (an_account(), an_account("second@example.test", id="l2"))
    world.act(accounts.changed.announce)
    world.act(lambda: world.model.choose_account("second@example.test"))
    world.act(lambda: world.model.force_auth(False))
    world.act(world.view.steps.ways.fold.click)
    world.act(lambda: QTest.keyClicks(world.view.steps.ways.url, f"{CALLBACK}?code={CODE}&state=x"))
    world = world.again()
    try:
        assert (world.state.account, world.state.force_auth, world.state.ways_open) == (
            "second@example.test", False, True
        )  # fmt: skip
        assert world.desk.login.accounts[-1] == ("second@example.test", False)
        assert world.view.steps.ways.fold.isChecked()
        assert world.view.steps.ways.url.text() == ""
        assert CODE not in repr(world.desk.preferences.values)
        assert "second@example.test" not in repr(world.desk.preferences.values)
        world.act(lambda: world.model.choose_account(""))
        world = world.again()
        assert world.state.account == ""
    finally:
        world.close()


def test_another_tab_hands_the_account_over(world: World) -> None:
    accounts = world.desk.loan_accounts
    accounts.accounts = (an_account(), an_account("Second@Example.test"))
    world.act(accounts.changed.announce)
    world.act(lambda: world.desk.handovers.account_for_login.give("second@example.test"))
    assert world.state.account == "Second@Example.test"
    world.act(lambda: world.desk.handovers.account_for_login.give("nobody@example.test"))
    assert world.state.account == "Second@Example.test"


@pytest.mark.parametrize("fault", [BadInput("callback_missing", name="Demo"), NetworkFault("practice_off")])
def test_why_there_is_no_way_is_told(world: World, fault: AexError) -> None:
    world.desk.login.begin_fault = fault
    world.act(world.model.attempts.renew)
    assert world.state.way.fault is fault
    assert world.state.way.authorize_url == ""
    world.open()
    assert world.browser.visits == []
    world.desk.login.begin_fault = None
    world.act(world.model.attempts.renew)
    assert world.state.way.authorize_url


def test_practice_that_moved_gives_another_way(world: World) -> None:
    async def start() -> None:
        await world.desk.practising.start()

    before = len(world.desk.login.begun)
    world.run(start())
    world.act(lambda: None)
    assert len(world.desk.login.begun) == before + 1


# ---------------------------------------------------------------- success


def test_the_chosen_account_is_bound_at_once(world: World) -> None:
    world.open()
    assert phase_of(world) is Phase.PAGE
    world.come_back()
    assert phase_of(world) is Phase.DONE
    assert world.desk.login.kept == [(LOAN, False)]
    assert world.browser.closed == 1
    token = world.state.session.token
    assert token is not None
    assert (token.account, token.is_real) == (LOAN, False)


def test_the_code_runs_against_its_three_minutes(world: World) -> None:
    world.desk.login.gate = asyncio.Event()
    world.log_in()
    assert phase_of(world) is Phase.EXCHANGING
    assert world.state.run.code_until is not None
    assert words.say_code(world.state, 178) == "Good for 2 m 58 s more."
    world.act(world.desk.login.gate.set)
    assert phase_of(world) is Phase.DONE


def test_each_login_has_a_state_of_its_own(world: World) -> None:
    world.log_in()
    world.open()
    first, second = (visit.url for visit in world.browser.visits)
    assert first != second


def test_no_code_stands_in_the_state_or_the_window(world: World) -> None:
    world.desk.login.gate = asyncio.Event()
    world.log_in()
    assert "canary" not in repr(world.state)
    world.act(world.desk.login.gate.set)
    assert "canary" not in repr(world.state)


# ---------------------------------------------------------------- another account


@pytest.fixture
def other(world: World) -> World:
    world.desk.login.answers = OTHER
    world.log_in()
    return world


def test_another_account_is_asked_about_first(other: World) -> None:
    assert phase_of(other) is Phase.DECIDING
    assert (other.state.run.other_account, other.state.run.wanted_account) == (OTHER, LOAN)
    assert other.desk.login.kept == []
    assert other.state.session.token is None


def test_it_is_kept_as_real(other: World) -> None:
    other.act(other.model.attempts.keep_as_real)
    assert other.desk.login.kept == [(OTHER, True)]
    assert phase_of(other) is Phase.DONE


def test_it_is_discarded(other: World) -> None:
    other.act(other.model.attempts.discard)
    assert other.desk.login.kept == []
    assert phase_of(other) is Phase.DISCARDED
    other.act(other.model.attempts.keep_as_real)
    assert other.desk.login.kept == []


def test_nothing_else_can_be_begun_meanwhile(other: World) -> None:
    visits = len(other.browser.visits)
    for act in (other.model.open_page, other.model.attempts.listen, other.model.attempts.start_again):
        other.act(act)
    other.act(lambda: other.model.choose_account(""))
    assert phase_of(other) is Phase.DECIDING
    assert len(other.browser.visits) == visits


def test_with_no_loan_account_chosen_every_token_is_asked_about(world: World) -> None:
    world.act(lambda: world.model.choose_account(""))
    world.log_in()
    assert phase_of(world) is Phase.DECIDING


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("error=access_denied&state=s1", "access_denied"),
        (f"code={CODE}&state=another", "state_differs"),
        (f"code={CODE}", "state_missing"),
        ("state=s1", "code_missing"),
        (f"code={CODE}&code=x&state=s1", "callback_parameter_twice"),
    ],
)
def test_a_bad_callback_ends_the_login(world: World, query: str, code: str) -> None:
    world.open()
    world.come_back(query)
    assert fault_of(world).code == code
    assert not world.state.run.can_retry
    assert world.desk.login.exchanged == []
    assert world.browser.closed == 1


@pytest.mark.parametrize("code", ["InvalidCode", "IncompleteSignature", "InvalidAppkey", "SomethingNew"])
def test_what_the_platform_refuses_is_told(world: World, code: str) -> None:
    world.desk.login.faults = [PlatformError(code, message="no")]
    world.log_in()
    assert fault_of(world).code == code
    assert not world.state.run.can_retry
    assert world.desk.login.kept == []


def test_a_code_that_is_too_old_is_told(world: World) -> None:
    world.desk.login.faults = [BadInput("code_too_old")]
    world.log_in()
    assert fault_of(world).code == "code_too_old"


def test_practice_that_stops_during_the_exchange_can_be_tried_again(world: World) -> None:
    world.desk.login.faults = [NetworkFault("practice_off")]
    world.log_in()
    assert fault_of(world).code == "practice_off"
    assert world.state.run.can_retry
    assert "while the code is good" in words.say_failure(world.state.run).hint
    world.act(world.model.attempts.retry)
    assert phase_of(world) is Phase.DONE
    assert len(world.desk.login.exchanged) == 2
    assert world.desk.login.exchanged[0] == world.desk.login.exchanged[1]


def test_a_keyring_that_fails_keeps_the_token_in_hand(world: World) -> None:
    world.desk.login.keep_faults = [VaultUnavailable("vault_locked")]
    world.log_in()
    assert fault_of(world).code == "vault_locked"
    world.act(world.model.attempts.retry)
    assert phase_of(world) is Phase.DONE
    assert len(world.desk.login.exchanged) == 1


def test_a_keyring_that_fails_does_not_answer_the_question_of_another_account(other: World) -> None:
    other.desk.login.keep_faults = [VaultUnavailable("vault_locked")]
    other.act(other.model.attempts.keep_as_real)
    other.act(other.model.attempts.retry)
    assert other.desk.login.kept == [(OTHER, True)]


def test_the_view_that_is_closed_has_a_message_of_its_own(world: World) -> None:
    world.open()
    world.act(world.model.attempts.cancel)
    assert phase_of(world) is Phase.CLOSED
    assert world.browser.closed == 1
    said = words.say_end(world.state)
    assert said is not None
    assert "closed before it gave a code" in said.message
    world.open()
    assert phase_of(world) is Phase.PAGE


def test_a_callback_that_comes_after_the_view_was_closed_is_not_used(world: World) -> None:
    world.open()
    world.act(world.model.attempts.cancel)
    world.come_back()
    assert world.desk.login.exchanged == []


def test_a_callback_of_the_login_before_is_not_used(world: World) -> None:
    world.open()
    first, query = world.browser.visits[-1], world.good_query
    world.act(world.model.attempts.cancel)
    world.open()
    world.act(lambda: first.caught(f"{CALLBACK}?{query}"))
    assert world.desk.login.exchanged == []


def test_an_exchange_can_be_cancelled(world: World) -> None:
    world.desk.login.gate = asyncio.Event()
    world.log_in()
    world.act(world.model.attempts.cancel)
    assert fault_of(world).code == "cancelled"
    assert world.desk.login.kept == []


def test_start_again_puts_the_end_away(world: World) -> None:
    world.desk.login.faults = [PlatformError("InvalidCode")]
    world.log_in()
    before = world.state.way.authorize_url
    world.act(world.model.attempts.start_again)
    assert phase_of(world) is Phase.READY
    assert world.state.way.authorize_url != before


def test_a_login_that_went_another_way_puts_the_reason_away(world: World) -> None:
    world.browser.missing = "not_installed"
    world.open()
    assert world.state.missing == "not_installed"
    world.act(lambda: world.model.attempts.paste(f"{world.state.way.callback_url}?code={CODE}&state=s1"))
    assert phase_of(world) is Phase.DONE
    assert world.state.missing == ""


def test_without_the_browser_the_reason_is_told(world: World) -> None:
    world.browser.missing = "library"
    world.open()
    assert world.state.missing == "library"
    assert phase_of(world) is Phase.READY


# ---------------------------------------------------------------- moving on meanwhile


def test_another_app_ends_the_page_of_the_one_before(world: World) -> None:
    world.open()
    world.desk.standing.profile = replace(a_profile("Second"), app_key="777")
    world.act(world.desk.standing.changed.announce)
    assert phase_of(world) is Phase.READY
    assert world.browser.closed == 1
    assert world.desk.login.begun[-1].profile.app_key == "777"


def test_a_note_on_the_same_app_does_not(world: World) -> None:
    world.open()
    assert world.desk.standing.profile is not None
    world.desk.standing.profile = replace(world.desk.standing.profile, notes="checked")
    world.act(world.desk.standing.changed.announce)
    assert phase_of(world) is Phase.PAGE


def test_another_environment_shows_its_own_accounts(world: World) -> None:
    world.desk.loan_accounts.accounts += (an_account("live@example.test", environment="live"),)

    async def move() -> None:
        await world.desk.standing.choose_environment("live")

    world.run(move())
    world.act(lambda: None)
    assert [account.email for account in world.state.accounts] == ["live@example.test"]
    assert world.state.account == "live@example.test"


# ---------------------------------------------------------------- Fill in


def test_fill_in_takes_the_password_of_the_chosen_account(world: World) -> None:
    world.open()
    world.browser.show(fill_origin=ORIGIN, fill_hindrance="")
    world.act(world.model.fill_in)
    assert world.browser.filled == [(LOAN, Secret("canary-password"))]
    assert world.state.filled == "filled"
    assert "canary" not in repr(world.state)


def test_fill_in_does_nothing_where_the_page_may_not_be_filled(world: World) -> None:
    world.open()
    world.browser.show(fill_origin="", fill_hindrance="elsewhere")
    world.act(world.model.fill_in)
    assert world.browser.filled == []
    assert words.say_fill(world.state) == ("Fill in", "This page is none of the platform's login pages.")


def test_without_a_password_that_is_told(world: World) -> None:
    world.desk.loan_accounts.secret = None
    world.open()
    world.browser.show(fill_origin=ORIGIN, fill_hindrance="")
    world.act(world.model.fill_in)
    assert world.state.filled == "email_only"


def test_a_keyring_that_fails_is_told(world: World) -> None:
    world.desk.loan_accounts.fault = VaultUnavailable("vault_locked")
    world.open()
    world.browser.show(fill_origin=ORIGIN, fill_hindrance="")
    world.act(world.model.fill_in)
    assert world.state.trouble is world.desk.loan_accounts.fault


def test_a_page_that_asks_again_and_again_offers_the_system_browser(world: World) -> None:
    world.open()
    world.act(lambda: world.browser.show(loads=LOOP_LOADS - 1))
    offers = [world.state.offers_system]
    world.act(lambda: world.browser.show(loads=LOOP_LOADS))
    offers.append(world.state.offers_system)
    assert offers == [False, True]


def test_a_person_who_is_asked_again_and_again_says_so(world: World) -> None:
    world.open()
    world.act(world.model.say_asks_again)
    offers = [world.state.offers_system]
    world.open()
    offers.append(world.state.offers_system)
    assert offers == [True, False]


# ---------------------------------------------------------------- other ways


def test_a_pasted_url_is_taken(world: World) -> None:
    world.act(lambda: world.model.attempts.paste(f"{CALLBACK}?{world.good_query}"))
    assert phase_of(world) is Phase.DONE


def test_a_wrong_paste_leaves_the_login_as_it_is(world: World) -> None:
    world.open()
    world.act(lambda: world.model.attempts.paste("https://example.test/elsewhere?code=1"))
    assert phase_of(world) is Phase.PAGE
    fault = world.state.run.paste_fault
    assert fault is not None
    assert fault.code == "callback_differs"
    world.act(lambda: QTest.keyClicks(world.view.steps.ways.url, "h"))  # another one is being typed
    assert world.state.run.paste_fault is None
    world.act(lambda: world.model.attempts.paste(f"{CALLBACK}?{world.good_query}"))
    assert phase_of(world) is Phase.DONE
    assert world.browser.closed == 1


def test_a_pasted_refusal_ends_the_login(world: World) -> None:
    world.act(lambda: world.model.attempts.paste(f"{CALLBACK}?error=access_denied&state=s1"))
    assert fault_of(world).code == "access_denied"


def test_a_code_pasted_twice_is_told(world: World) -> None:
    url = f"{CALLBACK}?{world.good_query}"
    world.desk.login.faults = [PlatformError("InvalidCode")]
    world.act(lambda: world.model.attempts.paste(url))
    world.act(lambda: world.model.attempts.paste(url))
    assert fault_of(world).code == "login_used"


def test_the_system_browser_comes_back(world: World) -> None:
    world.act(world.model.attempts.listen)
    assert phase_of(world) is Phase.WAITING
    assert world.links.opened == [world.state.way.authorize_url]
    world.act(lambda: world.desk.callback_listener.waiting[-1].set_result(f"{CALLBACK}?{world.good_query}"))
    assert phase_of(world) is Phase.DONE


def test_waiting_can_be_cancelled(world: World) -> None:
    world.act(world.model.attempts.listen)
    world.act(world.model.attempts.cancel)
    assert phase_of(world) is Phase.CLOSED
    assert world.desk.callback_listener.waiting[-1].cancelled()


def test_a_port_that_is_taken_opens_no_browser(world: World) -> None:
    world.desk.callback_listener.fault = NetworkFault("port_taken", port=8919)
    world.act(world.model.attempts.listen)
    assert fault_of(world).code == "port_taken"
    assert world.links.opened == []


def test_a_system_without_a_browser_is_told(world: World) -> None:
    world.links.is_there = False
    world.act(world.model.attempts.listen)
    assert world.state.system_browser_failed
    assert "opened none" in words.say_working(world.state)[1]


def test_a_token_that_one_has_is_kept(world: World) -> None:
    world.act(lambda: world.model.use_given_token(f" {LOAN} ", Secret("canary-given"), None, False))
    grant, expected = world.desk.login.given[-1]
    assert (grant.account, grant.session, grant.is_real, expected) == (LOAN, Secret("canary-given"), False, LOAN)
    assert world.state.given.kept == 1
    assert world.state.session.token is not None


def test_a_real_one_is_of_no_loan_account(world: World) -> None:
    world.act(lambda: world.model.use_given_token(OTHER, Secret("canary-given"), Secret("r"), True))
    grant, expected = world.desk.login.given[-1]
    assert (grant.is_real, expected) == (True, "")


def test_one_that_is_refused_is_told_at_the_form(world: World) -> None:
    world.desk.login.faults = [BadInput("account_differs", expected=LOAN, found=OTHER)]
    world.act(lambda: world.model.use_given_token(OTHER, Secret("canary-given"), None, False))
    fault = world.state.given.fault
    assert fault is not None
    assert fault.code == "account_differs"
    assert world.state.given.kept == 0


# ---------------------------------------------------------------- the session


@pytest.fixture
def logged_in(world: World) -> World:
    world.desk.standing.token = a_token(LOAN)
    world.act(world.desk.standing.changed.announce)
    return world


def test_a_session_is_refreshed(logged_in: World) -> None:
    refreshing = logged_in.desk.token_refreshing
    refreshing.gate = asyncio.Event()
    logged_in.act(logged_in.model.session.refresh)
    assert words.say_refresh(logged_in.state.session) == "Refreshing…"
    logged_in.act(logged_in.model.session.refresh)
    logged_in.act(refreshing.gate.set)
    assert refreshing.refreshed == ["t1"]
    assert not logged_in.state.session.is_refreshing


def test_a_refresh_that_fails_is_told(logged_in: World) -> None:
    logged_in.desk.token_refreshing.trouble = PlatformError("IllegalRefreshToken")
    logged_in.act(logged_in.model.session.refresh)
    assert logged_in.state.session.fault is not None
    assert logged_in.state.session.token is not None


def test_signing_out_forgets_the_token(logged_in: World) -> None:
    logged_in.act(logged_in.model.session.sign_out)
    assert logged_in.state.session.token is None
    assert LOAN in logged_in.toasts.said[-1]


def test_signing_out_that_fails_is_told(logged_in: World) -> None:
    logged_in.desk.tokens.fault = VaultUnavailable("vault_silent")
    logged_in.act(logged_in.model.session.sign_out)
    assert logged_in.state.session.token is not None
    assert logged_in.state.trouble is logged_in.desk.tokens.fault


def test_closing_takes_the_page_down(world: World) -> None:
    world.open()

    async def close() -> None:
        await world.model.close()

    async def reopen() -> None:
        """`close` of the world comes once more."""

    world.run(close())
    assert world.browser.closed == 1
    for changes in (world.desk.standing.changed, world.desk.loan_accounts.changed):
        assert not changes
    world.model.close = reopen  # type: ignore[method-assign]
