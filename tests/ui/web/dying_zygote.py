"""`python -m pytest tests/ui/web/dying_zygote.py`: every process of Chromium is killed, and those that start others."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from aexdesk.ui.ports import PageProblem
from tests.ui.hands import click
from tests.ui.web.servers import Site
from tests.ui.web.visits import World

pytestmark = pytest.mark.webengine


def chromiums() -> list[int]:
    """Its processes below this one, each before those that it started."""
    found, parents = list[int](), [os.getpid()]
    while parents:
        children = [int(word) for parent in parents for word in _children(parent)]
        parents = [child for child in children if "QtWebEngineProc" in _name(child)]
        found += parents
    return found


def _children(pid: int) -> list[str]:
    return [word for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


def test_a_page_without_any_process_is_told_and_so_is_the_next(world: World, site: Site) -> None:
    crashed = PageProblem("crashed")
    world.open(site.put("/", "<p>x</p>"))
    killed = chromiums()
    assert world.page.renderProcessPid() in killed
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    world.until(lambda: world.browser.state.problem)
    assert world.browser.state.problem == crashed
    for asks_anew in (False, True):
        if asks_anew:
            world.open(site.url + "/", is_ready=False)
        else:
            click(world.browser.reload)
        world.until(lambda: world.browser.state.problem and world.browser.state.progress is None)
        world.settle()
        assert world.browser.state.problem == crashed
        assert world.browser.notice.isVisible()
