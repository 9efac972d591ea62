"""What a full disk, or a folder that cannot be written, means for what was going to be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aexdesk.faults import AexError, StorageFault

_CALL: Final = {"disk_full": "call_not_recorded_full", "folder_unwritable": "call_not_recorded_unwritable"}
_EDITS: Final = {"disk_full": "edits_not_kept_full", "folder_unwritable": "edits_not_kept_unwritable"}


def call_not_recorded(trouble: AexError) -> AexError:
    """The call was made, and its answer is there; only the history has not got it."""
    return _about(_CALL, trouble)


def edits_not_kept(trouble: AexError) -> AexError:
    """What was typed is there, but would not outlive the window."""
    return _about(_EDITS, trouble)


def _about(codes: Mapping[str, str], trouble: AexError) -> AexError:
    """Any other fault speaks for itself."""
    code = codes.get(trouble.code)
    if code is None:
        return trouble
    told = StorageFault(code, **trouble.values)
    told.__cause__ = trouble
    return told
