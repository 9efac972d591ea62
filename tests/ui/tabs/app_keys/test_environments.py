"""Environments: where each calls, what is wrong with an address, and how the practice gateway is."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.workspace.environment import LIVE_BASE_URL
from tests.conftest import Run
from tests.ui.tabs.app_keys.world import World, sentence_under


def show(world: World, name: str) -> Any:
    """The pane of that environment."""
    world.act(lambda: world.tab.model.show_environment(name))
    return world.tab.view.environment


def base_url(world: World, name: str) -> str:
    return str(world.run(world.desk.environments.get(name)).base_url)


def overtype(world: World, pane: Any, field: str, text: str) -> None:
    world.act(pane.fields.lines[field].selectAll)
    world.type(pane.fields.lines[field], text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def taken(run: Run, desk: Desk) -> Iterator[socket.socket]:
    """Another program sits on the port of practice."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run(desk.environments.set_base_url("practice", f"http://127.0.0.1:{other.getsockname()[1]}"))
        run(desk.standing.load())
        yield other


def rows(world: World) -> list[list[str]]:
    model = world.tab.view.places.table.model()
    return [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]


def test_both_are_listed_with_address_and_condition(practised: World) -> None:
    url = practised.desk.practising.state.url or ""
    practice = ["Practice", url.removeprefix("http://"), "running"]
    assert sorted(rows(practised)) == sorted([practice, ["Live", "api-sg.aliexpress.com", "read-only"]])


def test_choosing_one_shows_it_and_choosing_a_profile_goes_back(world: World) -> None:
    world.add()
    table = world.tab.view.places.table
    world.act(lambda: table.selectRow(0))
    assert world.tab.view.environment.isVisible()
    assert world.tab.view.profiles.table.current_row() is None
    world.act(lambda: world.tab.view.profiles.table.selectRow(0))
    assert world.tab.view.profile.isVisible()
    assert table.current_row() is None


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("live", "api-sg.aliexpress.com", "is not a base URL"),
        ("live", "http://api-sg.aliexpress.com", "Live without TLS would send secrets in the open."),
        ("practice", "https://api-sg.aliexpress.com", "Practice stays on this machine"),
    ],
)
def test_a_wrong_address_is_told_after_leaving_and_not_saved(
    world: World, name: str, typed: str, sentence: str
) -> None:
    before, pane = base_url(world, name), show(world, name)
    overtype(world, pane, "base_url", typed)
    assert sentence_under(pane.fields.rows["base_url"]) == ""
    world.act(pane.reset.setFocus)
    assert sentence in sentence_under(pane.fields.rows["base_url"])
    world.press(pane.save)
    assert base_url(world, name) == before
    assert not world.tab.view.trouble.isVisible()


def test_an_address_is_saved_and_reset(world: World) -> None:
    pane = show(world, "live")
    assert not pane.reset.isEnabled()
    overtype(world, pane, "base_url", "https://api.taobao.example/")
    world.press(pane.save)
    world.until(lambda: base_url(world, "live") == "https://api.taobao.example")
    assert pane.fields.lines["base_url"].text() == "https://api.taobao.example"
    assert ["Live", "api.taobao.example", "read-only"] in rows(world)

    world.press(pane.reset)
    assert base_url(world, "live") != LIVE_BASE_URL
    world.press(pane.save)
    world.until(lambda: base_url(world, "live") == LIVE_BASE_URL)


def test_discard_goes_back_to_what_is_saved(world: World) -> None:
    pane = show(world, "live")
    overtype(world, pane, "base_url", "https://elsewhere.example")
    assert ["Live · not saved", "api-sg.aliexpress.com", "read-only"] in rows(world)
    world.press(pane.discard)
    assert pane.fields.lines["base_url"].text() == LIVE_BASE_URL


def test_what_was_typed_survives_looking_elsewhere(world: World) -> None:
    pane = show(world, "live")
    overtype(world, pane, "base_url", "https://elsewhere.example")
    show(world, "practice")
    show(world, "live")
    assert pane.fields.lines["base_url"].text() == "https://elsewhere.example"


