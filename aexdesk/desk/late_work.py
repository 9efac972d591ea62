"""The services of the window's tabs and of a few commands: built, and imported, when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aexdesk.desk.late_services import LateServices

if TYPE_CHECKING:
    from aexdesk.services.access_log import AccessLog
    from aexdesk.services.app_console import AppConsole
    from aexdesk.services.call_marks import CallMarking
    from aexdesk.services.clearing import Clearing
    from aexdesk.services.doctor_apps import DoctorApps
    from aexdesk.services.doctor_desk import DoctorDesk
    from aexdesk.services.evidence import Evidence
    from aexdesk.services.finding import Finding
    from aexdesk.services.first_steps import FirstSteps
    from aexdesk.services.key_check import KeyChecking
    from aexdesk.services.ledger import Ledger
    from aexdesk.services.ledger_checks import LedgerChecks
    from aexdesk.services.loan_reminders import LoanReminders
    from aexdesk.services.login import Login
    from aexdesk.services.noting import Noting
    from aexdesk.services.order_checks import OrderChecks
    from aexdesk.services.order_inquiries import OrderInquiries
    from aexdesk.services.practice_acts import PracticeActs
    from aexdesk.services.practice_faults import PracticeFaults
    from aexdesk.services.practice_opening import PracticeOpening
    from aexdesk.services.practice_panel import PracticePanel
    from aexdesk.services.proxying import Proxying
    from aexdesk.services.support_cases import SupportCaseBook
    from aexdesk.services.support_desk import SupportDesk
    from aexdesk.services.token_refreshing import TokenRefreshing


class LateWork(LateServices):
    """As `LateServices`. None of them must hear of anything before it is asked for."""

    @cached_property
    def practice_acts(self) -> PracticeActs:
        """What a person does with the practice gateway's accounts and cases."""
        from aexdesk.services.practice_acts import PracticeActs  # noqa: PLC0415 - as the module says, here and below

        return PracticeActs(self.practising, self.loan_accounts, self.test_cases)

    @cached_property
    def practice_opening(self) -> PracticeOpening:
        """Starts practice, and takes over what it was seeded with."""
        from aexdesk.services.practice_adoption import PracticeAdoption  # noqa: PLC0415
        from aexdesk.services.practice_opening import PracticeOpening  # noqa: PLC0415

        adoption = PracticeAdoption(self.profiles, self.tokens, self.loan_accounts, self.test_cases, self.preferences)
        return PracticeOpening(self.practising, adoption, self.environments, self.standing)

    @cached_property
    def practice_panel(self) -> PracticePanel:
        """What the practice gateway holds."""
        from aexdesk.services.practice_panel import PracticePanel  # noqa: PLC0415

        return PracticePanel(self.practising, self.practice_opening)

    @cached_property
    def practice_faults(self) -> PracticeFaults:
        """Faults of the practice gateway, as switches."""
        from aexdesk.services.practice_faults import PracticeFaults  # noqa: PLC0415

        return PracticeFaults(self.practice_panel)

    @cached_property
    def order_inquiries(self) -> OrderInquiries:
        """Asks what became of orders."""
        from aexdesk.services.order_callers import OrderCallers  # noqa: PLC0415
        from aexdesk.services.order_inquiries import OrderInquiries  # noqa: PLC0415

        here = (self.profiles, self.tokens, self.callers, self._tables.exchange_marks)
        askers = OrderCallers(*here, lambda: self.practising.seeds)
        asking = (self.environments, self.calling, askers, self.test_cases)
        return OrderInquiries(*asking, self.practice_panel)

    @cached_property
    def ledger(self) -> Ledger:
        """Orders that may cost money."""
        from aexdesk.services.ledger import Ledger  # noqa: PLC0415

        return Ledger(self._ledger_book, self.environments, self.order_inquiries, self._now)

    @cached_property
    def ledger_checks(self) -> LedgerChecks:
        """Asks after all orders of the ledger."""
        from aexdesk.services.ledger_checks import LedgerChecks  # noqa: PLC0415

        return LedgerChecks(self.ledger, self._now)

    @cached_property
    def proxying(self) -> Proxying:
        """The guard proxy."""
        from aexdesk.services.proxy_acquaintance import ProxyAcquaintance  # noqa: PLC0415
        from aexdesk.services.proxy_neighbours import ProxyNeighbours  # noqa: PLC0415
        from aexdesk.services.proxying import Proxying  # noqa: PLC0415
        from aexdesk.services.token_learning import TokenLearning  # noqa: PLC0415

        learning = TokenLearning(self.profiles, self.tokens, self.loan_accounts, self._now)
        acquaintance = ProxyAcquaintance(self.environments, self.profiles, self.tokens, self.practising, learning)
        neighbours = ProxyNeighbours(self._folder, self.practising, has_unlock=self._for_window)
        return Proxying(self._way_out, self.calling, acquaintance, neighbours)

    @cached_property
    def order_checks(self) -> OrderChecks:
        """What the guard would say of an order."""
        from aexdesk.services.order_checks import OrderChecks  # noqa: PLC0415

        return OrderChecks(self.catalogue, self._facts, self.callers, self.calling)

    @cached_property
    def key_checking(self) -> KeyChecking:
        """Whether an app key and its secret are right."""
        from aexdesk.services.key_check import KeyChecking  # noqa: PLC0415

        return KeyChecking(self.profiles, self.environments, self.callers, self.calling)

    @cached_property
    def login(self) -> Login:
        """From a login to a token."""
        from aexdesk.services.login import Login  # noqa: PLC0415

        return Login(self.environments, self.callers, self.calling, self.tokens, self._now)

    @cached_property
    def token_refreshing(self) -> TokenRefreshing:
        """New sessions for tokens."""
        from aexdesk.services.token_refreshing import TokenRefreshing  # noqa: PLC0415

        asking = (self.environments, self.callers, self.calling)
        return TokenRefreshing(*asking, self.tokens, self._tables.leases, self._now)

    @cached_property
    def loan_reminders(self) -> LoanReminders:
        """Loans that end soon."""
        from aexdesk.services.loan_reminders import LoanReminders  # noqa: PLC0415

        return LoanReminders(self.loan_accounts, self.preferences)

    @cached_property
    def app_console(self) -> AppConsole:
        """The App Console's page, for what is to be typed there."""
        from aexdesk.services.app_console import AppConsole  # noqa: PLC0415

        return AppConsole(self.preferences)

    @cached_property
    def finding(self) -> Finding:
        """Searches the history."""
        from aexdesk.services.finding import Finding  # noqa: PLC0415

        tables, now = self._tables, self._now
        found = (tables.history_search, tables.history_index, tables.exchanges)
        return Finding(*found, self.history, lambda: now().astimezone())

    @cached_property
    def clearing(self) -> Clearing:
        """Deletes what a search finds."""
        from aexdesk.services.clearing import Clearing  # noqa: PLC0415

        return Clearing(self.finding, self.history_keeping)

    @cached_property
    def access_log(self) -> AccessLog:
        """What passed the proxy."""
        from aexdesk.services.access_log import AccessLog  # noqa: PLC0415

        return AccessLog(self._tables.exchanges, self.history, self.finding)

    @cached_property
    def support_desk(self) -> SupportDesk:
        """Support's hours and forms."""
        from aexdesk.services.support_desk import SupportDesk  # noqa: PLC0415

        return SupportDesk(self.history, self.finding, self.known_secrets, self._now, self._seen)

    @cached_property
    def evidence(self) -> Evidence:
        """Packs for support."""
        from aexdesk.services.evidence import Evidence  # noqa: PLC0415

        return Evidence(self.history, self.support_desk, self._now)

    @cached_property
    def support_cases(self) -> SupportCaseBook:
        """What was sent to support."""
        from aexdesk.services.support_cases import SupportCaseBook  # noqa: PLC0415

        fold = self._tables.history_removal.fold_log
        return SupportCaseBook(self._tables.support_cases, self.support_desk, fold, self._now)

    @cached_property
    def call_marking(self) -> CallMarking:
        """Whose the calls of the log were."""
        from aexdesk.services.call_marks import CallMarking  # noqa: PLC0415

        return CallMarking(self._tables.exchange_marks, self.tokens, self.history)

    @cached_property
    def doctor_apps(self) -> DoctorApps:
        """Whose app a request is."""
        from aexdesk.services.doctor_apps import DoctorApps  # noqa: PLC0415

        return DoctorApps(self.environments, self.profiles, self.practising)

    @cached_property
    def noting(self) -> Noting:
        """What is found before secrets are hidden."""
        from aexdesk.services.noting import Noting  # noqa: PLC0415

        return Noting(self.doctor_apps)

    @cached_property
    def diagnosing(self) -> DoctorDesk:
        """The signature doctor."""
        from aexdesk.services.doctor_desk import DoctorDesk  # noqa: PLC0415
        from aexdesk.services.doctor_facts import Calls, DoctorFacts  # noqa: PLC0415
        from aexdesk.services.doctor_records import DoctorRecords  # noqa: PLC0415

        records = DoctorRecords(self.history, self.secrets)
        facts = DoctorFacts(Calls(self.history, self.finding), self.profiles, self.tokens, self.catalogue)
        return DoctorDesk(self.doctor_apps, records, facts, self.catalogue, self._now)

    @cached_property
    def first_steps(self) -> FirstSteps:
        """What who is new has done of the main job."""
        from aexdesk.services.first_step_facts import FirstStepFacts  # noqa: PLC0415
        from aexdesk.services.first_steps import FirstSteps  # noqa: PLC0415

        facts = FirstStepFacts(self.profiles, self.loan_accounts, self.test_cases, self.case_orders, self.history)
        return FirstSteps(self.preferences, facts, self._now)
