"""TLS to the platform cannot be turned off: not in the code, and not by what stands in the environment of the process.

Each door that speaks to Live is tried against a server whose certificate nobody signed; not one byte of a request may
reach it.
"""

from __future__ import annotations

import ast
import asyncio
import base64
import json
import os
import re
import ssl
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.faults import NetworkFault
from aexdesk.gateway import pictures, release_list
from aexdesk.workspace.environment import LIVE, Environment
from tests.e2e.proxied_live import LiveProxy, ask
from tests.gateway.fakes import CERTIFICATE, Bench, answer, saying, serving, signed
from tests.proxy.bench import Bench as ProxyBench
from tests.proxy.bench import body_of, request
from tests.test_architecture import PACKAGE

WEAKENING: Mapping[str, str] = {
    "PYTHONHTTPSVERIFY": "0",
    "CURL_CA_BUNDLE": "",
    "REQUESTS_CA_BUNDLE": "/dev/null",
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
    "GIT_SSL_NO_VERIFY": "1",
    "HTTPX_SSL_VERIFY": "0",
    "SSL_NO_VERIFY": "1",
}
"""What turns verification off in one program or another. OPENSSL_CONF and SSLKEYLOGFILE come from the fixture."""

READ = "aliexpress.ds.product.get"
OK = answer(b"{}")


@pytest.fixture
def weakened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything that could weaken TLS is asked for; afterwards no key of any connection is in a file."""
    keys, config = tmp_path / "keys", tmp_path / "openssl.cnf"
    config.write_text(
        "openssl_conf = c\n[c]\nssl_conf = s\n[s]\nsystem_default = d\n"
        "[d]\nVerifyMode = None\nCipherString = DEFAULT@SECLEVEL=0\nMinProtocol = TLSv1\n"
    )
    for name, value in {**WEAKENING, "SSLKEYLOGFILE": str(keys), "OPENSSL_CONF": str(config)}.items():
        monkeypatch.setenv(name, value)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield
    assert not keys.exists(), "the keys of a connection to the platform were written down"


def live_at(port: int, host: str = "127.0.0.1") -> Environment:
    return replace(LIVE, base_url=f"https://{host}:{port}")


# ---------------------------------------------------------------- every door


async def _send(there: Environment, folder: Path) -> str:
    async with Bench(folder) as bench:
        error = (await bench.send(signed(READ, environment=there), there)).error
    return error.code if error is not None else ""


async def _send_for_token(there: Environment, folder: Path) -> str:
    from aexdesk.gateway.client import Sender
    from tests.gateway.fakes import REFERENCES

    path = "/auth/token/refresh"
    wanted = signed(path, (("refresh_token", "x"),), there)
    async with Bench(folder) as bench:
        exchange, tokens = await bench.gateway.send_for_token(wanted, Sender(there, "shop", "500001", REFERENCES))
    assert tokens is None
    return exchange.error.code if exchange.error is not None else ""


async def _forward(there: Environment, folder: Path) -> str:
    from aexdesk.proxy import start_proxy

    bench = ProxyBench(folder)
    bench.environment = there
    running = start_proxy(0, bench.make_gateway, bench.door)
    bench.port = int(running.url.rpartition(":")[2])
    try:
        got = await bench.ask(request(f"/sync?method={READ}"))
    finally:
        await asyncio.to_thread(running.stop)
    assert json.loads(body_of(got))["error_response"]["code"] == "NoAnswer"
    (kept,) = bench.kept
    return kept.error.code if kept.error is not None else ""


async def _picture(there: Environment, folder: Path) -> str:
    with pytest.raises(NetworkFault) as raised:
        await pictures.fetch_picture(f"{there.base_url}/a.png", ())
    return raised.value.code


async def _releases(there: Environment, folder: Path) -> str:
    with pytest.raises(NetworkFault) as raised:
        await release_list.fetch_release_list(f"{there.base_url}/releases", ())
    return raised.value.code


DOORS: Mapping[str, Callable[[Environment, Path], Awaitable[str]]] = {
    "a call": _send,
    "a call for tokens": _send_for_token,
    "the guard proxy": _forward,
    "a picture": _picture,
    "the list of releases": _releases,
}


@pytest.mark.usefixtures("weakened")
@pytest.mark.parametrize("door", DOORS)
async def test_a_certificate_that_nobody_signed_is_refused(door: str, tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with serving(saying(OK, seen), tls=True) as port:
        assert await DOORS[door](live_at(port), tmp_path) == "tls_failed"
    assert seen == []


async def test_each_door_that_makes_a_connection_is_tried() -> None:
    """Whoever names the maker of clients is one of the doors above, or what they go through."""
    naming = {
        str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if "make_client" in path.read_text("utf-8")
    }
    assert naming == {f"gateway/{name}.py" for name in ("httpx_calls", "sent_calls", "pictures", "release_list")}


@pytest.mark.usefixtures("weakened")
async def test_trusting_a_certificate_of_ones_own_leaves_its_name_to_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE names whom to trust, as in a company whose network looks into TLS. It turns nothing off."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    seen: list[bytes] = []
    async with serving(saying(OK, seen), tls=True) as port:
        assert await _send(live_at(port, "localhost"), tmp_path) != "tls_failed"
        (tmp_path / "other").mkdir()
        assert await _send(live_at(port, "127.0.0.2"), tmp_path / "other") in ("tls_failed", "connect_failed")
    assert len(seen) == 1


@pytest.mark.parametrize("value", ["nowhere", ".", "empty"])
@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
async def test_where_no_authority_is_there_nobody_is_trusted(
    variable: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    (tmp_path / "empty").touch()
    monkeypatch.setenv(variable, str(tmp_path / value))
    seen: list[bytes] = []
    async with serving(saying(OK, seen), tls=True) as port:
        assert await _send(live_at(port), tmp_path) == "tls_failed"
    assert seen == []


# ---------------------------------------------------------------- an HTTP proxy between


@pytest.mark.usefixtures("weakened")
async def test_an_http_proxy_of_the_environment_cannot_stand_in_for_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may carry the connection; what it says in the platform's name is not believed, and it reads no call."""
    told: list[bytes] = []
    decrypted: list[bytes] = []

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        inner, back = await asyncio.open_connection("127.0.0.1", upstream)
        await asyncio.gather(_pour(reader, back), _pour(inner, writer))

    async with serving(saying(OK, decrypted), tls=True) as upstream, serving(tunnel) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://somebody:CANARY-proxy-password@127.0.0.1:{proxy}")
        async with Bench(tmp_path) as bench:
            there = replace(LIVE, base_url="https://api.example.test")
            exchange = await bench.send(signed(READ, environment=there), there)
    assert exchange.error is not None
    assert exchange.error.code == "tls_failed"
    assert decrypted == []
    (asked,) = told
    assert asked.startswith(b"CONNECT api.example.test:443 HTTP/1.1\r\n")
    assert base64.b64encode(b"somebody:CANARY-proxy-password") in asked
    assert "CANARY-proxy" not in repr(exchange) + repr(bench.recorder.kept) + repr(bench.troubles)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


