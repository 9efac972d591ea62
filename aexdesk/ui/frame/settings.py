"""The settings panel: language, theme, and whether Alt shows key tips."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.switch import Switch


class SettingsPanel(Panel):
    """What is chosen takes effect at once; there is nothing to save."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    key_tips_chosen = Signal(bool)

    def __init__(self, over: QWidget, languages: Mapping[str, str]) -> None:
        super().__init__(over, "panel")
        self._languages = languages
        self._title = QLabel()
        theme.mark(self._title, kind="heading")
        self.language, self.theme, self.key_tips = Combo(), Combo(), Switch()
        self._language_row, self._theme_row = FormRow(self.language), FormRow(self.theme)
        for widget in (self._title, self._language_row, self._theme_row, self.key_tips):
            self.column.addWidget(widget)
        self.language.chosen.connect(self.language_chosen)
        self.theme.chosen.connect(self.theme_chosen)
        self.key_tips.clicked.connect(self.key_tips_chosen)
        self.setFocusProxy(self.language)
        self.retranslate()

    def show_chosen(self, language: str, preference: str, has_key_tips: bool) -> None:
        """What is in force."""
        self.language.show_choice(language)
        self.theme.show_choice(preference)
        self.key_tips.setChecked(has_key_tips)

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Settings"))
        self.setAccessibleName(_("Settings"))
        self._language_row.set_words(_("Language"))
        self._theme_row.set_words(_("Theme"))
        keys = shortcuts.keys_of("window.key_tips").shown()
        self.key_tips.setText(_("{key} shows letters over controls").format(key=keys))
        self.language.set_choices(tuple(Choice(code, name) for code, name in self._languages.items()))
        self.theme.set_choices(
            (
                Choice(theme.Preference.SYSTEM.value, _("As the system")),
                Choice(theme.Preference.LIGHT.value, _("Light")),
                Choice(theme.Preference.DARK.value, _("Dark")),
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
