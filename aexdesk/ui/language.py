"""The language of the window: ours by gettext, Qt's own words by its translator, and the news to every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from aexdesk import i18n, resources

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

ENGLISH = "en"
_NAMES = {ENGLISH: "English", i18n.PSEUDO: "Pseudo"}
"""What each language calls itself; not translated."""


def offered(with_pseudo: bool) -> dict[str, str]:
    """The languages there are, code to name. The pseudo-language is for those who work on AExDesk."""
    folder = resources.path("i18n")
    found = sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/aexdesk.mo"))
    codes = [ENGLISH, *(code for code in found if code != ENGLISH), *([i18n.PSEUDO] if with_pseudo else [])]
    return {code: _NAMES.get(code, code) for code in codes}


class Language:
    """What is spoken now."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self.code = ENGLISH

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
        # Qt sends this by itself only where it has words of its own for the language; twice does no harm.
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
