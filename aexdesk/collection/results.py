"""What came of a run: a line for each step, and how the whole of it ended. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from aexdesk.collection.assertions import Check
from aexdesk.collection.saved_request import Pairs


class Outcome(StrEnum):
    """How a step ended. `failed`: an assertion does not hold; `error`: no answer, or one that nobody asserted."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class StepResult:
    """One request with one row of data. `row` is counted from 1; 0 without data.

    `key` tells the same step in a later run: it changes with the request and with the row. `error_kind` is that of
    `CallError`, or "input" where the request could not be made. `was_sent`: it may have been carried out.
    """

    request: str
    row: int
    key: str
    outcome: Outcome
    name: str = ""
    api: str = ""
    exchange_id: str = ""
    status: int | None = None
    error_kind: str = ""
    error_code: str = ""
    message: str = ""
    request_id: str = ""
    ms: float | None = None
    attempts: int = 0
    was_sent: bool = False
    is_earlier: bool = False
    checks: tuple[Check, ...] = ()
    captured: Pairs = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """All steps, in the order of the plan. `seconds` is how long the run took, the start of the program left out."""

    name: str
    environment: str
    steps: tuple[StepResult, ...]
    seconds: float = 0.0
    is_cancelled: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many steps ended so."""
        return Counter(step.outcome for step in self.steps)[outcome]

    @property
    def worst(self) -> StepResult | None:
        """The step that decides how a command ends: a failed assertion before any error, None where all passed."""
        for wanted in (Outcome.FAILED, Outcome.ERROR):
            for step in self.steps:
                if step.outcome is wanted:
                    return step
        return None
