"""The same requests in the form that each program wants, and the command that sends them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import peers
from tests.benchmarks.measuring import aexdesk

API = "aliexpress.ds.product.get"
NEWMAN, BRUNO, HTTPYAC, CURL, HTTPIE = "newman", "Bruno CLI", "httpyac", "curl", "httpie"


class Scene:
    """Files in `folder`. `url` is where the calls go; `told` what the practice gateway says of itself."""

    def __init__(self, folder: Path, url: str, told: Mapping[str, Any]) -> None:
        self._folder = folder
        self._url = url
        self._told = told
        self._tools = {
            NEWMAN: peers.node_tool("newman"),
            BRUNO: peers.node_tool("bru"),
            HTTPYAC: peers.node_tool("httpyac"),
            CURL: peers.system_tool("curl"),
            HTTPIE: peers.python_tool("http"),
        }

    def left_out(self) -> list[str]:
        """A line for each program that is not here."""
        how = {CURL: "your system's packages have it"}
        return [peers.skipped(name, how.get(name, peers.HOW)) for name, place in self._tools.items() if place is None]

    def runners(self, count: int) -> dict[str, list[str]]:
        """Commands that send so many requests: ours, and those of the others that are here."""
        makers = {NEWMAN: self._newman, BRUNO: self._bruno, HTTPYAC: self._httpyac, CURL: self.curl}
        commands = {name: make(count) for name, make in makers.items() if self._tools[name] is not None}
        return {"ours": self.ours(count), **commands}

    def callers(self) -> dict[str, list[str]]:
        """Commands that send one."""
        ours = aexdesk("call", API, *(f"-p{name}={value}" for name, value in _parameters().items()))
        makers: dict[str, Callable[[], list[str]]] = {HTTPIE: self._httpie, CURL: partial(self.curl, 1)}
        return {"ours": ours, **{name: make() for name, make in makers.items() if self._tools[name] is not None}}

    def ours(self, count: int) -> list[str]:
        """A folder of saved requests."""
        folder = self._new(f"ours-{count}")
        for number in range(count):
            request = {"name": f"Request {number}", "api": API, "parameters": _parameters()}
            (folder / f"{number}.json").write_text(json.dumps(request), encoding="utf-8")
        return aexdesk("run", str(folder))

    def curl(self, count: int) -> list[str]:
        """All of them over one connection; an answer that is no 2xx ends it with a failure."""
        data = "".join(f'data-urlencode = "{name}={value}"\n' for name, value in self._signed().items())
        each = f'url = "{self._url}"\n{data}output = "/dev/null"\nsilent\nfail-early\nfail\nnoproxy = "*"\n'
        file = self._folder / f"curl-{count}.txt"
        file.write_text("next\n".join([each] * count), encoding="utf-8")
        return [str(self._tools[CURL]), "--disable", "--config", str(file)]

    def _httpie(self) -> list[str]:
        pairs = [f"{name}={value}" for name, value in self._signed().items()]
        return [str(self._tools[HTTPIE]), "--ignore-stdin", "--form", "POST", self._url, *pairs]

    def _newman(self, count: int) -> list[str]:
        body = {
            "mode": "urlencoded",
            "urlencoded": [{"key": name, "value": value} for name, value in self._signed().items()],
        }
        request = {"method": "POST", "url": self._url, "body": body}
        schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
        items = [{"name": f"Request {number}", "request": request} for number in range(count)]
        file = self._folder / f"newman-{count}.json"
        file.write_text(json.dumps({"info": {"name": "benchmark", "schema": schema}, "item": items}), encoding="utf-8")
        return [str(self._tools[NEWMAN]), "run", str(file), "--silent"]

    def _bruno(self, count: int) -> list[str]:
        folder = self._new(f"bruno-{count}")
        (folder / "bruno.json").write_text(
            '{"version": "1", "name": "benchmark", "type": "collection"}', encoding="utf-8"
        )
        form = "\n".join(f"  {name}: {value}" for name, value in self._signed().items())
        for number in range(count):
            text = (
                f"meta {{\n  name: Request {number}\n  type: http\n  seq: {number + 1}\n}}\n\n"
                f"post {{\n  url: {self._url}\n  body: formUrlEncoded\n  auth: none\n}}\n\n"
                f"body:form-urlencoded {{\n{form}\n}}\n"
            )
            (folder / f"{number}.bru").write_text(text, encoding="utf-8")
        return _inside(folder, str(self._tools[BRUNO]), "run")

    def _httpyac(self, count: int) -> list[str]:
        form = "&".join(f"{name}={value}" for name, value in self._signed().items())
        head = "Content-Type: application/x-www-form-urlencoded"
        file = self._folder / f"httpyac-{count}.http"
        file.write_text(
            "\n###\n".join(f"# @name request{number}\nPOST {self._url}\n{head}\n\n{form}\n" for number in range(count)),
            encoding="utf-8",
        )
        return _inside(
            self._folder, str(self._tools[HTTPYAC]), "send", file.name, "--all", "--bail", "--output", "none"
        )

    def _new(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def _signed(self) -> dict[str, str]:
        """Good for two hours, as long as the platform takes a timestamp."""
        told = {
            "app_key": self._told["app_key"], "method": API, "timestamp": str(int(time.time() * 1000)),
            "sign_method": "sha256", "session": self._told["access_token"], **_parameters(),
        }  # fmt: skip
        text = "".join(name + told[name] for name in sorted(told))
        digest = hmac.new(self._told["app_secret"].encode(), text.encode(), hashlib.sha256)
        return told | {"sign": digest.hexdigest().upper()}


def _inside(folder: Path, *command: str) -> list[str]:
    """A command for a program that takes files of the folder that it is in, and no others."""
    return ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(folder), *command]


def _parameters() -> dict[str, str]:
    return {"product_id": "1005990000000001", "ship_to_country": "US"}
