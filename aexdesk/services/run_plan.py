"""What a run will do: requests in order, once or for each row, and which of it an earlier run has done already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from aexdesk.collection.request_file import write_request
from aexdesk.collection.results import Outcome, StepResult
from aexdesk.openplatform.catalogue import Catalogue, Effect
from aexdesk.services.collections import LoadedCollection, LoadedRequest
from aexdesk.services.run_data import Row
from aexdesk.workspace.environment import Environment


@dataclass(frozen=True, slots=True)
class Step:
    """One request with one row; `row` is counted from 1, 0 without data. `key`: see `StepResult`."""

    loaded: LoadedRequest
    row: int
    key: str


@dataclass(frozen=True, slots=True)
class RunPlan:
    """Requests, rows and where to. `rate` is the most starts a second; 0 is as fast as it goes.

    `concurrency` counts rows at the same time; the requests of one row go one after the other, since each may need
    what an earlier one captured.
    """

    collection: LoadedCollection
    environment: Environment
    rows: tuple[Row, ...] = ()
    concurrency: int = 1
    rate: float = 0.0
    earlier: Mapping[str, StepResult] = field(default_factory=dict)

    def iterations(self) -> Iterator[tuple[Row, tuple[Step, ...]]]:
        """The steps of each row; of a run without data there is one row, empty."""
        texts = [(loaded, write_request(loaded.request)) for loaded in self.collection.requests]
        rows = enumerate(self.rows, 1) if self.rows else ((0, {}),)
        for number, row in rows:
            ending = f"\0{number}\0{sorted(row.items())}\0{self.environment.name}"
            yield (
                row,
                tuple(
                    Step(loaded, number, sha256(f"{loaded.path}\0{text}{ending}".encode()).hexdigest()[:20])
                    for loaded, text in texts
                ),
            )

    @property
    def size(self) -> int:
        """How many steps there are."""
        return len(self.collection.requests) * max(1, len(self.rows))

    def done_earlier(self, key: str, catalogue: Catalogue) -> StepResult | None:
        """The result of an earlier run that stands: what passed, and what was sent and is no read, whatever came of it.

        A write whose answer got lost may have been carried out; nothing here sends it a second time.
        """
        found = self.earlier.get(key)
        if found is None or found.outcome is Outcome.NOT_RUN:
            return None
        is_write = catalogue.effect_of(found.api) is not Effect.READ
        return found if found.outcome is Outcome.PASSED or (found.was_sent and is_write) else None
