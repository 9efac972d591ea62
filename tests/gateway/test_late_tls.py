"""TLS that reads its certificates late trusts neither less nor more than httpx's own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import certifi
import httpx
import pytest

from aexdesk.gateway.late_tls import LateTls, late_tls

PEM = Path(__file__).parent / "self_signed.pem"


@pytest.fixture(autouse=True)
def _no_certificates_of_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_it_is_as_strict_as_the_usual_one() -> None:
    usual, ours = ssl.create_default_context(cafile=certifi.where()), late_tls()
    assert (
        (ours.verify_mode, ours.check_hostname)
        == (usual.verify_mode, usual.check_hostname)
        == (ssl.CERT_REQUIRED, True)
    )
    assert ours.verify_flags == usual.verify_flags
    assert ours.minimum_version == usual.minimum_version
    assert ours.options == usual.options
    assert ours.cert_store_stats()["x509_ca"] == 0
    ours.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="x.test")
    assert ours.cert_store_stats() == usual.cert_store_stats()


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_it_heeds_the_variables_that_httpx_heeds(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(LateTls, "load_verify_locations", lambda self, **given: asked.append(given))
    monkeypatch.setenv(variable, str(tmp_path))
    context = late_tls()
    for _ in range(2):
        context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="x.test")
    assert asked == [{"cafile" if variable == "SSL_CERT_FILE" else "capath": str(tmp_path)}]


@asynccontextmanager
async def _server() -> AsyncIterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def test_a_certificate_that_nobody_signed_is_refused() -> None:
    async with _server() as url, httpx.AsyncClient(verify=late_tls(), trust_env=False) as client:
        with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
            await client.get(url)
