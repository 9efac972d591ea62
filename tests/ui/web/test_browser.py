"""The embedded browser on real pages: the callback is caught, nothing is kept, credentials go only where they may."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.fakes import FakeClipboard
from tests.ui.hands import click
from tests.ui.web.servers import Callback, Site
from tests.ui.web.visits import World

pytestmark = pytest.mark.webengine

FORM = """<form method="post" action="/login"><input name="q"><input id="email" type="email" name="email">
<input id="password" type="password" name="password"><button>Log in</button></form>
<script>window.heard = []; window.sent = 0;
document.forms[0].addEventListener("submit", (e) => { window.sent += 1; });
for (const f of document.querySelectorAll("input"))
  for (const kind of ["input", "change"]) f.addEventListener(kind, () => window.heard.push(f.id + " " + kind));
</script>"""
PASSWORD = "pa'ss\"\\</script>ü"


def code_url(callback: Callback) -> str:
    return f"{callback.url}?code=3_509900_canary&state=s"


# ---------------------------------------------------------------- the callback


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_after_a_form_is_caught(world: World, site: Site, callback: Callback, status: int) -> None:
    site.put("/login", status=status, Location=code_url(callback))
    world.open(site.put("/", FORM))
    world.ask("document.forms[0].submit()")
    world.until(lambda: world.caught)
    world.settle()
    assert world.caught == [code_url(callback)]
    assert not callback.was_asked()
    assert "code" not in world.browser.address.address()


@pytest.mark.parametrize(
    "script", ["location = '{}'", "location.replace('{}')", "window.open('{}')", "document.querySelector('a').click()"]
)
def test_a_script_or_link_is_caught(world: World, site: Site, callback: Callback, script: str) -> None:
    page = f"<a target=_blank rel=opener href='{code_url(callback)}'>on</a>"
    world.open(site.put("/", page))
    world.ask(script.format(code_url(callback)))
    world.until(lambda: world.caught)
    world.settle()
    assert world.caught == [code_url(callback)]
    assert not callback.was_asked()


def test_a_frame_is_caught(world: World, site: Site, callback: Callback) -> None:
    world.open(site.put("/", f"<iframe src='{code_url(callback)}'></iframe>"), is_ready=False)
    world.until(lambda: world.caught)
    world.settle()
    assert not callback.was_asked()


@pytest.mark.parametrize(
    "part", ["<img src='{}'>", "<script>fetch('{}', {{mode: 'no-cors'}})</script>", "<script src='{}'></script>"]
)
def test_what_a_page_loads_beside_itself_does_not_go_there(
    world: World, site: Site, callback: Callback, part: str
) -> None:
    world.open(site.put("/", "<p>x</p>" + part.format(code_url(callback))))
    world.settle(60)
    assert not callback.was_asked()
    assert world.caught == []


def test_it_is_caught_once(world: World, site: Site, callback: Callback) -> None:
    world.open(site.put("/", "<p>x</p>"))
    world.ask(f"location = '{code_url(callback)}'; setTimeout(() => {{ location = '{code_url(callback)}'; }}, 50)")
    world.settle(40)
    assert world.caught == [code_url(callback)]
    assert not callback.was_asked()


# ---------------------------------------------------------------- nothing is kept


def test_cookies_of_one_login_are_not_in_the_next(world: World, site: Site) -> None:
    page = site.put("/", "<p>x</p>", Set_Cookie="login=first; Max-Age=9999; Path=/")
    world.open(page)
    world.ask("localStorage.setItem('kept', '1'); 1")
    world.open(site.put("/again", "<p>x</p>"))
    assert [cookie for cookie in site.cookies if cookie] == []
    assert world.ask("localStorage.getItem('kept') || 'none'") == "none"


def test_a_pop_up_is_of_the_same_login_and_can_be_closed(world: World, site: Site) -> None:
    site.put("/pop", "<h1>pop</h1><script>opener.heard = 'yes'</script>")
    world.open(site.put("/", "<button onclick=\"window.open('/pop')\">x</button>", Set_Cookie="login=first; Path=/"))
    world.ask("document.querySelector('button').click()")
    world.until(lambda: "GET /pop" in site.seen and world.browser.state.progress is None)
    assert world.browser.state.pop_ups == 1
    assert site.cookies[site.seen.index("GET /pop")] == "login=first"
    assert world.browser.pop_up.isVisible()
    assert world.browser.address.address() == site.url + "/pop"
    close = world.browser.pop_up.findChild(QPushButton)
    assert close is not None
    click(close)
    world.settle()
    assert world.browser.state.pop_ups == 0
    assert world.browser.address.address() == site.url + "/"
    assert world.ask("window.heard") == "yes"


def test_a_pop_up_that_closes_itself_goes(world: World, site: Site) -> None:
    site.put("/pop", "<script>setTimeout(() => window.close(), 50)</script>")
    world.open(site.put("/", "<p>x</p>"))
    world.ask("window.open('/pop'); 1")
    world.until(lambda: "GET /pop" in site.seen and world.browser.state.pop_ups == 0)
    assert world.browser.address.address() == site.url + "/"


def test_pop_ups_do_not_pile_up(world: World, site: Site) -> None:
    site.put("/pop", "<h1>pop</h1>")
    world.open(site.put("/", "<p>x</p>"))
    world.ask("for (let i = 0; i < 9; i++) { window.open('/pop?' + i); } 1")
    world.settle(60)
    assert world.browser.state.pop_ups <= 3


# ---------------------------------------------------------------- walls


@pytest.mark.parametrize(
    "there", ["file:///etc/passwd", "http://login.example.test/x", "data:text/html,x", "view-source:http://127.0.0.1/"]
)
def test_it_goes_nowhere_else(world: World, site: Site, there: str) -> None:
    world.open(site.put("/", "<p>x</p>"))
    world.ask(f"location = '{there}'; 1")
    world.settle(40)
    assert world.browser.address.address() == site.url + "/"


def test_what_was_refused_is_told(world: World, site: Site) -> None:
    site.put("/away", status=302, Location="http://login.example.test/secret?x=1")
    world.open(site.put("/", "<p>x</p>"))
    world.ask("location = '/away'; 1")
    world.until(lambda: world.browser.state.problem)
    problem = world.browser.state.problem
    assert problem is not None
    assert (problem.kind, problem.detail) == ("refused", "http://login.example.test")
    assert world.browser.notice.isVisible()


def test_nothing_is_downloaded(world: World, site: Site) -> None:
    site.put("/file", "x", Content_Disposition="attachment; filename=a.txt")
    world.open(site.put("/", "<a href='/file' download>x</a>"))
    world.ask("document.querySelector('a').click(); 1")
    world.until(lambda: "GET /file" in site.seen)
    world.settle()
    assert world.browser.state.is_open


@pytest.mark.parametrize("name", ["notifications", "geolocation", "camera", "microphone", "clipboard-read"])
def test_permissions_are_denied(world: World, site: Site, name: str) -> None:
    ask = {
        "notifications": "Notification.requestPermission().then((x) => { window.got = x; })",
        "geolocation": "navigator.geolocation.getCurrentPosition(() => { window.got = 'granted'; },"
        " () => { window.got = 'denied'; })",
        "camera": "navigator.mediaDevices.getUserMedia({video: true}).then(() => { window.got = 'granted'; },"
        " () => { window.got = 'denied'; })",
        "microphone": "navigator.mediaDevices.getUserMedia({audio: true}).then(() => { window.got = 'granted'; },"
        " () => { window.got = 'denied'; })",
        "clipboard-read": "navigator.clipboard.readText().then(() => { window.got = 'granted'; },"
        " () => { window.got = 'denied'; })",
    }[name]
    world.open(site.put("/", "<p>x</p>"))
    world.ask(f"{ask}; 1")
    assert world.until_page("window.got || ''") == "denied"


def test_dialogs_of_a_page_hold_nothing_up(world: World, site: Site) -> None:
    world.open(site.put("/", "<p>x</p>"))
    assert world.ask("alert('careful'); '' + confirm('sure?') + prompt('name?')") == "falsenull"
    world.until(lambda: world.browser.state.says)


# ---------------------------------------------------------------- what goes wrong


def test_a_page_that_does_not_come_is_told(world: World, callback: Callback) -> None:
    with Site() as gone:
        url = gone.url
    world.open(url + "/")
    world.until(lambda: world.browser.state.problem)
    problem = world.browser.state.problem
    assert problem is not None
    assert problem.kind == "load"
    assert not world.browser.pages.isVisible()


def test_a_page_with_an_error_status_is_shown_and_told(world: World, site: Site) -> None:
    world.open(site.put("/", "<h1>Unknown app</h1>", 400))
    world.until(lambda: world.browser.state.problem)
    problem = world.browser.state.problem
    assert problem is not None
    assert (problem.kind, problem.detail) == ("status", "400")
    assert world.browser.pages.isVisible()
    assert world.ask("document.body.innerText") == "Unknown app"


def test_loads_of_a_host_are_counted(world: World, site: Site) -> None:
    world.open(site.put("/", "<p>x</p>"))
    assert world.browser.state.loads == 1
    click(world.browser.reload)
    world.until(lambda: world.browser.state.loads == 2)


# ---------------------------------------------------------------- Fill in


def test_fields_are_filled_as_a_person_would_and_never_sent(world: World, site: Site) -> None:
    world.open(site.put("/", FORM), (site.url,))
    world.until(lambda: world.browser.state.fill_origin)
    assert world.browser.state.fill_origin == site.url
    assert world.fill(password=PASSWORD) == "filled"
    assert world.ask("document.getElementById('email').value") == "loan.buyer@example.test"
    assert world.ask("document.getElementById('password').value") == PASSWORD
    assert world.ask("document.querySelector('[name=q]').value") == ""
    assert world.ask("window.heard.join()") == "email input,email change,password input,password change"
    world.settle()
    assert world.ask("window.sent") == 0
    assert "POST /login" not in site.seen


def test_a_page_of_another_origin_is_not_filled_in(world: World, site: Site, other_site: Site) -> None:
    world.open(other_site.put("/", FORM), (site.url,))
    world.settle(60)
    assert (world.browser.state.fill_origin, world.browser.state.fill_hindrance) == ("", "elsewhere")
    assert world.fill() == "no_field"
    assert world.ask("document.getElementById('password').value") == ""


def test_a_listed_frame_in_a_foreign_page_is_filled_in_and_nothing_else(
    world: World, site: Site, other_site: Site
) -> None:
    frame = site.put("/frame", FORM + "<script>parent.postMessage('up', '*')</script>")
    world.open(other_site.put("/", f"{FORM}<iframe width=500 height=300 src='{frame}'></iframe>"), (site.url,))
    world.until(lambda: world.browser.state.fill_origin)
    assert world.browser.state.fill_origin == site.url
    assert world.fill() == "filled"
    assert world.ask("document.getElementById('password').value") == ""
    inner = world.page.mainFrame().children()[0]
    answers: list[object] = []
    inner.runJavaScript("document.getElementById('password').value", 0, answers.append)
    world.until(lambda: answers)
    assert answers == [PASSWORD]


def test_a_foreign_frame_in_a_listed_page_is_not_filled_in(world: World, site: Site, other_site: Site) -> None:
    frame = other_site.put("/frame", FORM)
    world.open(site.put("/", f"<p>x</p><iframe width=500 height=300 src='{frame}'></iframe>"), (site.url,))
    world.settle(60)
    assert (world.browser.state.fill_origin, world.browser.state.fill_hindrance) == ("", "no_field")
    assert world.fill() == "no_field"
    answers: list[object] = []
    world.page.mainFrame().children()[0].runJavaScript(
        "document.getElementById('password').value || 'empty'", 0, answers.append
    )
    world.until(lambda: answers)
    assert answers == ["empty"]


def test_a_frame_that_has_lost_its_origin_is_not_filled_in(world: World, site: Site) -> None:
    frame = site.put("/frame", FORM)
    page = f"<iframe sandbox='allow-scripts' width=500 height=300 src='{frame}'></iframe>"
    world.open(site.put("/", page), (site.url,))
    world.settle(60)
    assert world.browser.state.fill_hindrance == "no_field"
    assert world.fill() == "no_field"


def test_a_page_that_went_on_since_the_button_was_shown_is_not_filled_in(
    world: World, site: Site, other_site: Site
) -> None:
    """Both are listed; the button names one of them."""
    world.open(site.put("/", FORM), (site.url, other_site.url))
    world.until(lambda: world.browser.state.fill_origin == site.url)
    there = other_site.put("/", FORM)
    world.ask(f"location = '{there}'; 1")
    world.until(lambda: world.page.url().toString() == there and world.browser.state.progress is None)
    running = world.browser._running
    assert running is not None
    running._look.stop()
    running._become(fill_origin=site.url)
    assert world.fill() == "elsewhere"
    assert world.ask("document.getElementById('password').value") == ""


def test_without_a_password_the_email_alone_goes_in(world: World, site: Site) -> None:
    world.open(site.put("/", FORM), (site.url,))
    world.until(lambda: world.browser.state.fill_origin)
    assert world.fill(password=None) == "filled"
    assert world.ask("document.getElementById('password').value") == ""


def test_fields_that_come_late_are_found(world: World, site: Site) -> None:
    late = "<div></div><script>setTimeout(() => { document.querySelector('div').innerHTML ="
    world.open(site.put("/", late + "'<input type=password id=password>'; }, 900)</script>"), (site.url,))
    assert world.browser.state.fill_origin == ""
    world.until(lambda: world.browser.state.fill_origin == site.url)


def test_the_page_cannot_see_our_world(world: World, site: Site) -> None:
    spying = (
        "<script>window.spied = [];"
        "const old = JSON.stringify; JSON.stringify = (x) => { window.spied.push(1); return old(x); };"
        "document.querySelectorAll = () => [];</script>"
    )
    world.open(site.put("/", FORM + spying), (site.url,))
    world.until(lambda: world.browser.state.fill_origin)
    assert world.fill() == "filled"
    assert world.ask("window.spied.length") == 0


# ---------------------------------------------------------------- the bar


def test_the_address_is_shown_and_copied(world: World, site: Site, clipboard: FakeClipboard) -> None:
    world.open(site.put("/a", "<p>x</p>"))
    assert world.browser.address.address() == site.url + "/a"
    click(world.browser.copy)
    assert clipboard.texts == [site.url + "/a"]


def test_closing_forgets_the_page(world: World, site: Site) -> None:
    world.open(site.put("/", FORM))
    world.browser.close_visit()
    assert not world.browser.state.is_open
    assert world.browser.address.address() == ""
    assert world.browser.pages.count() == 1
