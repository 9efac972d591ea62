"""The signature doctor and the corpus of small wrong programs: how long each kind of case takes."""

from __future__ import annotations

import json

from tests.benchmarks.measuring import output_of
from tests.benchmarks.reporting import Fact, Figure, Findings


def measure(rounds: int) -> Findings:
    """In a process of its own: it imports much, and whoever is measured after it may not seem larger for that."""
    told = json.loads(output_of("tests.benchmarks.doctor_work", str(rounds)))
    return Findings([Figure(**one) for one in told["figures"]], [Fact(**one) for one in told["facts"]])
