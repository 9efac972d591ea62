"""Tells what pip-audit or npm audit found, a line for each fault:  python audit.py ANSWER.json ABOUT

Exits with 0 where nothing is known, 1 where something is, 2 where the answer is none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def faults(told: Any) -> tuple[int, list[str]] | None:
    """How many packages were looked at, and a line for each fault; None for what is no answer of either."""
    if not isinstance(told, dict):
        return None
    if "dependencies" in told:
        looked_at = [one for one in told["dependencies"] if "skip_reason" not in one]
        lines = list(_of_pip(told["dependencies"]))
        return (len(looked_at), lines) if looked_at else None
    if "vulnerabilities" in told and "metadata" in told:
        return told["metadata"]["dependencies"]["total"], list(_of_npm(told["vulnerabilities"]))
    return None


def _of_pip(dependencies: list[dict[str, Any]]) -> Iterator[str]:
    for one in dependencies:
        if "skip_reason" in one:
            yield f"{one['name']}: not looked at: {one['skip_reason']}"
        for fault in one.get("vulns", ()):
            mended = ", ".join(fault.get("fix_versions", ())) or "no version"
            yield f"{one['name']} {one['version']}: {fault['id']} (mended in {mended})"


def _of_npm(vulnerabilities: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, one in sorted(vulnerabilities.items()):
        titles = [via.get("title", "") for via in one.get("via", ()) if isinstance(via, dict)]
        yield f"{name} {one.get('range', '')}: {one.get('severity', '')}: {'; '.join(titles) or 'by what it needs'}"


def main(answer: str, about: str) -> int:
    """Prints them."""
    try:
        found = faults(json.loads(Path(answer).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        found = None
    if found is None:
        return 2
    looked_at, lines = found
    head = f"packaging/{about}: {looked_at} packages, {len(lines)} known faults"
    sys.stdout.write("\n  ".join((head, *lines)) + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
