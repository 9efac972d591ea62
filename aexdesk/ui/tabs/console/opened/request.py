"""A request that is open: its draft, the answer beside it, the call that runs for it, the file it belongs to. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.collection.saved_request import SavedRequest
from aexdesk.ui.tabs.console.draft import Draft

if TYPE_CHECKING:
    from aexdesk.faults import AexError
    from aexdesk.ui.tabs.console.answer import ReadableAnswer
    from aexdesk.ui.tabs.console.order_state import OrderResult
    from aexdesk.ui.tabs.console.preview import SigningPreview

Key = tuple[str, str]
"""The name of the environment, and the id within it."""


class Conflict(StrEnum):
    """What happened to the file of a request that has edits here."""

    NONE = ""
    CHANGED = "changed"
    GONE = "gone"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class RunningCall:
    """A call that is under way: how many whole seconds, and whether its end has been asked for."""

    api: str
    elapsed_s: int = 0
    is_ending: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The file of a request: `path` from the collection's folder; `digest` of what it held when it was read last."""

    root: Path
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """`base`: what the file holds, once it has been read. `theirs`: what it holds since it was changed outside.

    `is_first`: nobody has typed in it yet, and practice may fill it. `is_touched`: typed in since it was sent.
    `answer_id` names the recorded call whose answer it had before a restart.
    """

    id: str
    draft: Draft = field(default_factory=Draft)
    name: str = ""
    source: Source | None = None
    base: SavedRequest | None = None
    theirs: SavedRequest | None = None
    conflict: Conflict = Conflict.NONE
    is_unsaved: bool = False
    is_first: bool = False
    is_touched: bool = False
    answer_id: str = ""
    running: RunningCall | None = None
    answer: ReadableAnswer | None = None
    result: OrderResult | None = None
    sent: SigningPreview | None = None
    fault: AexError | None = None
    is_cancelled: bool = False

    @property
    def label(self) -> RequestLabel:
        """What its tab shows."""
        path = self.source.path if self.source else ""
        is_odd = self.conflict is not Conflict.NONE
        return RequestLabel(self.id, self.name, self.draft.api, path, self.is_unsaved, self.running is not None, is_odd)


@dataclass(frozen=True, slots=True)
class RequestLabel:
    """A tab: `name` is empty for what has no file yet."""

    id: str
    name: str
    api: str
    path: str = ""
    is_unsaved: bool = False
    is_running: bool = False
    has_conflict: bool = False
