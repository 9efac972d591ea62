"""What a benchmark finds out, and how it is printed: a table for people, JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.benchmarks.curves import Curve


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
    curves: Sequence[Curve] = ()


Row = tuple[str, ...]

_HEADINGS = ("what", "ours", "baseline", "against", "ratio", "aim", "")
_CURVE_HEADINGS = ("cost against work", "work", "from", "to", "exponent", "promised", "margin", "at the end", "")
_WORDS = {0, 3, 6}
_CURVE_WORDS = {0, 1, 8}
_SAID = {None: "", True: "met", False: "missed"}


def as_table(all_findings: Sequence[Findings], machine: str = "", broken: Mapping[str, str] | None = None) -> str:
    """The machine, one row a figure, one a curve, the facts, what was left out; then all that was missed once more, and
    how many there are of each: the end is what stands on the screen."""
    figures = [figure for findings in all_findings for figure in findings.figures]
    curves = [curve for findings in all_findings for curve in findings.curves]
    lines = [machine] if machine else []
    lines += _grid(_HEADINGS, [_row(figure) for figure in figures], _WORDS) if figures else []
    lines += ["", *_grid(_CURVE_HEADINGS, [_curve_row(curve) for curve in curves], _CURVE_WORDS)] if curves else []
    for findings in all_findings:
        lines += [_said(fact) for fact in findings.facts]
        lines += [f"left out: {reason}" for reason in findings.left_out]
    lines += [f"not measured: {name}: {why}" for name, why in (broken or {}).items()]
    missed = list(_missed(all_findings))
    lines += ["", "What was missed:", *(f"  {line}" for line in missed)] if missed else []
    return "\n".join([*lines, "", _summary(all_findings, broken or {})])


def _missed(all_findings: Sequence[Findings]) -> Iterator[str]:
    for findings in all_findings:
        for figure in findings.figures:
            if figure.met is False:
                row = _row(figure)
                yield f"{figure.what}: {row[1]}, {figure.against} {row[2]}: {row[4]} times, aim {row[5]}"
        for curve in findings.curves:
            if curve.verdict == "above":
                yield f"{curve.what}: exponent {curve.exponent:.2f}, promised {curve.promised:.2f}"
        yield from (_said(fact) for fact in findings.facts if not fact.holds)


def _summary(all_findings: Sequence[Findings], broken: Mapping[str, str]) -> str:
    met = [figure.met for findings in all_findings for figure in findings.figures]
    verdicts = [curve.verdict for findings in all_findings for curve in findings.curves]
    holds = [fact.holds for findings in all_findings for fact in findings.facts]
    left_out = sum(len(findings.left_out) for findings in all_findings)
    parts = [f"{len(met)} figures: {met.count(True)} aims met, {met.count(False)} missed, {met.count(None)} without"]
    if verdicts:
        kept, above, noisy = (verdicts.count(one) for one in ("kept", "above", "noisy"))
        parts.append(f"{len(verdicts)} curves: {kept} as promised, {above} above, {noisy} too noisy to tell")
    parts.append(f"{len(holds)} facts: {holds.count(True)} hold, {holds.count(False)} do not")
    parts.append(f"{left_out} left out, {len(broken)} not measured")
    return "; ".join(parts)


def _said(fact: Fact) -> str:
    told = f" ({fact.detail})" if fact.detail else ""
    return f"{'yes' if fact.holds else 'NO '}  {fact.what}{told}"


def _row(figure: Figure) -> Row:
    digits = 3 if figure.unit == "s" else 1
    return (
        figure.what,
        f"{figure.ours:.{digits}f} {figure.unit}",
        f"{figure.baseline:.{digits}f} {figure.unit}",
        figure.against,
        f"{figure.ratio:.2f}",
        "" if figure.aim is None else f"{figure.aim:.2f}",
        _SAID[figure.met],
    )


def _curve_row(curve: Curve) -> Row:
    costs = curve.costs
    return (
        curve.what,
        f"{curve.sizes[0]:,} to {curve.sizes[-1]:,} {curve.work}",
        f"{costs[0] * 1000:.2f} ms",
        f"{costs[-1] * 1000:.2f} ms",
        f"{curve.exponent:.2f}",
        f"{curve.promised:.2f}",
        f"{curve.margin:.2f}",
        f"{curve.last_step:.2f}",
        {"kept": "as promised", "above": "ABOVE", "noisy": "too noisy to tell"}[curve.verdict],
    )


def _grid(headings: Row, rows: Iterable[Row], words: set[int]) -> list[str]:
    """Columns of words stand left, those of numbers right."""
    whole = [headings, *rows]
    widths = [max(len(row[column]) for row in whole) for column in range(len(headings))]
    lines = [
        "  ".join(
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in whole
    ]
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def as_json(
    all_findings: Sequence[Findings], machine: Mapping[str, Any], broken: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The same, with what it was measured on."""
    return {
        **machine,
        "figures": [
            asdict(figure) | {"ratio": figure.ratio, "met": figure.met}
            for findings in all_findings
            for figure in findings.figures
        ],
        "curves": [curve.to_json() for findings in all_findings for curve in findings.curves],
        "facts": [asdict(fact) for findings in all_findings for fact in findings.facts],
        "left_out": [reason for findings in all_findings for reason in findings.left_out],
        "not_measured": dict(broken or {}),
    }
