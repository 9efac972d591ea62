"""Fill on three forms built differently: by labels alone, every field told of, and nothing ever sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from aexdesk.ui.ports import FieldToFill, Ports
from aexdesk.ui.web.console_browser import ConsoleBrowser
from tests.conftest import Run
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.web.consoles import ARIA, NESTED, PLAIN
from tests.ui.web.servers import Callback, Site
from tests.ui.web.visits import World

pytestmark = pytest.mark.webengine

VALUES = {
    "name": "Mug, \"first\" <b>'order'</b> ü",
    "loan_account_email": "buyer01@example.test",
    "item_id": "1005990000000001",
    "quantity": "2",
    "country": "US",
    "reason": "Line one\nline two",
}
LABELS = {
    "name": "Test Case Name",
    "loan_account_email": "Loan Account Email",
    "item_id": "Item ID",
    "quantity": "Quantity",
    "country": "Receiving countries/Region",
    "reason": "Reason for Application",
}
FILLED = dict.fromkeys(VALUES, "filled")


def fields(**changes: str) -> list[FieldToFill]:
    values = VALUES | changes
    more = {"country": ("United States",)}
    return [FieldToFill(key, (LABELS[key],), (values[key], *more.get(key, ()))) for key in values]


@pytest.fixture
def browser(
    qapp: QApplication, run: Run, clipboard: FakeClipboard, later: FakeLater, reports: Reports
) -> Iterator[ConsoleBrowser]:
    unused: Any = None
    made = ConsoleBrowser(Ports(clipboard, unused, unused, unused, unused, later, reports.report))
    made.resize(800, 600)
    made.show()
    yield made

    async def close() -> None:
        made.close_visit()
        made.close()
        made.deleteLater()

    run(close())


@pytest.fixture
def world(run: Run, browser: ConsoleBrowser, callback: Callback) -> World:
    return World(run, browser, callback)


@pytest.fixture
def fill(world: World, browser: ConsoleBrowser) -> Callable[..., Mapping[str, str]]:
    """Presses Fill; how each field went."""

    def press(asked: list[FieldToFill] | None = None) -> Mapping[str, str]:
        answers: list[Mapping[str, str]] = []

        async def work() -> None:
            browser.fill_form(fields() if asked is None else asked, answers.append)

        world.run(work())
        world.until(lambda: answers)
        return answers[0]

    return press


Fill = Callable[..., Mapping[str, str]]


def open_form(world: World, site: Site, page: str) -> None:
    world.open(site.put("/", page), (site.url,))
    world.until_page("!!document.getElementById('f6')")


def value_of(world: World, field: str) -> str:
    text: str = world.ask(f"(f => 'value' in f ? f.value : f.textContent)(document.getElementById('{field}'))")
    return text


def assert_nothing_was_sent(world: World, site: Site) -> None:
    world.settle()
    assert world.ask("window.sent") == 0
    assert site.seen in (["GET /"], ["GET /", "GET /favicon.ico"])


def test_a_form_with_plain_labels(world: World, site: Site, fill: Fill) -> None:
    open_form(world, site, PLAIN)
    assert fill() == FILLED
    assert [value_of(world, f"f{number}") for number in range(1, 7)] == list(VALUES.values())
    assert world.ask("window.told.join()") == "f1,f2,f3,f4,f5,f6"
    assert world.ask("document.querySelector('[type=search]').value") == ""
    assert_nothing_was_sent(world, site)


def test_a_form_of_aria_roles(world: World, site: Site, fill: Fill) -> None:
    open_form(world, site, ARIA)
    assert fill() == FILLED
    assert [value_of(world, f"f{number}") for number in (1, 2, 3, 4, 6)] == [
        value for key, value in VALUES.items() if key != "country"
    ]
    assert world.ask("document.getElementById('f5').dataset.value") == "US"
    assert world.ask("document.querySelector('nav input').value") == ""
    assert_nothing_was_sent(world, site)


def test_a_component_librarys_nested_divs(world: World, site: Site, fill: Fill) -> None:
    open_form(world, site, NESTED)
    assert fill() == FILLED
    told = world.ask("JSON.stringify(window.model)")
    assert "United States" in told
    assert [value_of(world, f"f{number}") for number in (1, 2, 3, 4, 6)] == [
        value for key, value in VALUES.items() if key != "country"
    ]
    assert world.ask("Object.keys(window.model).sort().join()") == "f1,f2,f3,f4,f5,f6", "the page's own state heard it"
    assert_nothing_was_sent(world, site)


def test_two_lists_of_choices_are_opened_one_after_the_other(world: World, site: Site, fill: Fill) -> None:
    second = """<span id="l4">Quantity</span><div id="f4" role="combobox" tabindex="0" aria-labelledby="l4">Select</div>
    <ul id="many" role="listbox" hidden><li role="option">1</li><li role="option">2</li></ul>"""
    script = """<script>const q = document.getElementById("f4"), many = document.getElementById("many");
    q.addEventListener("click", () => { many.hidden = false; });
    many.addEventListener("click", (e) => { q.textContent = e.target.textContent; many.hidden = true; });</script>"""
    old = '<div><input id="f4" role="spinbutton" aria-label="Quantity"></div>'
    assert old in ARIA
    open_form(world, site, ARIA.replace(old, second) + script)
    assert fill() == FILLED
    assert value_of(world, "f4") == "2"
    assert world.ask("document.getElementById('f5').dataset.value") == "US"


def test_a_page_that_goes_on_while_a_list_is_looked_for_ends_the_filling(world: World, site: Site, fill: Fill) -> None:
    site.put("/next", "<p>gone</p>")
    open_form(world, site, ARIA.replace("list.hidden = false;", "location.href = '/next';"))
    assert fill()["country"] == "refused"


@pytest.mark.parametrize("page", [PLAIN, ARIA, NESTED], ids=["plain", "aria", "nested"])
def test_a_choice_that_is_not_offered_is_refused_and_a_label_that_is_not_there_missing(
    world: World, site: Site, fill: Fill, page: str
) -> None:
    open_form(world, site, page.replace("Item ID", "Product"))
    asked = [
        FieldToFill("country", (LABELS["country"],), ("FR", "France")),
        *[field for field in fields() if field.key in ("item_id", "name")],
    ]
    assert fill(asked) == {"country": "refused", "item_id": "missing", "name": "filled"}
    assert value_of(world, "f3") == ""


def test_of_two_fields_with_one_label_none_is_filled(world: World, site: Site, fill: Fill) -> None:
    open_form(world, site, PLAIN + "<p><label>Item ID <input id='again'></label></p>")
    result = fill()
    assert result == FILLED | {"item_id": "ambiguous"}
    assert value_of(world, "f3") == value_of(world, "again") == ""


def test_what_the_page_does_not_keep_is_refused(world: World, site: Site, fill: Fill) -> None:
    open_form(world, site, PLAIN)
    result = fill(fields(quantity="two"))
    assert result == FILLED | {"quantity": "refused"}


def test_a_form_that_sends_itself_at_a_change_is_held(world: World, site: Site, fill: Fill) -> None:
    page = (
        PLAIN + "<script>document.forms[0].addEventListener('change', () => document.forms[0].requestSubmit())</script>"
    )
    open_form(world, site, page)
    assert fill() == FILLED
    assert_nothing_was_sent(world, site)


def test_buttons_are_never_pressed(world: World, site: Site, fill: Fill) -> None:
    page = PLAIN.replace(
        '<select id="f5"',
        '<button id="b" aria-haspopup="listbox" aria-label="Receiving countries/Region"></button><select id="x"',
    )
    open_form(world, site, page)
    world.ask("document.getElementById('b').addEventListener('click', () => { window.sent += 1; })")
    fill()
    assert_nothing_was_sent(world, site)


def test_nothing_is_written_on_a_page_that_is_not_listed(world: World, site: Site, fill: Fill) -> None:
    world.open(site.put("/", PLAIN), ("https://openservice.aliexpress.com",))
    assert fill() == dict.fromkeys(VALUES, "elsewhere")
    assert value_of(world, "f1") == ""


def test_a_form_in_a_frame_of_the_same_origin(world: World, site: Site, fill: Fill) -> None:
    site.put("/form", PLAIN)
    world.open(site.put("/", "<iframe id=frame src='/form' width=700 height=500></iframe>"), (site.url,))
    world.until_page("!!frames[0].document.getElementById('f6')")
    assert fill() == FILLED
    assert world.ask("frames[0].document.getElementById('f3').value") == VALUES["item_id"]


def test_a_frame_that_has_lost_its_origin_gets_nothing(world: World, site: Site, fill: Fill) -> None:
    script = "<script>setInterval(() => parent.postMessage(document.getElementById('f1').value, '*'), 20);</script>"
    site.put("/form", PLAIN + script)
    page = "<iframe sandbox='allow-scripts' src='/form' width=700 height=500></iframe>"
    hears = "<script>window.heard = []; onmessage = (e) => heard.push('[' + e.data + ']');</script>"
    world.open(site.put("/", page + hears), (site.url,))
    world.until_page("window.heard.length")
    assert fill() == dict.fromkeys(VALUES, "missing")
    world.settle()
    assert world.ask("Array.from(new Set(window.heard)).join()") == "[]"


def test_without_a_page_nothing_is_filled(browser: ConsoleBrowser) -> None:
    answers: list[Mapping[str, str]] = []
    browser.fill_form(fields(), answers.append)
    assert answers == [dict.fromkeys(VALUES, "elsewhere")]


def test_a_page_that_is_closed_while_it_is_filled_answers_nobody(
    world: World, site: Site, browser: ConsoleBrowser
) -> None:
    open_form(world, site, NESTED)
    answers: list[Mapping[str, str]] = []

    async def work() -> None:
        browser.fill_form(fields(), answers.append)
        browser.close_visit()

    world.run(work())
    world.settle()
    assert browser.state.is_open is False
