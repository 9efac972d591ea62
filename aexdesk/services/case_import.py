"""Several order test cases from a file: read and shown first, then saved all or none."""

from __future__ import annotations

import asyncio
import codecs
from dataclasses import dataclass
from pathlib import Path

from aexdesk.faults import BadInput
from aexdesk.services.case_table import CaseTable, TableRow, read_case_table
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.token import fold_account

__all__ = ["CaseImport", "ImportPlan", "TableRow"]

LARGEST = 2 * 1024 * 1024
"""Bytes: a thousand cases with long reasons stay far below."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file holds, before anything is saved. `strangers`: accounts that are not noted as loan accounts here."""

    environment: str
    file_name: str
    table: CaseTable
    strangers: tuple[str, ...] = ()

    @property
    def fault_count(self) -> int:
        """In how many rows something is wrong."""
        return sum(row.draft is None for row in self.table.rows)

    @property
    def can_save(self) -> bool:
        """Only a file without a fault is saved: half an import is worse than none."""
        return bool(self.table.rows) and self.fault_count == 0


class CaseImport:
    """Reads test cases from a CSV file. They come in as drafts: a file approves nothing."""

    def __init__(self, cases: OrderTestCaseBook, accounts: LoanAccountBook) -> None:
        self._cases = cases
        self._accounts = accounts

    async def read(self, path: Path, environment: str) -> ImportPlan:
        """What the file holds for this environment; nothing is saved.

        Raises BadInput where the file as a whole cannot be read: import_unreadable, import_too_large,
        import_not_text, and what `read_case_table` raises.
        """
        text = await asyncio.to_thread(_read_text, path)
        taken = frozenset(case.name for case in await self._cases.list(environment))
        table = await asyncio.to_thread(read_case_table, text, environment, taken)
        known = {fold_account(account.email) for account in await self._accounts.list(environment)}
        given = {row.draft.loan_account_email: None for row in table.rows if row.draft is not None}
        strangers = tuple(email for email in given if fold_account(email) not in known)
        return ImportPlan(environment, path.name, table, strangers)

    async def save(self, plan: ImportPlan) -> tuple[OrderTestCase, ...]:
        """Adds all of them in one step, or none. Raises BadInput: import_faulty, name_taken (somebody was quicker)."""
        drafts = [row.draft for row in plan.table.rows if row.draft is not None]
        if not plan.can_save:
            raise BadInput("import_faulty", count=plan.fault_count)
        return await self._cases.add_all(drafts)


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise BadInput("import_unreadable", path=str(path), reason="not_a_file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput("import_unreadable", path=str(path), reason=error.strerror or "") from error
    if len(content) > LARGEST:
        raise BadInput("import_too_large", name=path.name, most=LARGEST // (1024 * 1024))
    return _decode(content, path.name)


def _decode(content: bytes, name: str) -> str:
    """UTF-8, or what a byte order mark says: spreadsheets write UTF-16 where they are told "Unicode"."""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("import_not_text", name=name) from error
    if "\0" in text:
        raise BadInput("import_not_text", name=name)
    return text
