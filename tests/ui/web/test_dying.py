"""Chromium's processes die: the page says so, whatever killed them, and what can come back does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from aexdesk.ui.ports import PageProblem
from tests.ui.hands import click
from tests.ui.web.servers import Callback, Site
from tests.ui.web.test_browser import FORM
from tests.ui.web.visits import World

pytestmark = [pytest.mark.webengine, pytest.mark.fault("crash of QtWebEngine's process")]

ROOT = Path(__file__).parents[3]


def test_a_page_that_dies_is_told_and_comes_back(world: World, site: Site) -> None:
    world.open(site.put("/", FORM))
    os.kill(world.page.renderProcessPid(), signal.SIGKILL)
    world.until(lambda: world.browser.state.problem)
    problem = world.browser.state.problem
    assert problem is not None
    assert problem.kind == "crashed"
    click(world.browser.reload)
    world.until(lambda: world.browser.state.problem is None and world.browser.state.progress is None)
    assert world.until_page("document.forms.length") == 1
    world.ask("history.pushState('', '', '/on'); 1")
    world.until(lambda: world.browser.state.address == site.url + "/on")
    assert world.browser.state.problem is None, "what is alive may go on"


def test_a_page_that_dies_while_it_loads_is_not_taken_for_a_network_that_fails(world: World, site: Site) -> None:
    with Callback() as silent:
        world.open(site.put("/", f"<p>x</p><img src='{silent.url}/never.png'>"), is_ready=False)
        world.until(lambda: "GET /" in site.seen and world.page.renderProcessPid())
        world.until_page("document.images.length")
        before = world.browser.state
        assert before.progress is not None
        os.kill(world.page.renderProcessPid(), signal.SIGKILL)
        world.until(lambda: world.browser.state.problem)
        world.settle()
    assert world.browser.state.problem == PageProblem("crashed")
    assert world.browser.state.progress is None
    assert not world.browser.pages.isVisible()
    site.put("/", FORM)
    click(world.browser.reload)
    assert world.until_page("document.forms.length") == 1


def test_a_page_whose_process_ended_normally_is_as_dead(world: World, site: Site) -> None:
    """So Chromium calls it where its zygote, which would know better, has died as well."""
    world.open(site.put("/", FORM), (site.url,))
    world.until(lambda: world.browser.state.fill_origin)
    how = world.page.RenderProcessTerminationStatus.NormalTerminationStatus
    world.page.renderProcessTerminated.emit(how, 0)
    assert world.browser.state.problem == PageProblem("crashed")
    assert (world.browser.state.fill_origin, world.browser.state.fill_hindrance) == ("", "no_page")


@pytest.mark.parametrize("dead", ["behind", "pop-up"])
def test_of_a_page_and_its_pop_up_the_one_in_sight_is_told(world: World, site: Site, dead: str) -> None:
    site.put("/pop", "<h1>pop</h1>")
    world.open(site.put("/", "<p>x</p>"))
    behind = world.page
    world.ask("window.open('/pop'); 1")
    world.until(lambda: "GET /pop" in site.seen and world.browser.state.progress is None)
    told = {"behind": [None, PageProblem("crashed")], "pop-up": [PageProblem("crashed"), None]}[dead]
    page = behind if dead == "behind" else world.page
    page.renderProcessTerminated.emit(page.RenderProcessTerminationStatus.CrashedTerminationStatus, 9)
    assert world.browser.state.problem == told[0]
    close = world.browser.pop_up.findChild(QPushButton)
    assert close is not None
    click(close)
    world.settle(2)
    assert world.browser.state.problem == told[1]
    click(world.browser.reload)
    world.until(lambda: world.browser.state.problem is None and world.browser.state.progress is None)


def test_a_page_that_goes_on_to_another_host_has_not_died(world: World, site: Site) -> None:
    """It gets another process; the one before it ends."""
    there = site.url.replace("127.0.0.1", "localhost")
    site.put("/there", "<h1>there</h1>")
    world.open(site.put("/", "<p>x</p>"))
    world.ask(f"location = '{there}/there'; 1")
    world.until(lambda: "GET /there" in site.seen and world.browser.state.progress is None)
    world.settle()
    assert world.browser.state.problem is None


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process stands between the window and its pages")
def test_without_the_process_that_starts_pages_each_is_told() -> None:
    """In a program of its own: there no page comes any more."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/web/dying_zygote.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stdout
