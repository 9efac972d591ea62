"""What could not be written is named; any other fault stays what it is."""

from __future__ import annotations

import pytest

from aexdesk.faults import AexError, StorageFault, VaultUnavailable
from aexdesk.services.storage_troubles import call_not_recorded, edits_not_kept
from aexdesk.wording import describe


@pytest.mark.parametrize("code", ["disk_full", "folder_unwritable"])
def test_it_says_what_was_not_written_where_and_what_becomes_of_it(code: str) -> None:
    trouble = StorageFault(code, path="/data/workspace.sqlite3", reason="SQLITE_FULL")
    call, edits = describe(call_not_recorded(trouble)), describe(edits_not_kept(trouble))
    assert "history could not take a call" in call.message
    assert "answer stands here" in call.hint
    assert "Unsent edits could not be kept" in edits.message
    assert "while the window is open" in edits.hint
    for words in (call, edits):
        assert "/data/workspace.sqlite3" in words.message


@pytest.mark.parametrize("trouble", [StorageFault("database_closed"), VaultUnavailable("vault_locked")])
def test_another_fault_speaks_for_itself(trouble: AexError) -> None:
    assert call_not_recorded(trouble) is trouble
    assert edits_not_kept(trouble) is trouble
