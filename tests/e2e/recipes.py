"""Takes the README's recipes out of it, so that tests can run what people will copy."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def recipe(language: str, name: str = "") -> str:
    """The one snippet of "In your own CI" in that language, or the one whose first line names the file."""
    text = README.read_text(encoding="utf-8").partition("\n## In your own CI\n")[2].partition("\n## ")[0]
    snippets: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (found,) = (snippet for snippet in snippets if not name or snippet.startswith(f"// {name}\n"))
    return found


def with_commands(folder: Path) -> dict[str, str]:
    """The environment of a person who has installed AExDesk: this Python's program is the command `aexdesk`."""
    place = folder / "bin"
    place.mkdir()
    command = place / "aexdesk"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aexdesk "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    tree = os.pathsep.join(path for path in sys.path if path)
    return {**os.environ, "PATH": f"{place}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": tree}
