"""`python -m tests.benchmarks.scaling_requests ROUNDS COUNT...`: folders of that many saved requests; seconds."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from aexdesk.services.collections import load, load_path
from aexdesk.services.run_plan import RunPlan
from aexdesk.storage.request_folder import RequestFolder
from aexdesk.workspace.environment import PRACTICE
from tests.benchmarks.scaling_rounds import Work, in_rounds

_IN_A_FOLDER = 50


def _write(root: Path, count: int) -> None:
    for number in range(count):
        folder = root / f"group {number // _IN_A_FOLDER}"
        folder.mkdir(parents=True, exist_ok=True)
        request = {
            "name": f"Request {number}",
            "api": "aliexpress.ds.product.get",
            "parameters": {"product_id": str(1005990000000001 + number), "ship_to_country": "{{country}}"},
        }
        (folder / f"{number}.json").write_text(json.dumps(request), encoding="utf-8")


def _work(root: Path) -> dict[str, Work]:
    folder = RequestFolder(root)
    one = next(iter(load(root).requests)).path

    async def list_them() -> None:
        loaded = load(root)
        assert not loaded.broken

    async def look() -> None:
        assert folder.stamps()

    async def start() -> None:
        plan = RunPlan(load_path(root), PRACTICE)
        assert next(plan.iterations())[1]

    async def read() -> None:
        assert load(root, one).requests

    return {
        "the folder listed": list_them,
        "the folder looked at for changes": look,
        "a run, from its start to its first call": start,
        "one request read": read,
    }


async def measure(rounds: int, counts: Sequence[int]) -> dict[str, list[list[float]]]:
    """All counts in turn."""
    with tempfile.TemporaryDirectory(prefix="aexdesk-scaling-") as folder:
        roots = [Path(folder) / str(count) for count in counts]
        for root, count in zip(roots, counts, strict=True):
            _write(root, count)
        return await in_rounds(rounds, [_work(root) for root in roots])


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), [int(count) for count in sys.argv[2:]]))))
