"""Writes into resources/release_list.json where the releases of the build to come are listed.

python packaging/release_list.py OWNER/NAME     the releases of that repository on GitHub
python packaging/release_list.py ""             none, as in the sources

`aexdesk updates` asks there, when its user does. Needs Python alone.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

PLACE = Path(__file__).resolve().parents[1] / "resources" / "release_list.json"
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")


def address_of(repository: str) -> str:
    """Where GitHub lists the releases of `OWNER/NAME`. Raises ValueError for what is none."""
    if not repository:
        return ""
    if not _REPOSITORY.fullmatch(repository):
        raise ValueError(f"{repository} is no OWNER/NAME")
    return f"https://api.github.com/repos/{repository}/releases?per_page=10"


def main(arguments: list[str]) -> int:
    """Writes it, and leaves all else in the file as it is."""
    if len(arguments) != 1:
        sys.stderr.write((__doc__ or "") + "\n")
        return 2
    told = json.loads(PLACE.read_text(encoding="utf-8"))
    try:
        told["url"] = address_of(arguments[0])
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    PLACE.write_bytes((json.dumps(told, indent=2) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
