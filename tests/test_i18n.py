"""Translation: late, whole, and with its placeholders as they were."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.i18n import PSEUDO, _, counted, languages, ngettext, use_language


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
    for code in ("xx", "zh_TW", "", "../../etc"):
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


_PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

#: aexdesk/ui/x.py
msgid "Send"
msgstr "Şend"

msgid "Can"
msgstr ""

#, fuzzy
msgid "Save"
msgstr "Safe"

#, python-brace-format
msgid ""
"A long \\"one\\", "
"in two\\n"
msgstr ""
"Длинное \\\\ "
"слово\\n"

msgid "{n} call"
msgid_plural "{n} calls"
msgstr[0] "{n} вызов"
msgstr[1] "{n} вызова"
msgstr[2] "{n} вызовов"

msgid "{n} row"
msgid_plural "{n} rows"
msgstr[0] "{n} ряд"
msgstr[1] ""
msgstr[2] ""
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_real_translation_is_found_in_the_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    folder = tmp_path / "i18n" / "qq" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "aexdesk.po").write_bytes(_PO.replace("\n", ends).encode())
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / name)
    assert languages() == ("qq",)
    use_language("qq")
    assert _("Send") == "Şend"
    assert [_(word) for word in ("Cancel", "Can", "Save", "")] == ["Cancel", "Can", "Save", ""]
    assert _('A long "one", in two\n') == "Длинное \\ слово\n"
    said = [ngettext("{n} call", "{n} calls", n) for n in (1, 2, 5, 21, 0)]
    assert said == ["{n} вызов", "{n} вызова", "{n} вызовов", "{n} вызов", "{n} вызовов"]
    assert ngettext("{n} row", "{n} rows", 1) == "{n} row"
    assert ngettext("{n} row", "{n} rows", 5) == "{n} rows"


def test_resources_lie_beside_the_package_or_in_it() -> None:
    assert resources.root().is_dir()
    assert resources.path("error_book.json").is_file()
    assert resources.read_json("error_book.json")["entries"]


def test_a_sentence_of_a_table_takes_the_form_for_the_number_it_is_filled_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "i18n" / "qq" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "aexdesk.po").write_text(_PO, encoding="utf-8")
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / name)
    use_language("qq")
    said = [counted("{n} call", "{n} calls", "n").format(n=n) for n in (1, "2", 5, "–", "1,000")]
    assert said == ["1 вызов", "2 вызова", "5 вызовов", "– вызовов", "1,000 вызовов"]
    assert str(counted("{n} call", "{n} calls", "n")) == "{n} вызовов"
