"""Practice: started, joined, adopted; whatever fails, the rest goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault, StorageFault, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.practice_adoption import PROFILE_ID, TOKEN_ID, PracticeAdoption
from aexdesk.services.practice_announcing import RunNotice
from aexdesk.services.practice_keeping import PracticeSecrets
from aexdesk.services.practice_launcher import PracticeLauncher
from aexdesk.services.practising import PracticeState, Practising
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.services.worlds import (
    PRACTICE_OBJECT,
    FakeLauncher,
    FakeNotice,
    FaultyVault,
    a_desk,
    draft,
    seeds,
)


def practising(
    launcher: FakeLauncher | None = None, notice: FakeNotice | None = None, answering: Mapping[str, Any] | None = None
) -> Practising:
    """One whose world answers at the URLs of `answering`."""

    async def fetch(url: str) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = (answering or {}).get(url)
        return found

    return Practising(launcher or FakeLauncher(), notice or FakeNotice(), fetch)


async def test_it_starts_where_the_environment_says_and_tells_the_others() -> None:
    launcher, notice = FakeLauncher(), FakeNotice()
    practice = practising(launcher, notice)
    states: list[PracticeState] = []
    practice.changed.append(lambda: states.append(practice.state))
    await practice.start(replace(PRACTICE, base_url="http://127.0.0.1:4711"))
    await practice.start()
    assert launcher.asked == [4711]
    assert states == [PracticeState(is_starting=True), PracticeState("http://127.0.0.1:4711", is_own=True)]
    assert notice.said == "http://127.0.0.1:4711"
    assert practice.seeds is not None
    assert practice.resolve(PRACTICE).base_url == "http://127.0.0.1:4711"
    assert practice.resolve(LIVE) == LIVE
    await practice.stop()
    await practice.stop()
    assert len(launcher.stopped) == 1
    assert practice.state == PracticeState()
    assert (notice.said, practice.seeds is None) == ("", True)
    assert practice.resolve(PRACTICE) == PRACTICE


async def test_one_that_ends_with_its_call_is_announced_to_nobody() -> None:
    notice = FakeNotice("http://127.0.0.1:1")
    practice = practising(notice=notice)
    await practice.start(port=0, is_announced=False)
    assert notice.said == "http://127.0.0.1:1"
    await practice.stop()
    assert notice.said == "http://127.0.0.1:1", "what another said stays"


async def test_a_port_that_one_of_ours_holds_is_joined() -> None:
    launcher = FakeLauncher(NetworkFault("port_taken", port=8917))
    practice = practising(launcher, answering={PRACTICE.base_url: PRACTICE_OBJECT})
    await practice.start()
    assert practice.state == PracticeState(PRACTICE.base_url)
    assert practice.seeds is not None
    await practice.stop()
    assert launcher.stopped == [], "what another runs is not ours to stop"


async def test_a_port_that_somebody_else_holds_is_trouble_and_no_exception() -> None:
    for fault in (NetworkFault("port_taken", port=8917), StorageFault("folder_unwritable", path="x")):
        practice = practising(FakeLauncher(fault))
        await practice.start()
        assert practice.state == PracticeState(trouble=fault)
        assert practice.seeds is None


async def test_a_port_asked_for_by_hand_is_not_swapped_for_another_gateway() -> None:
    fault = NetworkFault("port_taken", port=5)
    practice = practising(FakeLauncher(fault), answering={PRACTICE.base_url: PRACTICE_OBJECT})
    await practice.start(port=5)
    assert practice.state.trouble is fault


async def test_after_trouble_it_can_be_started_again() -> None:
    launcher = FakeLauncher(NetworkFault("port_taken", port=8917))
    practice = practising(launcher)
    await practice.start()
    launcher.fault = None
    await practice.start()
    assert practice.state.is_own


@pytest.mark.parametrize("crash", [asyncio.CancelledError(), RuntimeError("a mistake of ours")])
async def test_a_start_that_is_broken_off_can_be_tried_again(crash: BaseException) -> None:
    launcher = FakeLauncher()
    launcher.crash = crash
    practice = practising(launcher)
    with pytest.raises(type(crash)):
        await practice.start()
    assert practice.state == PracticeState()
    launcher.crash = None
    await practice.start()
    assert practice.state.is_own


async def test_the_running_one_is_found_by_the_notice_or_at_the_environments_address() -> None:
    noticed, own = "http://127.0.0.1:4711", PRACTICE.base_url
    both = {noticed: PRACTICE_OBJECT, own: PRACTICE_OBJECT}
    for notice, answering, environment, url in (
        ("", both, PRACTICE, own),
        (noticed, both, PRACTICE, noticed),
        (noticed, {own: PRACTICE_OBJECT}, PRACTICE, own),
        (noticed, both, replace(PRACTICE, base_url="http://127.0.0.1:99"), None),
        (noticed, {}, PRACTICE, None),
    ):
        practice = practising(notice=FakeNotice(notice), answering=answering)
        assert await practice.find_running(environment) == (url is not None)
        assert practice.state.url == url


@pytest.mark.parametrize("missing", ["app_secret", "test_case", "access_token", "url", "expire_time"])
async def test_a_gateway_of_another_version_is_told_and_not_joined(missing: str) -> None:
    found = {name: value for name, value in PRACTICE_OBJECT.items() if name != missing}
    practice = practising(answering={PRACTICE.base_url: found})
    assert not await practice.join(PRACTICE.base_url)
    assert practice.state.trouble is not None
    assert practice.state.trouble.code == "practice_object_incomplete"


@pytest.mark.parametrize("said", ["", "{", "[]", '"http://127.0.0.1:1"', "\xff", "null"])
def test_a_notice_that_somebody_spoilt_says_nothing(tmp_path: Path, said: str) -> None:
    path = tmp_path / "notice.json"
    assert RunNotice(path).read() == ""
    path.write_bytes(said.encode("latin-1"))
    assert RunNotice(path).read() == ("http://127.0.0.1:1" if said.startswith('"') else "")
    RunNotice(path).erase()
    RunNotice(path).erase()
    RunNotice(tmp_path / "no" / "such" / "folder").write("x")


# ---------------------------------------------------------------- the real gateway


async def test_a_real_gateway_keeps_its_app_over_a_restart_and_its_secrets_in_the_vault(tmp_path: Path) -> None:
    vault = FaultyVault()
    keys = []
    for _ in range(2):
        async with a_desk(tmp_path, vault, for_window=True) as desk:
            await desk.practising.start(port=0)
            assert desk.practising.state.trouble is None
            assert desk.practising.seeds is not None
            keys.append((desk.practising.seeds.app_key, desk.practising.seeds.app_secret))
    assert keys[0] == keys[1]
    secret = keys[0][1].reveal()
    assert secret in vault.texts()
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert secret.encode() not in stored


async def test_a_start_that_is_cancelled_leaves_no_gateway_running(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    class Slow:
        def stop(self) -> None:
            stopped.set()

    def start(self: PracticeLauncher, port: int) -> Any:
        begun.set()
        go_on.wait(5)
        return Slow()

    monkeypatch.setattr(PracticeLauncher, "_start", start)
    async with asyncio.TaskGroup() as group:
        launching = group.create_task(PracticeLauncher(None, None).launch(0))
        await asyncio.to_thread(begun.wait, 5)
        launching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await launching
        go_on.set()
        assert await asyncio.to_thread(stopped.wait, 5)


async def test_secrets_of_the_gateway_that_could_not_be_written_wait_for_the_next_time(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        kept = PracticeSecrets(desk.secrets, desk.preferences)
        kept.set("app", Secret("CANARY-1"))
        kept.set("other", Secret("CANARY-2"))
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await kept.flush()
        vault.fault = ""
        await kept.flush()
        assert vault.texts() == {"CANARY-1", "CANARY-2"}
        kept.remove("other")
        await kept.flush()
        assert vault.texts() == {"CANARY-1"}
        again = PracticeSecrets(desk.secrets, desk.preferences)
        await again.load()
        assert (again.get("app"), again.get("other")) == (Secret("CANARY-1"), None)


# ---------------------------------------------------------------- adoption


def adoption(desk: Desk) -> PracticeAdoption:
    return PracticeAdoption(desk.profiles, desk.tokens, desk.loan_accounts, desk.test_cases, desk.preferences)


async def test_the_seeds_are_taken_in_once_and_renewed_each_time(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await adoption(desk).adopt(seeds(), "Practice app")
        profile = await desk.profiles.get(PROFILE_ID)
        assert (profile.name, profile.app_key, profile.environment) == ("Practice app", "900001", "practice")
        assert await desk.profiles.app_secret(profile) == seeds().app_secret
        token = await desk.tokens.newest_of(PROFILE_ID)
        assert token is not None
        assert (token.id, token.account, token.is_real) == (TOKEN_ID, "Buyer@practice.example", False)
        assert [case.name for case in await desk.test_cases.list()] == ["Practice order"]
        assert [loan.email for loan in await desk.loan_accounts.list()] == ["Buyer@practice.example"]

        newer = seeds(app_key="900002", app_secret="CANARY-newer", access_token="CANARY-newer-session")
        await desk.profiles.edit(PROFILE_ID, draft("My name for it", app_key="900001", notes="mine"))
        await adoption(desk).adopt(newer, "Practice app")
        profile = await desk.profiles.get(PROFILE_ID)
        assert (profile.name, profile.notes, profile.app_key) == ("My name for it", "mine", "900002")
        assert await desk.profiles.app_secret(profile) == newer.app_secret
        token = await desk.tokens.newest_of(PROFILE_ID)
        assert token is not None
        assert await desk.tokens.session(token) == newer.session
        assert len(await desk.test_cases.list()) == len(await desk.loan_accounts.list()) == 1


async def test_adopting_again_leaves_a_session_that_came_later(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await adoption(desk).adopt(seeds(), "Practice app")
        profile, token = await desk.profiles.get(PROFILE_ID), await desk.tokens.get(TOKEN_ID)
        assert token is not None
        later = Secret("CANARY-refreshed-session")
        ends = seeds().access_expires_at + timedelta(hours=1)
        await desk.tokens.add(profile, TokenGrant(seeds().buyer_email, later, access_expires_at=ends), TOKEN_ID)
        await adoption(desk).adopt(seeds(), "Practice app")
        kept = await desk.tokens.get(TOKEN_ID)
        assert kept is not None
        assert (kept.access_expires_at, await desk.tokens.session(kept)) == (ends, later)


async def test_what_the_user_removed_stays_removed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await adoption(desk).adopt(seeds(), "Practice app")
        token = await desk.tokens.newest_of(PROFILE_ID)
        assert token is not None
        await desk.tokens.remove(token)
        await desk.test_cases.remove((await desk.test_cases.list())[0])
        await desk.loan_accounts.remove((await desk.loan_accounts.list())[0])
        await adoption(desk).adopt(seeds(), "Practice app")
        assert await desk.tokens.list() == ()
        assert await desk.test_cases.list() == ()
        assert await desk.loan_accounts.list() == ()
        await desk.profiles.remove(PROFILE_ID)
        await adoption(desk).adopt(seeds(), "Practice app")
        assert await desk.profiles.list() == ()
        await desk.profiles.purge_removed()
    async with a_desk(tmp_path) as desk:
        await adoption(desk).adopt(seeds(), "Practice app")
        assert await desk.profiles.list() == ()


async def test_a_name_that_the_user_has_taken_is_no_obstacle(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.profiles.add(draft("Practice app"), Secret("mine"))
        await adoption(desk).adopt(seeds(), "Practice app")
        assert [profile.name for profile in await desk.profiles.list()] == ["Practice app", "Practice app 2"]
        assert await desk.tokens.newest_of(PROFILE_ID) is not None


@pytest.mark.parametrize("failing", [{"set"}, {"get"}, {"get", "set", "delete"}])
async def test_a_vault_that_fails_costs_the_secrets_and_nothing_else(tmp_path: Path, failing: set[str]) -> None:
    vault = FaultyVault()
    vault.fault, vault.failing = "vault_locked", failing
    async with a_desk(tmp_path, vault) as desk:
        with suppress(VaultUnavailable):
            await adoption(desk).adopt(seeds(), "Practice app")
        assert (await desk.profiles.get(PROFILE_ID)).app_key == "900001"
        assert await desk.tokens.newest_of(PROFILE_ID) is not None
        assert len(await desk.test_cases.list()) == 1
        vault.fault = ""
        await adoption(desk).adopt(seeds(), "Practice app")
        assert await desk.profiles.app_secret(await desk.profiles.get(PROFILE_ID)) == seeds().app_secret


async def test_opening_practice_takes_in_what_it_holds_and_shows_it(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.practice_opening.open("Practice app", 0)
        assert desk.practising.state.is_own
        assert desk.standing.profile is not None
        assert desk.standing.profile.id == PROFILE_ID
        assert desk.standing.token is not None
        with pytest.raises(BadInput):
            await desk.profiles.get("nobody")
