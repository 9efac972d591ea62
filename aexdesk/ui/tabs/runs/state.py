"""What the Runs tab shows: what is to be run and with what, and how far it is. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.collection.results import Outcome
from aexdesk.workspace.environment import PRACTICE, Environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aexdesk.collection.results import StepResult
    from aexdesk.faults import AexError
    from aexdesk.services.collections import LoadedCollection
    from aexdesk.services.run_check import RunCheck
    from aexdesk.workspace.profile import Profile

MOST_AT_ONCE = 100
FASTEST = 10_000.0


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with rows: its columns, the first rows and how many there are. `fault`: why it cannot be used."""

    path: Path
    columns: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()
    count: int = 0
    is_reading: bool = False
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to be run; texts as they were typed. `under`: see `choose_requests`."""

    under: str = ""
    concurrency: str = "1"
    rate: str = ""

    @property
    def at_once(self) -> int | None:
        """Rows at the same time; None where that cannot be read."""
        text = self.concurrency.strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return number if 1 <= number <= MOST_AT_ONCE else None

    @property
    def a_second(self) -> float | None:
        """Calls a second, 0 without a limit; None where that cannot be read."""
        text = self.rate.strip().replace(",", ".")
        if not text:
            return 0.0
        try:
            rate = float(text)
        except ValueError:
            return None
        return rate if 0.001 <= rate <= FASTEST else None


@dataclass(frozen=True, slots=True)
class Shown:
    """How the results stand: only what did not pass, and by which column; -1 is the order of the run."""

    only_bad: bool = False
    column: int = -1
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, or was. `total` is 0 before the first; `environment` is the one in which it was begun."""

    environment: str = ""
    done: int = 0
    total: int = 0
    counts: Mapping[Outcome, int] = field(default_factory=Counter)
    seconds: float = 0.0
    is_running: bool = False
    is_stopping: bool = False
    is_cancelled: bool = False

    @property
    def has_rest(self) -> bool:
        """Whether something is left that a resumed run would do."""
        return not self.is_running and any(
            self.counts.get(one, 0) for one in (Outcome.NOT_RUN, Outcome.ERROR, Outcome.FAILED)
        )


@dataclass(frozen=True, slots=True)
class RunsState:
    """`root`: the folder of saved requests; `loaded`: what it held when it was read last. `note`: a word on what was
    done with a file."""

    environment: Environment = PRACTICE
    profile: Profile | None = None
    root: Path | None = None
    loaded: LoadedCollection | None = None
    setup: Setup = Setup()
    data: DataFile | None = None
    check: RunCheck | None = None
    progress: Progress = Progress()
    shown: Shown = Shown()
    chosen: StepResult | None = None
    fault: AexError | None = None

    @property
    def can_run(self) -> bool:
        """Whether a run could begin now."""
        has_data = self.data is None or (self.data.fault is None and not self.data.is_reading)
        is_readable = self.setup.at_once is not None and self.setup.a_second is not None
        has_what = self.check is not None and self.profile is not None
        return has_what and has_data and is_readable and not self.progress.is_running
