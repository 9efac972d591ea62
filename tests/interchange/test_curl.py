"""cURL: the command, run by a shell and by cURL where they are, sends what was recorded; and raw HTTP beside it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from aexdesk.interchange.curl import write_curl
from aexdesk.interchange.raw_http import write_http
from tests.e2e.servers import answering
from tests.e2e.snippets.recording import recording
from tests.e2e.snippets.twenty import CONTROLS, LONG, PICTURE, PICTURE_NAME, QUOTES, TURNING, UNICODE
from tests.interchange.recorded import PRODUCT, Told, leave

TEXTS = {"a": QUOTES, "b": UNICODE, "c": CONTROLS + TURNING, "d": "", "e": LONG, "f": "@file", "g@=h": "&x=1"}
has_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="cURL is not installed here")


def _told(base_url: str, http_method: str) -> Told:
    files = [("image_file_bytes", PICTURE_NAME, PICTURE)] if http_method == "UPLOAD" else []
    # cURL ends a part's name at the first =.
    texts = {name: value for name, value in TEXTS.items() if not files or "=" not in name}
    return Told(PRODUCT, texts, http_method="GET" if http_method == "GET" else "POST", files=files, base_url=base_url)


@has_curl
@pytest.mark.parametrize("http_method", ["GET", "POST", "UPLOAD"])
def test_it_sends_what_was_recorded(http_method: str, tmp_path: Path) -> None:
    (tmp_path / PICTURE_NAME).write_bytes(PICTURE)
    with answering() as server, recording(server.url) as recorder:
        script = write_curl([leave(_told(recorder.url, http_method))])
        (tmp_path / "call.sh").write_text(script, encoding="utf-8", newline="\n")
        done = subprocess.run(["sh", "call.sh"], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
        (arrived,) = recorder.arrived
    assert done.returncode == 0, done.stderr
    assert arrived.method == ("GET" if http_method == "GET" else "POST")
    sent = {name: arrived.parameters[name] for name in TEXTS if name in arrived.parameters}
    assert sent == {name: value for name, value in TEXTS.items() if http_method != "UPLOAD" or "=" not in name}
    assert arrived.parameters["session"] == arrived.parameters["sign"] == "••••"
    assert arrived.files == ({"image_file_bytes": PICTURE} if http_method == "UPLOAD" else {})


def test_it_says_that_the_signature_is_of_the_past() -> None:
    script = write_curl([leave(Told(PRODUCT)), leave(Told("a\nb"))])
    comments = [line for line in script.splitlines() if line.startswith("#")]
    assert "signature" in " ".join(comments)
    assert "an API as it was sent" in script, "a name that is none stands in no comment"
    assert shlex.split(script, comments=True).count("curl") == 2


def test_raw_http_is_what_travelled() -> None:
    text = write_http([leave(Told(PRODUCT, {"a": "ü &"})), leave(Told(PRODUCT, {"a": "b"}, http_method="GET"))])
    first, second = text.split("\n###\n\n")
    head, _blank, body = first.partition("\n\n")
    assert head.splitlines()[:2] == ["POST /sync HTTP/1.1", "Host: api-sg.aliexpress.com"]
    assert f"Content-Length: {len(body.strip().encode())}" in head
    assert "a=%C3%BC+%26" in body
    assert second.startswith("GET /sync?app_key=33505222&")
    assert "Content-Length" not in second


def test_raw_http_tells_how_long_a_file_is() -> None:
    told = Told(PRODUCT, files=[("image_file_bytes", PICTURE_NAME, PICTURE)])
    assert f"[{len(PICTURE)} bytes of {PICTURE_NAME}]" in write_http([leave(told)])
