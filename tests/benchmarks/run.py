"""`aexdesk run` of a hundred saved requests beside newman and Bruno's CLI, and `aexdesk call` beside httpie.

All call the same practice gateway, one request after the other. The others cannot sign: theirs are signed beforehand.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measuring import LIMIT_S, Broken, Sample, aexdesk, imported_by, in_turn, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings

API = "aliexpress.ds.product.get"
COUNT = 100
NEWMAN = "newman"
BRUNO = "Bruno CLI"
_WHOLE_AIM = 0.4
"""A whole command at least 2.5 times faster than the faster of the two."""


def measure(rounds: int) -> Findings:
    tools = Path(os.environ.get("AEXDESK_NODE_BENCHMARKS", ".node-benchmarks")).absolute() / "node_modules" / ".bin"
    http = Path(os.environ.get("AEXDESK_PEERS", ".venv-peers")).absolute() / "bin" / "http"
    with surroundings() as environment, TemporaryDirectory() as folder, _gateway(environment) as told:
        scene = _Scene(Path(folder), told, environment, tools)
        runners = scene.runners(COUNT)
        singles = scene.runners(1)
        calls = {"ours": scene.call()} | ({"httpie": scene.httpie(http)} if http.exists() else {})
        facts = [_sends(name, run, COUNT, told) for name, run in runners.items()]
        whole = in_turn({**runners, **{f"{name} 1": run for name, run in singles.items()}}, rounds)
        one = in_turn(calls, rounds)
        imported = imported_by(scene.ours(1), environment)
    qt = sorted(name for name in imported if name.startswith("PySide6"))
    facts.append(Fact("aexdesk run has not imported PySide6", not qt, ", ".join(qt)))
    left_out = [f"{name}: not in .node-benchmarks" for name in (NEWMAN, BRUNO) if name not in runners]
    if not http.exists():
        left_out.append("httpie is not installed: `sh packaging/test.sh --peers` brings it")
    return Findings(figures=_figures(whole, one), facts=facts, left_out=left_out)


def _figures(whole: Mapping[str, Sample], one: Mapping[str, Sample]) -> list[Figure]:
    others = [name for name in (NEWMAN, BRUNO) if name in whole]
    figures = []
    fastest = min(others, key=lambda name: whole[name].seconds, default="")
    for name in others:
        ours, theirs = whole["ours"], whole[name]
        aim = _WHOLE_AIM if name == fastest else None
        figures.append(Figure(f"aexdesk run, {COUNT} requests, whole", "s", ours.seconds, name, theirs.seconds, aim))
        figures.append(Figure(f"aexdesk run, {COUNT} requests, processor time", "s", ours.cpu, name, theirs.cpu, aim))
        each, their_each = (_each(whole, who) for who in ("ours", name))
        figures.append(Figure("aexdesk run, each request, without start", "ms", each, name, their_each))
        figures.append(Figure("aexdesk run, peak memory", "MiB", ours.mib, name, theirs.mib))
    if "httpie" in one:
        figures.append(Figure("aexdesk call, whole", "s", one["ours"].seconds, "httpie", one["httpie"].seconds, 1.0))
        cpu = one["ours"].cpu, one["httpie"].cpu
        figures.append(Figure("aexdesk call, processor time", "s", cpu[0], "httpie", cpu[1], 1.0))
    return figures


def _each(whole: Mapping[str, Sample], name: str) -> float:
    """Milliseconds of one request more."""
    return (whole[name].seconds - whole[f"{name} 1"].seconds) / (COUNT - 1) * 1000


class _Scene:
    """The same requests in the form that each program wants."""

    def __init__(self, folder: Path, told: Mapping[str, Any], environment: Mapping[str, str], tools: Path) -> None:
        self._folder = folder
        self._told = told
        self._environment = environment
        self._tools = tools

    def runners(self, count: int) -> dict[str, Callable[[], Sample]]:
        """Ours, and those of the others that are here."""
        commands = {"ours": self.ours(count)}
        if (self._tools / "newman").exists():
            commands[NEWMAN] = self._newman(count)
        if (self._tools / "bru").exists():
            commands[BRUNO] = self._bruno(count)
        return {name: self._measured(command) for name, command in commands.items()}

    def call(self) -> Callable[[], Sample]:
        """One call by `aexdesk call`."""
        return self._measured(aexdesk("call", API, *(f"-p{name}={value}" for name, value in _parameters().items())))

    def httpie(self, http: Path) -> Callable[[], Sample]:
        """The same by httpie, signed beforehand."""
        pairs = [f"{name}={value}" for name, value in self._signed().items()]
        return self._measured([str(http), "--ignore-stdin", "--form", "POST", self._told["sync_url"], *pairs])

    def ours(self, count: int) -> list[str]:
        """A folder of saved requests."""
        folder = self._new(f"ours-{count}")
        for number in range(count):
            request = {"name": f"Request {number}", "api": API, "parameters": _parameters()}
            (folder / f"{number}.json").write_text(json.dumps(request), encoding="utf-8")
        return aexdesk("run", str(folder))

    def _newman(self, count: int) -> list[str]:
        body = {
            "mode": "urlencoded",
            "urlencoded": [{"key": name, "value": value} for name, value in self._signed().items()],
        }
        request = {"method": "POST", "url": self._told["sync_url"], "body": body}
        schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
        items = [{"name": f"Request {number}", "request": request} for number in range(count)]
        file = self._folder / f"newman-{count}.json"
        file.write_text(json.dumps({"info": {"name": "benchmark", "schema": schema}, "item": items}), encoding="utf-8")
        return [str(self._tools / "newman"), "run", str(file), "--silent"]

    def _bruno(self, count: int) -> list[str]:
        folder = self._new(f"bruno-{count}")
        (folder / "bruno.json").write_text(
            '{"version": "1", "name": "benchmark", "type": "collection"}', encoding="utf-8"
        )
        form = "\n".join(f"  {name}: {value}" for name, value in self._signed().items())
        for number in range(count):
            text = (
                f"meta {{\n  name: Request {number}\n  type: http\n  seq: {number + 1}\n}}\n\n"
                f"post {{\n  url: {self._told['sync_url']}\n  body: formUrlEncoded\n  auth: none\n}}\n\n"
                f"body:form-urlencoded {{\n{form}\n}}\n"
            )
            (folder / f"{number}.bru").write_text(text, encoding="utf-8")
        # It reads the collection of the folder that it is in.
        return ["sh", "-c", 'cd "$1" && exec "$2" run', "sh", str(folder), str(self._tools / "bru")]

    def _new(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def _measured(self, command: list[str]) -> Callable[[], Sample]:
        return lambda: to_the_end(command, self._environment)

    def _signed(self) -> dict[str, str]:
        """Good for two hours, as long as the platform takes a timestamp."""
        told = {
            "app_key": self._told["app_key"], "method": API, "timestamp": str(int(time.time() * 1000)),
            "sign_method": "sha256", "session": self._told["access_token"], **_parameters(),
        }  # fmt: skip
        text = "".join(name + told[name] for name in sorted(told))
        digest = hmac.new(self._told["app_secret"].encode(), text.encode(), hashlib.sha256)
        return told | {"sign": digest.hexdigest().upper()}


def _parameters() -> dict[str, str]:
    return {"product_id": "1005990000000001", "ship_to_country": "US"}


def _sends(name: str, run: Callable[[], Sample], count: int, told: Mapping[str, Any]) -> Fact:
    """A run that skips requests would be quick."""
    before = len(_log(told))
    run()
    verdicts = [call["verdict"] for call in _log(told)[before:]]
    return Fact(f"{name}: {count} calls arrive, all of them good", verdicts == ["ok"] * count, f"{len(verdicts)}")


def _log(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{told['url']}/_practice/log", timeout=LIMIT_S) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found


@contextmanager
def _gateway(environment: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """A practice gateway in a process of its own, which our commands find as one finds it: by the environment."""
    process = subprocess.Popen(
        aexdesk("practice", "--port", "0", "--json"), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise Broken("the practice gateway did not start")
        told: Mapping[str, Any] = json.loads(line)
        to_the_end(aexdesk("environment", "set", "practice", "--base-url", told["url"]), environment)
        yield told
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT_S)
