"""Reads the translations of a language from its `.po` file, as translators write it: nothing has to be compiled."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping

_PART = re.compile(r'^(msg\S+) +((?:"[^\n]*"\s*)+)', re.MULTILINE)
_SEAM = re.compile(r'"\s*\n"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_RULE = re.compile(r"^Plural-Forms:.*\bplural=([^;\n]+)", re.MULTILINE)


class Translations(gettext.NullTranslations):
    """What a language says: each English sentence with its forms, and the rule which form a number takes."""

    def __init__(self, forms: Mapping[str, tuple[str, ...]], form_of: Callable[[int], int]) -> None:
        super().__init__()
        self._forms = forms
        self._form_of = form_of

    def gettext(self, message: str) -> str:
        """The sentence, or the English one where it is not translated."""
        forms = self._forms.get(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n` things, or the English one where it is not translated."""
        forms = self._forms.get(msgid1)
        if not forms:
            return msgid1 if n == 1 else msgid2
        return forms[min(self._form_of(abs(n)), len(forms) - 1)]


def read_translations(text: str) -> Translations:
    """What a `.po` file says. Fuzzy sentences, and those that lack a form, are left out: they stay English.

    The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html, without contexts.
    """
    found = {}
    for block in text.replace("\r\n", "\n").split("\n\n"):
        if "#, fuzzy" in block:
            continue
        parts = {keyword: _plain(quoted) for keyword, quoted in _PART.findall(block)}
        english = parts.pop("msgid", None)
        parts.pop("msgid_plural", None)
        if english is not None and all(parts.values()):
            found[english] = tuple(parts.values())
    head = found.pop("", ("",))[0]
    rule = _RULE.search(head)
    # gettext's own reader of plural rules: it takes the C that the header holds, and nothing else.
    return Translations(found, gettext.c2py(rule[1].strip() if rule else "n != 1"))


def _plain(quoted: str) -> str:
    said = _SEAM.sub("", quoted.strip())[1:-1]
    if "\\" not in said:
        return said
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), said)
