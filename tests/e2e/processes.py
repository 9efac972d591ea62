"""Runs the real program in processes of its own, each with an end, and talks to the practice gateway beside it."""

from __future__ import annotations

import json
import os
import queue
import shlex
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.practice import world

LIMIT_S = 30
PROGRAM = tuple(shlex.split(os.environ.get("AEXDESK_BINARY", ""))) or (sys.executable, "-m", "aexdesk")
"""AEXDESK_BINARY names another than the tree's, to be judged by the same tests: packaging/canaries.sh."""
ORDER_PARAMETER = "param_place_order_request4_open_api_d_t_o"


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout, which must be one JSON document; numbers as they stand there."""
        return json.loads(self.out)


def aexdesk(
    *arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b"", limit_s: float = LIMIT_S
) -> Done:
    """Runs a command to its end, away from the source tree."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, **(env or {})},
        input=stdin,
        capture_output=True,
        timeout=limit_s,
        check=False,
        cwd=os.environ["HOME"],
    )
    return Done(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


class Running:
    """A command that goes on. What it writes is read all the while, so that it never waits for a reader."""

    def __init__(self, *arguments: str, env: Mapping[str, str] | None = None, program: Sequence[str] = PROGRAM) -> None:
        self.process = subprocess.Popen(
            [*program, *arguments],
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=os.environ["HOME"],
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._texts = {"out": b"", "err": b""}
        self._threads = [threading.Thread(target=self._read, args=(name,)) for name in self._texts]
        for thread in self._threads:
            thread.start()

    def _read(self, name: str) -> None:
        stream = self.process.stdout if name == "out" else self.process.stderr
        assert stream is not None
        with stream:
            for line in stream:
                self._texts[name] += line
                if name == "out":
                    self._lines.put(line)

    def line(self) -> bytes:
        """The next line of stdout."""
        return self._lines.get(timeout=LIMIT_S)

    def end(self, number: int | None = None) -> Done:
        """Sends a signal (none: just waits) and waits for the end."""
        if number is not None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(LIMIT_S)
        finally:
            self.process.kill()
            self.process.wait()
            for thread in self._threads:
                thread.join(LIMIT_S)
        return Done(code, self._texts["out"].decode(errors="replace"), self._texts["err"].decode(errors="replace"))


class Practice(Running):
    """`aexdesk practice --json` on a free port."""

    def __init__(self, *arguments: str) -> None:
        super().__init__("practice", "--json", "--port", "0", *arguments)
        self.told: dict[str, Any] = json.loads(self.line())

    @property
    def case(self) -> dict[str, Any]:
        """The seeded test case."""
        case: dict[str, Any] = self.told["test_case"]
        return case

    def ask(self, path: str, sent: Mapping[str, Any] | None = None) -> Any:
        """Talks to the admin address: GET, or POST where something is sent."""
        data = None if sent is None else json.dumps(sent).encode()
        return json.loads(fetch(f"{self.told['url']}/_practice{path}", data))

    def log_of(self, api: str) -> list[dict[str, Any]]:
        """The calls of `api` that arrived."""
        return [entry for entry in self.ask("/log") if entry["api"] == api]

    def credentials(self, session: str = "access_token") -> dict[str, str]:
        """Environment variables that hold the app secret and a session."""
        return {"A_SECRET": self.told["app_secret"], "A_SESSION": self.told[session]}

    def order(self, **changed: Any) -> dict[str, Any]:
        """An order of the seeded test case, but for what is `changed`: item_id, quantity, country, sku_attr."""
        fields = {**self.case, "sku_attr": "14:193#Black", **changed}
        return {
            "product_items": [
                {
                    "product_id": int(fields["item_id"]),
                    "product_count": fields["quantity"],
                    "sku_attr": fields["sku_attr"],
                    "logistics_service_name": "CAINIAO_STANDARD",
                }
            ],
            "logistics_address": ADDRESSES[fields["country"]],
        }

    def stop(self) -> Done:
        """Ends it as a terminal would; safe to call twice."""
        if self.process.poll() is not None:
            return self.end()
        return self.end(signal.SIGINT)


ADDRESSES: Mapping[str, Mapping[str, str]] = {
    "US": {
        "contact_person": "Test Person",
        "full_name": "Test Person",
        "address": "1 Test Street",
        "city": "Vineland",
        "province": "New Jersey",
        "zip": "08360",
        "country": "US",
        "phone_country": "+1",
        "mobile_no": "5550100000",
    },
    "FR": {
        "contact_person": "Test Person",
        "full_name": "Test Person",
        "address": "1 rue du Test",
        "city": "Lyon",
        "province": "Rhone",
        "zip": "69001",
        "country": "FR",
        "phone_country": "+33",
        "mobile_no": "612345678",
    },
}


def fetch(url: str, data: bytes | None = None) -> bytes:
    """Plain HTTP, as any program would speak it."""
    answer = world.fetch(url, data)
    assert answer.status == 200, answer
    return answer.body


def send_signed(signed: Mapping[str, Any]) -> Any:
    """Sends what `aexdesk sign --json` printed, without the guard."""
    return json.loads(fetch(signed["url"], urllib.parse.urlencode(signed["params"]).encode()))


def write_json(folder: Path, value: Any) -> str:
    """A parameter file; its path."""
    path = folder / "params.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return str(path)


def wait_until(holds: Callable[[], bool]) -> None:
    """Looks again and again, but not for ever."""
    end = time.monotonic() + LIMIT_S
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
