"""Check key: each answer in a sentence, against the real practice gateway; at work, cancelled, remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aexdesk.faults import StorageFault
from aexdesk.secret import Secret
from aexdesk.workspace.profile import AppType, Profile
from tests.ui.tabs.app_keys.world import World, tell_practice

TOKEN_CREATE = "/auth/token/create"
CATEGORIES = "aliexpress.ds.category.get"


def the_app(world: World) -> Profile:
    app: Profile = world.run(world.desk.profiles.list())[0]
    return app


def check(world: World) -> str:
    """Presses Check key; the sentence that follows."""
    pane = world.tab.view.profile
    world.press(pane.check)
    world.until(lambda: not world.running)
    return pane.answer.accessibleName() if pane.answer.isVisible() else ""


def actions(world: World) -> dict[str, Callable[[], None]]:
    banner = world.tab.view.profile.answer
    return {button.text(): button.click for button in banner._actions if button.isVisible()}


def disturb(world: World, api: str, kind: str, value: str | int | None = None) -> None:
    url = world.desk.practising.state.url
    assert url is not None
    told = {"api": api, "kind": kind, "times": 1} | ({} if value is None else {"value": value})
    tell_practice(url, "faults", **told)


def test_a_right_key_leads_to_the_login(practised: World) -> None:
    pane = practised.tab.view.profile
    assert pane.check.property("role") == "primary"
    assert check(practised) == "Key and secret are right; this app may call dropshipping APIs."
    assert pane.answer.property("tone") == "good"
    assert practised.column(3) == ["right"]
    practised.wait(5)
    assert pane.answer.property("tone") == "good"
    assert pane.check.property("role") != "primary"
    practised.press(pane.log_in)
    assert practised.went_to == ["login"]


def test_logging_in_uses_the_app_that_is_shown(practised: World) -> None:
    world = practised
    app = the_app(world)
    copy = world.do(world.desk.profiles.duplicate(app.id, "Copy"))
    world.choose(copy)
    check(world)
    world.press(world.tab.view.profile.log_in)
    assert world.desk.standing.profile is not None
    assert world.desk.standing.profile.id == copy.id


def test_a_wrong_secret(practised: World) -> None:
    practised.choose(practised.add("Wrong", the_app(practised).app_key, "not-the-secret"))
    assert check(practised) == "The app secret is wrong."
    assert practised.tab.view.profile.answer.property("tone") == "bad"
    assert "Copy it again" in practised.tab.view.profile.answer.accessibleDescription()
    assert not practised.tab.view.profile.log_in.isVisible()


def test_a_wrong_key(practised: World) -> None:
    practised.choose(practised.add("Wrong", "999999"))
    assert check(practised) == "The app key is wrong, or the app is not approved."


def test_an_address_that_is_not_on_the_list(practised: World) -> None:
    disturb(practised, TOKEN_CREATE, "error", "AppWhiteIpLimit")
    assert check(practised) == "This machine's address is not on the app's IP allow list."
    assert "IP allow list in the App Console" in practised.tab.view.profile.answer.accessibleDescription()


def test_no_permission(practised: World) -> None:
    disturb(practised, CATEGORIES, "error", "InsufficientPermission")
    assert check(practised) == "Key and secret are right, but this app may not call dropshipping APIs."
    assert practised.column(3) == ["no permission"]
    assert practised.tab.view.profile.answer.property("tone") == "warn"
    assert not practised.tab.view.profile.log_in.isVisible()


def test_a_key_that_is_right_where_the_permission_could_not_be_seen(practised: World) -> None:
    disturb(practised, CATEGORIES, "error", "ServiceTimeout")
    assert "could not be seen (ServiceTimeout)" in check(practised)
    practised.act(actions(practised)["Open in console"])
    assert practised.went_to == ["console"]


def test_an_answer_that_does_not_tell(practised: World) -> None:
    disturb(practised, TOKEN_CREATE, "error", "SellerCallLimit")
    assert check(practised) == "The answer was not one that tells (SellerCallLimit)."
    assert "Open in console" in actions(practised)


def test_nothing_answers(world: World) -> None:
    world.do(world.desk.environments.set_base_url("practice", "http://127.0.0.1:9"))
    world.add()
    assert check(world).startswith("No answer came")
    world.act(actions(world)["Show environment"])
    assert world.tab.view.environment.isVisible()


def test_without_a_secret_nothing_is_asked(practised: World) -> None:
    practised.choose(practised.add("Bare", secret=None))
    assert check(practised) == "No app secret is stored for Bare."


def test_it_is_seen_at_once_and_can_be_cancelled_after_a_second(practised: World) -> None:
    pane = practised.tab.view.profile
    disturb(practised, TOKEN_CREATE, "latency", 20_000)
    practised.press(pane.check)
    assert pane.answer.accessibleName().startswith("Asking the practice gateway")
    assert not pane.check.isEnabled()
    assert actions(practised) == {}
    practised.wait(1)
    assert pane._progress.isVisible()
    practised.act(actions(practised)["Cancel"])
    practised.until(lambda: not practised.running)
    assert pane.answer.accessibleName() == "The check was cancelled before its answer came."
    assert not pane._progress.isVisible()


def test_each_profile_has_its_own_check(practised: World) -> None:
    app = the_app(practised)
    other = practised.add("Other", "999999")
    practised.choose(app)
    disturb(practised, TOKEN_CREATE, "latency", 20_000)
    practised.press(practised.tab.view.profile.check)
    practised.choose(other)
    practised.press(practised.tab.view.profile.check)
    practised.until(lambda: practised.column(3) == ["key wrong", "–"])
    practised.choose(app)
    assert practised.tab.view.profile.answer.accessibleName().startswith("Asking")


def test_closing_ends_a_running_check(practised: World) -> None:
    disturb(practised, TOKEN_CREATE, "latency", 20_000)
    practised.press(practised.tab.view.profile.check)
    practised.close()


def test_the_answer_is_remembered_with_its_date(practised: World, open_tab: Callable[[], World]) -> None:
    said = check(practised)
    practised.close()
    again = open_tab()
    banner = again.tab.view.profile.answer
    assert banner.accessibleName() == said
    assert "Checked 20" in banner.accessibleDescription()


def test_another_secret_voids_the_answer(practised: World) -> None:
    check(practised)
    row, pane = practised.tab.view.profile.fields.secret, practised.tab.view.profile
    practised.press(row.replace)
    practised.type(row.secret.line, "another")
    practised.press(pane.save)
    practised.until(lambda: practised.secret_of(the_app(practised)) == Secret("another"))
    assert not pane.answer.isVisible()
    assert practised.column(3) == ["–"]


def test_what_is_typed_is_saved_before_it_is_checked(practised: World) -> None:
    world = practised
    app, fields = the_app(world), world.tab.view.profile.fields
    world.act(fields.app_key.selectAll)
    world.type(fields.app_key, "999999")
    assert check(world) == "The app key is wrong, or the app is not approved."
    assert world.run(world.desk.profiles.get(app.id)).app_key == "999999"


def test_what_cannot_be_saved_is_not_checked(practised: World) -> None:
    fields = practised.tab.view.profile.fields
    practised.act(lambda: practised.tab.model.enter(app_key=""))
    assert check(practised) == ""
    assert practised.under("app_key")
    assert fields.app_key.property("complaint") is True


def test_an_affiliate_app_is_asked_for_affiliate_apis(practised: World) -> None:
    app = the_app(practised)
    seeds = practised.desk.practising.seeds
    assert seeds is not None
    practised.choose(practised.add("Links", app.app_key, app_type=AppType.AFFILIATE, secret=None))
    practised.act(lambda: practised.tab.model.enter(secret=seeds.app_secret))
    assert "affiliate APIs" in check(practised)


def test_a_fault_of_the_storage_is_told(practised: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_given: object) -> None:
        raise StorageFault("disk_full", path="/data")

    monkeypatch.setattr(practised.desk.profiles, "note_check", fail)
    assert check(practised) == "The disk is full: /data."
