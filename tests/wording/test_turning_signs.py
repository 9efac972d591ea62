"""A sign that nobody sees and that turns what is around it is written out; letters of every language stay."""

from __future__ import annotations

import unicodedata

from aexdesk.wording.turning_signs import write_exactly, write_honestly

DECEIVING = "mug\u202efdp.exe"
HEBREW, ARABIC = "ספל 350 מ״ל", "كوب\u200f 350"


def test_every_sign_of_unicode_that_turns_is_written_out() -> None:
    """The sides of Unicode's own table, without the letters and numbers that have one."""
    turns = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    signs = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in turns]
    assert len(signs) == 9
    for sign in signs:
        assert write_exactly(sign) == write_honestly(sign) == f"⟨U+{ord(sign):04X}⟩"
    for mark in "\u061c\u200e\u200f":
        assert write_exactly(mark) == f"⟨U+{ord(mark):04X}⟩"


def test_letters_stay_what_they_are() -> None:
    assert write_exactly(DECEIVING) == "mug⟨U+202E⟩fdp.exe"
    assert write_exactly(HEBREW) == HEBREW
    assert write_exactly(ARABIC) == "كوب⟨U+200F⟩ 350"
    assert write_honestly(ARABIC) == ARABIC, "a mark of the language, among words for people"
