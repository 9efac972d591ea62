"""What comes in too great a number, and the memory that it takes: `aexdesk call` as a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from tests.e2e.processes import Done, Running, aexdesk
from tests.e2e.upstreams import Upstream, misbehaving
from tests.faults.misbehaviour import ACTS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts as Linux does"),
]
MEASURED = (
    sys.executable,
    "-c",
    "import sys; from aexdesk.gateway import client; client.MOST_BYTES = 48 * 1024 * 1024;"
    "from aexdesk.cli.main import run; code = run(sys.argv[1:]);"
    "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr); sys.exit(code)",
)
"""The program, which says at last how many KiB it had at most, and gives up after 48 MiB.

Not getrusage's: that begins with what the process had that started it, and here this is pytest."""

_MOST_MORE_MIB = 32
"""Beside what it takes for a small answer. The whole of any of these is more than that."""


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with misbehaving(ACTS) as server:
        yield server


def _call(upstream: Upstream, what: str) -> tuple[Done, float]:
    """How it ended, and its MiB."""
    assert aexdesk("environment", "set", "live", "--base-url", upstream.url).code == 0
    words = ("-p", f"do={what}", "--environment", "live", "--app-key", "500001", "--secret-env", "A_SECRET")
    done = Running("call", "aliexpress.ds.product.get", *words, env={"A_SECRET": "secret"}, program=MEASURED).end()
    said, _line, told = done.err.rstrip().rpartition("\n")
    return Done(done.code, done.out, said), int(told) / 1024


@pytest.fixture(scope="module")
def usual(upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> float:
    """What a small answer takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "AEXDESK_HOME", str(tmp_path_factory.mktemp("usual")))
        done, peak = _call(upstream, "ok")
    assert done.code == 0, done.err
    return peak


@pytest.mark.fault("oversized", "compressed bomb")
@pytest.mark.parametrize(
    "what",
    [
        "endless",
        "bomb_gzip",
        *(pytest.param(f"bomb_{one}", marks=pytest.mark.long) for one in ("deflate", "raw", "nested")),
    ],
)
def test_what_becomes_too_much_is_never_in_memory(upstream: Upstream, usual: float, what: str) -> None:
    done, peak = _call(upstream, what)
    assert (done.code, done.out) == (5, "")
    assert done.err.startswith(("The answer of 127.0.0.1",)), done.err
    assert "Traceback" not in done.err
    sys.stdout.write(f"{what}: {usual:.0f} -> {peak:.0f} MiB\n")
    assert peak < usual + _MOST_MORE_MIB
