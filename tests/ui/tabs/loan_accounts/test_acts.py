"""What one does with an account: paste it, have it lent, log in as it, begin a test case for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from aexdesk.secret import Secret
from aexdesk.ui.language import Language
from aexdesk.workspace.loan_account import LoanAccountStatus
from tests.ui.fakes import NOW
from tests.ui.tabs.loan_accounts.world import BUYER, CANARY, World

BLOCK = (
    f"Buyer Account: {BUYER}\nPassword: {CANARY}\nSeller Account: seller9\nExpire date: 2026-06-01\nStatus: Expired\n"
)


def test_a_pasted_block_fills_the_form_and_saves_nothing(world: World) -> None:
    world.paste(BLOCK)
    fields = world.fields
    assert (fields.email.text(), fields.seller.text(), fields.until.text()) == (BUYER, "seller9", "2026-06-01")
    assert fields.status.choice() == "ended"
    assert fields.password.secret.line.text() == ""
    assert world.under("password") == "New, and not saved yet."
    assert world.pane.said.text() == "Filled in: email, seller, password, until, status. Nothing is saved yet."
    assert world.saved() == []
    assert world.vault.passwords() == set()
    assert CANARY not in repr(world.tab.model.state)

    world.press(world.pane.save)
    world.until(world.saved)
    (saved,) = world.saved()
    assert (saved.until, saved.status) == (date(2026, 6, 1), LoanAccountStatus.ENDED)
    assert world.password_of(saved) == Secret(CANARY)
    assert world.pane.said.text() == ""


def test_a_pasted_password_can_be_looked_at_before_it_is_saved(world: World) -> None:
    world.paste(BLOCK)
    world.press(world.fields.password.secret._eye)
    assert world.fields.password.secret.line.text() == CANARY


def test_a_block_of_an_account_that_is_noted_changes_that_one(world: World) -> None:
    account = world.add(notes="mine", password="older")
    other = world.add("other@loan.example")
    world.choose(other)
    world.paste(BLOCK.replace(BUYER, BUYER.upper()))
    assert world.tab.model.state.chosen == account.id
    assert world.fields.notes.edit.toPlainText() == "mine"
    world.press(world.pane.save)
    world.until(lambda: world.password_of(account) == Secret(CANARY))
    assert len(world.saved()) == 2
    assert world.saved()[0].notes == "mine"


def test_a_second_paste_takes_the_place_of_what_was_typed(world: World) -> None:
    world.press(world.tab.view.accounts.new)
    world.type(world.fields.password.secret.line, "typed")
    world.paste(BLOCK)
    assert world.fields.password.secret.line.text() == ""
    world.press(world.pane.save)
    world.until(lambda: world.vault.passwords() == {CANARY})


def test_a_block_without_an_email_is_of_the_account_that_is_shown(world: World) -> None:
    account = world.add(password=None)
    world.paste(f"Password: {CANARY}")
    assert world.tab.model.state.chosen == account.id
    world.press(world.pane.save)
    world.until(lambda: world.password_of(account) == Secret(CANARY))


def test_what_tells_of_no_account_changes_nothing(world: World) -> None:
    world.add()
    world.paste("the weather is fine")
    banner = world.tab.view.trouble
    assert banner.accessibleName() == "What was copied tells of no loan account."
    assert banner._actions == []
    assert world.column(0) == [BUYER]
    world.act(banner._close.click)
    assert not banner.isVisible()
    world.paste("the weather is fine")
    world.paste(BLOCK)
    assert not banner.isVisible()


# ---------------------------------------------------------------- lending


def test_practice_lends_an_account_and_shows_it(practised: World) -> None:
    world = practised
    assert world.column(0) == ["loan.buyer@example.test"]
    world.press(world.tab.view.accounts.lend)
    world.until(lambda: len(world.saved()) == 2)
    world.until(lambda: world.under("password") == "Stored; kept in: Secret Service.")
    (lent,) = [account for account in world.saved() if account.email != "loan.buyer@example.test"]
    assert world.pane.heading.whole() == lent.email
    assert (world.fields.since.text(), world.fields.until.text()) == ("2026-05-04", "2026-06-03")
    assert world.column(2) == ["Active", "Active"]
    assert world.tab.view.accounts.lend.text() == "Loan new account"


def test_it_shows_that_it_is_lending_and_lends_once(practised: World) -> None:
    world = practised
    world.run(world.vault.stop())
    world.press(world.tab.view.accounts.lend)
    world.press(world.tab.view.accounts.lend)
    assert world.tab.view.accounts.lend.text() == "Lending…"
    world.do(world.vault.go_on())
    world.until(lambda: not world.at_work)
    assert len(world.saved()) == 2


def test_without_a_gateway_it_says_so(world: World) -> None:
    world.press(world.tab.view.empty._button)
    world.until(world.tab.view.trouble.isVisible)
    assert world.tab.view.trouble.accessibleName() == "The practice gateway is not running. Nothing was sent."
    assert world.saved() == []
    assert world.tab.view.accounts.lend.isEnabled()


def test_live_lends_nothing(world: World) -> None:
    world.do(world.desk.standing.choose_environment("live"))
    assert not world.tab.view.accounts.lend.isVisible()
    world.act(world.tab.model.lend)
    assert world.tab.model.state.trouble is None


@pytest.mark.parametrize(
    ("environment", "button", "part"),
    [("practice", "Loan new account", "lends you one at once"), ("live", "Note a loan account", "Loan Test Account")],
)
def test_an_empty_tab_says_what_it_is_for(world: World, environment: str, button: str, part: str) -> None:
    world.do(world.desk.standing.choose_environment(environment))
    empty = world.tab.view.empty
    assert empty.isVisible()
    assert part in empty.accessibleDescription()
    assert empty._button.text() == button


def test_in_live_the_button_begins_an_account(world: World) -> None:
    world.do(world.desk.standing.choose_environment("live"))
    world.press(world.tab.view.empty._button)
    assert world.pane.heading.whole() == "New loan account"


# ---------------------------------------------------------------- the next step


def test_the_login_begins_with_this_account(world: World) -> None:
    world.add()
    assert world.pane.log_in.property("role") == "primary"
    world.press(world.pane.log_in)
    assert world.went_to == ["login"]
    assert world.desk.handovers.account_for_login.take() == BUYER


def test_the_next_case_is_for_this_account(world: World) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + timedelta(hours=5))
    assert world.pane.new_case.property("role") == "primary"
    assert world.pane.log_in.property("role") == ""
    world.press(world.pane.new_case)
    assert world.went_to == ["order_tests"]
    assert world.desk.handovers.account_for_test_case.take() == BUYER


@pytest.mark.parametrize("is_real", [True, False])
def test_a_session_that_is_over_or_real_is_no_reason_to_go_on(world: World, is_real: bool) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + timedelta(hours=5 if is_real else -5), is_real=is_real)
    assert world.pane.log_in.property("role") == "primary"


def test_first_it_is_saved(world: World) -> None:
    world.add()
    world.type(world.fields.email, "x")
    assert not world.pane.log_in.isEnabled()
    assert not world.pane.new_case.isEnabled()
    assert world.pane.save.property("role") == "primary"
    world.press(world.tab.view.accounts.new)
    assert not world.pane.log_in.isVisible()


# ---------------------------------------------------------------- notes


def test_notes_are_shown_as_a_page(world: World) -> None:
    world.add(notes="# Orders\n\n- **free** one\n\n[console](https://console.example.test)")
    notes = world.fields.notes
    assert notes.edit.isVisible()
    world.press(notes.preview)
    assert notes.page.isVisible()
    assert notes.page.toPlainText().splitlines()[0] == "Orders"
    assert "**" not in notes.page.toPlainText()
    assert notes.preview.text() == "Write"
    world.press(notes.preview)
    assert notes.edit.isVisible()


def test_a_link_opens_only_when_it_is_clicked_and_only_the_web(world: World) -> None:
    world.add(notes="[a](https://a.example.test) [b](file:///etc/passwd)")
    page = world.fields.notes.page
    world.press(world.fields.notes.preview)
    assert world.links.opened == []
    for url in ("https://a.example.test", "file:///etc/passwd", "javascript:alert(1)"):
        world.act(lambda url=url: page.anchorClicked.emit(url))  # type: ignore[misc] # a default binds it
    assert world.links.opened == ["https://a.example.test"]
    assert "Orders" not in page.toPlainText()
    assert page.source().isEmpty()


def test_nothing_is_loaded_for_the_page(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("notes")
    picture = place / "red.png"
    world.tab.view.grab().save(str(picture))
    world.add(notes=f"![x]({picture.as_uri()}) <b>raw</b> <img src='{picture.as_uri()}'>")
    notes = world.fields.notes
    world.press(notes.preview)
    page = notes.page
    assert page.document().size().height() < 100, "the picture is there"
    assert "<b>raw</b>" in page.toPlainText()


def test_words_follow_the_language(world: World, language: Language) -> None:
    world.add()
    language.use("en")
    world.act(world.tab.retranslate)
    assert world.tab.title() == "Loan accounts"
    assert world.pane.log_in.text() == "Log in"
