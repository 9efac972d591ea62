"""The exponent of a curve, and when it is flagged."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import cycle

import pytest

from tests.benchmarks import scaling
from tests.benchmarks.curves import LEAST_MARGIN, Curve, slope
from tests.benchmarks.reporting import Findings, as_json, as_table

SIZES = [1_000, 4_000, 16_000, 64_000, 256_000]


def a_curve(cost: Callable[[int], float], promised: float, noise: tuple[float, ...] = (1.0,)) -> Curve:
    """Five rounds; `noise` multiplies one cost after the other."""
    factors = cycle(noise)
    return Curve(
        "it", "things", promised, SIZES, [[cost(size) * next(factors) for size in SIZES] for _round in range(5)]
    )


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_found(exponent: float) -> None:
    curve = a_curve(lambda size: 0.003 * size**exponent, exponent)
    assert math.isclose(curve.exponent, exponent, abs_tol=1e-9)
    assert math.isclose(curve.last_step, exponent, abs_tol=1e-9)
    assert curve.verdict == "kept"


def test_the_slope_is_that_of_the_least_squares() -> None:
    # By hand: of (0, 0), (1, 1), (2, 1) in decades it is 1/2.
    assert math.isclose(slope([1, 10, 100], [1.0, 10.0, 10.0]), 0.5)


def test_one_step_more_than_promised_is_flagged() -> None:
    assert a_curve(lambda size: 1e-9 * size**2, 1.0).verdict == "above"
    assert a_curve(lambda size: 1e-6 * size, 0.0).verdict == "above"


def test_a_logarithm_is_not_told_from_noise() -> None:
    assert a_curve(lambda size: 1e-6 * size * math.log(size), 1.0).verdict == "kept"


def test_a_fixed_cost_does_not_hide_what_grows_in_the_end() -> None:
    # The whole slope stays within its margin; between the two largest sizes the cost shows.
    curve = a_curve(lambda size: 0.1 + 4e-12 * size**2, 0.0)
    assert curve.exponent < 0.35
    assert curve.last_step > 0.8
    assert curve.verdict == "above"


def test_less_than_promised_is_kept() -> None:
    assert a_curve(lambda _size: 0.5, 1.0).verdict == "kept"


def test_rounds_that_scatter_widen_the_margin_and_then_say_nothing() -> None:
    assert a_curve(lambda _size: 0.5, 0.0).margin == LEAST_MARGIN
    wild = Curve("it", "things", 0.0, SIZES, [[size**power for size in SIZES] for power in (-1.0, -0.7, 0.0, 0.7, 1.0)])
    assert math.isclose(wild.margin, 0.7)
    assert wild.verdict == "noisy"
    assert Curve("it", "things", 2.0, SIZES, wild.rounds).verdict == "kept"


def test_one_disturbed_round_changes_nothing() -> None:
    calm = a_curve(lambda size: 1e-6 * size, 1.0)
    rounds = [*calm.rounds[:4], [cost * 50 * (number + 1) for number, cost in enumerate(calm.rounds[4])]]
    disturbed = Curve("it", "things", 1.0, SIZES, rounds)
    assert (disturbed.exponent, disturbed.margin) == (calm.exponent, calm.margin)


def test_a_curve_has_its_row_its_sum_and_its_place_among_the_missed() -> None:
    findings = Findings([], curves=[a_curve(lambda size: 1e-6 * size, 1.0), a_curve(lambda size: 1e-6 * size, 0.0)])
    good, bad = [line.split() for line in as_table([findings]).splitlines() if line.startswith("it ")]
    assert good[:9] == ["it", "1,000", "to", "256,000", "things", "1.00", "ms", "256.00", "ms"]
    assert good[9:] == ["1.00", "1.00", f"{LEAST_MARGIN:.2f}", "1.00", "as", "promised"]
    assert bad[9:] == ["1.00", "0.00", f"{LEAST_MARGIN:.2f}", "1.00", "ABOVE"]
    text = as_table([findings])
    assert "  it: exponent 1.00, promised 0.00" in text
    assert "2 curves: 1 as promised, 1 above, 0 too noisy to tell" in text
    assert [one["verdict"] for one in as_json([findings], {})["curves"]] == ["kept", "above"]


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_every_curve_is_measured() -> None:
    curves = scaling.measure(1, share=16).curves
    assert {one.work for one in curves} == {
        "calls in the history", "bytes of a body", "test cases", "saved requests", "connections",
    }  # fmt: skip
    assert all(len(one.sizes) >= 4 and min(one.costs) > 0 for one in curves)
