"""Runs one target under atheris, by coverage; a process of its own, since libFuzzer ends it. `__main__` starts it."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from random import Random

from tests.fuzz.mutating import bent
from tests.fuzz.registry import ROOMS, find_target
from tests.fuzz.target import regressions_of


def main() -> None:
    """Never comes back: libFuzzer ends the process, with 77 for a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided")
    parser.add_argument("name", choices=ROOMS)
    parser.add_argument("folder", type=Path, help="where seeds, words and findings lie")
    parser.add_argument("flags", nargs="*", help="of libFuzzer, and the folder of inputs that grows")
    asked = parser.parse_args()
    # Not at the top: where atheris is missing the targets are tested all the same, and mypy knows nothing of it.
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=list(ROOMS[asked.name])):
        target = find_target(asked.name)
    seeds, words = asked.folder / "seeds", asked.folder / "words"
    seeds.mkdir()
    for number, data in enumerate((*target.seeds, *regressions_of(asked.name).values())):
        (seeds / f"{number:04}").write_bytes(data)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), encoding="ascii")

    def check(data: bytes) -> None:
        target.check(data)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        """Half of the times as libFuzzer does, which knows bytes; else as the tests do, which know joints."""
        if seed % 2:
            changed: bytes = atheris.Mutate(data, most)
            return changed
        return bent(data, target.seeds, target.words, Random(seed))[:most]

    atheris.Setup([sys.argv[0], f"-dict={words}", *asked.flags, str(seeds)], check, custom_mutator=mutate)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main()
