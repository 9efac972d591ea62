"""What the Help tab shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aexdesk.faults import AexError
from aexdesk.openplatform.errorbook import ErrorEntry
from aexdesk.workspace.release import UpdateNews


class HelpPage(StrEnum):
    """In the order of the tabs on top."""

    STEPS = "steps"
    BOOK = "book"
    UPDATES = "updates"


@dataclass(frozen=True)
class UpdateState:
    """What the last check for updates told, if there was one: `news`, or why there are none."""

    is_checking: bool = False
    news: UpdateNews | None = None
    fault: AexError | None = None


@dataclass(frozen=True)
class HelpState:
    """`step`: the tab whose step was asked for. `found` are the pages that fit `text`; `unknown` is a code that was
    looked up and has none.

    `is_refreshing`, `is_refreshed`, `fault`: how the one click went that does its work right here.
    """

    page: HelpPage = HelpPage.STEPS
    step: str = ""
    text: str = ""
    found: tuple[ErrorEntry, ...] = ()
    chosen: ErrorEntry | None = None
    unknown: str = ""
    has_token: bool = False
    is_refreshing: bool = False
    is_refreshed: bool = False
    fault: AexError | None = None
    update: UpdateState = UpdateState()
