"""aexdesk updates: what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

import aexdesk
from aexdesk.services import updates
from aexdesk.services.updates import ADDRESS_VARIABLE, Updates
from tests.cli.conftest import Console

NEWER = {
    "tag_name": "v99.1", "published_at": "2027-01-31T10:00:00Z", "html_url": "https://h.example/r", "body": "- More.",
}  # fmt: skip


class _Answers(BaseHTTPRequestHandler):
    told = b"[]"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.told)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A list of releases on this machine, which commands of this test may ask by plain http."""
    made = updates.updates_of

    def may_be_plain(environ: Mapping[str, str]) -> Updates:
        return Updates(made(environ).url, may_be_plain=True)

    monkeypatch.setattr(updates, "updates_of", may_be_plain)
    monkeypatch.setattr(_Answers, "told", json.dumps([NEWER]).encode())
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/releases"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_tells_what_is_new_and_where(console: Console, address: str) -> None:
    assert console("updates", env={ADDRESS_VARIABLE: address}) == 0
    assert console.out.splitlines() == [
        f"AExDesk 99.1 is out; this is {aexdesk.__version__}.",
        "",
        "99.1 · 2027-01-31",
        "  • More.",
        "  https://h.example/r",
    ]
    assert console("updates", "--json", env={ADDRESS_VARIABLE: address}) == 0
    newer = {"version": "99.1", "date": "2027-01-31", "notes": ["More."], "url": "https://h.example/r"}
    assert json.loads(console.out) == {"current": aexdesk.__version__, "latest": "99.1", "newer": [newer]}


def test_nothing_newer_is_no_failure(console: Console, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Answers, "told", b"[]")
    assert console("updates", env={ADDRESS_VARIABLE: address}) == 0
    assert console.out == f"No newer release is listed: this is AExDesk {aexdesk.__version__}.\n"
    assert console("updates", "--json", env={ADDRESS_VARIABLE: address}) == 0
    assert json.loads(console.out) == {"current": aexdesk.__version__, "latest": None, "newer": []}


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [("", 2, "knows no address"), ("http://127.0.0.1:1/x", 2, "plain https"), ("https://127.0.0.1:1/x", 5, "answer")],
)
def test_what_could_not_be_told(console: Console, url: str, code: int, said: str) -> None:
    assert console("updates", "--json", env={ADDRESS_VARIABLE: url}) == code
    assert console.out == ""
    assert said in console.err
