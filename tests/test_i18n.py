"""Translation: late, whole, and with its placeholders as they were."""

from __future__ import annotations

import string
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.i18n import PSEUDO, _, ngettext, use_language


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def _holes(sentence: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(name, spec, how) for _text, name, spec, how in string.Formatter().parse(sentence) if name is not None]


def test_english_is_what_stands_in_the_source() -> None:
    assert _("The name {name} is in use already.") == "The name {name} is in use already."
    assert ngettext("{n} call", "{n} calls", 1) == "{n} call"
    assert ngettext("{n} call", "{n} calls", 2) == "{n} calls"


def test_the_change_shows_at_once_and_goes_away_again() -> None:
    use_language(PSEUDO)
    assert _("Send").startswith("⟦")
    use_language("en")
    assert _("Send") == "Send"


def test_a_language_that_nobody_translated_is_english() -> None:
    for code in ("xx", "zh_CN", "", "../../etc"):
        use_language(code)
        assert _("Send") == "Send"


def test_no_words_stay_no_words() -> None:
    for code in ("en", PSEUDO):
        use_language(code)
        assert _("") == ""


_WORDS = st.text(st.characters(exclude_characters="{}\0", exclude_categories=["Cs"]), max_size=8)
_PLACES = st.sampled_from(["{name}", "{count:>5}", "{value!r}", "{a_b}"])


@given(st.lists(_WORDS | _PLACES, min_size=1, max_size=8).map("".join).filter(bool))
def test_the_pseudo_language_changes_words_and_never_placeholders(sentence: str) -> None:
    use_language(PSEUDO)
    for said in (_(sentence), ngettext(sentence, "x", 1), ngettext("x", sentence, 2)):
        assert said.startswith("⟦")
        assert said.endswith("⟧")
        assert _holes(said) == _holes(sentence)
        assert len(said) >= len(sentence) + 2


def test_the_pseudo_language_is_longer_and_accented() -> None:
    use_language(PSEUDO)
    said = _("The environment of this profile")
    assert said == "⟦Thé éñvîröñméñt öf thîs pröfîlé~~~~~~~⟧"


def test_a_real_translation_is_found_in_the_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "i18n" / "qq" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "aexdesk.mo").write_bytes(_mo({"": "Content-Type: text/plain; charset=UTF-8\n", "Send": "Şend"}))
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / name)
    use_language("qq")
    assert _("Send") == "Şend"
    assert _("Cancel") == "Cancel"
    assert _("") == ""


def _mo(catalogue: dict[str, str]) -> bytes:
    """A compiled catalogue, as msgfmt would write it."""
    ids = sorted(catalogue)
    keys = [key.encode() for key in ids]
    texts = [catalogue[key].encode() for key in ids]
    start = 28 + 16 * len(ids)
    table = b""
    data = b""
    for group in (keys, texts):
        for one in group:
            table += struct.pack("<II", len(one), start + len(data))
            data += one + b"\0"
    header = struct.pack("<IIIIIII", 0x950412DE, 0, len(ids), 28, 28 + 8 * len(ids), 0, 28)
    return header + table + data


def test_resources_lie_beside_the_package_or_in_it() -> None:
    assert resources.root().is_dir()
    assert resources.path("error_book.json").is_file()
    assert resources.read_json("error_book.json")["entries"]
