"""The Help tab on a real Desk: the first steps, and the error book with what one click can do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from aexdesk import i18n
from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput, NetworkFault
from aexdesk.openplatform.envelope import CallError
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.language import Language
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.help import words
from aexdesk.ui.tabs.help.model import _TABS
from aexdesk.ui.tabs.help.state import HelpPage, HelpState
from aexdesk.ui.tabs.help.tab import build
from aexdesk.ui.tabs.help.view import HelpView
from aexdesk.ui.tabs.registry import entries
from aexdesk.workspace.release import Release, UpdateNews, Version
from tests.conftest import Run
from tests.services import worlds
from tests.storage import things
from tests.ui.conftest import turns
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.hands import write
from tests.ui.tabs.desk_worlds import DeskWorld, opening
from tests.ui.whole import whole


@dataclass(kw_only=True)
class World(DeskWorld):
    opened: list[str] = field(default_factory=list)

    @property
    def view(self) -> HelpView:
        return cast("HelpView", self.tab.view)

    @property
    def state(self) -> HelpState:
        return cast("HelpState", self.tab.model.state)

    def look_up(self, code: str) -> None:
        self.act(lambda: self.desk.handovers.code_for_error_book.give(code))

    def buttons(self) -> dict[str, QPushButton]:
        found = self.view.book.entry.findChildren(QPushButton)
        return {one.text(): one for one in found if one.isVisible() and one.text()}


@pytest.fixture
def world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[World]:
    async def make() -> World:
        reports, went_to, opened = Reports(), list[str](), list[str]()
        nothing = cast("Any", None)
        links = cast("Any", SimpleNamespace(open=opened.append))
        ports = Ports(FakeClipboard(), nothing, nothing, links, nothing, FakeLater(), reports.report)
        desk = Desk(tmp_path / "home", vault=MemoryVault(), now=lambda: things.NOON)
        await desk.open()
        tab = whole(build(desk, ports, went_to.append))
        return World(run=run, desk=desk, tab=tab, reports=reports, went_to=went_to, opened=opened)

    with opening(qtbot, run, make) as open_one:
        yield cast("Callable[[], World]", open_one)()


def test_each_step_leads_to_its_tab(world: World) -> None:
    for step in words.steps():
        button = world.view.findChild(QPushButton, f"help.step.{step.tab}")
        assert isinstance(button, QPushButton)
        world.act(button.click)
    assert world.went_to == [step.tab for step in words.steps()]
    assert set(world.went_to) <= {entry.id for entry in entries()}


def test_a_step_that_is_handed_over_is_marked(world: World) -> None:
    world.look_up("InvalidCode")
    world.act(lambda: world.desk.handovers.step_for_help.give("support"))
    assert world.state.page is HelpPage.STEPS
    buttons = [button for _title, _sentence, button in world.view.steps._rows]
    assert [one.objectName() for one in buttons if one.property("role") == "primary"] == ["help.step.support"]
    world.act(lambda: world.desk.handovers.step_for_help.give(""))
    assert not any(one.property("role") for one in buttons)


def test_the_first_steps_can_be_had_over_the_tabs_again(world: World) -> None:
    assert not world.desk.first_steps.state.is_open
    world.act(world.view.steps.strip.click)
    assert world.desk.first_steps.state.is_open


def test_a_code_that_is_handed_over_opens_its_page(world: World) -> None:
    world.look_up("IllegalAccessToken")
    assert world.state.page is HelpPage.BOOK
    entry = world.view.book.entry
    assert entry.code.whole() == "IllegalAccessToken"
    assert entry.causes.text().startswith("1. The session has expired.")
    assert entry.remedies.text().startswith("1. Refresh the token")
    assert entry.source.text().startswith("Documented: DropShippers guide.")
    world.look_up("")
    assert entry.code.whole() == "IllegalAccessToken"
    world.look_up("NobodyHasSeenIt")
    assert world.state.chosen is None
    assert entry.nothing.isVisible()


def test_a_code_is_found_whatever_was_looked_for(world: World) -> None:
    world.act(lambda: world.tab.model.search("signature"))
    world.look_up("605")
    assert world.view.book.search.text() == ""
    assert world.view.book.entry.code.whole() == "605"


def test_it_finds_by_code_meaning_and_phrase(world: World) -> None:
    world.look_up("")
    search = world.view.book.search
    for typed, first in (("illegaltime", "IllegalTimestamp"), ("blacklist top", "TopOffline"), ("brazil", "B_DROP")):
        world.act(search.clear)
        world.act(partial(write, search, typed))
        assert world.state.found[0].code.startswith(first)
        assert world.state.chosen in world.state.found
    world.act(lambda: write(search, "zzzz"))
    assert world.view.book.entry.nothing.isVisible()
    world.act(search.clear)
    assert len(world.state.found) == len(world.desk.error_book.entries)


def test_every_act_of_the_book_is_known_and_leads_somewhere(world: World) -> None:
    tabs = {entry.id for entry in entries()}
    for entry in world.desk.error_book.entries:
        for act in entry.acts:
            assert words.name_act(act)
            if act.startswith("api:"):
                assert world.desk.catalogue.find(act.removeprefix("api:")) is not None
            elif act != "refresh_token":
                assert _TABS[act] in tabs


def test_one_click_goes_where_it_helps(world: World) -> None:
    world.look_up("IllegalTimestamp")
    world.act(world.buttons()["Check the clock"].click)
    world.look_up("DELIVERY_METHOD_NOT_EXIST")
    world.act(world.buttons()["Call ds.freight.query"].click)
    assert world.desk.handovers.api_for_console.take() == "aliexpress.ds.freight.query"
    world.act(world.buttons()["My calls with this code"].click)
    assert world.desk.handovers.query_for_history.take() == "code:DELIVERY_METHOD_NOT_EXIST"
    assert world.went_to == ["meters", "console", "history"]


def test_a_token_is_refreshed_right_there(world: World) -> None:
    world.look_up("IllegalAccessToken")
    assert "Refresh token" not in world.buttons()

    async def log_in() -> None:
        profile = await worlds.a_profile(world.desk)
        await worlds.a_token(world.desk, profile)
        await world.desk.standing.load()

    world.do(log_in())
    assert "Refresh token" in world.buttons()
    world.act(world.buttons()["Refresh token"].click)
    assert world.state.fault is not None
    assert world.view.book.entry.outcome.isVisible()

    async def refresh(token: Any) -> Any:
        return token

    world.desk.token_refreshing.refresh = refresh  # type: ignore[method-assign]
    world.act(world.buttons()["Refresh token"].click)
    assert world.state.is_refreshed
    world.look_up("605")
    assert not world.view.book.entry.outcome.isVisible()


def test_an_error_card_leads_here(world: World) -> None:
    link = BookLink(world.desk.error_book)
    error = CallError("platform", "15", "Remote service error", "ISP", "isv.insufficient-permission")
    assert link.actions(error) == ()
    link.use(world.desk.handovers.code_for_error_book, world.went_to.append)
    [(_text, act)] = link.actions(error)
    world.act(act)
    assert world.went_to == ["help"]
    assert world.view.book.entry.code.whole() == "isv.insufficient-permission"
    for other in (None, CallError("network", "timeout"), CallError("platform", "NobodyHasSeenIt")):
        assert link.actions(other) == ()


def test_another_language_loses_nothing(world: World, language: Language) -> None:
    world.look_up("IllegalAccessToken")
    world.act(lambda: language.use(i18n.PSEUDO))
    shown = [one.text() for one in world.view.book.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [text for text in shown if "⟦" not in text] == ["IllegalAccessToken"]
    world.act(lambda: language.use("en"))
    assert world.view.book.entry.code.whole() == "IllegalAccessToken"


class Feed:
    """Stands for the list of releases: what it tells, or that it lets one wait."""

    def __init__(self, told: UpdateNews | AexError | None) -> None:
        self.told = told
        self.looks = 0

    async def look(self) -> UpdateNews:
        self.looks += 1
        if self.told is None:
            await asyncio.Event().wait()
        if isinstance(self.told, AexError):
            raise self.told
        assert self.told is not None
        return self.told


def version(text: str) -> Version:
    read = Version.read(text)
    assert read is not None
    return read


NEWER = Release(version("0.9"), date(2027, 1, 31), ("A <b>bold</b> thing.",), "https://h.example/r")


def give_feed(world: World, told: UpdateNews | AexError | None) -> Feed:
    feed = Feed(told)
    world.desk.updates = cast("Any", feed)
    return feed


def test_updates_are_looked_for_when_asked_and_never_before(world: World) -> None:
    feed = give_feed(world, UpdateNews(version("0.1"), (NEWER,)))
    world.act(lambda: world.tab.model.turn_to(HelpPage.UPDATES))
    page = world.view.updates
    assert (feed.looks, page.outcome.isVisible(), page.open.isVisible()) == (0, False, False)
    world.act(page.check.click)
    assert feed.looks == 1
    assert page.outcome.accessibleName() == "AExDesk 0.9 is out; this is 0.1."
    assert page.news.text() == "0.9 · 2027-01-31\n• A <b>bold</b> thing.\nhttps://h.example/r"
    world.act(page.open.click)
    assert world.opened == ["https://h.example/r"]
    feed.told = UpdateNews(version("0.9"), ())
    world.act(page.check.click)
    assert page.outcome.accessibleName() == "No newer release is listed: this is AExDesk 0.9."
    assert not page.news.isVisible()
    assert not page.open.isVisible()


def test_why_updates_cannot_be_told_is_said(world: World) -> None:
    give_feed(world, NetworkFault("releases_status", host="h.example", status=429))
    world.act(world.view.updates.check.click)
    outcome = world.view.updates.outcome
    assert outcome.accessibleName() == "h.example gave no list of releases: it answered 429."
    assert outcome.accessibleDescription()
    give_feed(world, BadInput("releases_unknown", variable="X"))
    world.act(world.view.updates.check.click)
    assert outcome.accessibleName() == "This build knows no address where its releases are listed."


def test_who_does_not_want_to_wait_for_updates_cancels(world: World) -> None:
    give_feed(world, None)
    page = world.view.updates
    world.run(_press(page.check))
    assert (world.state.update.is_checking, page.check.isEnabled(), page.cancel.isVisibleTo(page)) == (
        True,
        False,
        True,
    )
    world.act(page.cancel.click)
    assert (world.state.update.is_checking, page.check.isEnabled(), page.cancel.isVisibleTo(page)) == (
        False,
        True,
        False,
    )
    assert not page.outcome.isVisibleTo(page)


async def _press(button: QPushButton) -> None:
    button.click()
    await turns()


def test_the_palette_asks_for_updates_from_anywhere(world: World) -> None:
    feed = give_feed(world, UpdateNews(version("0.9"), ()))
    world.act(lambda: world.desk.handovers.check_for_updates.give(True))
    assert world.state.page is HelpPage.UPDATES
    assert feed.looks == 1
