"""Every library that is installed with AExDesk, or with its tests, is under a licence that was looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import Distribution
from pathlib import Path
from types import ModuleType

import pytest

FREEZE = Path(__file__).parents[2] / "packaging" / "freeze"

ALLOWED = (
    r"MIT( License|-0)?", r"BSD( License|-[23]-Clause)", r"Apache(-2\.0| Software License)", r"ISC( License.*)?",
    r"PSF-2\.0", r"Python Software Foundation License",
    # Covers its own files alone, which stay as they came.
    r"MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)",
    # Qt and its Python: libraries that anybody may replace (see licences.txt of the packages).
    r"LGPL-3\.0-only",
    # No licence, but a remark beside one.
    r"DFSG approved",
)  # fmt: skip
"""A new line is a review: may one give it away with a program under the MIT licence, and what must be told then?"""

UNSTATED = {"pysimdjson": r"\bMIT\b|Apache License"}
"""Packages whose metadata state nothing, with what their licence files say."""


@pytest.fixture
def licences(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FREEZE))
    return import_module("licences")


def is_allowed(stated: str) -> bool:
    """Of alternatives one is enough; of several that hold together each must be."""
    if " OR " in stated:
        return any(is_allowed(one) for one in stated.split(" OR "))
    parts = re.split(r"; | AND ", stated)
    return all(
        any(re.fullmatch(one, part.strip("() ")) or re.fullmatch(one, part) for one in ALLOWED) for part in parts
    )


@pytest.mark.parametrize(
    ("stated", "allowed"),
    [
        ("MIT", True), ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("MIT License; Apache Software License", True),
        ("GPL-3.0-only", False), ("MIT; GNU General Public License v3 (GPLv3)", False), ("MIT AND AGPL-3.0", False),
        ("AGPL-3.0-or-later", False), ("see below", False), ("Proprietary", False), ("", False), ("GPL MIT", False),
    ],
)  # fmt: skip
def test_what_is_allowed(stated: str, allowed: bool) -> None:
    assert is_allowed(stated) is allowed


def test_each_is_allowed(licences: ModuleType) -> None:
    there: list[Distribution] = licences._needed("aexdesk", {"browser", "test"})
    assert {"httpx", "keyring"} <= {one.name.lower() for one in there}
    assert sorted(_not_allowed(there, licences)) == []


def _not_allowed(there: list[Distribution], licences: ModuleType) -> Iterator[str]:
    for one in there:
        stated = licences._stated(one)
        if stated == "see below" and one.name in UNSTATED:
            is_known = re.search(UNSTATED[one.name], "\n".join(licences._texts(one))) is not None
        else:
            is_known = is_allowed(stated)
        if not is_known:
            yield f"{one.name} {one.version}: {stated}"
