"""aexdesk sign: every vector by command, and what it must not load."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import PROGRAM, aexdesk, write_json

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "sign_vectors.json").read_text(encoding="utf-8"))["vectors"]


def _api(vector: dict[str, Any]) -> str:
    return str(vector["api_path_or_null"] or vector["params"]["method"])


def _without(names: set[str], parameters: dict[str, str]) -> list[str]:
    return [word for name, value in parameters.items() if name not in names for word in ("-p", f"{name}={value}")]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_a_vector_from_a_file(vector: dict[str, Any], tmp_path: Path) -> None:
    done = aexdesk(
        *("sign", "--api", _api(vector), "--app-key", vector["params"]["app_key"], "--secret-stdin", "--json"),
        *("--params", write_json(tmp_path, vector["params"])),
        stdin=vector["secret"].encode() + b"\n",
    )
    assert (done.code, done.err) == (0, "")
    assert done.json["string_to_sign"] == vector["string_to_sign"]
    assert done.json["sign"] == vector["expected_sign"]
    assert done.json["params"] == {**vector["params"], "sign": vector["expected_sign"]}


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_a_vector_from_options(vector: dict[str, Any]) -> None:
    """What has an option is given by it; the session comes from the environment, under the name that it belongs to."""
    given = dict(vector["params"])
    api = _api(vector)
    env = {"A_SECRET": vector["secret"]}
    session_name = "access_token" if "/" in api else "session"
    options = ["--sign-method", given["sign_method"], "--timestamp", given["timestamp"]]
    taken = {"app_key", "sign_method", "timestamp"} | (set() if "/" in api else {"method"})
    if session_name in given:
        env["A_SESSION"] = given[session_name]
        taken.add(session_name)
        options += ["--session-env", "A_SESSION"]
    done = aexdesk(
        *("sign", "--api", api, "--app-key", given["app_key"], "--secret-env", "A_SECRET", "--json"),
        *options,
        *_without(taken, given),
        env=env,
    )
    assert (done.code, done.err) == (0, "")
    assert done.json["sign"] == vector["expected_sign"]
    assert done.json["params"] == {**given, "sign": vector["expected_sign"]}


def test_where_it_would_go() -> None:
    env = {"A_SECRET": "helloworld"}
    common = ("sign", "--app-key", "123456", "--secret-env", "A_SECRET", "--json")
    business = aexdesk(*common, "--api", "aliexpress.ds.product.get", env=env).json
    system = aexdesk(*common, "--api", "/auth/token/create", env=env).json
    assert (business["http_method"], business["url"]) == ("POST", "http://127.0.0.1:8917/sync")
    assert (system["http_method"], system["url"]) == ("POST", "http://127.0.0.1:8917/rest/auth/token/create")
    assert business["params"]["method"] == "aliexpress.ds.product.get"
    assert "method" not in system["params"]


def test_a_get_carries_all_in_its_url() -> None:
    done = aexdesk(
        *("sign", "--app-key", "123456", "--secret-env", "A_SECRET", "--api", "a.b", "--http-method", "GET", "--json"),
        *("-p", "keywords=usb cable & more"),
        env={"A_SECRET": "helloworld"},
    )
    assert done.json["url"].startswith("http://127.0.0.1:8917/sync?app_key=123456&method=a.b&")
    assert "keywords=usb+cable+%26+more" in done.json["url"]


def test_with_an_environment_it_reads_where_that_is(tmp_path: Path) -> None:
    aexdesk("environment", "set", "practice", "--base-url", "http://127.0.0.1:1234")
    done = aexdesk(
        *("sign", "--app-key", "1", "--secret-env", "A_SECRET", "--api", "a.b", "--json", "--environment", "practice"),
        env={"A_SECRET": "helloworld"},
    )
    assert done.json["url"] == "http://127.0.0.1:1234/sync"


def test_it_makes_no_data_folder(tmp_path: Path) -> None:
    done = aexdesk("sign", "--api", "a.b", "--app-key", "1", "--secret-env", "S", env={"S": "x"})
    assert done.code == 0
    assert not (tmp_path / "aexdesk-home").exists()


def test_md5_shows_the_secret_that_it_wraps_around() -> None:
    """`sign` prints what it was given, unredacted: a developer compares it with a string of his own."""
    done = aexdesk(
        *("sign", "--api", "a.b", "--app-key", "1", "--secret-env", "S", "--sign-method", "md5"), env={"S": "a-secret"}
    )
    assert done.out.count("a-secret") == 2


def test_people_read_the_same() -> None:
    done = aexdesk(
        *("sign", "--api", "a.b", "--app-key", "1", "--secret-env", "S", "--timestamp", "5"), env={"S": "helloworld"}
    )
    assert done.code == 0
    assert "app_key1methoda.bsign_methodsha256timestamp5" in done.out
    assert "POST http://127.0.0.1:8917/sync" in done.out


FORBIDDEN = ("PySide6", "httpx", "httpcore", "keyring", "starlette", "uvicorn", "asyncio", "sqlite3", "filelock")


@pytest.mark.skipif(PROGRAM[1:2] != ("-m",), reason="a built program runs no script")
def test_it_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom aexdesk.cli.main import run\n"
        "assert run(['sign', '--api', 'a.b', '--app-key', '1', '--secret-env', 'S', '--json']) == 0\n"
        f"print([name for name in {FORBIDDEN!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [PROGRAM[0], "-c", script],
        env={**os.environ, "S": "x"},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
        cwd=os.environ["HOME"],
    )
    assert done.stderr.strip() == "[]"
