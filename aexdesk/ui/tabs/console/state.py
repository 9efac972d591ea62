"""All that the Console shows, as values: the draft, how it is signed, the call that runs, the answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from aexdesk.collection.variables import Scope
from aexdesk.faults import AexError
from aexdesk.openplatform.catalogue import ApiDefinition, Effect
from aexdesk.ui.tabs.console.answer import ReadableAnswer
from aexdesk.ui.tabs.console.draft import Draft
from aexdesk.ui.tabs.console.filling import Filled
from aexdesk.ui.tabs.console.opened.request import Conflict, RequestLabel, RunningCall, Source
from aexdesk.ui.tabs.console.order_state import OrderResult, OrderState
from aexdesk.ui.tabs.console.preview import SigningPreview
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import ExchangeSummary


def may_be_marked(api: str, definition: ApiDefinition | None, effect: Effect) -> bool:
    """Whether it is a name that the catalogue does not know and that could spend money."""
    is_unknown = definition is None or definition.is_own
    return bool(api) and is_unknown and effect is Effect.CREATES_ORDER


@dataclass(frozen=True, slots=True)
class Naming:
    """A request is about to be saved for the first time, or once more: what is suggested, and where it may go."""

    name: str
    folder: str = ""
    folders: tuple[str, ...] = ("",)
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class ConsoleState:
    """`fault`: why nothing was sent. `preview_fault`: why the draft cannot be signed. `sent`: how `answer`'s call was.

    `app` is the name of the profile, empty where there is none. `order`: what the guard would say of the draft, for
    a call that creates an order; `result`: what became of the order that `answer` is about.
    `requests`: the tabs of this environment, of which `request` is looked at; `naming`: it is about to be saved.
    `scope`: the variables of here and now; `filled`: the draft with them in place, which is what is sent.
    `is_answer_below`: where a person wants the answer; None: where there is room.
    `harmless`: the APIs of this environment that the catalogue does not know and the person called harmless.
    """

    environment: Environment = PRACTICE
    app: str = ""
    request: str = ""
    requests: tuple[RequestLabel, ...] = ()
    source: Source | None = None
    conflict: Conflict = Conflict.NONE
    naming: Naming | None = None
    draft: Draft = field(default_factory=Draft)
    scope: Scope = field(default_factory=Scope)
    filled: Filled = field(default_factory=Filled)
    definition: ApiDefinition | None = None
    effect: Effect = Effect.WRITE
    preview: SigningPreview | None = None
    preview_fault: AexError | None = None
    order: OrderState | None = None
    running: RunningCall | None = None
    answer: ReadableAnswer | None = None
    result: OrderResult | None = None
    sent: SigningPreview | None = None
    fault: AexError | None = None
    is_cancelled: bool = False
    is_refreshing: bool = False
    is_unlocked: bool = False
    harmless: frozenset[str] = frozenset()
    history: tuple[ExchangeSummary, ...] = ()
    is_history_open: bool = False
    is_answer_below: bool | None = None

    @property
    def is_locked(self) -> bool:
        """Live is read-only, and this call does not only read. The guard has the last word either way."""
        return self.is_grave and not self.is_unlocked

    @property
    def is_grave(self) -> bool:
        """Whether sending changes something in Live."""
        return bool(self.draft.api) and self.environment.is_live and self.effect is not Effect.READ

    @property
    def can_mark(self) -> bool:
        """Whether the API of the draft could spend by its words alone, and nobody has called it harmless."""
        return may_be_marked(self.filled.call.api, self.definition, self.effect)

    @property
    def can_send(self) -> bool:
        """Whether Send does anything now. What is half written is not sent, and neither is what stood there before."""
        is_whole = bool(self.draft.api and self.app) and self.draft.json_problem is None and self.filled.fault is None
        may_leave = not self.is_locked and (self.order is None or self.order.may_leave)
        return is_whole and self.running is None and may_leave
