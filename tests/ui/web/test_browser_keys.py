"""The page in the browser is no trap: the keys go into it and come out of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aexdesk.ui.focus import focus_of
from tests.ui.hands import NO_KEY
from tests.ui.web.servers import Site
from tests.ui.web.visits import World

pytestmark = pytest.mark.webengine

TWO_FIELDS = "<input id=first><input id=second>"
KEEPS_TAB = TWO_FIELDS + "<script>onkeydown = (e) => { if (e.key === 'Tab') e.preventDefault(); };</script>"


def press(world: World, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    """To the window, as the system does."""
    QTest.keyClick(world.browser.window().windowHandle(), key, modifier)
    world.settle(10)


def is_inside(world: World) -> bool:
    focus = focus_of(world.browser)
    return focus is not None and world.browser.pages.isAncestorOf(focus)


def enter(world: World) -> None:
    """From the address line, with the key for it."""
    world.browser.activateWindow()
    world.browser.address.setFocus()
    press(world, Qt.Key.Key_F6)
    world.until(lambda: is_inside(world))
    world.settle(60)  # Chromium tells nobody when its keys have come to the page; until then Tab passes it by


def test_tab_goes_through_the_page_and_out_at_its_end(world: World, site: Site) -> None:
    world.open(site.put("/", TWO_FIELDS))
    enter(world)
    met: list[str] = []
    while is_inside(world) and len(met) < 6:
        met.append(world.ask("document.activeElement.id"))
        press(world, Qt.Key.Key_Tab)
    assert met == ["first", "second"]
    out = focus_of(world.browser)
    assert out is not None
    assert out.isVisible()


def test_a_page_that_keeps_the_tab_key_is_left_by_f6(world: World, site: Site) -> None:
    world.open(site.put("/", KEEPS_TAB))
    enter(world)
    world.ask("document.getElementById('first').focus()")
    press(world, Qt.Key.Key_Tab)
    assert is_inside(world)
    press(world, Qt.Key.Key_F6)
    assert world.browser.address.hasFocus()
