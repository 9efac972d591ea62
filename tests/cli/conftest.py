"""A terminal that a test holds in its hands, and a keyring that lasts as long as the test."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aexdesk.cli.main import run
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.gateway import practice_admin
from aexdesk.storage.vault import MemoryVault


@dataclass
class Console:
    """Runs commands in this process; `vault` stands for the system's keyring."""

    vault: MemoryVault = field(default_factory=MemoryVault)
    out: str = ""
    err: str = ""

    def __call__(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> int:
        terminal = Terminal(
            stdin=io.BytesIO(stdin),
            stdout=io.StringIO(),
            stderr=io.StringIO(),
            environ={**os.environ, **(env or {})},
            make_desk=self.make_desk,
        )
        code = run(arguments, terminal)
        assert isinstance(terminal.stdout, io.StringIO)
        assert isinstance(terminal.stderr, io.StringIO)
        self.out, self.err = terminal.stdout.getvalue(), terminal.stderr.getvalue()
        return code

    def make_desk(self, home: Path) -> Desk:
        """A desk over the test's own vault."""
        return Desk(home, for_window=False, vault=self.vault)


@pytest.fixture(autouse=True)
def _no_gateway_of_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have a window open, and its gateway at the default address."""

    async def fetch_nothing(base_url: str) -> None:
        return None

    monkeypatch.setattr(practice_admin, "fetch_practice_object", fetch_nothing)


@pytest.fixture
def console() -> Console:
    """A console of this test."""
    return Console()
