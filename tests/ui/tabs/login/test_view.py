"""What can be seen and pressed: by mouse, by key, by those who hear the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from aexdesk.faults import BadInput, NetworkFault, PlatformError
from aexdesk.i18n import PSEUDO, _
from aexdesk.ui.language import Language
from tests.ui.fakes import NOW, FakeClipboard, a_token
from tests.ui.hands import CONTROL, click, press, write
from tests.ui.tabs.login.conftest import World
from tests.ui.tabs.login.fakes import CALLBACK, LOAN, ORIGIN, OTHER

NAMES = {
    "login.account", "login.open", "login.url", "login.url_copy", "login.fill_in", "login.browser", "login.cancel",
    "login.paste_url", "login.paste_go", "login.system_browser", "login.token_card", "login.keep_as_real",
    "login.discard", "login.refresh", "login.sign_out", "login.next",
}  # fmt: skip


def shown(world: World) -> str:
    """All labels that can be seen."""
    return "\n".join(label.text() for label in world.view.findChildren(QLabel) if label.isVisible())


def buttons(world: World) -> list[str]:
    return [
        button.text() for button in world.view.findChildren(QAbstractButton) if button.isVisible() and button.text()
    ]


def named(world: World, name: str) -> QWidget:
    found = world.view.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def controls(root: QWidget) -> Iterator[QWidget]:
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for widget in root.findChildren(kind):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName().startswith("qt_"):
                yield widget


def test_what_the_tour_looks_for_is_there(world: World) -> None:
    assert {widget.objectName() for widget in world.view.findChildren(QWidget)} >= NAMES


def find_nameless(world: World) -> list[str]:
    return [
        repr(widget)
        for widget in controls(world.view)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def test_everything_that_can_be_pressed_has_a_name(world: World) -> None:
    world.act(world.view.steps.ways.open_fold)
    assert not find_nameless(world)
    world.open()
    assert not find_nameless(world)
    world.act(world.model.attempts.cancel)
    assert not find_nameless(world)
    world.log_in()
    assert not find_nameless(world)


def test_every_button_of_the_card_says_what_it_does(world: World) -> None:
    card = world.view.right.card
    for button in (card.next, card.refresh, card.again, card.sign_out, world.view.other.keep, world.view.other.discard):
        assert button.toolTip()


def test_one_button_begins(world: World) -> None:
    assert world.view.steps.open.property("role") == "primary"
    world.act(lambda: click(world.view.steps.open))
    assert len(world.browser.visits) == 1
    assert world.view.right.pages.currentWidget() is world.view.right.browser


def test_the_authorize_url_is_copied(world: World, clipboard: FakeClipboard) -> None:
    assert world.view.steps.url.text() == world.state.way.authorize_url
    world.act(lambda: click(world.view.steps.copy))
    assert clipboard.texts == [world.state.way.authorize_url]


def test_fill_in_names_where_it_writes_and_else_why_not(world: World) -> None:
    fill = world.view.steps.fill
    world.open()
    world.act(lambda: world.browser.show(fill_hindrance="elsewhere"))
    assert not fill.isEnabled()
    assert "none of the platform's login pages" in shown(world)
    world.act(lambda: world.browser.show(fill_origin=ORIGIN, fill_hindrance=""))
    assert fill.text() == "Fill in at 127.0.0.1:8917"
    world.act(lambda: click(fill))
    assert len(world.browser.filled) == 1
    assert "Sending is yours" in shown(world)


def test_the_real_account_warning_fills_the_tab_and_has_two_buttons(world: World) -> None:
    world.desk.login.answers = OTHER
    world.log_in()
    assert "REAL ACCOUNT" in shown(world)
    assert OTHER in shown(world)
    assert LOAN in shown(world)
    assert buttons(world) == ["Discard", "Keep as real"]
    assert world.view.other.width() == world.view.width()
    world.act(lambda: click(world.view.other.keep))
    assert world.view.right.pages.currentWidget() is world.view.right.card


def test_discarding_says_so(world: World) -> None:
    world.desk.login.answers = OTHER
    world.log_in()
    world.act(lambda: click(world.view.other.discard))
    assert "The token was discarded." in shown(world)
    assert world.desk.login.kept == []


def test_the_card_of_a_test_account_leads_to_a_test_case(world: World) -> None:
    world.log_in()
    card = world.view.right.card
    assert card.kind.text() == "Test account"
    assert card.access_left.text() == "24 h 0 m left"
    assert card.refresh_end.text() == "unknown"
    world.act(lambda: click(card.next))
    assert world.went_to == ["order_tests"]
    assert world.desk.handovers.account_for_test_case.take() == LOAN


def test_the_card_of_a_real_account_wears_amber_and_leads_nowhere(world: World) -> None:
    world.desk.standing.token = a_token(OTHER, is_real=True, access_expires_at=NOW - timedelta(hours=1))
    world.act(world.desk.standing.changed.announce)
    card = world.view.right.card
    assert card.isVisible()
    assert (card.kind.text(), card.kind.property("tone")) == ("REAL ACCOUNT", "live")
    assert not card.next.isVisible()
    assert (card.access_left.text(), card.access_left.property("tone")) == ("over", "bad")


def test_an_error_says_what_happened_and_has_a_way_on(world: World) -> None:
    world.desk.login.faults = [NetworkFault("practice_off")]
    world.log_in()
    assert "The practice gateway is not running" in shown(world)
    labels = buttons(world)
    assert "Try again" in labels
    assert "Start again" in labels


def test_closing_by_key_and_by_cross(world: World) -> None:
    world.open()
    world.act(lambda: click(world.view.right.browser.shut))
    assert "closed before it gave a code" in shown(world)
    world.open()
    world.view.activateWindow()
    world.view.steps.open.setFocus()
    world.act(lambda: press(world.view.steps.open, Qt.Key.Key_Period, CONTROL))
    assert "closed before it gave a code" in shown(world)


def test_the_other_ways_unfold(world: World) -> None:
    ways = world.view.steps.ways
    assert not ways.url.isVisible()
    world.act(lambda: click(ways.fold))
    assert ways.url.isVisible()
    assert not ways.go.isEnabled()
    world.act(lambda: write(ways.url, f"{CALLBACK}x?code=1"))
    world.act(lambda: press(ways.url, Qt.Key.Key_Return))
    assert "not the profile's callback URL" in shown(world)


def test_the_form_of_a_given_token_empties_itself(world: World) -> None:
    form = world.view.steps.ways.given
    world.act(world.view.steps.ways.open_fold)
    assert not form.keep.isEnabled()
    world.act(lambda: write(form.account, LOAN))
    world.act(lambda: write(form.session.line, "canary-given"))
    world.act(lambda: click(form.keep))
    assert len(world.desk.login.given) == 1
    assert (form.account.text(), form.session.line.text()) == ("", "")


def test_a_callback_on_a_server_of_ones_own_is_warned_of(world: World) -> None:
    world.desk.login.changes = {
        "is_own_server": True, "can_listen": False, "callback_url": "https://shop.example.test/cb"
    }  # fmt: skip
    world.act(world.model.attempts.renew)
    assert "shop.example.test" in world.view.steps.steps[0].sentence.text()
    world.act(world.view.steps.ways.open_fold)
    assert "cannot come back by itself" in shown(world)
    world.act(lambda: click(world.view.steps.ways.system))
    assert world.links.opened == [world.state.way.authorize_url]


def test_without_an_app_key_it_says_where_to_begin(world: World) -> None:
    world.desk.standing.profile = None
    world.act(world.desk.standing.changed.announce)
    assert "No app key to log in with" in shown(world)
    assert not world.view.steps.open.isEnabled()
    world.act(world.view.right.empty.acted.emit)
    assert world.went_to == ["app_keys"]


def test_a_missing_callback_is_told(world: World) -> None:
    world.desk.login.begin_fault = BadInput("callback_missing", name="Demo")
    world.act(world.model.attempts.renew)
    assert "The profile Demo has no callback URL." in shown(world)


def test_the_words_follow_the_language(world: World, language: Language) -> None:
    world.open()
    before = world.view.steps.open.text()
    language.use(PSEUDO)
    world.act(lambda: None)
    assert world.view.steps.open.text() == _("Open it afresh") != before
    language.use("en")
    world.act(lambda: None)
    assert world.view.steps.open.text() == before


def test_no_secret_and_no_code_stands_in_the_window(world: World) -> None:
    world.log_in()
    said = [widget.toolTip() + widget.accessibleName() for widget in world.view.findChildren(QWidget)]
    assert not [text for text in [*said, shown(world), world.view.steps.url.text()] if "canary" in text]


def test_what_the_platform_refuses_leads_to_the_error_book(world: World) -> None:
    world.desk.login.faults = [PlatformError("IllegalTimestamp", message="no")]
    world.log_in()
    assert "In the error book" in buttons(world)
    click(
        next(one for one in world.view.right.error.findChildren(QAbstractButton) if one.text() == "In the error book")
    )
    assert world.desk.handovers.code_for_error_book.take() == "IllegalTimestamp"
    assert world.went_to[-1] == "help"


def test_what_the_book_does_not_know_has_no_page(world: World) -> None:
    world.desk.login.faults = [NetworkFault("practice_off")]
    world.log_in()
    assert "In the error book" not in buttons(world)
