"""`python -m tests.benchmarks.doctor_work ROUNDS`: the findings of `doctor`, as JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import asdict, replace
from itertools import product

from aexdesk.doctor.finding import Verdict
from aexdesk.practice.door.cause import cause_of
from aexdesk.practice.door.reading import Call, Door
from aexdesk.secret import Secret
from tests.benchmarks.reporting import Fact, Figure, Findings
from tests.doctor.corpus.bases import BASES
from tests.doctor.corpus.cases import made, pairs, singles
from tests.doctor.corpus.checking import Score, asked, score

_FAMILIES = {64: "SHA-256", 32: "MD5", 40: "SHA-1"}
_SINGLE_S, _PAIR_S, _BOUND_S = 0.1, 1.0, 10.0
_CAUSE_S = 0.05
_SINGLES_EACH, _PAIRS_EACH = 30, 3_000
"""One in so many is asked about in each round, another share each time."""


def measure(rounds: int) -> Findings:
    """The first `rounds` shares of the corpus; what is random, on a short request and on long ones."""
    single = score(case for number, case in enumerate(singles()) if number % _SINGLES_EACH < rounds)
    pair = score(case for share in range(rounds) for case in pairs(_PAIRS_EACH, share))
    unexplained, blamed = _unexplained(rounds)
    return Findings(
        figures=[
            *_figures("single", single, _SINGLE_S),
            *_figures("pair", pair, _PAIR_S),
            *_of("unexplained", unexplained, _BOUND_S),
            *_of("cause in an answer of practice, 20 to 1,000 parameters", _causes(rounds), _CAUSE_S),
        ],
        facts=[
            _fact("singles are named", single, single.cases),
            _fact("pairs are named, or what comes to the same", pair, round(0.97 * pair.cases)),
            Fact("nothing is blamed for a signature by chance", not blamed, ", ".join(blamed)),
            Fact("nothing is blamed in a right request", *_right()),
        ],
    )


def _figures(what: str, found: Score, aim_s: float) -> list[Figure]:
    """All, then each family of digests by itself."""
    figures = _of(what, found.every_second, aim_s)
    for size, family in _FAMILIES.items():
        figures += _of(f"{what}, {family}", found.seconds.get(size, []), aim_s)
    others = [one for size, some in found.seconds.items() if size not in _FAMILIES for one in some]
    return figures + _of(f"{what}, other writing", others, aim_s)


def _of(what: str, seconds: list[float], aim_s: float) -> list[Figure]:
    """Median and worst; the aim is for the median."""
    if not seconds:
        return []
    told = f"{what} ({len(seconds)})"
    return [
        Figure(f"{told}, median", "s", statistics.median(seconds), "aim", aim_s, 1.0),
        Figure(f"{told}, worst", "s", max(seconds), "aim", aim_s),
    ]


def _fact(what: str, found: Score, enough: int) -> Fact:
    reached = found.right + len(found.shorter)
    told = f"{found.right} of {found.cases}, {len(found.shorter)} by less, {len(found.wrong)} not"
    return Fact(what, reached >= enough and not found.not_reproduced, told)


def _unexplained(rounds: int) -> tuple[list[float], list[str]]:
    seconds, blamed = [], []
    for base in BASES[:: max(1, len(BASES) // rounds)]:
        for sign in ("A1B2C3D4" * 8, "5E6F7A8B" * 4):
            case = made(base)
            started = time.perf_counter()
            finding = asked(replace(case, request=(*case.request[:-1], ("sign", sign))))
            seconds.append(time.perf_counter() - started)
            if finding.verdict is not Verdict.UNEXPLAINED:
                blamed.append(case.label)
    return seconds, blamed


def _causes(rounds: int) -> list[float]:
    """Processor time, of JSON values and of short ones, and of a signature that nothing explains."""
    cause_of(Call(Door.SYNC, "", {"sign": "A1"}), Secret("1"))  # the first of all imports what it needs
    seconds = []
    values = (lambda number: f"value {number}", lambda number: json.dumps({"a": number, "b": [1.50, "x y"]}))
    for count, value in product((20, 100, 300, 1_000) * rounds, values):
        pairs = {"app_key": "1", "timestamp": "1772366400123", "sign_method": "sha256", "sign": "A1B2C3D4" * 8}
        pairs |= {f"p{number * 7919 % count}_{number}": value(number) for number in range(count - len(pairs))}
        started = time.thread_time()
        cause_of(Call(Door.SYNC, "aliexpress.ds.text.search", pairs), Secret("made-up-secret"))
        seconds.append(time.thread_time() - started)
    return seconds


def _right() -> tuple[bool, str]:
    blamed = [base.name for base in BASES if asked(made(base)).verdict is not Verdict.VALID]
    return not blamed, ", ".join(blamed) or f"{len(BASES)} requests"


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1])))))
