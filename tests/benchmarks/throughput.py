"""The practice gateway under load, beside Prism and json-server on the same answer; its memory over a long run.

The gateway checks key, clock, signature, session and parameters, and makes the answer anew each time; the other two
give a body that lies ready (Prism after it has checked the parameters against an OpenAPI document).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks import peers
from tests.benchmarks.measuring import Broken, aexdesk, surroundings
from tests.benchmarks.reporting import Fact, Figure, Findings

_CONNECTIONS = 16
_SECONDS = 4
_FEW, _MANY = 1_000, 200_000
_AIM = 1 / 3  # of the time that a rival takes
_READY_LIMIT_S = 60.0


def measure(rounds: int) -> Findings:
    tools = _tools()
    if tools is None:
        why = peers.skipped("one of Prism, json-server and autocannon")
        return Findings(figures=[], left_out=[f"throughput and memory of the practice gateway: {why}"])
    with ExitStack() as at_end:
        environment = at_end.enter_context(surroundings())
        told, process = at_end.enter_context(_practice(environment))
        ours = signed_url(told)
        answer = _fetch(ours)
        urls = {
            "ours": ours,
            "Prism": at_end.enter_context(_prism(tools, environment, ours, answer)),
            "json-server": at_end.enter_context(_json_server(tools, environment, answer)),
        }
        memory = _memory(tools, process, ours)
        taken = _in_turn(tools, urls, max(3, rounds // 3))
        is_alike = _is_alike(urls.values())
    return Findings(
        figures=[
            *(
                Figure("one answer of the practice gateway under load", "µs", taken["ours"], name, taken[name], _AIM)
                for name in ("Prism", "json-server")
            ),
            Figure(
                f"its memory after {_MANY:,} requests",
                "MiB",
                memory[_MANY],
                f"after {_FEW:,}",
                memory[_FEW],
                1.1,
            ),
        ],
        facts=[Fact("the answers of all three are alike", is_alike)],
    )


def _tools() -> Path | None:
    found = [peers.node_tool(name) for name in ("prism", "json-server", "autocannon")]
    return found[0].parent if found[0] is not None and None not in found else None


# ---------------------------------------------------------------- the contenders


@contextmanager
def _practice(environment: Mapping[str, str]) -> Iterator[tuple[dict[str, Any], int]]:
    command = aexdesk("practice", "--port", "0", "--json", "--no-throttle")
    with _running(command, environment, subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline()), process.pid


@contextmanager
def _prism(tools: Path, environment: Mapping[str, str], ours: str, answer: Any) -> Iterator[str]:
    parts = urllib.parse.urlsplit(ours)
    names = [name for name, _ in urllib.parse.parse_qsl(parts.query)]
    content = {"application/json": {"schema": {"type": "object"}, "example": answer}}
    parameters = [{"name": name, "in": "query", "required": True, "schema": {"type": "string"}} for name in names]
    described = {
        "openapi": "3.0.3",
        "info": {"title": "One answer", "version": "1"},
        "paths": {
            parts.path: {
                "get": {"parameters": parameters, "responses": {"200": {"description": "", "content": content}}}
            }
        },
    }
    file = Path(environment["HOME"]) / "openapi.json"
    file.write_text(json.dumps(described))
    port = _free_port()
    command = [str(tools / "prism"), "mock", "-h", "127.0.0.1", "-p", str(port), "-v", "silent", str(file)]
    with _running(command, environment):
        yield _ready(f"http://127.0.0.1:{port}{parts.path}?{parts.query}")


@contextmanager
def _json_server(tools: Path, environment: Mapping[str, str], answer: Any) -> Iterator[str]:
    file = Path(environment["HOME"]) / "db.json"
    file.write_text(json.dumps({"sync": answer}))
    port = _free_port()
    command = [str(tools / "json-server"), "--quiet", "--host", "127.0.0.1", "--port", str(port), str(file)]
    with _running(command, environment):
        yield _ready(f"http://127.0.0.1:{port}/sync")


@contextmanager
def _running(
    command: list[str], environment: Mapping[str, str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(_READY_LIMIT_S)
        if process.stdout is not None:
            process.stdout.close()


def signed_url(told: Mapping[str, Any]) -> str:
    """A product, signed by hand; good for two hours, as often as one likes."""
    params = {
        "app_key": told["app_key"],
        "method": "aliexpress.ds.product.get",
        "timestamp": str(time.time_ns() // 1_000_000),
        "sign_method": "sha256",
        "session": told["access_token"],
        "product_id": told["test_case"]["item_id"],
        "ship_to_country": told["test_case"]["country"],
    }
    text = "".join(name + params[name] for name in sorted(params))
    params["sign"] = hmac.new(told["app_secret"].encode(), text.encode(), hashlib.sha256).hexdigest().upper()
    return f"{told['sync_url']}?{urllib.parse.urlencode(params)}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _fetch(url: str) -> Any:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as answer:
        return json.loads(answer.read())


def _ready(url: str) -> str:
    """The URL, once something answers there: these two do not say when they are ready."""
    end = time.monotonic() + _READY_LIMIT_S
    while True:
        try:
            _fetch(url)
            return url
        except OSError as error:
            if time.monotonic() > end:
                raise Broken(f"nothing answers: {error}") from error
            time.sleep(0.1)


def _is_alike(urls: Iterable[str]) -> bool:
    """But for the request id, which the gateway makes anew each time."""
    return len({json.dumps(_without_id(_fetch(url)), sort_keys=True) for url in urls}) == 1


def _without_id(answer: dict[str, Any]) -> dict[str, Any]:
    (inner,) = answer.values()
    return {name: value for name, value in inner.items() if name != "request_id"}


# ---------------------------------------------------------------- the load


def _in_turn(tools: Path, urls: Mapping[str, str], rounds: int) -> dict[str, float]:
    """Median microseconds an answer, at full load. In turn: a busy moment hits all; the first round warms up."""
    taken: dict[str, list[float]] = {name: [] for name in urls}
    for number in range(rounds + 1):
        for name, url in urls.items():
            found = _load(tools, url, "-d", str(_SECONDS))
            if number:
                taken[name].append(1_000_000 * found["duration"] / found["requests"]["total"])
    return {name: statistics.median(each) for name, each in taken.items()}


def _memory(tools: Path, process: int, url: str) -> dict[int, float]:
    held = {}
    done = 0
    for amount in (_FEW, _MANY):
        _load(tools, url, "-a", str(amount - done))
        done = amount
        held[amount] = _resident(process)
    return held


def _load(tools: Path, url: str, *how: str) -> dict[str, Any]:
    command = [str(tools / "autocannon"), "-c", str(_CONNECTIONS), *how, "-n", "-j", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise Broken(f"the load generator failed: {done.stderr[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    if found["errors"] or found["non2xx"] or not found["requests"]["total"]:
        raise Broken(f"{found['errors']} errors and {found['non2xx']} answers other than 2xx under load")
    return found


def _resident(process: int) -> float:
    """MiB of memory that the process holds now."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024
