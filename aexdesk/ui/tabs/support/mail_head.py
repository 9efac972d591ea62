"""To whom an email goes, and its subject, each to be copied."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from aexdesk.i18n import _
from aexdesk.support.forms import SupportForm
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copy_button import CopyButton


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
        self._labels = (QLabel(), QLabel())
        grid = QGridLayout(self)
        across, along = theme.space("m"), theme.space("s")
        grid.setContentsMargins(across, along, across, along)
        grid.setSpacing(theme.space("xs"))
        grid.setHorizontalSpacing(theme.space("s"))
        rows = ((self.to, self.copy_to), (self.subject, self.copy_subject))
        for number, (label, (field, copy)) in enumerate(zip(self._labels, rows, strict=True)):
            theme.mark(label, kind="muted")
            label.setBuddy(field)
            for place, part in enumerate((label, field, copy)):
                grid.addWidget(part, number, place)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        for label, field, text in zip(self._labels, (self.to, self.subject), (_("To"), _("Subject")), strict=True):
            label.setText(text)
            field.setAccessibleName(text)
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
