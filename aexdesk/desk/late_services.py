"""Services that most commands and the first paint do without: built, and imported, when they are first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.redaction import SecretsSeen
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.history import History
from aexdesk.services.late_records import LateRecords
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.preferences import Preferences
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.secret_store import SecretStore
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.services.tokens import TokenBook

if TYPE_CHECKING:
    from aexdesk.services.body_reading import BodyReading
    from aexdesk.services.callback_listener import CallbackListener
    from aexdesk.services.case_import import CaseImport
    from aexdesk.services.case_orders import CaseOrderBook
    from aexdesk.services.clock_check import ClockChecking
    from aexdesk.services.collections import Collections
    from aexdesk.services.comparing import Comparing
    from aexdesk.services.env_import import EnvImport
    from aexdesk.services.exporting import Exporting
    from aexdesk.services.guard_facts import WorkspaceFacts
    from aexdesk.services.history_keeping import HistoryKeeping
    from aexdesk.services.importing import Importing
    from aexdesk.services.known_secrets import KnownSecrets
    from aexdesk.services.ledger_book import LedgerBook
    from aexdesk.services.meters import Meters
    from aexdesk.services.ordering import AddressPresets, Ordering
    from aexdesk.services.own_apis import OwnApis
    from aexdesk.services.pictures import PictureFetching
    from aexdesk.services.practising import Practising
    from aexdesk.services.request_root import RequestRoot
    from aexdesk.services.run_keeping import RunKeeping
    from aexdesk.services.runs import Runs
    from aexdesk.services.standing import Standing
    from aexdesk.services.updates import Updates
    from aexdesk.services.way_out import WayOut
    from aexdesk.storage.folder import DataFolder
    from aexdesk.storage.tables import Tables


class LateServices:
    """What each of them needs has been built by `_build` when they are asked for."""

    catalogue: Catalogue
    environments: EnvironmentBook
    callers: Callers
    calling: Calling
    case_orders: CaseOrderBook
    history: History
    preferences: Preferences
    profiles: ProfileBook
    secrets: SecretStore
    test_cases: OrderTestCaseBook
    tokens: TokenBook
    loan_accounts: LoanAccountBook
    practising: Practising
    standing: Standing
    history_keeping: HistoryKeeping
    _facts: WorkspaceFacts
    _folder: DataFolder
    _for_window: bool
    _late_records: LateRecords
    _ledger_book: LedgerBook
    _now: Callable[[], datetime]
    _seen: SecretsSeen
    _tables: Tables
    _way_out: WayOut
    _own_apis_folder: Path

    def _forget_late(self) -> None:
        """A desk that is opened again builds them anew."""
        for kind in type(self).__mro__:
            for name, member in vars(kind).items():
                if isinstance(member, cached_property):
                    self.__dict__.pop(name, None)

    def _is_made(self, name: str) -> bool:
        """Whether that late one has been asked for."""
        return name in self.__dict__

    @cached_property
    def runs(self) -> Runs:
        """Runs saved requests."""
        from aexdesk.services.runs import Runs  # noqa: PLC0415 - as the module says, here and below

        return Runs(self.calling, self.catalogue, self._late_records)

    @cached_property
    def run_keeping(self) -> RunKeeping:
        """Keeps the window's last run."""
        from aexdesk.services.run_keeping import RunKeeping  # noqa: PLC0415

        return RunKeeping(self._folder.last_run, partial(self._seen.hide, by_name=False))

    @cached_property
    def request_root(self) -> RequestRoot:
        """Which folder holds the saved requests."""
        from aexdesk.services.request_root import RequestRoot  # noqa: PLC0415

        return RequestRoot(self.preferences)

    @cached_property
    def collections(self) -> Collections:
        """Saved requests in folders."""
        from aexdesk.services.collections import Collections  # noqa: PLC0415

        return Collections(self.known_secrets)

    @cached_property
    def known_secrets(self) -> KnownSecrets:
        """What the vault holds, to be kept out of what leaves."""
        from aexdesk.services.known_secrets import KnownSecrets  # noqa: PLC0415

        return KnownSecrets(self.profiles, self.tokens, self.loan_accounts)

    @cached_property
    def own_apis(self) -> OwnApis:
        """APIs that the user describes."""
        from aexdesk.services.own_apis import OwnApis  # noqa: PLC0415

        return OwnApis(self._own_apis_folder, self.catalogue)

    @cached_property
    def importing(self) -> Importing:
        """Requests out of other programs' files."""
        from aexdesk.services.importing import Importing  # noqa: PLC0415

        return Importing(self.collections)

    @cached_property
    def case_import(self) -> CaseImport:
        """Test cases out of a file."""
        from aexdesk.services.case_import import CaseImport  # noqa: PLC0415

        return CaseImport(self.test_cases, self.loan_accounts)

    @cached_property
    def env_import(self) -> EnvImport:
        """A profile out of a program's .env file."""
        from aexdesk.services.env_import import EnvImport  # noqa: PLC0415

        return EnvImport(self.profiles, self.tokens, self.secrets)

    @cached_property
    def callback_listener(self) -> CallbackListener:
        """Waits for the system's browser."""
        from aexdesk.services.callback_listener import CallbackListener  # noqa: PLC0415

        return CallbackListener()

    @cached_property
    def ordering(self) -> Ordering:
        """Builds orders for test cases."""
        from aexdesk.services.ordering import Ordering  # noqa: PLC0415

        return Ordering(self.environments, self.callers, self.calling)

    @cached_property
    def address_presets(self) -> AddressPresets:
        """The addresses that the user keeps."""
        from aexdesk.services.ordering import AddressPresets  # noqa: PLC0415

        return AddressPresets(self.preferences)

    @cached_property
    def exporting(self) -> Exporting:
        """Recorded calls for other programs."""
        from aexdesk.services.exporting import Exporting  # noqa: PLC0415

        return Exporting(self.history, partial(self._seen.hide, by_name=False))

    @cached_property
    def comparing(self) -> Comparing:
        """Two calls side by side."""
        from aexdesk.services.comparing import Comparing  # noqa: PLC0415

        return Comparing(self.history)

    @cached_property
    def meters(self) -> Meters:
        """Calls of today."""
        from aexdesk.services.meters import Meters  # noqa: PLC0415

        return Meters(self._tables.call_counts, self.catalogue, self._now)

    @cached_property
    def clock_checking(self) -> ClockChecking:
        """Asks the platform for its time."""
        from aexdesk.services.clock_check import ClockChecking  # noqa: PLC0415

        return ClockChecking(self.environments, self.callers, self.calling)

    @cached_property
    def pictures(self) -> PictureFetching:
        """Fetches pictures that are asked for."""
        from aexdesk.services.pictures import PictureFetching  # noqa: PLC0415

        return PictureFetching(self.environments)

    @cached_property
    def updates(self) -> Updates:
        """Checks for updates when it is asked to."""
        from aexdesk.services.updates import updates_of  # noqa: PLC0415

        return updates_of(os.environ)

    @cached_property
    def body_reading(self) -> BodyReading:
        """Opens answers, however long."""
        from aexdesk.services.body_reading import BodyReading  # noqa: PLC0415

        return BodyReading()
