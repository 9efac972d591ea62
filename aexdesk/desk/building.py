"""Builds the services by hand, each from those it needs. Builds and no more: decisions stand in the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aexdesk import resources
from aexdesk.desk.late_work import LateWork
from aexdesk.faults import AexError
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.redaction import SecretsSeen
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.case_orders import CaseOrderBook
from aexdesk.services.clock import Clock
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.services.handover import Handovers
from aexdesk.services.harmless import HarmlessApis
from aexdesk.services.history import History
from aexdesk.services.history_keeping import HistoryKeeping
from aexdesk.services.late_records import LateRecords
from aexdesk.services.ledger_book import LedgerBook
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.order_attempts import OrderAttempts
from aexdesk.services.practice_launcher import practice_for_command, practice_for_window
from aexdesk.services.preferences import Preferences
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.secret_store import SecretStore
from aexdesk.services.session_owners import SessionOwners
from aexdesk.services.standing import Standing
from aexdesk.services.storage_troubles import call_not_recorded
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.services.tokens import TokenBook
from aexdesk.services.unlocking import LiveUnlock
from aexdesk.services.vault_status import vault_for_command, vault_for_window
from aexdesk.services.way_out import WayOut
from aexdesk.storage.body_files import BodyFiles
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.system_vault import SystemVault
from aexdesk.storage.tables import Tables
from aexdesk.storage.vault import Vault


class ServiceBuilder(LateWork):
    """All services over one data folder; they are there once `_build` has run."""

    def __init__(
        self,
        *,
        for_window: bool,
        vault: Vault | None,
        now: Callable[[], datetime],
    ) -> None:
        self._for_window = for_window
        self._system_vault = vault
        self._now = now
        self.on_trouble: Callable[[AexError], None] = lambda trouble: None
        self._seen = SecretsSeen()

    def _build(self, folder: DataFolder, tables: Tables) -> None:
        self._forget_late()
        self._folder, self._tables = folder, tables
        self.catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
        self.error_book = ErrorBook.from_json(resources.read_json("error_book.json"))
        choose_vault = vault_for_window if self._for_window else vault_for_command
        self._vault, self.vault_status = choose_vault(self._system_vault or SystemVault())
        self.secrets = SecretStore(self._vault, self._seen)
        self.preferences = Preferences(tables.settings)
        self.history = History(tables.exchanges)
        self.clock = Clock(self._now)
        self.history.recorded.append(self.clock.note)
        self.history_keeping = HistoryKeeping(
            self.history, tables.history_index, tables.history_removal, self.preferences, self._now
        )
        self._bodies = BodyFiles(folder.bodies)
        self._own_apis_folder = folder.own_apis
        self._build_books(tables)
        self._build_practice(folder)
        self._build_calls()
        self.handovers = Handovers()
        self.standing = Standing(self.environments, self.profiles, self.tokens, self.preferences)
        self.live_unlock.follow(self.standing)

    def _build_books(self, tables: Tables) -> None:
        self.environments = EnvironmentBook(tables.environments)
        self.tokens = TokenBook(tables.tokens, self.secrets, self._now)
        self.profiles = ProfileBook(tables.profiles, self.tokens, self.secrets, self._now)
        self.loan_accounts = LoanAccountBook(tables.loan_accounts, self.secrets, self._now)
        self.test_cases = OrderTestCaseBook(tables.order_test_cases, self._now)
        self._ledger_book = LedgerBook(tables.ledger)
        self.case_orders = CaseOrderBook(tables.case_orders, self.test_cases, self.history, self._ledger_book)

    def _build_practice(self, folder: DataFolder) -> None:
        if self._for_window:
            self.practising = practice_for_window(folder, self.secrets, self.preferences)
        else:
            self.practising = practice_for_command(folder)

    def _build_calls(self) -> None:
        owners = SessionOwners(self.tokens, self.profiles, lambda: self.practising.seeds, self._now)
        self.live_unlock = LiveUnlock(self._now)
        self.harmless_apis = HarmlessApis(self.preferences, self.catalogue)
        self._facts = facts = WorkspaceFacts(
            owners,
            self.test_cases,
            self.loan_accounts,
            lambda: self.practising.seeds,
            self._now,
            is_unlocked=self.live_unlock.opens,
            harmless=self.harmless_apis.current,
        )
        self._late_records = LateRecords(self.case_orders, self._tell_unrecorded)
        self._way_out = WayOut(
            self.catalogue,
            facts,
            self._late_records,
            self._bodies,
            self._tell_unrecorded,
            lambda: self.noting,
            lambda: self._seen.others,
        )
        self.callers = Callers(self.profiles, self.tokens, self.secrets, self.catalogue)
        self.order_attempts = OrderAttempts(self._ledger_book, self._now)
        self.calling = Calling(self._way_out, self.practising, self.order_attempts, self._now)

    def _tell_unrecorded(self, trouble: AexError) -> None:
        self._tell(call_not_recorded(trouble))

    def _tell(self, trouble: AexError) -> None:
        self.on_trouble(trouble)
