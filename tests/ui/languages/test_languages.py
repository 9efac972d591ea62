"""Every tab changes its language at once, while the window stands: no word stays behind, and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aexdesk import i18n, resources
from aexdesk.po_file import read_translations

ROOT = Path(__file__).parents[3]
LIMIT_S = 120
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
_NUMBER = re.compile(r"\d+")
OF_A_FORM = "support.description#1:placeholder"
"""Stands in the language of the form, which is that of who reads it."""
_PLACE_AS_SAID = re.compile(r"\{\w*\}")
_PLACE = re.compile(r"\\\{\w*\\\}")
_LETTERS = 5
"""What has fewer beside its places could be anything."""
_PO = "LC_MESSAGES/aexdesk.po"
_EDGES = " \n·:;,.()●–…|→"
DATA = {"String", "Number", "Boolean", "Practice app", "Practice order", "English", "method", "session", "id"}
"""Words of the platform, names that somebody gave to a thing of theirs, and what a language calls itself."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What stood in the window: in English, then after each change."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.languages.window"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path_factory.mktemp("window"))},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    read: list[dict[str, Any]] = json.loads(done.stdout)
    return read


def test_no_word_stays_in_the_language_before(told: list[dict[str, Any]]) -> None:
    before = set(told[0]["texts"].values())
    assert len(told[0]["texts"]) > 1000
    for one in [one for one in told if one["language"] != "en"]:
        is_english = _Sentences(one["language"])
        behind = {
            f"{one['language']}: {place}: {text}"
            for place, text in one["texts"].items()
            if not place.endswith(OF_A_FORM)
            and ((text in before and is_english(text)) or any(map(is_english, _pieces(text))))
        }
        assert not behind, "\n".join(sorted(behind))


class _Sentences:
    """The sentences of which a language says something else; the pseudo-language does of each."""

    def __init__(self, code: str) -> None:
        known = read_translations(
            resources.read_text(f"i18n/{'zh_CN' if code in (i18n.PSEUDO, i18n.PSEUDO_RTL) else code}/{_PO}")
        )
        said = {one for one, forms in known._forms.items() if one not in forms}
        self._whole = said - DATA
        self._with_places = re.compile(
            "|".join(_PLACE.sub(".+", re.escape(one)) for one in said if len(_PLACE_AS_SAID.sub("", one)) > _LETTERS),
            re.DOTALL,
        )

    def __call__(self, text: str) -> bool:
        return text in self._whole or (text not in DATA and self._with_places.fullmatch(text) is not None)


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text that the pseudo-language has not put into its brackets; what brackets hold may be nested."""
    left = text
    while (rest := _BRACKETED.sub("\0", left)) != left:
        left = rest
    for line in re.split(r"[\0\n·]", left):
        piece = line.strip(_EDGES)
        if any(map(str.isalpha, piece)):
            yield line.strip()
            yield piece


def test_back_in_english_everything_is_said_as_before(told: list[dict[str, Any]]) -> None:
    before = _without_numbers(told[0]["texts"])
    for after in [one for one in told[1:] if one["language"] == "en"]:
        again = _without_numbers(after["texts"])
        other = {
            place: (before.get(place), again.get(place))
            for place in before.keys() | again.keys()
            if before.get(place) != again.get(place)
        }
        assert not other, "\n".join(f"{place}: {was!r} -> {now!r}" for place, (was, now) in sorted(other.items()))


def _without_numbers(texts: dict[str, str]) -> dict[str, str]:
    """Time goes on, and a countdown with it."""
    return {place: _NUMBER.sub("#", text) for place, text in texts.items()}


def test_what_was_typed_chosen_selected_and_scrolled_to_stays(told: list[dict[str, Any]]) -> None:
    before = told[0]["kept"]
    assert len(before) > 200
    for one in told[1:]:
        lost = {
            place: (before.get(place), one["kept"].get(place))
            for place in before.keys() | one["kept"].keys()
            # Longer words push what is below them.
            if before.get(place) != one["kept"].get(place)
            and not (one["language"] != "en" and place.endswith((":scrolled", ":divided")))
        }
        assert not lost, one["language"] + "\n".join(f"{place}: {was} -> {now}" for place, (was, now) in lost.items())
