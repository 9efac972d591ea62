"""Several real processes with one expiring token: one refreshes, the others take what it got."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.token import digest_session
from tests.e2e.processes import LIMIT_S, Practice
from tests.e2e.vault_in_files import VaultInFiles
from tests.test_redaction import forms_of

API = "/auth/token/refresh"
TREE = Path(__file__).parents[2]


async def _prepare(home: Path, vault: Path, practice: Practice) -> str:
    """A workspace with one token that has just ended; the digest of its session."""
    desk = Desk(home, for_window=False, vault=VaultInFiles(vault))
    try:
        await desk.open()
        assert await desk.practising.join(practice.told["url"])
        seeds = desk.practising.seeds
        assert seeds is not None
        profile = await desk.profiles.add(ProfileDraft("practice", "Shop", seeds.app_key), seeds.app_secret)
        ended = datetime.now(UTC) - timedelta(minutes=1)
        grant = TokenGrant(seeds.buyer_email, seeds.session, seeds.refresh_token, access_expires_at=ended)
        await desk.tokens.add(profile, grant)
        return digest_session(seeds.session)
    finally:
        await desk.close()


def _start(home: Path, vault: Path, practice: Practice) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.e2e.refreshing_process", str(home), str(vault), practice.told["url"]]
    return subprocess.Popen(
        command,
        text=True,
        cwd=TREE,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _run_together(home: Path, vault: Path, practice: Practice, count: int) -> list[dict[str, Any]]:
    processes = [_start(home, vault, practice) for _ in range(count)]
    try:
        for process in processes:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line == "ready\n", process.communicate(timeout=LIMIT_S)
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        told = [process.communicate(timeout=LIMIT_S) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert [err for _out, err in told] == [""] * count
    return [json.loads(out) for out, _err in told]


@pytest.mark.parametrize("fault", [None, {"kind": "latency", "value": 800}], ids=["quick", "slow"])
def test_processes_with_one_expiring_token_refresh_once_between_them(
    practice: Practice, tmp_path: Path, fault: dict[str, Any] | None
) -> None:
    home, vault = tmp_path / "data", tmp_path / "vault"
    before = asyncio.run(_prepare(home, vault, practice))
    if fault is not None:
        practice.ask("/faults", {"api": API, **fault})
    told = _run_together(home, vault, practice, 3)
    assert [entry["verdict"] for entry in practice.log_of(API)] == ["ok"]
    assert told == [told[0]] * 3
    assert told[0]["trouble"] == ""
    assert told[0]["row"] == told[0]["vault"] != before

    kept = {path.read_text() for path in vault.iterdir()}
    assert len(kept) == 3, "app secret, session, refresh token: nothing more"
    secrets = kept | {practice.told["access_token"], practice.told["refresh_token"]}
    written = b"\0".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert API.encode() in written
    for secret in secrets:
        for name, form in forms_of(secret).items():
            assert form not in written, name


def test_the_lost_answer_of_one_process_leaves_the_session_in_use_for_all(practice: Practice, tmp_path: Path) -> None:
    home, vault = tmp_path / "data", tmp_path / "vault"
    before = asyncio.run(_prepare(home, vault, practice))
    practice.ask("/faults", {"api": API, "kind": "truncate", "times": 2})  # carried out, and never heard of
    told = _run_together(home, vault, practice, 2)
    assert {one["row"] for one in told} == {one["vault"] for one in told} == {before}
    assert {one["trouble"] for one in told} <= {"connection_lost", "IllegalRefreshToken"}
    assert practice.told["access_token"] in {path.read_text() for path in vault.iterdir()}
