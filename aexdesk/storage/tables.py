"""All tables of one workspace database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aexdesk.storage.call_counts import CallCounts
from aexdesk.storage.case_orders import CaseOrders
from aexdesk.storage.database import Database
from aexdesk.storage.environments import Environments
from aexdesk.storage.exchange_marks import ExchangeMarksReader
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.history_index import HistoryIndex
from aexdesk.storage.history_removal import HistoryRemoval
from aexdesk.storage.history_search import HistorySearch
from aexdesk.storage.leases import Leases
from aexdesk.storage.ledger import LedgerEntries
from aexdesk.storage.loan_accounts import LoanAccounts
from aexdesk.storage.order_test_cases import OrderTestCases
from aexdesk.storage.profiles import Profiles
from aexdesk.storage.settings import Settings
from aexdesk.storage.support_cases import SupportCases
from aexdesk.storage.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Tables:
    """One table for each kind of thing."""

    environments: Environments
    profiles: Profiles
    tokens: Tokens
    loan_accounts: LoanAccounts
    order_test_cases: OrderTestCases
    case_orders: CaseOrders
    ledger: LedgerEntries
    exchanges: Exchanges
    exchange_marks: ExchangeMarksReader
    call_counts: CallCounts
    history_search: HistorySearch
    history_index: HistoryIndex
    history_removal: HistoryRemoval
    settings: Settings
    leases: Leases
    support_cases: SupportCases

    @classmethod
    def of(cls, database: Database, bodies: Path) -> Tables:
        """The tables of `database`; large bodies lie in the folder `bodies`."""
        return cls(
            environments=Environments(database),
            profiles=Profiles(database),
            tokens=Tokens(database),
            loan_accounts=LoanAccounts(database),
            order_test_cases=OrderTestCases(database),
            case_orders=CaseOrders(database),
            ledger=LedgerEntries(database),
            exchanges=Exchanges(database, bodies),
            exchange_marks=ExchangeMarksReader(database),
            call_counts=CallCounts(database),
            history_search=HistorySearch(database),
            history_index=HistoryIndex(database, bodies),
            history_removal=HistoryRemoval(database, bodies),
            settings=Settings(database),
            leases=Leases(database),
            support_cases=SupportCases(database),
        )
