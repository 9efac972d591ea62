"""What survives a restart, what does not, and that no secret is ever in the saved bytes."""

from __future__ import annotations

import json

import pytest

from aexdesk.faults import NetworkFault, StorageFault
from aexdesk.practice import RunningPractice, start_practice
from aexdesk.practice.records import App
from aexdesk.practice.saving import unpack
from tests.practice.login.login import authorize
from tests.practice.world import Client, FakeClock, MemoryKeeper, MemorySecrets, error_of

PRODUCT_GET = "aliexpress.ds.product.get"


class Kept:
    """A gateway that can be started again on what it kept."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.keeper = MemoryKeeper()
        self.secrets = MemorySecrets()

    def start(self) -> RunningPractice:
        return start_practice(0, keeper=self.keeper, secret_keeper=self.secrets, clock=self.clock)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_no_secret_is_in_the_saved_bytes(kept: Kept) -> None:
    with kept.start() as practice:
        client = Client(practice, kept.clock)
        client.admin("/apps", {"app_key": "600001", "app_secret": "CANARY-app-secret"})
        client.admin("/loan-accounts", {"email": "own@example.test", "password": "CANARY-password"})
        code = authorize(client)
        tokens = client.rest("/auth/token/create", code=code)
        client.order()
        told = client.told
    assert kept.keeper.saved is not None
    text = kept.keeper.saved.decode()
    assert "own@example.test" in text
    assert "600001" in text
    secrets = ["CANARY-app-secret", "CANARY-password", code, tokens["access_token"], tokens["refresh_token"]]
    names = ("app_secret", "buyer_password", "access_token", "refresh_token", "real_buyer_password")
    secrets += [told[name] for name in (*names, "real_buyer_access_token")]
    for secret in secrets:
        assert secret not in text


def test_everything_else_survives(kept: Kept) -> None:
    with kept.start() as practice:
        before = Client(practice, kept.clock)
        before.admin("/apps", {"app_key": "600001", "app_secret": "own", "callback_url": "https://a.example.test/"})
        before.admin("/test-cases", {**before.told["test_case"], "name": "Own", "quantity": 2, "state": "active"})
        order_id = before.order(out_order_id="AEX-1")["order_list"]["number"][0]
        before.admin(f"/orders/{order_id}", {"state": "FINISH"})
        orders = before.orders()
    with kept.start() as practice:
        after = Client(practice, kept.clock)
        assert after.orders() == orders
        assert after.app_secret == before.app_secret
        assert after.told["buyer_password"] == before.told["buyer_password"]
        assert after.order(before.told["access_token"], quantity=2)["is_success"] is True
        assert after.order(out_order_id="AEX-1")["error_code"] == "REPEATED_ORDER_ERROR"
        own = Client(practice, kept.clock, "600001", "own")
        assert error_of(own.rest("/auth/token/create", code="x")) == "InvalidCode"
        ids = [order["order_id"] for order in after.orders()]
        assert len(set(ids)) == len(ids) == 2
        item = after.told["test_case"]["item_id"]
        answer = after.sync(PRODUCT_GET, product_id=item, ship_to_country="US", simplify="true")
        sku = answer["aliexpress_ds_product_get_response"]["result"]["ae_item_sku_info_dtos"][0]
        assert sku["sku_available_stock"] == 50_000 - 3


def test_apps_and_accounts_keep_what_was_set(kept: Kept) -> None:
    limits = {"calls_per_day": 3, "ip_allow_list": ["127.0.0.1", "192.0.2.1"], "is_publisher": False}
    with kept.start() as practice:
        client = Client(practice, kept.clock)
        client.admin("/apps", {"app_key": "600001", "app_secret": "own", **limits})
        account = {"email": client.told["buyer_email"], "password": "password", "state": "blocked"}
        client.admin("/loan-accounts", account)
    assert kept.keeper.saved is not None
    (app,) = [one for one in unpack(kept.keeper.saved).apps.values() if one.app_key == "600001"]
    assert app == App("600001", "", calls_per_day=3, ip_allow_list=("127.0.0.1", "192.0.2.1"), is_publisher=False)
    with kept.start() as practice:
        assert Client(practice, kept.clock).order()["error_code"] == "BLACKLIST_BUYER_IN_LIST"


def test_a_state_of_an_earlier_version_has_no_limits(kept: Kept) -> None:
    with kept.start():
        pass
    assert kept.keeper.saved is not None
    state = json.loads(kept.keeper.saved)
    for app in state["apps"]:
        for name in ("calls_per_day", "ip_allow_list", "is_publisher"):
            del app[name]
    for account in state["accounts"]:
        del account["state"]
    kept.keeper.saved = json.dumps(state).encode()
    with kept.start() as practice:
        assert Client(practice, kept.clock).order()["is_success"] is True


def test_each_start_mints_new_sessions(kept: Kept) -> None:
    with kept.start() as practice:
        first = practice.object
    with kept.start() as practice:
        second = practice.object
        assert second.access_token != first.access_token
        assert second.real_buyer_access_token != first.real_buyer_access_token
        assert Client(practice, kept.clock).order()["is_success"] is True


def test_a_vault_that_lost_its_secrets(kept: Kept) -> None:
    """The seeded app gets a new secret; an app of one's own is gone with its own."""
    with kept.start() as practice:
        first = Client(practice, kept.clock)
        first.admin("/apps", {"app_key": "600001", "app_secret": "own"})
    kept.secrets.kept.clear()
    with kept.start() as practice:
        second = Client(practice, kept.clock)
        assert second.app_secret != first.app_secret
        assert second.order()["is_success"] is True
        own = Client(practice, kept.clock, "600001", "own")
        assert error_of(own.rest("/auth/token/create", code="x")) == "InvalidAppkey"


