"""What has been typed and not saved, for each loan account; but for passwords it outlives the window."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.tabs.loan_accounts.entry import NEW, Entry, as_json, differs, entry_of, find_problems, from_json
from aexdesk.workspace.loan_account import LoanAccount

_FIELD_OF = {
    "email_taken": "email",
    "secret_empty": "password",
    "secret_multiline": "password",
    "secret_too_long": "password",
}


class Entries:
    """By the id of a row: that of an account, or one that begins with `NEW`."""

    def __init__(self, kept: Any) -> None:
        found = {row_id: from_json(entry) for row_id, entry in kept.items()} if isinstance(kept, dict) else {}
        self._typed = {row_id: entry for row_id, entry in found.items() if entry is not None}
        self._refusals: dict[str, BadInput] = {}

    def typed(self, row_id: str) -> Entry | None:
        """What was typed there, if anything was."""
        return self._typed.get(row_id)

    def of(self, row_id: str, account: LoanAccount | None) -> Entry | None:
        """What the form holds: what was typed, else what is saved."""
        return self._typed.get(row_id) or (entry_of(account) if account is not None else None)

    def is_unsaved(self, row_id: str, account: LoanAccount | None) -> bool:
        """Whether there is something to save."""
        typed = self._typed.get(row_id)
        return typed is not None and (account is None or differs(typed, account))

    def begin(self, row_id: str) -> None:
        """An empty form, or the one that was begun there."""
        self._typed.setdefault(row_id, Entry())

    def put(self, row_id: str, entry: Entry, account: LoanAccount | None) -> None:
        """Something was typed; what was refused before may be right now."""
        self.drop(row_id)
        if account is None or entry != entry_of(account):
            self._typed[row_id] = entry

    def drop(self, row_id: str) -> None:
        """Forgets what was typed."""
        self._refusals.pop(row_id, None)
        self._typed.pop(row_id, None)

    def keep_only(self, row_ids: Collection[str]) -> None:
        """Forgets what was typed for accounts that are gone for good."""
        for row_id in [row_id for row_id in self._typed if row_id not in row_ids and not row_id.startswith(NEW)]:
            self.drop(row_id)

    def take_over(self, row_id: str, saved_id: str, saved: Entry, *, is_kept: bool) -> None:
        """`saved` is saved. What was typed meanwhile stays typed, and so does a password that no vault took."""
        typed = self._typed.get(row_id, saved)
        self.drop(row_id)
        if typed != saved or not is_kept:
            is_stored = is_kept and typed.password == saved.password
            password = None if is_stored else typed.password
            self._typed[saved_id] = replace(typed, password=password, is_replacing=password is not None)

    def refuse(self, row_id: str, fault: AexError) -> bool:
        """Notes why the entry was not taken; False where no field is to blame."""
        field = _FIELD_OF.get(fault.code) or fault.values.get("field")
        if not isinstance(fault, BadInput) or not field:
            return False
        self._refusals[row_id] = BadInput(fault.code, **{**fault.values, "field": field})
        return True

    def refused_field(self, row_id: str) -> str:
        """The field for which saving failed, or ""."""
        refusal = self._refusals.get(row_id)
        return str(refusal.values["field"]) if refusal is not None else ""

    def problems(self, row_id: str, account: LoanAccount | None, others: Collection[str]) -> tuple[BadInput, ...]:
        """What keeps it from being saved. `others`: the emails that are taken, folded."""
        entry, refusal = self.of(row_id, account), self._refusals.get(row_id)
        found = find_problems(entry, others) if entry is not None else ()
        return (*found, refusal) if refusal is not None else found

    def to_json(self) -> Mapping[str, Mapping[str, str]]:
        """What outlives the window; a password alone does not."""
        kept = {row_id: as_json(entry) for row_id, entry in self._typed.items()}
        return {row_id: entry for row_id, entry in kept.items() if entry != as_json(Entry())}
