"""A secret of each kind, and every command: no form of it is in what was printed, written, left behind or handed on.

Beside tests/e2e/test_canaries.py, which calls: here stand exports of every format, forms, packs, mails, reports of
runs, imports, the proxy's records, command lines and environments of children, temporary files, and what an unexpected
error tells. `sign` and `doctor` show what they are given, `practice` its made-up secrets, and `exec` hands them to the
program: that is what they are for.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from aexdesk.cli.main import commands
from aexdesk.collection.request_file import write_request
from aexdesk.collection.saved_request import SavedRequest
from aexdesk.desk import Desk
from aexdesk.interchange.formats import FORMATS
from aexdesk.secret import Secret
from tests.cli.conftest import Console
from tests.e2e.processes import Practice, Running
from tests.proxy.bench import request
from tests.security.shown_secrets import find, of_children, of_files

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

APP_KEY = "509911"
CANARIES = {
    "the app secret": 'Canary/App+Secret="0000000001"',
    "the session": "5000Canary/Session+Token==0000000002&x",
    "the refresh token": "5000Canary/Refresh+Token==0000000003&x",
    "the code": "3_500001_Canary/Code+0000000004=&",
    "the password": "Canary/Pass word+0000000005=&",
    "the password of an HTTP proxy": "CanaryProxyPassword0000000006",
}
ENV = {
    "A_SECRET": CANARIES["the app secret"],
    "A_SESSION": CANARIES["the session"],
    "A_REFRESH": CANARIES["the refresh token"],
}
READ = ("aliexpress.ds.product.get", "-p", "product_id=1005990000000001")
SHOWING = {
    "sign": "shows the string to sign as it is digested",
    "practice": "prints its made-up secrets, so that a test can log in with them",
    "doctor": "shows what it was given, with the mistake in it",
    "tour": "runs on made-up secrets, in a window; see tests/ui/layout and tests/tour",
}
"""Commands that are not walked, and why not."""


@dataclass
class Walk:
    """Runs commands and keeps all that they print; `left` is what they leave on the disk."""

    console: Console
    folder: Path
    printed: dict[str, bytes] = field(default_factory=dict)
    walked: set[str] = field(default_factory=set)

    def __call__(self, *words: str, stdin: str = "") -> int:
        code = self.console(*words, stdin=stdin.encode(), env=ENV)
        self.walked.add(words[0])
        self.printed[f"{len(self.printed)}: {' '.join(words)[:60]}"] = (self.console.out + self.console.err).encode()
        return code

    def check(self) -> None:
        files = dict(of_files(Path(os.environ["AEXDESK_HOME"]), self.folder / "out", self.folder / "temporary"))
        assert any(name.endswith(".sqlite3") for name in files), sorted(files)
        assert find(CANARIES, {**self.printed, **files}.items()) == []


@pytest.fixture
def practice() -> Iterator[Practice]:
    running = Practice()
    running.ask("/apps", {"app_key": APP_KEY, "app_secret": CANARIES["the app secret"]})
    running.ask("/loan-accounts", {"email": "canary@example.test", "password": CANARIES["the password"]})
    yield running
    running.stop()


@pytest.fixture
def walk(practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A workspace whose vault holds a canary of each kind."""
    for name in ("out", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    console = Console()
    walk = Walk(console, tmp_path)
    assert walk("environment", "set", "practice", "--base-url", practice.told["url"]) == 0
    assert walk("profile", "add", "--name", "Shop", "--app-key", APP_KEY, "--secret-env", "A_SECRET") == 0, console.err
    token = ("--profile", "Shop", "--account", "canary@example.test", "--session-env", "A_SESSION")
    assert walk("token", "add", *token, "--refresh-env", "A_REFRESH") == 0, console.err
    assert walk("loan-account", "add", "--email", "canary@example.test") == 0
    case = ("--item-id", "1005", "--quantity", "1", "--country", "US")
    assert walk("test-case", "add", "--name", "Mug", "--loan-account-email", "canary@example.test", *case) == 0
    return walk


def test_every_command_is_walked_or_excused(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    _call(walk)
    for name in ("profile", "token", "loan-account", "test-case", "environment", "history"):
        listing = () if name == "history" else ("list",)
        assert walk(name, *listing, "--json") == 0
        assert walk(name, *listing) == 0
    assert walk("history", "--search", CANARIES["the session"]) in (0, 2)
    _export(walk)
    _ask_support(walk)
    _run(walk)
    _import(walk)
    _execute(walk)
    _go_by_an_http_proxy(walk, monkeypatch)
    walk.walked |= {"proxy"}  # as a process, below
    assert set(commands()) == walk.walked | set(SHOWING)
    walk.check()


def _call(walk: Walk) -> None:
    for shape in ((), ("--json",)):
        for words in (
            READ,
            (*READ, "-p", f"note={CANARIES['the session']}"),
            ("/auth/token/create", "-p", f"code={CANARIES['the code']}"),
            ("/auth/token/refresh", "-p", f"refresh_token={CANARIES['the refresh token']}"),
            ("aliexpress.ds.nothing", "-p", f"password={CANARIES['the password']}"),
        ):
            assert walk("call", *words, "--profile", "Shop", *shape) in (0, 2, 3), walk.console.err


def _export(walk: Walk) -> None:
    exchanges = _ids(walk)
    assert len(exchanges) >= 8
    named = tuple(word for exchange in exchanges for word in ("--exchange", exchange))
    for kind in FORMATS:
        if kind.is_single:
            for exchange in exchanges[:5]:  # one of each call that was made
                assert walk("export", kind.name, "--exchange", exchange) in (0, 2)
        else:
            assert walk("export", kind.name, *named) in (0, 2), walk.console.err
            out = str(walk.folder / "out" / kind.name)
            assert walk("export", kind.name, *named, "--out", out) in (0, 2), walk.console.err


def _ids(walk: Walk) -> list[str]:
    assert walk("history", "--json") == 0
    return [one["id"] for one in json.loads(walk.console.out)]


def _ask_support(walk: Walk) -> None:
    told = f"My session is {CANARIES['the session']}, and the secret {quote(CANARIES['the app secret'])}"
    out = walk.folder / "out"
    assert walk("support", "hours") == 0
    for channel in ("dingtalk", "ticket", "email"):
        for shape in ((), ("--json",)):
            assert walk("support", "form", "--channel", channel, "--description", told, *shape) == 0, walk.console.err
    files = ("--eml", str(out / "mail.eml"), "--pack", str(out / "pack.zip"))
    assert walk("support", "form", "--channel", "email", *files) == 0, walk.console.err
    case = ("--exchange", _ids(walk)[0], "--channel", "ticket", "--description", told)
    assert walk("support", "case", "add", *case) in (0, 2), walk.console.err
    assert walk("support", "case", "list", "--json") == 0, walk.console.err


def _run(walk: Walk) -> None:
    folder = walk.folder / "out" / "saved"
    folder.mkdir()
    (folder / "0.json").write_text(
        write_request(SavedRequest("Product", READ[0], (("product_id", "1"),))), encoding="utf-8"
    )
    for shape in ((), ("--json", "--junit", str(walk.folder / "out" / "junit.xml"))):
        assert walk("run", str(folder), "--profile", "Shop", *shape) in (0, 1, 3), walk.console.err


def _import(walk: Walk) -> None:
    given = walk.folder / "given.sh"
    session, code = (quote(CANARIES[name], safe="") for name in ("the session", "the code"))
    given.write_text(
        f"curl 'https://api-sg.aliexpress.com/sync?method={READ[0]}&session={session}' -d product_id=1\n"
        f"curl -H 'Cookie: x={session}' 'https://api-sg.aliexpress.com/rest/auth/token/create?code={code}'\n"
    )
    for shape in ((), ("--json",)):
        assert walk("import", str(given), "--into", str(walk.folder / "out" / f"in{len(shape)}"), *shape) in (0, 2)


def _execute(walk: Walk) -> None:
    """The program finds them in its environment, as it must; nobody finds them on its command line or in a file."""
    if not Path("/proc/self/cmdline").exists():
        walk.walked.add("exec")
        return
    code = (
        "import os; line = open('/proc/self/cmdline', 'rb').read().decode();"
        "assert os.environ['AE_APP_SECRET'] not in line; assert os.environ['AE_SESSION'] not in line"
    )
    assert walk("exec", "--profile", "Shop", "--", sys.executable, "-c", code) == 0, walk.console.err


def _go_by_an_http_proxy(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its password stands in the environment, as everywhere; where it does not answer, the fault tells no more."""
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{CANARIES['the password of an HTTP proxy']}@127.0.0.1:1")
    monkeypatch.setenv("AEXDESK_RELEASES_URL", "https://releases.example.test/x")
    assert walk("updates") == 5, walk.console.err
    assert walk("environment", "set", "live", "--base-url", "https://api.example.test") == 0
    live = ("--environment", "live", "--app-key", "1", "--secret-env", "A_SECRET")
    for shape in ((), ("--json",)):
        assert walk("call", *READ, *live, *shape) == 5, walk.console.err
    monkeypatch.delenv("HTTPS_PROXY")


# ---------------------------------------------------------------- processes


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_proxy_leaves_none_in_its_records_and_its_command_line(walk: Walk, practice: Practice) -> None:
    running = Running("proxy", "--port", "0", "--json")
    try:
        url = json.loads(running.line())["url"]
        port = int(url.rpartition(":")[2])
        for body in (
            f"method={READ[0]}&app_key={APP_KEY}&session={quote(CANARIES['the session'], safe='')}&sign=AB",
            f"code={quote(CANARIES['the code'], safe='')}&refresh_token={quote(CANARIES['the refresh token'])}",
        ):
            for target in ("/sync", "/rest/auth/token/create"):
                kind = "Content-Type: application/x-www-form-urlencoded"
                with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                    connection.sendall(
                        request(target, kind, f"Cookie: x={CANARIES['the session']}", body=body.encode())
                    )
                    while connection.recv(65536):
                        pass
        assert find(CANARIES, of_children(running.process.pid)) == []
    finally:
        done = running.end(signal.SIGTERM)
    walk.printed["proxy"] = (done.out + done.err).encode()
    assert len(_ids(walk)) >= 4
    walk.check()


# ---------------------------------------------------------------- what nobody foresaw


def test_an_unexpected_error_tells_where_and_not_what(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(home: Path) -> Desk:
        secret = Secret(CANARIES["the app secret"])
        raise RuntimeError(f"{secret.reveal()} {CANARIES['the session']}")

    monkeypatch.setattr(walk.console, "make_desk", broken)
    assert walk("history") == 1
    assert "test_every_command.py" in walk.console.err
    walk.check()