# ---------------------------------------------------------------- the program itself


@pytest.mark.slow
@pytest.mark.usefixtures("weakened")
async def test_the_program_refuses_it_too_and_says_why() -> None:
    seen: list[bytes] = []
    async with serving(saying(OK, seen), tls=True) as port:

        def work() -> tuple[bytes, str]:
            proxy = LiveProxy(f"https://127.0.0.1:{port}")
            try:
                answered, _is_whole = ask(proxy, request(f"/sync?method={READ}"))
            finally:
                done = proxy.stop()
            return answered, done.err

        answered, err = await asyncio.to_thread(work)
    assert seen == []
    assert b"NoAnswer" in answered
    assert "Traceback" not in err


# ---------------------------------------------------------------- the code

_LOOPBACK_ONLY = {"gateway/proxy_neighbour.py"}
"""Make a client with httpx's own TLS, and ask addresses of loopback by plain HTTP alone."""

_FORBIDDEN = frozenset({
    "CERT_NONE", "CERT_OPTIONAL", "_create_unverified_context", "_create_stdlib_context", "keylog_filename",
    "create_default_context", "verify_mode", "check_hostname", "acceptCertificate", "ignoreCertificateError",
    "disable_warnings", "wrap_socket_unverified",
})  # fmt: skip
"""Names by which verification is turned off, or by which the keys of connections are written down."""


_MAKERS = frozenset({"httpx.AsyncClient", "httpx.Client", "httpx.AsyncHTTPTransport", "httpx.HTTPTransport"})
_WORTH_READING = re.compile("|".join(_FORBIDDEN) + "|verify=|httpx|ssl|--ignore-cert")


def weak_spots(tree: ast.AST, path: str) -> Iterator[str]:
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in _FORBIDDEN:
            yield f"{path}:{getattr(node, 'lineno', 0)}: {name}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("--ignore-cert"):
            yield f"{path}:{node.lineno}: {node.value}"
        if isinstance(node, ast.Call):
            yield from _weak_call(node, path)


def _weak_call(call: ast.Call, path: str) -> Iterator[str]:
    given = {word.arg: ast.unparse(word.value) for word in call.keywords}
    if given.get("verify", "late_tls()") != "late_tls()" and "http" in ast.unparse(call.func).lower():
        yield f"{path}:{call.lineno}: verify={given['verify']}"
    maker = ast.unparse(call.func)
    if maker in _MAKERS and "verify" not in given and path not in _LOOPBACK_ONLY:
        yield f"{path}:{call.lineno}: {maker} without late_tls()"
    if maker in {"httpx.get", "httpx.post", "httpx.request", "httpx.stream", "ssl.SSLContext"}:
        yield f"{path}:{call.lineno}: {maker}"


def test_no_line_turns_it_off() -> None:
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    found = [
        spot
        for path, text in texts.items()
        if _WORTH_READING.search(text)
        for spot in weak_spots(ast.parse(text), path)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "httpx.AsyncClient(verify=False)", "httpx.AsyncClient(verify=chosen)", "httpx.Client()", "httpx.get(url)",
        "httpx.AsyncHTTPTransport(verify=False)", "context.verify_mode = ssl.CERT_NONE",
        "context.check_hostname = False",
               "ssl._create_unverified_context()", "ssl.create_default_context()", "context.keylog_filename = path",
        "error.acceptCertificate()", "flags = '--ignore-certificate-errors'",
    ],
)  # fmt: skip
def test_a_planted_line_is_found(line: str) -> None:
    assert list(weak_spots(ast.parse(line), "gateway/x.py"))


def test_the_context_writes_no_keys_and_checks_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from aexdesk.gateway.httpx_calls import make_client
    from aexdesk.gateway.late_tls import LateTls

    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    pool = make_client(None)._transport._pool  # type: ignore[attr-defined]
    context = pool._ssl_context
    assert isinstance(context, LateTls)
    assert not context.keylog_filename
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert not os.path.exists(tmp_path / "keys")
