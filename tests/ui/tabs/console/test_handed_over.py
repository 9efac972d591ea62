"""What the palette hands over to the console, and what an error card of the console hands on."""

from __future__ import annotations

from tests.conftest import Run
from tests.ui.tabs.console.conftest import Bench


def test_an_api_that_is_handed_over_is_written(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.desk.handovers.api_for_console.give("aliexpress.ds.freight.query")

    run(work())
    assert bench.state.draft.api == "aliexpress.ds.freight.query"
