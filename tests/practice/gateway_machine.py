"""A practice gateway under any sequence of orders, refreshes, hours and restarts, with a plain model beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aexdesk.practice import Rules, start_practice
from tests.practice.world import Client, FakeClock, MemoryKeeper, MemorySecrets, error_of

_DAY = 86_400
_BUYER, _REAL = "buyer_email", "real_buyer_email"
PICK = st.integers(0, 9)


@dataclass
class Model:
    """What must be so. Ends are seconds since 1970; an order: account, quantity, country, whether it is free."""

    sessions: dict[str, tuple[str, float]] = field(default_factory=dict)
    refreshers: dict[str, float] = field(default_factory=dict)
    spent: list[str] = field(default_factory=list)
    orders: dict[str, tuple[str, int, str, bool]] = field(default_factory=dict)
    named: dict[tuple[str, str], float] = field(default_factory=dict)  # (account, out_order_id) -> when


class GatewayMachine(RuleBasedStateMachine):
    """Charges for what matches no case, and keeps its state as the window's does."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = FakeClock()
        self._keepers = MemoryKeeper(), MemorySecrets()
        self.model = Model()
        self._start()
        told = self.client.told
        ends = told["expire_time"] / 1000
        self.model.sessions = {
            told["access_token"]: (told[_BUYER], ends), told["real_buyer_access_token"]: (told[_REAL], ends),
        }  # fmt: skip
        self.model.refreshers = {told["refresh_token"]: told["refresh_token_valid_time"] / 1000}

    def _start(self) -> None:
        rules = Rules(throttle=False)
        self._practice = start_practice(0, "charge", *self._keepers, rules, clock=self._clock)
        self.client = Client(self._practice, self._clock)

    @rule()
    def restart(self) -> None:
        """The seeded sessions are new ones then; the old ones stay good to their end."""
        self._practice.stop()
        self._start()

    @rule(hours=st.sampled_from([1, 12, 30, 24 * 20]))
    def wait(self, hours: int) -> None:
        self._clock.now += hours * 3_600

    @rule(which=PICK, quantity=st.integers(1, 2), country=st.sampled_from(["US", "FR"]), out=st.sampled_from(["", "A"]))
    def order(self, which: int, quantity: int, country: str, out: str) -> None:
        """Free where it matches the seeded case, field for field; the same name is refused for a day."""
        session, (account, ends) = list(self.model.sessions.items())[which % len(self.model.sessions)]
        changes = {"quantity": quantity, "country": country} | ({"out_order_id": out} if out else {})
        if ends <= self._clock.now:
            answer = self.client.sync("aliexpress.ds.order.create", session)
            assert error_of(answer) == "IllegalAccessToken"
            return
        result = self.client.order(session, **changes)
        placed = self.model.named.get((account, out), 0.0) if out else 0.0
        if self._clock.now - placed < _DAY:
            assert (result["is_success"], result["error_code"]) == (False, "REPEATED_ORDER_ERROR")
            return
        assert result["is_success"] is True, result
        (number,) = result["order_list"]["number"]
        assert str(number) not in self.model.orders
        is_free = (quantity, country, account) == (1, "US", self.client.told[_BUYER])
        self.model.orders[str(number)] = (account, quantity, country, is_free)
        if out:
            self.model.named[account, out] = self._clock.now

    @precondition(lambda self: self.model.refreshers)
    @rule(which=PICK)
    def refresh(self, which: int) -> None:
        """A refresh token is spent by it; earlier sessions stay good, and its end does not move."""
        token = list(self.model.refreshers)[which % len(self.model.refreshers)]
        ends = self.model.refreshers.pop(token)
        answer = self.client.rest("/auth/token/refresh", refresh_token=token)
        self.model.spent.append(token)
        if ends <= self._clock.now:
            assert error_of(answer) == "IllegalRefreshToken"
            return
        assert answer["refresh_token_valid_time"] == int(ends * 1000)
        self.model.sessions[answer["access_token"]] = (answer["account"], answer["expire_time"] / 1000)
        self.model.refreshers[answer["refresh_token"]] = ends

    @precondition(lambda self: self.model.spent)
    @rule(which=PICK)
    def refresh_with_a_spent_token(self, which: int) -> None:
        answer = self.client.rest("/auth/token/refresh", refresh_token=self.model.spent[which % len(self.model.spent)])
        assert error_of(answer) == "IllegalRefreshToken"

    @invariant()
    def the_orders_are_those_that_were_acknowledged(self) -> None:
        found = {
            str(one["order_id"]): (one["account"], one["quantity"], one["country"], one["free"])
            for one in self.client.orders()
        }
        assert found == self.model.orders

    def teardown(self) -> None:
        self._practice.stop()
