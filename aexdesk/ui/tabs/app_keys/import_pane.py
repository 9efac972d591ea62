"""What a .env file holds, with its secrets hidden, and what becomes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.tabs.app_keys import import_words
from aexdesk.ui.tabs.app_keys.importing import ImportModel, ImportState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line
from aexdesk.wording import describe


class ImportPane(View):
    """Stands in place of the form until the file is taken in or put away."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self._model = model
        self.heading, self._place, self.fault = Heading(), Chip(), Banner()
        self.name, self.account = QLineEdit(), Combo()
        self._rows = FormRow(self.name), FormRow(self.account)
        self._note, self._found = QLabel(), Found()
        self._note.setWordWrap(True)
        theme.mark(self._note, kind="muted")
        self.keep, self.again, self.cancel = QPushButton(), QPushButton(), QPushButton()
        page = QWidget()
        theme.mark(page, role="page")
        theme.column(self._note, self._found, *self._rows, gap="m", around="m", parent=page).addStretch(1)
        column = theme.column(bar(self.heading, self._place, is_headed=True), thin_line(), gap="", parent=self)
        column.addWidget(self.fault)
        column.addWidget(scroll(page), stretch=1)
        column.addWidget(thin_line())
        column.addWidget(bar(self.keep, self.again, self.cancel, spring()))
        theme.mark(self.keep, role="primary")
        for widget, name in (
            (self.keep, "app_keys.import_keep"), (self.again, "app_keys.import_again"),
            (self.cancel, "app_keys.import_cancel"), (self.name, "app_keys.import_name"),
            (self.account, "app_keys.import_account"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self.name.textEdited.connect(model.enter)
        self.name.returnPressed.connect(self._keep)
        self.account.chosen.connect(model.bind_to)
        self.keep.clicked.connect(model.keep)
        self.again.clicked.connect(model.choose_file)
        self.cancel.clicked.connect(model.discard)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.heading.say(_("Import .env"))
        self._note.setText(import_words.note())
        self._rows[0].set_words(_("Name"), _("How the app key will be called here."))
        self.keep.setText(_("Import"))
        self.keep.setToolTip(_("Keep it as an app key; its secrets go to the keyring alone"))
        self.again.setText(_("Choose another file"))
        self.cancel.setText(_("Cancel"))
        self.cancel.setToolTip(_("Forget what was read; nothing of it was kept"))
        self.show_state()

    def show_state(self) -> None:
        """Shows what was found."""
        state = self._model.state
        said = describe(state.fault) if state.fault is not None else None
        self.fault.show_message(said.message if said else "", said.hint if said else "", "bad")
        place = state.environment
        is_live = place is not None and place.is_live
        self._place.show_state(name_environment(place) if place else "", "live" if is_live else "practice")
        has_found = state.found is not None
        has_session = state.found is not None and state.found.session is not None
        for widget, is_wanted in (
            (self._note, has_found), (self._found, has_found), (self._rows[0], has_found),
            (self._rows[1], has_session), (self.keep, has_found),
        ):  # fmt: skip
            theme.show_if(widget, is_wanted)
        self._show_form(state)
        self._found.show_found(state)

    def begin(self) -> None:
        """To the first field."""
        self.name.setFocus()
        self.name.selectAll()

    def _show_form(self, state: ImportState) -> None:
        if self.name.text() != state.name:
            self.name.setText(state.name)
        choices = [Choice(account.email, account.email) for account in state.accounts]
        self.account.set_choices([Choice("", import_words.name_nobody()), *choices])
        self.account.show_choice(state.account)
        self._rows[1].set_words(
            _("Session of"), _("A file does not say whose a session is."), import_words.note_account(state.account)
        )
        self.keep.setEnabled(bool(state.name.strip()) and not state.is_keeping)
        self.cancel.setEnabled(not state.is_keeping)
        self.again.setEnabled(not state.is_keeping)

    def _keep(self) -> None:
        if self.keep.isEnabled():
            self._model.keep()


class Found(QWidget):
    """Part, name in the file, value; a secret is dots."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("m"))
        self._grid.setColumnStretch(2, 1)
        self._lines = [tuple(QLabel() for _column in range(3)) for _part in import_words.PARTS]
        for row, line in enumerate(self._lines):
            for column, (label, kind) in enumerate(zip(line, ("muted", "mono", "mono"), strict=True)):
                theme.mark(label, kind=kind)
                self._grid.addWidget(label, row, column)
            line[2].setWordWrap(True)

    def show_found(self, state: ImportState) -> None:
        """Shows these; what was not found is not there."""
        found = import_words.list_found(state.found) if state.found is not None else ()
        for row, line in enumerate(self._lines):
            for column, label in enumerate(line):
                label.setText(found[row][column] if row < len(found) else "")
                theme.show_if(label, row < len(found))
