"""What is broken off, comes twice at once, or fails at its last step: nothing is left running, lost or resurrected."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault, StorageFault, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.practice_adoption import PROFILE_ID, PracticeAdoption
from aexdesk.services.practice_keeping import PracticeSecrets
from aexdesk.services.practice_launcher import PracticeLauncher
from aexdesk.services.practice_seeds import read_seeds
from aexdesk.services.practising import Practising, Running
from aexdesk.services.secret_store import refresh_entry
from aexdesk.services.tokens import TokenGrant
from aexdesk.storage.vault import VaultEntry
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.services.worlds import (
    APP_SECRET,
    PRACTICE_OBJECT,
    REFRESH,
    SESSION,
    FakeLauncher,
    FakeNotice,
    FaultyVault,
    a_desk,
    a_profile,
    a_token,
    draft,
    seeds,
)


class GatedLauncher(FakeLauncher):
    """One that launches when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.go_on = asyncio.Event(), asyncio.Event()

    async def launch(self, port: int) -> Running:
        self.entered.set()
        await self.go_on.wait()
        return await super().launch(port)


class GatedVault(FaultyVault):
    """One whose `set` waits while there is a gate."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = asyncio.Event()
        self.gate: asyncio.Event | None = None

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        self.entered.set()
        if self.gate is not None:
            await self.gate.wait()
        await super().set(entry, secret)


async def _nobody(url: str) -> None:
    return None


# ---------------------------------------------------------------- tokens


async def test_a_token_that_was_removed_for_itself_does_not_come_back_with_its_profile(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        kept = await a_token(desk, profile, "kept@loan.example", session=Secret("CANARY-kept"))
        removed = await a_token(desk, profile, "removed@loan.example")
        vault.fault, vault.failing = "vault_silent", {"delete"}
        with pytest.raises(VaultUnavailable):
            await desk.tokens.remove(removed)
        await desk.profiles.remove(profile.id)
        await desk.profiles.restore(profile.id)
        assert await desk.tokens.list() == (kept,)
        vault.fault = ""
        await desk.tokens.purge_removed()
        assert vault.texts() == {APP_SECRET.reveal(), "CANARY-kept"}


async def test_a_token_that_waits_for_its_purge_can_be_given_anew_under_its_id(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        token = await desk.tokens.add(profile, TokenGrant("buyer@loan.example", SESSION), "fixed")
        vault.fault, vault.failing = "vault_silent", {"delete"}
        with pytest.raises(VaultUnavailable):
            await desk.tokens.remove(token)
        vault.fault = ""
        again = await desk.tokens.add(profile, TokenGrant("buyer@loan.example", SESSION), "fixed")
        assert await desk.tokens.list() == (again,)
        await desk.tokens.purge_removed()
        assert await desk.tokens.session(again) == SESSION


async def test_a_new_token_without_a_refresh_token_does_not_keep_the_old_ones(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile, refresh_token=REFRESH)
        assert await vault.get(refresh_entry(token)) == REFRESH
        await a_token(desk, profile, session=Secret("CANARY-newer"))
        assert vault.texts() == {APP_SECRET.reveal(), "CANARY-newer"}


async def test_a_purge_of_one_profile_that_fails_is_made_good_by_the_next_purge_of_all(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile, other = await a_profile(desk), await a_profile(desk, "Other")
        await a_token(desk, profile, refresh_token=REFRESH)
        await desk.profiles.remove(profile.id)
        vault.fault, vault.failing = "vault_locked", {"delete"}
        with pytest.raises(VaultUnavailable):
            await desk.profiles.purge(profile.id)
        vault.fault = ""
        await desk.profiles.purge_removed()
        assert vault.texts() == {APP_SECRET.reveal()}
        assert await desk.profiles.list() == (other,)


async def test_a_secret_is_hidden_from_the_log_from_the_moment_it_is_kept_even_where_the_vault_refuses_it(
    tmp_path: Path,
) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await a_profile(desk)
        assert APP_SECRET.reveal() not in desk.redact(f"it was {APP_SECRET.reveal()}")


# ---------------------------------------------------------------- whose session


async def test_a_seeded_session_that_somebody_noted_as_another_accounts_is_nobodys(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.practising.start(port=0)
        held = desk.practising.seeds
        assert held is not None
        profile = await desk.profiles.add(draft(app_key=held.app_key), held.app_secret)
        facts = desk._way_out._facts
        await a_token(desk, profile, held.buyer_email.upper(), session=held.session)
        assert (await facts.facts(PRACTICE, held.session, profile.app_key)).owner is not None, (
            "the same account, known twice"
        )
        await a_token(desk, profile, held.buyer_email, session=held.session, is_real=True)
        assert (await facts.facts(PRACTICE, held.session, profile.app_key)).owner is None
        await a_token(desk, profile, "else@loan.example", session=held.real_session)
        assert (await facts.facts(PRACTICE, held.real_session, profile.app_key)).owner is None
        await desk.practising.stop()
        owner = (await facts.facts(PRACTICE, held.real_session, profile.app_key)).owner
        assert owner is not None
        assert owner.account == "else@loan.example", "a gateway that has stopped knows nobody"


async def test_what_was_noted_in_practice_is_unknown_in_live(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await PracticeAdoption(desk.profiles, desk.tokens, desk.loan_accounts, desk.test_cases, desk.preferences).adopt(
            seeds(), "Practice app"
        )
        facts = await desk._way_out._facts.facts(LIVE, seeds().session, seeds().app_key)
        assert (facts.owner, facts.test_cases, facts.loan_accounts) == (None, (), ())


# ---------------------------------------------------------------- practice starts and stops


async def test_two_starts_at_once_start_one(tmp_path: Path) -> None:
    launcher = GatedLauncher()
    practice = Practising(launcher, FakeNotice(), _nobody)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(practice.start())
        await launcher.entered.wait()
        await practice.start()
        launcher.go_on.set()
        await first
    await practice.start()
    assert launcher.asked == [8917]


async def test_a_stop_that_comes_while_it_starts_stops_it(tmp_path: Path) -> None:
    launcher, notice = GatedLauncher(), FakeNotice()
    practice = Practising(launcher, notice, _nobody)
    async with asyncio.TaskGroup() as group:
        group.create_task(practice.start())
        await launcher.entered.wait()
        stopping = group.create_task(practice.stop())
        await asyncio.sleep(0)
        launcher.go_on.set()
        await stopping
    assert len(launcher.stopped) == 1
    assert (practice.state.url, practice.state.is_starting, practice.seeds, notice.said) == (None, False, None, "")


async def test_a_start_that_fails_forgets_what_the_joined_gateway_held() -> None:
    launcher = FakeLauncher()
    practice = Practising(launcher, FakeNotice(), _answers)
    assert await practice.join(PRACTICE.base_url)
    launcher.fault = NetworkFault("port_taken", port=5)
    await practice.start(port=5)
    assert (practice.state.url, practice.seeds) == (None, None)


async def _answers(url: str) -> dict[str, Any]:
    return dict(PRACTICE_OBJECT)


async def test_a_gateway_whose_last_state_cannot_be_saved_is_stopped_all_the_same() -> None:
    class Unsaved(FakeLauncher):
        async def stop(self, running: Running) -> None:
            await super().stop(running)
            raise StorageFault("disk_full", path="practice.json")

    launcher, notice = Unsaved(), FakeNotice()
    practice = Practising(launcher, notice, _nobody)
    await practice.start()
    await practice.stop()
    assert len(launcher.stopped) == 1
    assert practice.state.trouble is not None
    assert practice.state.trouble.code == "disk_full"
    assert (practice.state.url, practice.seeds, notice.said) == (None, None, "")


async def test_a_desk_whose_practice_cannot_save_closes_all_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    await desk.open()
    await desk.practising.start(port=0)
    running: Any = desk.practising._running
    running._running._saver._is_changed = True
    state = tmp_path / "data" / "practice.json"
    state.unlink()
    state.mkdir()
    (state / "in the way").touch()
    await desk.close()
    with pytest.raises(StorageFault, match="database_closed"):
        await desk.profiles.list()
    async with a_desk(tmp_path, for_window=True) as other:
        assert other.has_folder


async def test_a_launch_that_is_cancelled_while_the_vault_is_slow_leaves_no_gateway(tmp_path: Path) -> None:
    vault = GatedVault()
    async with a_desk(tmp_path, vault) as desk:
        vault.gate = asyncio.Event()
        launcher = PracticeLauncher(None, PracticeSecrets(desk.secrets, desk.preferences))
        with socket.create_server(("127.0.0.1", 0)) as free:
            port: int = free.getsockname()[1]
        async with asyncio.TaskGroup() as group:
            launching = group.create_task(launcher.launch(port))
            await vault.entered.wait()
            launching.cancel()
            with pytest.raises(asyncio.CancelledError):
                await launching
        running = await _launch_once_free(port)
        running.stop()


async def _launch_once_free(port: int) -> Any:
    for _try in range(500):
        with suppress(NetworkFault):
            return await PracticeLauncher(None, None).launch(port)
    raise AssertionError("the port never became free")


async def test_a_secret_that_changes_while_the_vault_writes_is_written_once_more(tmp_path: Path) -> None:
    vault = GatedVault()
    async with a_desk(tmp_path, vault) as desk:
        kept = PracticeSecrets(desk.secrets, desk.preferences)
        kept.set("app", Secret("CANARY-old"))
        vault.gate = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(kept.flush())
            await vault.entered.wait()
            kept.set("app", Secret("CANARY-new"))
            vault.gate.set()
            await writing
        await kept.flush()
        assert vault.texts() == {"CANARY-new"}


# ---------------------------------------------------------------- practice objects of strangers


@pytest.mark.parametrize(
    "changes",
    [
        {"app_secret": 5}, {"app_secret": None}, {"access_token": ["x"]}, {"refresh_token": {}},
        {"real_buyer_access_token": 1}, {"buyer_email": None}, {"real_buyer_email": 7}, {"app_key": 500001},
        {"buyer_password": 1}, {"expire_time": 10**30}, {"expire_time": float("nan")}, {"expire_time": "soon"},
        {"refresh_token_valid_time": -(10**18)}, {"test_case": None}, {"test_case": "x"}, {"test_case": []},
        {"test_case": {**PRACTICE_OBJECT["test_case"], "item_id": 1}},
        {"test_case": {**PRACTICE_OBJECT["test_case"], "quantity": "1"}},
        {"test_case": {**PRACTICE_OBJECT["test_case"], "country": None}},
    ],
    ids=str,
)  # fmt: skip
async def test_a_practice_object_of_odd_values_is_refused_and_crashes_nothing(changes: dict[str, Any]) -> None:
    odd = {**PRACTICE_OBJECT, **changes}
    with pytest.raises(BadInput, match="practice_object_incomplete"):
        read_seeds(odd)

    async def fetch(url: str) -> dict[str, Any]:
        return odd

    practice = Practising(FakeLauncher(NetworkFault("port_taken", port=8917)), FakeNotice(), fetch)
    await practice.start()
    assert practice.state.url is None
    assert not practice.state.is_starting
    assert practice.state.trouble is not None


# ---------------------------------------------------------------- adoption


async def test_a_vault_that_is_shut_at_a_later_start_is_told_after_all_else_is_renewed(tmp_path: Path) -> None:
    vault = FaultyVault()
    newer = seeds(app_key="900002", app_secret="CANARY-newer", access_token="CANARY-newer-session")
    async with a_desk(tmp_path, vault) as desk:
        adoption = PracticeAdoption(desk.profiles, desk.tokens, desk.loan_accounts, desk.test_cases, desk.preferences)
        await adoption.adopt(seeds(), "Practice app")
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable, match="vault_locked"):
            await adoption.adopt(newer, "Practice app")
        assert (await desk.profiles.get(PROFILE_ID)).app_key == "900002"
        assert len(await desk.tokens.owners_of("practice", newer.session)) == 1
        vault.fault = ""
        await adoption.adopt(newer, "Practice app")
        assert {"CANARY-newer", "CANARY-newer-session"} <= vault.texts()


async def test_opening_practice_shows_what_there_is_even_where_the_vault_is_shut(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await desk.practice_opening.open("Practice app", 0)
        assert desk.practising.state.is_own
        assert desk.standing.profile is not None
