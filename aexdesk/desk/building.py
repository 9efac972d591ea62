"""Builds the services by hand, each from those it needs. Builds and no more: decisions stand in the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aexdesk import resources
from aexdesk.desk.late_services import LateServices
from aexdesk.faults import AexError
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.redaction import SecretsSeen
from aexdesk.services.access_log import AccessLog
from aexdesk.services.app_console import AppConsole
from aexdesk.services.call_marks import CallMarking
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.case_orders import CaseOrderBook
from aexdesk.services.clearing import Clearing
from aexdesk.services.clock import Clock
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.finding import Finding
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.services.handover import Handovers
from aexdesk.services.harmless import HarmlessApis
from aexdesk.services.history import History
from aexdesk.services.history_keeping import HistoryKeeping
from aexdesk.services.key_check import KeyChecking
from aexdesk.services.late_records import LateRecords
from aexdesk.services.ledger import Ledger
from aexdesk.services.ledger_book import LedgerBook
from aexdesk.services.ledger_checks import LedgerChecks
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.loan_reminders import LoanReminders
from aexdesk.services.login import Login
from aexdesk.services.order_attempts import OrderAttempts
from aexdesk.services.order_callers import OrderCallers
from aexdesk.services.order_checks import OrderChecks
from aexdesk.services.order_inquiries import OrderInquiries
from aexdesk.services.practice_acts import PracticeActs
from aexdesk.services.practice_adoption import PracticeAdoption
from aexdesk.services.practice_faults import PracticeFaults
from aexdesk.services.practice_launcher import practice_for_command, practice_for_window
from aexdesk.services.practice_opening import PracticeOpening
from aexdesk.services.practice_panel import PracticePanel
from aexdesk.services.preferences import Preferences
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.proxy_acquaintance import ProxyAcquaintance
from aexdesk.services.proxy_neighbours import ProxyNeighbours
from aexdesk.services.proxying import Proxying
from aexdesk.services.secret_store import SecretStore
from aexdesk.services.session_owners import SessionOwners
from aexdesk.services.standing import Standing
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.services.token_learning import TokenLearning
from aexdesk.services.token_refreshing import TokenRefreshing
from aexdesk.services.tokens import TokenBook
from aexdesk.services.unlocking import LiveUnlock
from aexdesk.services.vault_status import vault_for_command, vault_for_window
from aexdesk.services.way_out import WayOut
from aexdesk.storage.body_files import BodyFiles
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.system_vault import SystemVault
from aexdesk.storage.tables import Tables
from aexdesk.storage.vault import Vault


class ServiceBuilder(LateServices):
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
        self.catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
        self.error_book = ErrorBook.from_json(resources.read_json("error_book.json"))
        choose_vault = vault_for_window if self._for_window else vault_for_command
        self._vault, self.vault_status = choose_vault(self._system_vault or SystemVault())
        self.secrets = SecretStore(self._vault, self._seen)
        self.preferences = Preferences(tables.settings)
        self.history = History(tables.exchanges)
        self.clock = Clock(self._now)
        self.history.recorded.append(self.clock.note)
        self._call_counts = tables.call_counts
        self.finding = Finding(
            tables.history_search, tables.history_index, tables.exchanges, self.history, self._local_now
        )
        self.history_keeping = HistoryKeeping(
            self.history, tables.history_index, tables.history_removal, self.preferences, self._now
        )
        self.clearing = Clearing(self.finding, self.history_keeping)
        self.access_log = AccessLog(tables.exchanges, self.history)
        self._bodies = BodyFiles(folder.bodies)
        self._build_books(tables)
        self._build_practice(folder)
        self._build_calls(folder)
        self._build_main_job(tables)
        self.standing = Standing(self.environments, self.profiles, self.tokens, self.preferences)
        self.practice_opening = PracticeOpening(self.practising, self._adoption, self.environments, self.standing)
        self.practice_panel = PracticePanel(self.practising, self.practice_opening)
        self.practice_faults = PracticeFaults(self.practice_panel)
        self._build_ledger(tables)
        self.live_unlock.follow(self.standing)

    def _build_ledger(self, tables: Tables) -> None:
        here = (self.profiles, self.tokens, self.callers, tables.exchange_marks)
        askers = OrderCallers(*here, lambda: self.practising.seeds)
        asking = (self.environments, self.calling, askers, self.test_cases)
        self.order_inquiries = OrderInquiries(*asking, self.practice_panel)
        self.ledger = Ledger(self._ledger_book, self.environments, self.order_inquiries, self._now)
        self.ledger_checks = LedgerChecks(self.ledger, self._now)

    def _build_books(self, tables: Tables) -> None:
        self.environments = EnvironmentBook(tables.environments)
        self.tokens = TokenBook(tables.tokens, self.secrets, self._now)
        self.call_marking = CallMarking(tables.exchange_marks, self.tokens, self.history)
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
        self.practice_acts = PracticeActs(self.practising, self.loan_accounts, self.test_cases)
        self._adoption = PracticeAdoption(
            self.profiles, self.tokens, self.loan_accounts, self.test_cases, self.preferences
        )

    def _build_calls(self, folder: DataFolder) -> None:
        owners = SessionOwners(self.tokens, self.profiles, lambda: self.practising.seeds, self._now)
        self.live_unlock = LiveUnlock(self._now)
        self.harmless_apis = HarmlessApis(self.preferences, self.catalogue)
        facts = WorkspaceFacts(
            owners,
            self.test_cases,
            self.loan_accounts,
            lambda: self.practising.seeds,
            self._now,
            is_unlocked=self.live_unlock.opens,
            harmless=self.harmless_apis.current,
        )
        self._late_records = LateRecords(self.case_orders, self._tell)
        self._way_out = WayOut(self.catalogue, facts, self._late_records, self._bodies, self._tell)
        self.callers = Callers(self.profiles, self.tokens, self.secrets, self.catalogue)
        self.order_attempts = OrderAttempts(self._ledger_book, self._now)
        self.calling = Calling(self._way_out, self.practising, self.order_attempts, self._now)
        learning = TokenLearning(self.profiles, self.tokens, self.loan_accounts, self._now)
        acquaintance = ProxyAcquaintance(self.environments, self.profiles, self.tokens, self.practising, learning)
        neighbours = ProxyNeighbours(folder, self.practising, has_unlock=self._for_window)
        self.proxying = Proxying(self._way_out, self.calling, acquaintance, neighbours)
        self.order_checks = OrderChecks(self.catalogue, facts, self.callers, self.calling)
        self.key_checking = KeyChecking(self.profiles, self.environments, self.callers, self.calling)

    def _build_main_job(self, tables: Tables) -> None:
        asking = (self.environments, self.callers, self.calling)
        self.login = Login(*asking, self.tokens, self._now)
        self.token_refreshing = TokenRefreshing(*asking, self.tokens, tables.leases, self._now)
        self.loan_reminders = LoanReminders(self.loan_accounts, self.preferences)
        self.app_console = AppConsole(self.preferences)
        self.handovers = Handovers()

    def _local_now(self) -> datetime:
        return self._now().astimezone()

    def _tell(self, trouble: AexError) -> None:
        self.on_trouble(trouble)
