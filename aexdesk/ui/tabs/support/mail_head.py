"""To whom an email goes, and its subject, each to be copied."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from aexdesk.i18n import _
from aexdesk.support.forms import SupportForm
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.form_row import FormRow


class MailHead(View):
    """Two lines above the text; hidden where the form is no email."""

    def __init__(self, clipboard: Clipboard) -> None:
        super().__init__()
        self.to, self.subject = QLineEdit(), QLineEdit()
        self.to.setObjectName("support.to")
        self.subject.setObjectName("support.subject")
        for field in (self.to, self.subject):
            field.setReadOnly(True)
            theme.mark(field, kind="mono")
        self.copy_to = CopyButton(clipboard, self.to.text)
        self.copy_subject = CopyButton(clipboard, self.subject.text)
        self._to, self._subject = FormRow(self.to, self.copy_to), FormRow(self.subject, self.copy_subject)
        theme.column(self._to, self._subject, gap="xs", around="s", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._to.set_words(_("To"))
        self._subject.set_words(_("Subject"))
        self.copy_to.set_what(lambda: _("address"))
        self.copy_subject.set_what(lambda: _("subject"))

    def show_form(self, form: SupportForm | None) -> None:
        """Shows where it goes, if it is an email."""
        theme.show_if(self, form is not None and bool(form.to))
        if form is None:
            return
        for field, text in ((self.to, form.to), (self.subject, form.subject)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
