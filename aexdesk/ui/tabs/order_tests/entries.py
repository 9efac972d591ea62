"""What has been typed and not saved, for each test case; it outlives switching, and the window. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.tabs.order_tests.entry import NEW, Entry, as_json, differs, entry_of, find_problems, from_json, is_blank
from aexdesk.workspace.order_test_case import OrderTestCase


class Entries:
    """By the id of a row: that of a test case, or one that begins with `NEW`."""

    def __init__(self, kept: Any) -> None:
        found = {row_id: from_json(entry) for row_id, entry in kept.items()} if isinstance(kept, dict) else {}
        self._typed = {row_id: entry for row_id, entry in found.items() if entry is not None}
        self._refusals: dict[str, BadInput] = {}
        self._from_url: dict[str, str] = {}

    def typed(self, row_id: str) -> Entry | None:
        """What was typed there, if anything was."""
        return self._typed.get(row_id)

    def of(self, row_id: str, case: OrderTestCase | None) -> Entry | None:
        """What the form holds: what was typed, else what is saved."""
        return self._typed.get(row_id) or (entry_of(case) if case is not None else None)

    def is_unsaved(self, row_id: str, case: OrderTestCase | None) -> bool:
        """Whether there is something to save."""
        typed = self._typed.get(row_id)
        return typed is not None and (case is None or differs(typed, case))

    def begin(self, row_id: str, entry: Entry) -> None:
        """`entry` as the beginning, or what was begun there already."""
        self._typed.setdefault(row_id, entry)

    def put(self, row_id: str, entry: Entry, case: OrderTestCase | None) -> None:
        """Something was typed; what was refused before may be right now."""
        self._refusals.pop(row_id, None)
        self._typed.pop(row_id, None)
        if case is None or entry != entry_of(case):
            self._typed[row_id] = entry

    def note_from_url(self, row_id: str, item_id: str) -> None:
        """The item ID was taken out of a URL."""
        self._from_url[row_id] = item_id

    def is_from_url(self, row_id: str, entry: Entry) -> bool:
        """Whether the item ID that stands there was taken out of a URL."""
        return bool(entry.item_id) and self._from_url.get(row_id) == entry.item_id

    def drop(self, row_id: str) -> None:
        """Forgets what was typed."""
        for kept in (self._refusals, self._typed, self._from_url):
            kept.pop(row_id, None)

    def keep_only(self, row_ids: Collection[str]) -> None:
        """Forgets what was typed for test cases that are gone for good."""
        for row_id in [row_id for row_id in self._typed if row_id not in row_ids and not row_id.startswith(NEW)]:
            self.drop(row_id)

    def take_over(self, row_id: str, saved_id: str, saved: Entry) -> None:
        """`saved` is saved; what was typed meanwhile stays typed."""
        typed = self._typed.get(row_id, saved)
        self.drop(row_id)
        if typed != saved:
            self._typed[saved_id] = typed

    def refuse(self, row_id: str, fault: AexError) -> bool:
        """Notes why the entry was not taken; False where no field is to blame."""
        field = "name" if fault.code == "name_taken" else fault.values.get("field")
        if not isinstance(fault, BadInput) or field not in Entry.__slots__:
            return False
        self._refusals[row_id] = BadInput(fault.code, **{**fault.values, "field": field})
        return True

    def refused_field(self, row_id: str) -> str:
        """The field for which saving failed, or ""."""
        refusal = self._refusals.get(row_id)
        return str(refusal.values["field"]) if refusal is not None else ""

    def problems(self, row_id: str, case: OrderTestCase | None, others: Collection[str]) -> tuple[BadInput, ...]:
        """What keeps it from being saved. `others`: the names that are taken."""
        entry, refusal = self.of(row_id, case), self._refusals.get(row_id)
        found = find_problems(entry, others) if entry is not None else ()
        return (*found, refusal) if refusal is not None else found

    def to_json(self) -> Mapping[str, Mapping[str, str | bool]]:
        """What outlives the window."""
        return {row_id: as_json(entry) for row_id, entry in self._typed.items() if not is_blank(entry)}
