"""What can be done with a finished form: copied whole or by field, mailed, saved, packed, noted as sent."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import sides, theme
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.going_out import SaveWords
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copied import say_copied
from aexdesk.ui.widgets.flow import Flow


class FormBar(View):
    """One main button: Copy."""

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self.copy, self.copy_field, self.mail, self.save = (QPushButton() for _number in range(4))
        self.pack, self.sent = QPushButton(), QPushButton()
        names = {"copy": self.copy, "copy_field": self.copy_field, "mail": self.mail, "save": self.save}
        for name, button in (names | {"pack": self.pack, "sent": self.sent}).items():
            button.setObjectName(f"support.{name}")
        theme.mark(self.copy, role="primary")
        first, second = Flow(self.copy, self.copy_field, self.sent), Flow(self.mail, self.save, self.pack)
        column = theme.column(first, second, parent=self)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("Copy the finished text"))
        self.copy_field.setText(_("Copy a field…"))
        self.copy_field.setToolTip(_("Copy one field, for forms that take them one by one"))
        self.mail.setText(_("Open in mail program"))
        self.save.setText(_("Save .eml…"))
        self.pack.setText(_("Evidence pack…"))
        self.pack.setToolTip(_("Save a zip: the form, request, string to sign, answer, times and HAR, without secrets"))
        self.sent.setText(_("Mark as sent"))
        self.sent.setToolTip(_("Keep this form as a case, to write down the answer later"))
        self.show_state()

    def show_state(self) -> None:
        """Shows what can be done now."""
        state = self._model.state
        has_form = state.form is not None
        for button in (self.copy, self.copy_field, self.pack, self.sent):
            button.setEnabled(has_form)
        for button, told in (
            (self.mail, _("Write a mail with this form in your mail program")),
            (self.save, _("Save the mail, with the evidence pack attached, as a file that mail programs open")),
        ):
            button.setEnabled(state.form is not None and bool(state.form.to))
            button.setToolTip(told if state.is_email else _("Choose the channel Email for this"))

    def open_fields(self) -> QMenu:
        """The fields of the form, each to be copied."""
        menu = QMenu(self)
        form = self._model.state.form
        for name, _text in form.fields if form is not None else ():
            action = menu.addAction(name)
            action.triggered.connect(lambda _checked=False, name=name: self._copy_one(name))
        sides.drop(menu, self.copy_field)
        return menu

    def _connect(self) -> None:
        going_out = self._model.going_out
        self.copy.clicked.connect(self._copy)
        self.copy_field.clicked.connect(self.open_fields)
        self.mail.clicked.connect(lambda: going_out.open_mail(words.say_short_mail(), words.say_cut))
        self.save.clicked.connect(
            lambda: going_out.save_mail(SaveWords(_("Save the mail"), _("Mail (*.eml)"), words.say_saved))
        )
        self.pack.clicked.connect(
            lambda: going_out.save_pack(SaveWords(_("Save the evidence pack"), _("Zip (*.zip)"), words.say_saved))
        )
        self.sent.clicked.connect(lambda: self._model.cases.file(lambda: _("Kept as a case.")))

    def _copy(self) -> None:
        if self._model.going_out.copy():
            say_copied(self.copy)

    def _copy_one(self, name: str) -> None:
        self._model.going_out.copy_field(name)
        say_copied(self.copy_field)