def test_paths_are_behind_a_button_and_checked(world: World) -> None:
    pane = show(world, "live")
    assert not pane.fields.lines["sync_path"].isVisible()
    world.press(pane.fields.more)
    overtype(world, pane, "sync_path", "nowhere")
    world.press(pane.fields.more)
    world.press(pane.save)
    assert pane.fields.lines["sync_path"].isVisible()
    assert "A path begins with a slash." in sentence_under(pane.fields.rows["sync_path"])
    overtype(world, pane, "sync_path", "/other")
    world.press(pane.save)
    world.until(lambda: world.run(world.desk.environments.get("live")).sync_path == "/other")


def test_one_can_move_there(world: World) -> None:
    pane = show(world, "live")
    world.press(pane.use)
    world.until(lambda: world.desk.standing.environment.is_live)
    assert not pane.use.isVisible()
    world.act(lambda: world.tab.model.show_environment(""))
    world.press(world.tab.view.profiles.new)
    place = world.tab.view.profile._place
    assert (place.text(), place.property("tone")) == ("Live", "live")


def test_practice_that_does_not_run_can_be_started(run: Run, desk: Desk, open_tab: Callable[[], World]) -> None:
    run(desk.environments.set_base_url("practice", f"http://127.0.0.1:{free_port()}"))
    run(desk.standing.load())
    world = open_tab()
    card = show(world, "practice").fields.practice
    assert card.condition.text() == "not running"
    world.press(card.start)
    world.until(lambda: card.condition.text() == "running")
    assert card.address.text() == base_url(world, "practice")
    assert not card.start.isVisible()
    world.until(lambda: world.names() == ["Practice app"])


def test_a_taken_port_offers_two_ways_out(taken: socket.socket, open_tab: Callable[[], World]) -> None:
    world = open_tab()
    world.do(world.desk.practice_opening.open("Practice app"))
    pane = show(world, "practice")
    card = pane.fields.practice
    buttons = {button.text(): button for button in card.card._made}
    assert card.card.accessibleName().endswith("is taken by another program.")
    assert list(buttons) == ["Start on a free port", "Try again"]

    world.press(buttons["Start on a free port"])
    world.until(lambda: card.condition.text() == "running")
    assert not card.card.isVisible()
    assert card.address.text() != base_url(world, "practice")
    assert card.elsewhere.text() == "It does not run at the address above. Calls go to where it runs."


def test_try_again_after_the_port_was_freed(taken: socket.socket, open_tab: Callable[[], World]) -> None:
    world = open_tab()
    world.do(world.desk.practice_opening.open("Practice app"))
    card = show(world, "practice").fields.practice
    taken.close()
    world.press(card.card._made[1])
    world.until(lambda: card.condition.text() == "running")
    assert card.address.text() == base_url(world, "practice")


def test_a_running_gateway_moves_when_asked(practised: World) -> None:
    world, pane = practised, show(practised, "practice")
    wanted = f"http://127.0.0.1:{free_port()}"
    overtype(world, pane, "base_url", wanted)
    world.press(pane.save)
    world.until(lambda: base_url(world, "practice") == wanted)
    card = pane.fields.practice
    world.press(card.restart)
    world.until(lambda: card.address.text() == wanted)
    world.until(lambda: not world.at_work)
    assert not card.restart.isVisible()


def test_another_program_s_gateway_is_used_but_not_moved(practised: World, tmp_path: Any) -> None:
    run, url = practised.run, practised.desk.practising.state.url
    other = Desk(tmp_path / "other", for_window=False, vault=practised.vault)
    assert url is not None
    run(other.open())
    try:
        run(practised.desk.practising.stop())
        run(other.practising.start(port=0))
        assert other.practising.state.url is not None
        practised.do(practised.desk.practising.join(other.practising.state.url))
        card = show(practised, "practice").fields.practice
        assert card.elsewhere.text() == "Another AExDesk runs it; this one uses it too."
        assert not card.restart.isVisible()
    finally:
        run(other.close())
