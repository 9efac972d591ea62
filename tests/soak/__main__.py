"""`python -m tests.soak [--minutes N] [--calls N] [--every N] [--rate N] [--json FILE]`: see packaging/soak.sh."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.measuring import Broken
from tests.soak.leaks import LEAKS
from tests.soak.report import MIB, as_table, flags, grown_types, rows
from tests.soak.running import soak
from tests.soak.sample import Plan, Sample


def main() -> int:
    """1 where something grew that must not, or the window ended ill."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--calls", type=int, default=200_000)
    parser.add_argument("--every", type=int, default=2_000, help="calls between two samples")
    parser.add_argument("--rate", type=float, default=60.0, help="calls a second of the program outside; 0 for none")
    parser.add_argument("--leak", choices=sorted(LEAKS), default="", help="plants a leak, to see it found")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the samples there too")
    asked = parser.parse_args()
    plan = Plan(asked.minutes * 60, asked.calls, asked.every, leaks=(asked.leak,) if asked.leak else ())
    try:
        samples = soak(plan, asked.rate, _note)
    except Broken as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(as_table(samples) + "\n")
    if asked.json:
        asked.json.write_text(json.dumps(_as_json(samples), indent=2) + "\n", encoding="utf-8")
    return 1 if flags(samples) else 0


def _note(sample: Sample) -> None:
    sys.stderr.write(
        f"{sample.at_s:7.0f} s {sample.calls:8,} calls {sample.rss / MIB:8.1f} MiB {sample.widgets:6} widgets "
        f"{sum(sample.objects.values()):9,} objects, worst pause {sample.beat_worst_s * 1000:.0f} ms, "
        f"most work {sample.beat_work_s * 1000:.0f} ms\n"
    )


def _as_json(samples: list[Sample]) -> dict[str, object]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "memory": memory,
        "rows": [asdict(row) for row in rows(samples)],
        "grown": grown_types(samples),
        "flags": flags(samples),
        "samples": [asdict(one) | {"objects": sum(one.objects.values())} for one in samples],
    }


if __name__ == "__main__":
    sys.exit(main())
