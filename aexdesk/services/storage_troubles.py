"""What a full disk, or a folder that cannot be written, means for what was going to be written."""

from __future__ import annotations

from typing import Final

from aexdesk.faults import AexError, StorageFault

_KINDS: Final = {"disk_full": "full", "folder_unwritable": "unwritable"}


def call_not_recorded(trouble: AexError) -> AexError:
    """The call was made, and its answer is there; only the history has not got it."""
    return _about("call_not_recorded", trouble)


def edits_not_kept(trouble: AexError) -> AexError:
    """What was typed is there, but would not outlive the window."""
    return _about("edits_not_kept", trouble)


def _about(what: str, trouble: AexError) -> AexError:
    """Any other fault speaks for itself."""
    kind = _KINDS.get(trouble.code)
    if kind is None:
        return trouble
    told = StorageFault(f"{what}_{kind}", **trouble.values)
    told.__cause__ = trouble
    return told
