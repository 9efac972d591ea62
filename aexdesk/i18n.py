"""The `_` everybody imports: looks a sentence up in the chosen language, late, so that a change shows at once."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from aexdesk import resources
from aexdesk.po_file import read_translations

PSEUDO = "qps"
"""A language of its own making: every sentence longer and accented, so that an untranslated one stands out."""

PSEUDO_RTL = "qps-rtl"
"""The same, read from the right: the words stay as they are, and the window and its lines are turned round."""

_FROM_RIGHT = "\u200f"
"""Unicode's mark of a text that is read from the right."""

_ACCENTED = str.maketrans("aeiounycAEIOUNYC", "åéîöûñýçÅÉÎÖÛÑÝÇ")


class _PseudoTranslations(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return _pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _pseudo(msgid1 if n == 1 else msgid2)


class _TurnedTranslations(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return _turned(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _turned(msgid1 if n == 1 else msgid2)


def _turned(message: str) -> str:
    return f"{_FROM_RIGHT}{_pseudo(message)}"


_TAIL = 7


def _pseudo(message: str) -> str:
    # Placeholders in braces stay as they are: they are names, not words.
    parts = message.replace("{", "\0{").replace("}", "}\0").split("\0")
    body = "".join(part if part.startswith("{") else part.translate(_ACCENTED) for part in parts)
    longer = len(message) // 4
    # Of long sentences in words: a language whose sentences are longer has more words, not one without end.
    tail = " ".join("~" * min(_TAIL, longer - at) for at in range(0, longer, _TAIL))
    return f"⟦{body}{tail}⟧"


@dataclass
class _Chosen:
    translations: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_chosen = _Chosen()
_speaks_english = ContextVar("speaks_english", default=False)


def use_language(code: str) -> None:
    """Translates from now on into `code` ("en", "zh_CN", or the pseudo-language); English where nothing is known."""
    if code == PSEUDO:
        _chosen.translations = _PseudoTranslations()
    elif code == PSEUDO_RTL:
        _chosen.translations = _TurnedTranslations()
    else:
        _chosen.translations = _translations(code)


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are translations for, English not among them."""
    return tuple(sorted(path.parent.parent.name for path in resources.path("i18n").glob("*/LC_MESSAGES/aexdesk.po")))


def _translations(code: str) -> gettext.NullTranslations:
    if code not in languages():
        return gettext.NullTranslations()
    return read_translations(resources.read_text(f"i18n/{code}/LC_MESSAGES/aexdesk.po"))


@contextmanager
def in_english() -> Iterator[None]:
    """Inside, sentences are English whatever language was chosen: servers speak it to whoever calls them."""
    token = _speaks_english.set(True)
    try:
        yield
    finally:
        _speaks_english.reset(token)


def _(message: str) -> str:
    """The sentence in the chosen language."""
    if _speaks_english.get():
        return message
    # gettext answers an empty msgid with the catalogue's header.
    return _chosen.translations.gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for `count` things in the chosen language."""
    if _speaks_english.get():
        return one if count == 1 else many
    return _chosen.translations.ngettext(one, many, count)


_UNTOLD = 100
"""The number that stands for one which is not known: its form is that for many in every language."""


class _Counted(str):
    """A sentence whose form is chosen when its places are filled; until then it says the form for many."""

    _one: str
    _many: str
    _place: str

    def __new__(cls, one: str, many: str, place: str) -> _Counted:
        made = super().__new__(cls, ngettext(one, many, _UNTOLD))
        made._one, made._many, made._place = one, many, place
        return made

    def format_map(self, mapping: Any, /) -> str:
        """The sentence with its values: where the number is none that can be counted, in the form for many."""
        told = str(mapping[self._place])
        is_number = told.isascii() and told.isdigit()
        return ngettext(self._one, self._many, int(told) if is_number else _UNTOLD).format_map(mapping)

    def format(self, *_args: object, **values: object) -> str:
        """The same, of values by name."""
        return self.format_map(values)


def counted(one: str, many: str, place: str) -> str:
    """A sentence for a table of sentences: its form is that for the number which will stand in `place`.

    Only `format` and `format_map` know the number. What is put together from it before says the form for many.
    """
    return _Counted(one, many, place)
