"""What the tab shows beside list and form, as values: a file of cases, the checklist, answers on orders."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.services.case_import import ImportPlan
from aexdesk.services.order_inquiries import OrderAnswer, OrderQuestion


@dataclass(frozen=True, slots=True)
class Importing:
    """A file of test cases: being read, read (`plan`), or of no use (`fault`). Nothing of it is saved yet."""

    environment: str
    file_name: str = ""
    plan: ImportPlan | None = None
    fault: AexError | None = None
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistStep:
    """One thing to do in the App Console. `value`: what is typed there; `filled`: how filling it in went, if it did
    (filled, missing, ambiguous, refused, elsewhere)."""

    key: str
    value: str = ""
    is_done: bool = False
    filled: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is to be done in the App Console for the chosen case. `missing`: why there is no embedded page;
    `fault`: what could not be kept."""

    case_id: str
    steps: tuple[ChecklistStep, ...]
    url: str
    is_page_open: bool = False
    is_page_ready: bool = False
    is_filling: bool = False
    missing: str = ""
    fault: AexError | None = None

    @property
    def left(self) -> int:
        """How many steps are not ticked."""
        return sum(not step.is_done for step in self.steps)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked of an order last, and what came. `order` is the id of its line."""

    order: str
    question: OrderQuestion
    is_running: bool = False
    answer: OrderAnswer | None = None
    fault: AexError | None = None

    @property
    def exchange_id(self) -> str:
        """The call that can be looked at; "" where none left."""
        if self.answer is not None:
            return self.answer.exchange_id
        return str(self.fault.values.get("exchange_id") or "") if self.fault is not None else ""
