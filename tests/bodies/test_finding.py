"""Find: every hit once, whatever its letter case and however JSON escaped it, across the seams of pieces, too."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aexdesk.bodies import finding
from aexdesk.bodies.finding import Search


def _count(raw: bytes, text: str) -> tuple[int, list[int]]:
    search = Search(raw, text)
    for _step in search.steps():
        pass
    return search.count, list(search.hits)


@pytest.mark.parametrize(
    "wanted", ["Дрель", "дрель", 'a "b"', "x/y", "back\\slash", "two\nlines", "😀", "tab\there", "<b>", "Ärger"]
)
@pytest.mark.parametrize("is_ascii", [True, False])
def test_an_escaped_text_is_found_as_it_reads(wanted: str, is_ascii: bool) -> None:
    value = 'Дрель, a "b", x/y, back\\slash, two\nlines 😀 tab\there <b> ÄRGER'
    raw = json.dumps([value], ensure_ascii=is_ascii).encode()
    assert _count(raw, wanted)[0] == 1
    assert _count(raw.replace(b"/", b"\\/").replace(b"<", b"\\u003c"), wanted)[0] == 1


@example("aa", "aaaaa", 1)
@given(st.text("ab", min_size=1, max_size=3), st.text("abc", max_size=60), st.integers(1, 7))
def test_the_seams_of_pieces_hide_and_double_nothing(wanted: str, text: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "PIECE", piece)
        count, hits = _count(text.encode(), wanted)
    assert count == text.count(wanted)
    assert all(text.startswith(wanted, place) for place in hits)


def test_hits_beyond_what_is_kept_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "HITS_KEPT", 3)
    assert _count(b"aaaaa", "a") == (5, [0, 1, 2])
