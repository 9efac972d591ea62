"""The names of the environment variables of an app key, behind a fold: few people change them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.services.profiles import ENV_FIELD
from aexdesk.ui import theme
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.fold import Fold
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.workspace.profile import ENV_NAMES, EnvNames


class EnvFields(View):
    """`rows` by the name of the field in what is complained of."""

    def __init__(self, model: AppKeysModel) -> None:
        super().__init__()
        self._model = model
        self.lines = {what: QLineEdit() for what in ENV_NAMES.as_mapping()}
        self.rows = {ENV_FIELD + what: FormRow(line) for what, line in self.lines.items()}
        self._note, inside = QLabel(), QWidget()
        self._note.setWordWrap(True)
        theme.mark(self._note, kind="small")
        theme.column(self._note, *self.rows.values(), parent=inside)
        self.fold = Fold(inside)
        theme.column(self.fold, inside, gap="xs", parent=self)
        for what, line in self.lines.items():
            theme.mark(line, kind="mono")
            line.textEdited.connect(self._enters(what))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.fold.setText(_("Environment variables"))
        self.fold.setAccessibleName(_("Environment variables"))
        self._note.setText(words.note_env())
        for what in self.lines:
            name = words.name_env(what)
            told = f"{_('Environment variables')}: {name}"
            self.rows[ENV_FIELD + what].set_words(name, words.explain_env(what), told=told)

    def show_names(self, names: EnvNames) -> None:
        """Shows the names as they are."""
        for what, name in names.as_mapping().items():
            line = self.lines[what]
            if line.text() != name:
                line.setText(name)

    def show_field(self, field: str) -> None:
        """Opens the fold where the field lies behind it."""
        if field in self.rows:
            self.fold.setChecked(True)

    def _enters(self, what: str) -> Callable[[str], None]:
        def enter(text: str) -> None:
            form = self._model.state.form
            if form is not None:
                self._model.enter(env_names=replace(form.entry.env_names, **{what: text}))

        return enter