def test_reading_saves_nothing(kept: Kept) -> None:
    with kept.start():
        pass
    assert kept.keeper.saves == 1  # the sessions of the start
    with kept.start() as practice:
        client = Client(practice, kept.clock)
        for _ in range(50):
            client.sync(PRODUCT_GET, product_id="1", ship_to_country="US")
    assert kept.keeper.saves == 2


def test_expired_tokens_are_not_kept(kept: Kept) -> None:
    with kept.start():
        pass
    kept.clock.now += 3 * 86_400
    with kept.start():
        pass
    assert kept.keeper.saved is not None
    assert len(json.loads(kept.keeper.saved)["grants"]) == 4


@pytest.mark.parametrize(
    "saved", [b"", b"{", b"[]", b"{}", b'{"version": 1}', b'{"version": 2}', b"\xff", b"[" * 99_999]
)
def test_a_state_that_cannot_be_read(saved: bytes) -> None:
    keeper = MemoryKeeper()
    keeper.saved = saved
    if not saved:
        start_practice(0, keeper=keeper).stop()
        return
    with pytest.raises(StorageFault):
        start_practice(0, keeper=keeper)
    assert keeper.saved == saved


def test_a_taken_port_touches_nothing() -> None:
    keeper = MemoryKeeper()
    with start_practice(0) as first, pytest.raises(NetworkFault) as caught:
        start_practice(int(first.url.rpartition(":")[2]), keeper=keeper)
    assert caught.value.code == "port_taken"
    assert keeper.saves == 0


def test_two_fresh_starts_share_no_secret() -> None:
    with start_practice(0) as one, start_practice(0) as two:
        first, second = one.object.to_json(), two.object.to_json()
    same = {name for name in first if first[name] == second[name]}
    assert same == {"app_key", "callback_url", "buyer_email", "test_case", "real_buyer_email"}


def test_stop_may_be_called_again() -> None:
    practice = start_practice(0)
    practice.stop()
    practice.stop()


def test_a_mismatch_that_is_none() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        start_practice(0, "sometimes")


class FailingKeeper(MemoryKeeper):
    """Cannot write until it is mended."""

    def __init__(self) -> None:
        super().__init__()
        self.is_broken = False

    def save(self, state: bytes) -> None:
        if self.is_broken:
            raise StorageFault("disk_full")
        super().save(state)


def test_a_keeper_that_fails_is_heard_at_the_stop(clock: FakeClock) -> None:
    keeper = FailingKeeper()
    practice = start_practice(0, keeper=keeper, clock=clock)
    keeper.is_broken = True
    assert Client(practice, clock).order()["is_success"] is True
    with pytest.raises(StorageFault, match="disk_full"):
        practice.stop()
    keeper.is_broken = False
    practice.stop()
    assert keeper.saved is not None
    assert len(json.loads(keeper.saved)["orders"]) == 1


def test_a_keeper_that_cannot_write_fails_the_start(clock: FakeClock) -> None:
    keeper = FailingKeeper()
    keeper.is_broken = True
    with pytest.raises(StorageFault, match="disk_full"):
        start_practice(0, keeper=keeper, clock=clock)


def test_ids_are_not_given_twice_after_a_kill(kept: Kept) -> None:
    """What was saved may be older than the last order."""
    with kept.start() as practice:
        older = kept.keeper.saved
        lost = Client(practice, kept.clock).order()["order_list"]["number"][0]
    kept.keeper.saved = older
    with kept.start() as practice:
        client = Client(practice, kept.clock)
        assert client.orders() == []
        given = [client.order()["order_list"]["number"][0] for _ in range(3)]
    assert lost not in given
