"""Collects the licences of what the frozen folder holds, as the packages themselves state them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_QT = """Qt for Python and Qt, from The Qt Company and others, are used under the GNU Lesser General Public License,
version 3: https://www.gnu.org/licenses/lgpl-3.0.html. They lie beside the program as libraries of their own (PySide6,
shiboken6) and may be replaced by others. Their sources are at https://download.qt.io. QtWebEngine, where it is here,
holds Chromium and parts of other projects, whose licences are listed at
https://doc.qt.io/qt-6/qtwebengine-licensing.html.
"""


def write(place: Path, *, browser: bool) -> None:
    """All of them, as one text."""
    parts = [
        f"AExDesk holds these works of others.\n\n{_QT}",
        f"Python {sys.version.split()[0]}\n\n{_python_licence()}",
    ]
    for one in sorted(_needed("aexdesk", {"browser"} if browser else set()), key=lambda each: each.name.lower()):
        if one.name.lower().startswith(("pyside6", "shiboken6", "aexdesk")):
            continue
        head = f"{one.name} {one.version}: {_stated(one)}\n"
        parts.append("\n".join([head, *_texts(one)]))
    rule = "\n" + "-" * 78 + "\n\n"
    place.write_text(rule.join(parts), encoding="utf-8")


def _needed(root: str, extras: set[str]) -> list[Distribution]:
    """The distribution of that name, and all that it asks for here."""
    found: dict[str, Distribution] = {}
    waiting = [(root, extras)]
    while waiting:
        name, wanted = waiting.pop()
        for requirement in distribution(name).requires or ():
            words, _, marker = requirement.partition(";")
            is_of = re.findall(r"extra\s*==\s*['\"]([^'\"]+)", marker)
            if is_of and not wanted & set(is_of):
                continue
            match = re.match(r"[A-Za-z0-9._-]+", words.strip())
            assert match, requirement
            try:
                there = distribution(match[0])
            except PackageNotFoundError:
                continue  # for another system or Python
            if there.name not in found:
                found[there.name] = there
                waiting.append((there.name, set()))
    return list(found.values())


def _stated(one: Distribution) -> str:
    """One line: the expression, or what older metadata have in its place."""
    about = one.metadata
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")
    ]
    plain = (about.get("License") or "").splitlines()
    return about.get("License-Expression") or "; ".join(classified) or (plain[0] if plain else "see below")


def _texts(one: Distribution) -> Iterator[str]:
    for file in one.files or ():
        path = str(file)
        if ".dist-info/" in path and re.search(
            r"(?i)licen[cs]e|copying|notice|authors", path.partition(".dist-info/")[2]
        ):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip() + "\n"


def _python_licence() -> str:
    places = (
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(sys.base_prefix, "lib", f"python3.{sys.version_info[1]}", "LICENSE.txt"),
    )
    there = next((one for one in places if one.is_file()), None)
    return (
        there.read_text(encoding="utf-8")
        if there
        else "Python Software Foundation License: https://docs.python.org/3/license.html\n"
    )
