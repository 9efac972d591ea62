"""The walls around a page, tried from within: files, programs of the system, certificates, storage, downloads."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from tests.gateway.fakes import CERTIFICATE
from tests.ui.web.servers import Site
from tests.ui.web.visits import World

pytestmark = pytest.mark.webengine

# ---------------------------------------------------------------- files of this machine

READERS = {
    "a picture": "<img src='{}' onload='got(1)' onerror='got(0)'>",
    "a script": "<script src='{}' onload='got(1)' onerror='got(0)'></script>",
    "a style": "<link rel=stylesheet href='{}' onload='got(1)' onerror='got(0)'>",
    "fetch": "<script>fetch('{}').then(() => got(1), () => got(0))</script>",
    "a request": "<script>const x = new XMLHttpRequest(); x.onload = () => got(1); x.onerror = () => got(0);"
    "try {{ x.open('GET', '{}'); x.send(); }} catch (e) {{ got(0); }}</script>",
    "a worker": "<script>try {{ const w = new Worker('{}'); w.onerror = () => got(0); }}"
    "catch (e) {{ got(0); }}</script>",
    "a frame": "<iframe src='{}'></iframe><script>setTimeout(() => {{ let d = null;"
    "try {{ d = frames[0].document.body.innerText; }} catch (e) {{ }}"
    "got(d && d.includes('CANARY')); }}, 400)</script>",
}


@pytest.mark.parametrize("reader", READERS)
def test_a_page_reads_no_file(world: World, site: Site, tmp_path: Path, reader: str) -> None:
    there = tmp_path / "a.svg"
    there.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>CANARY-read</text></svg>")
    part = READERS[reader].format(there.as_uri())
    world.open(site.put("/", f"<script>window.got = (x) => {{ window.read = x ? 'read' : 'refused'; }}</script>{part}"))
    assert world.until_page("window.read || ''") == "refused"
    frames = world.page.mainFrame().children()
    assert [frame.url().scheme() for frame in frames if frame.url().scheme() == "file"] == []


def test_no_file_is_handed_over(world: World, site: Site) -> None:
    world.open(site.put("/", "<input type=file>"))
    world.ask("document.querySelector('input').click(); 1")
    world.settle(30)
    assert world.ask("document.querySelector('input').files.length") == 0
    assert world.page.chooseFiles(world.page.FileSelectionMode.FileSelectOpen, [], []) == []


# ---------------------------------------------------------------- programs of the system

SCHEMES = ("mailto", "tel", "ms-settings", "aliexpress")


class Opener(QObject):
    """Notes what the system would be asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def opener() -> Iterator[Opener]:
    opener = Opener()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, opener, "open")  # type: ignore[arg-type] # it takes a text as well
    yield opener
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


def test_no_program_of_the_system_is_started(world: World, site: Site, opener: Opener) -> None:
    assert QDesktopServices.openUrl(QUrl("tel:1"))
    assert opener.opened == ["tel:1"]
    world.open(site.put("/", "<a></a>"))
    for scheme in SCHEMES:
        for script in (f"location = '{scheme}:x'", f"window.open('{scheme}:x')", f"go('{scheme}:x')"):
            world.ask(
                "window.go = (to) => { const a = document.querySelector('a'); a.href = to; a.click(); };" + script
            )
            world.settle(10)
            world.until(lambda: world.browser.state.pop_ups == 0)
    assert opener.opened == ["tel:1"]
    assert world.page.url().toString() == site.url + "/"


def test_a_page_cannot_show_words_of_its_own_under_a_refused_address(world: World, site: Site) -> None:
    """What is refused stays blank, and its opener could write into it."""
    world.open(site.put("/", "<p>x</p>"))
    world.ask("const w = window.open('http://login.example.test/'); w.document.write('<h1>Log in here'); 1")
    world.until(lambda: world.browser.state.problem)
    world.settle(20)
    assert world.browser.address.address() == site.url + "/"


# ---------------------------------------------------------------- certificates


@contextmanager
def unsigned_site() -> Iterator[tuple[str, list[str]]]:
    """A server by https whose certificate nobody signed; what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<p>CANARY-page")

        def log_message(self, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A browser that hangs up is what is wanted."""

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_certificate_that_nobody_signed_ends_the_visit_and_nobody_can_go_on(world: World, site: Site) -> None:
    with unsigned_site() as (url, asked):
        world.open(url, is_ready=False)
        world.until(lambda: world.browser.state.problem)
        problem = world.browser.state.problem
        assert problem is not None
        assert problem.kind == "certificate"
        assert not world.browser.pages.isVisible()
        world.open(
            site.put("/", f"<img src='{url}a.png'><iframe src='{url}frame'></iframe><script src='{url}s'></script>")
        )
        world.settle(30)
    assert asked == []


