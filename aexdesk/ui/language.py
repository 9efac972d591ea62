"""The language of the window: ours by gettext, Qt's own words by its translator, and the news to every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication

from aexdesk import i18n

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

ENGLISH = "en"
_NAMES = {
    ENGLISH: "English",
    "zh_CN": "中文（简体）",
    "es": "Español",
    "pt_BR": "Português (Brasil)",
    "ru": "Русский",
    i18n.PSEUDO: "Pseudo",
    i18n.PSEUDO_RTL: "Pseudo, from the right",
}
"""What each language calls itself; not translated."""
_TRADITIONAL = frozenset({"Hant", "TW", "HK", "MO"})


def offered(with_pseudo: bool) -> dict[str, str]:
    """The languages there are, code to name. The pseudo-languages are for those who work on AExDesk."""
    codes = [ENGLISH, *i18n.languages(), *([i18n.PSEUDO, i18n.PSEUDO_RTL] if with_pseudo else [])]
    return {code: _NAMES.get(code, code) for code in codes}


def of_system() -> str:
    """The first of the languages that the person's system is set to that there is one for; English where there is none.

    Who reads Portuguese of another country reads that of Brazil; who reads traditional characters may not read
    simplified ones.
    """
    known = i18n.languages()
    for tag in QLocale.system().uiLanguages():
        parts = tag.replace("_", "-").split("-")
        if parts[0] == ENGLISH or parts[0] == "C":
            return ENGLISH
        if _TRADITIONAL & set(parts):
            continue
        for code in known:
            if code.split("_")[0] == parts[0]:
                return code
    return ENGLISH


def direction_of(code: str) -> Qt.LayoutDirection:
    """From which side a language is read, and a window that speaks it is laid out."""
    return Qt.LayoutDirection.RightToLeft if code == i18n.PSEUDO_RTL else QLocale(code).textDirection()


class Language:
    """What is spoken now."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self.code = ENGLISH
        # A command may have been asked to speak another; what the window speaks is kept in its workspace.
        i18n.use_language(ENGLISH)

    def use(self, code: str) -> None:
        """Changes the language; every view that stands writes its words again."""
        if code == self.code:
            return
        from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415 - most starts are in English

        self.code = code
        i18n.use_language(code)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        translator = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder) and self._app.installTranslator(translator):
            self._translator = translator
        if self._app.layoutDirection() != (direction := direction_of(code)):
            self._app.setLayoutDirection(direction)
        # Qt sends this by itself only where it has words of its own for the language; twice does no harm.
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
