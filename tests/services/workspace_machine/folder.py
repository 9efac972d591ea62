"""A workspace under any sequence of acts, with a plain model beside it: what was acknowledged is there, and no more.

The model holds what the services gave back, object by object; a list must equal it. What is hidden can be restored
until the folder is opened again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from aexdesk.collection.saved_request import SavedRequest
from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.services.worlds import Clock, FaultyVault
from tests.storage.test_earlier import VERSIONS, old_folder

T = TypeVar("T")
ENVIRONMENTS = ("practice", "live")
ENVIRONMENT = st.sampled_from(ENVIRONMENTS)
NAMES = st.sampled_from(["Shop", "Shop 2", "订单 é", 'a "b" \\', "x" * 60])
EMAILS = st.sampled_from(["buyer@loan.example", "Buyer@Loan.example", "other@loan.example"])
ITEMS = st.sampled_from(["1005001234567890", "1005001234567891"])
COUNTRIES = st.sampled_from(["US", "FR"])
QUANTITIES = st.integers(1, 2)
STATES = st.sampled_from(OrderTestCaseState)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PICK = st.integers(0, 9)
URLS = st.sampled_from(
    ["https://gw.example", "http://127.0.0.1:8001", "http://gw.example", "ftp://x", "https://h.example/x/"]
)
CANARY = "CANARY-"


@dataclass
class Kind:
    """What should be there of one kind: seen, and hidden until the folder is opened again."""

    seen: dict[str, Any] = field(default_factory=dict)
    hidden: dict[str, Any] = field(default_factory=dict)

    def pick(self, number: int) -> Any:
        """Any that is seen."""
        return list(self.seen.values())[number % len(self.seen)]

    def pick_hidden(self, number: int) -> Any:
        """Any that is hidden."""
        return list(self.hidden.values())[number % len(self.hidden)]

    def put(self, thing: Any) -> None:
        """As it stands now."""
        self.seen[thing.id] = thing

    def hide(self, thing: Any) -> None:
        """Out of sight."""
        self.hidden[thing.id] = self.seen.pop(thing.id)

    def restore(self, thing: Any) -> None:
        """Back again."""
        self.seen[thing.id] = self.hidden.pop(thing.id)

    def of(self, environment: str) -> set[Any]:
        """Those of an environment."""
        return {thing for thing in self.seen.values() if thing.environment == environment}

    def holds(self, environment: str, **wanted: Any) -> bool:
        """Whether one is seen with these values."""
        return any(
            all(getattr(thing, name) == value for name, value in wanted.items()) for thing in self.of(environment)
        )


class FolderMachine(RuleBasedStateMachine):
    """Opens the folder and closes it, one window at a time, with commands beside it; says what must hold."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        self._vault = FaultyVault()
        self._now = Clock()
        self._numbers = 0
        self.profiles, self.tokens, self.accounts, self.cases = Kind(), Kind(), Kind(), Kind()
        self.secrets: dict[str, str] = {}  # by the id of their profile or token
        self.requests: dict[str, SavedRequest] = {}
        self.deleted: dict[str, tuple[str, SavedRequest]] = {}
        self.calls: dict[str, str] = {}  # id -> environment
        self.hidden_calls: dict[datetime, dict[str, str]] = {}
        self.urls: dict[str, str] = {}

    # ------------------------------------------------------------ the folder

    @initialize(version=st.sampled_from([0, *VERSIONS]))
    def begin(self, version: int) -> None:
        """A new folder, or one that an earlier program left."""
        self._home = Path(self._folder.name) / "data"
        self._root = Path(self._folder.name) / "requests"
        self._root.mkdir()
        if version:
            old_folder(self._home, version)
        self._open()
        for kind, book in self._books():
            for thing in self._run(book.list(None)):
                kind.put(thing)
        self.urls = {one.name: one.base_url for one in self._run(self.desk.environments.list())}

    @rule()
    def close_and_open_again(self) -> None:
        """What was hidden goes for good; what was acknowledged is there."""
        self._run(self.desk.close())
        self._open()
        hidden = {*self.profiles.hidden, *self.tokens.hidden}
        self.secrets = {owner: text for owner, text in self.secrets.items() if owner not in hidden}
        for kind, _book in self._books():
            kind.hidden.clear()
        self.hidden_calls.clear()
        self.no_secret_lies_in_a_file()
        assert self._vault.texts() == set(self.secrets.values())

    @rule()
    def a_second_window_is_refused(self) -> None:
        second = Desk(self._home, for_window=True, vault=self._vault, now=self._now.now)
        self._run(second.open())
        assert not second.has_folder
        self._run(second.close())

    @rule(environment=ENVIRONMENT, name=NAMES, item=ITEMS, account=EMAILS)
    def a_command_adds_a_case(self, environment: str, name: str, item: str, account: str) -> None:
        """It sees what the window did, and the window sees what it does."""

        async def act() -> OrderTestCase:
            command = Desk(self._home, for_window=False, vault=self._vault, now=self._now.now)
            await command.open()
            try:
                assert set(await command.test_cases.list(environment)) == self.cases.of(environment)
                return await command.test_cases.add(OrderTestCaseDraft(environment, name, account, item, 1, "US"))
            finally:
                await command.close()

        self._add(self.cases, act(), is_taken=self.cases.holds(environment, name=name))

    # ------------------------------------------------------------ what must hold

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        """In its own environment, to the letter, and nothing else."""
        if not self.urls:
            return
        for kind, book in self._books():
            for environment in ENVIRONMENTS:
                assert set(self._run(book.list(environment))) == kind.of(environment)
        loaded = self._run(self.desk.collections.load(self._root))
        assert {one.path: one.request for one in loaded.requests} == self.requests
        assert not loaded.broken
        for environment in ENVIRONMENTS:
            found = {one.id for one in self._run(self.desk.history.recent(limit=1_000, environment=environment))}
            assert {one for one in found if one.startswith("call")} == {
                one for one, where in self.calls.items() if where == environment
            }
        assert {one.name: one.base_url for one in self._run(self.desk.environments.list())} == self.urls

    def no_secret_lies_in_a_file(self) -> None:
        """Database, its journal, log, saved requests: all that lies there."""
        for path in Path(self._folder.name).rglob("*"):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes(), path

    def teardown(self) -> None:
        try:
            if self.urls:
                self._run(self.desk.close())
                self.no_secret_lies_in_a_file()
        finally:
            self._runner.close()
            self._folder.cleanup()

    # ------------------------------------------------------------ by hand

    def _books(self) -> tuple[tuple[Kind, Any], ...]:
        desk = self.desk
        return (
            (self.profiles, desk.profiles), (self.tokens, desk.tokens), (self.accounts, desk.loan_accounts),
            (self.cases, desk.test_cases),
        )  # fmt: skip

    def _open(self) -> None:
        self.desk = Desk(self._home, for_window=True, vault=self._vault, now=self._now.now)
        self._run(self.desk.open())
        assert self.desk.has_folder
        self._run(self.desk.tidy())
        self._run(self.desk.history_keeping.tidy())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def _refused(self, work: Coroutine[Any, Any, Any], is_bad: bool) -> bool:
        """Does it; whether it was refused, which must be so exactly where the model says."""
        try:
            self._run(work)
        except BadInput:
            assert is_bad
            return True
        assert not is_bad
        return False

    def _add(self, kind: Kind, work: Coroutine[Any, Any, T], *, is_taken: bool) -> T | None:
        """Puts what comes back into the model; nothing where it is refused."""
        try:
            thing = self._run(work)
        except BadInput:
            assert is_taken
            return None
        assert not is_taken
        kind.put(thing)
        return thing

    def _secret(self) -> Secret:
        self._numbers += 1
        return Secret(f"{CANARY}secret-{self._numbers:04}")
