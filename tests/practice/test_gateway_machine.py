"""Whatever is ordered, refreshed and restarted, in whatever order: no order is lost, doubled or wrongly free."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.practice.gateway_machine import GatewayMachine

QUICK, LONG = (5, 15), (300, 60)
"""Runs, and acts in each."""


@pytest.mark.timeout(7_200)
def test_any_sequence_of_acts(request: pytest.FixtureRequest) -> None:
    is_long = request.config.getoption("--long")
    runs, acts = LONG if is_long else QUICK
    chosen = settings(
        max_examples=runs, stateful_step_count=acts, deadline=None, database=None, derandomize=not is_long,
        phases=tuple(Phase) if is_long else (Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(GatewayMachine, settings=chosen)