def test_each_visit_begins_in_safe_surroundings(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What make_safe does with them is tried in test_surroundings; what becomes of it, below."""
    monkeypatch.setenv("SSLKEYLOGFILE", "nowhere")
    world.open(site.put("/", "<p>x</p>"))
    assert "SSLKEYLOGFILE" not in os.environ


@pytest.mark.long
@pytest.mark.timeout(180)
def test_what_stands_in_the_environment_opens_no_wall(tmp_path: Path) -> None:
    """The two tests beside this one again, in a process whose environment asks Chromium to look away."""
    keys = tmp_path / "keys"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    weak = {
        "SSLKEYLOGFILE": str(keys),
        "QTWEBENGINE_REMOTE_DEBUGGING": str(port),
        "QTWEBENGINE_CHROMIUM_FLAGS": f"--ignore-certificate-errors --ssl-key-log-file={keys} --disable-web-security",
        "WALLS_DEBUGGER": str(port),
    }
    names = ("test_a_certificate_that_nobody_signed_ends_the_visit_and_nobody_can_go_on", "test_no_debugger_gets_in")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"{__file__}::{name}" for name in names)],
        env={**os.environ, **weak},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"2 passed" in done.stdout
    assert not keys.exists(), "the keys of the browser's connections were written down"


def test_no_debugger_gets_in(world: World, site: Site) -> None:
    world.open(site.put("/", "<p>x</p>"))
    if port := os.environ.get("WALLS_DEBUGGER"):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(port)), timeout=5)
    assert world.page.devToolsPage() is None


# ---------------------------------------------------------------- nothing is kept


def test_nothing_of_a_visit_is_on_the_disk(world: World, site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    keep = (
        "(async () => { localStorage.setItem('a', 'CANARY-kept'); document.cookie = 'b=CANARY-kept; max-age=9999';"
        "(await caches.open('c')).put('/c', new Response('CANARY-kept'));"
        "const asked = indexedDB.open('d'); asked.onupgradeneeded = () => asked.result.createObjectStore('s');"
        "asked.onsuccess = () => { const t = asked.result.transaction('s', 'readwrite');"
        "t.objectStore('s').put('CANARY-kept', 1); t.oncomplete = () => { window.kept = 'yes'; }; }; })(); 1"
    )
    world.open(site.put("/", "<p>CANARY-kept</p>", Set_Cookie="e=CANARY-kept; Max-Age=9999"))
    world.ask(keep)
    assert world.until_page("window.kept || ''") == "yes"
    profile = world.page.profile()
    assert profile.isOffTheRecord()
    world.browser.close_visit()
    world.settle(20)
    files = [one for one in tmp_path_factory.getbasetemp().rglob("*") if one.is_file() and not one.is_symlink()]
    assert [one for one in files if b"CANARY-kept" in one.read_bytes()] == []


@pytest.mark.parametrize("href", ["/file", "data:application/octet-stream,CANARY-down", "blob", "/attached"])
def test_no_download_reaches_the_disk(
    world: World, site: Site, tmp_path_factory: pytest.TempPathFactory, href: str
) -> None:
    site.put("/file", "CANARY-down", Content_Type="application/octet-stream")
    site.put("/attached", "CANARY-down", Content_Disposition="attachment; filename=walls.txt")
    world.open(site.put("/", "<a download=walls.txt>x</a>"))
    world.ask(
        "const a = document.querySelector('a');"
        f"a.href = '{href}' === 'blob' ? URL.createObjectURL(new Blob(['CANARY-down'])) : '{href}'; a.click(); 1"
    )
    world.settle(40)
    base = tmp_path_factory.getbasetemp()
    assert [one for one in base.rglob("*") if one.is_file() and b"CANARY-down" in one.read_bytes()] == []
    assert list(base.rglob("walls*")) == []


# ---------------------------------------------------------------- what a page may ask for

ASKING = {
    "the screen": "navigator.mediaDevices.getDisplayMedia()",
    "a file to write": "showSaveFilePicker()",
    "files": "showOpenFilePicker()",
    "storage that lasts": "navigator.storage.persist().then((x) => x ? 1 : Promise.reject())",
    "the clipboard, to write": "navigator.clipboard.writeText('CANARY-clip')",
    "the clipboard, by an old way": "Promise.resolve().then(() => { const i = document.createElement('textarea');"
    "i.value = 'CANARY-clip'; document.body.append(i); i.select(); if (!document.execCommand('copy')) throw 0; })",
    "a device": "navigator.usb.requestDevice({filters: []})",
    "fonts of the machine": "queryLocalFonts().then((x) => x.length ? 1 : Promise.reject())",
    "MIDI": "navigator.requestMIDIAccess({sysex: true})",
    "idleness": "IdleDetector.requestPermission().then((x) => x === 'granted' ? 1 : Promise.reject())",
}


@pytest.mark.parametrize("what", ASKING)
def test_a_page_gets_nothing_else_either(world: World, site: Site, what: str) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    world.open(site.put("/", "<p>x</p>"))
    world.ask(
        f"try {{ ({ASKING[what]}).then(() => {{ window.got = 'granted'; }}, () => {{ window.got = 'denied'; }}); }}"
        "catch (e) { window.got = 'denied'; } 1"
    )
    assert world.until_page("window.got || ''") == "denied"
    assert clipboard.text() == "before"
