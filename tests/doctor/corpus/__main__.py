"""`python -m tests.doctor.corpus [--pairs-one-in N] [--from K]`: what the doctor makes of the corpus."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.doctor.corpus.cases import pairs, singles
from tests.doctor.corpus.checking import Score, merged, score


def scored(kind: str, one_in: int, first: int, processes: int) -> Score:
    """The score of singles or pairs, by several processes."""
    shares = [(kind, one_in * processes, first + one_in * number) for number in range(processes)]
    with ProcessPoolExecutor(processes) as pool:
        return merged(pool.map(share, shares))


def share(asked: tuple[str, int, int]) -> Score:
    """What one process does."""
    kind, one_in, first = asked
    if kind == "pairs":
        return score(pairs(one_in, first))
    return score(case for number, case in enumerate(singles()) if number % one_in == first % one_in)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.doctor.corpus")
    parser.add_argument("--pairs-one-in", type=int, default=1, help="that share of the pairs; 0 leaves them out")
    parser.add_argument("--singles-one-in", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(arguments)
    for kind, one_in in (("singles", asked.singles_one_in), ("pairs", asked.pairs_one_in)):
        if one_in:
            tell(kind, scored(kind, one_in, asked.first, asked.processes))
    return 0


def tell(kind: str, found: Score) -> None:
    seconds = found.every_second
    sys.stdout.write(
        f"{kind}: {found.cases} cases, {found.right} explained, {len(found.shorter)} by less, {len(found.wrong)} not,"
        f" {len(found.not_reproduced)} not reproduced;"
        f" median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s\n"
    )
    for word, some in (("not", found.wrong), ("by less", found.shorter), ("not reproduced", found.not_reproduced)):
        for told in some:
            sys.stdout.write(f"  {word}: {told}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
