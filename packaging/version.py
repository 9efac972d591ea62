"""Tells the version, which stands in aexdesk/__init__.py alone, and fills it into what a package format wants filled.

python packaging/version.py                  the version
python packaging/version.py --is TAG         fails where the tag is not v and the version, or the changelog knows it not
python packaging/version.py --fill FILE      FILE, with what follows in place of the names in @: to stdout

@VERSION@ 9.8.0rc1 · @VERSION_NUMBERS@ 9.8.0 (three numbers, for macOS) · @VERSION_QUAD@ 9.8.0.0 (four, for Windows)
@VERSION_TUPLE@ 9, 8, 0, 0 · @DEBIAN_VERSION@ 9.8.0~rc1 · @DATE@ the day of the newest release in CHANGELOG.md

Needs Python alone, and imports nothing of AExDesk.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import changelog

SOURCE = Path(__file__).resolve().parents[1] / "aexdesk" / "__init__.py"
_LINE = re.compile(r'^__version__ = "(\d+(?:\.\d+)*)([^"]*)"$', re.MULTILINE)
_NAME = re.compile(r"@([A-Z_]+)@")


def values(source: str, history: str) -> dict[str, str]:
    """What each name stands for. Raises ValueError where the source states no version."""
    found = _LINE.search(source)
    if found is None:
        raise ValueError("aexdesk/__init__.py states no version")
    version = found[1] + found[2]
    numbers = [*found[1].split("."), "0", "0", "0"]
    releases = changelog.read(history)
    return {
        "VERSION": version,
        "VERSION_NUMBERS": ".".join(numbers[:3]),
        "VERSION_QUAD": ".".join([*numbers[:3], "0"]),
        "VERSION_TUPLE": ", ".join([*numbers[:3], "0"]),
        "DEBIAN_VERSION": changelog.debian_version(version),
        "DATE": str(releases[0].day) if releases else "",
    }


def fill(text: str, known: dict[str, str]) -> str:
    """`text` with every name filled in. Raises ValueError for a name that nobody knows."""

    def put(found: re.Match[str]) -> str:
        if found[1] not in known:
            raise ValueError(f"@{found[1]}@ is none of {', '.join(known)}")
        return known[found[1]]

    return _NAME.sub(put, text)


def main() -> int:
    """Prints the version, or the filled file in UTF-8 with its own line ends."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fill", metavar="FILE", type=Path, help="print FILE with its @NAMES@ filled in")
    parser.add_argument("--is", metavar="TAG", dest="tag", help="fail where the tag of a release is another's")
    options = parser.parse_args()
    try:
        history = changelog.CHANGELOG.read_text(encoding="utf-8")
        known = values(SOURCE.read_text(encoding="utf-8"), history)
        if options.tag is not None and options.tag != f"v{known['VERSION']}":
            raise ValueError(f"The tag {options.tag} is not v{known['VERSION']}, which aexdesk/__init__.py states.")
        if options.tag is not None:
            changelog.write_notes(changelog.read(history), known["VERSION"])
        if options.fill is None:
            text = known["VERSION"] + "\n"
        else:
            text = fill(options.fill.read_bytes().decode("utf-8"), known)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
