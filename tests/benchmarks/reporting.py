"""What a benchmark finds out, and how it is printed: a table for people, JSON for machines."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """Ours beside a baseline; `aim` is the highest ratio we want, None where we only look."""

    what: str
    unit: str
    ours: float
    against: str
    baseline: float
    aim: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def met(self) -> bool | None:
        return None if self.aim is None else self.ratio <= self.aim


@dataclass(frozen=True)
class Fact:
    """Something that holds or does not, on any machine."""

    what: str
    holds: bool
    detail: str = ""


@dataclass(frozen=True)
class Findings:
    """All that one benchmark found out."""

    figures: Sequence[Figure]
    facts: Sequence[Fact] = ()
    left_out: Sequence[str] = field(default=())
    """What could not be compared here, and why."""


_HEADINGS = ("what", "ours", "baseline", "against", "ratio", "aim", "")


def as_table(all_findings: Sequence[Findings]) -> str:
    """One row a figure, then the facts, then what was left out."""
    rows = [_HEADINGS, *(_row(figure) for findings in all_findings for figure in findings.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    lines.insert(1, "-" * len(max(lines, key=len)))
    for findings in all_findings:
        for fact in findings.facts:
            told = f" ({fact.detail})" if fact.detail else ""
            lines.append(f"{'yes' if fact.holds else 'NO '}  {fact.what}{told}")
        lines += [f"left out: {reason}" for reason in findings.left_out]
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, ...]:
    digits = 3 if figure.unit == "s" else 1
    return (
        figure.what,
        f"{figure.ours:.{digits}f} {figure.unit}",
        f"{figure.baseline:.{digits}f} {figure.unit}",
        figure.against,
        f"{figure.ratio:.2f}",
        "" if figure.aim is None else f"{figure.aim:.2f}",
        {None: "", True: "met", False: "missed"}[figure.met],
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    words = {0, 3, 6}  # the columns of words stand left, those of numbers right
    return [
        cell.ljust(width) if column in words else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def as_json(all_findings: Sequence[Findings], rounds: int) -> dict[str, Any]:
    """The same, with what it was measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "rounds": rounds,
        "figures": [
            asdict(figure) | {"ratio": figure.ratio, "met": figure.met}
            for findings in all_findings
            for figure in findings.figures
        ],
        "facts": [asdict(fact) for findings in all_findings for fact in findings.facts],
        "left_out": [reason for findings in all_findings for reason in findings.left_out],
    }
