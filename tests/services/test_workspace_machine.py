"""Whatever a person does, in whatever order: what was acknowledged is there, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.services.workspace_machine.machine import WorkspaceMachine

QUICK, LONG = (8, 25), (300, 60)
"""Runs, and acts in each."""


@pytest.mark.slow
@pytest.mark.timeout(7_200)
def test_any_sequence_of_acts(request: pytest.FixtureRequest) -> None:
    is_long = request.config.getoption("--long")
    runs, acts = LONG if is_long else QUICK
    # To shorten a sequence takes minutes; the quick mode tells it as it is.
    phases = tuple(Phase) if is_long else (Phase.generate,)
    chosen = settings(
        max_examples=runs, stateful_step_count=acts, deadline=None, database=None, derandomize=not is_long,
        phases=phases, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(WorkspaceMachine, settings=chosen)
