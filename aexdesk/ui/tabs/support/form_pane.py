"""The finished form: address and subject of an email, the text, what was taken out of it, and where it can go."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.chips import RedactionChips
from aexdesk.ui.tabs.support.mail_head import MailHead
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copied import say_copied
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.ui.widgets.pane_parts import bar, spring, thin_line
from aexdesk.wording import describe


class FormPane(View):
    """One main button: Copy."""

    def __init__(self, model: SupportModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.practice, self.trouble = Banner(), Banner()
        self.mail_head = MailHead(ports.clipboard)
        self.body = MonoText(wraps=True)
        self.body.edit.setObjectName("support.body")
        self._tint = RedactionChips(self.body.edit.document())
        self.taken_out = TakenOut()
        self.hide_address = CheckBox()
        self.copy, self.mail, self.save = QPushButton(), QPushButton(), QPushButton()
        self.copy.setObjectName("support.copy")
        self.mail.setObjectName("support.mail")
        self.save.setObjectName("support.save")
        theme.mark(self.copy, role="primary")
        self._place()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("Copy the finished text"))
        self.mail.setText(_("Open in mail program"))
        self.save.setText(_("Save .eml…"))
        self.hide_address.setText(_("Hide the address"))
        self.hide_address.setToolTip(
            _("Support can use the receiving address, but it may be a person's: of it, leave only the country")
        )
        self.body.set_name(_("Finished form"))
        self.body.retranslate()
        for child in (self.mail_head, self.taken_out):
            child.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the form as it is."""
        state = self._model.state
        self._show_banners(state)
        form = state.form
        self.mail_head.show_form(form)
        self.body.set_text(form.body if form is not None else "")
        self.taken_out.show_names(words.list_taken_out(state))
        theme.show_if(self.hide_address, state.case is not None and state.case.has_address)
        self.hide_address.setChecked(state.hides_address)
        self.copy.setEnabled(form is not None)
        for button, told in (
            (self.mail, _("Write a mail with this form in your mail program")),
            (self.save, _("Save the mail as a file that mail programs open")),
        ):
            button.setEnabled(form is not None and bool(form.to))
            button.setToolTip(told if state.is_email else _("Choose the channel Email for this"))

    def _show_banners(self, state: SupportState) -> None:
        is_practice = state.case is not None and state.case.is_practice
        self.practice.show_message(
            _("This call went to the practice gateway, never to the platform: do not send the form to support.")
            if is_practice
            else "",
            tone="warn",
        )
        if state.fault is not None:
            said = describe(state.fault)
            self.trouble.show_message(said.message, said.hint, "bad")
        elif not state.has_mail:
            self.trouble.show_message(_("No mail program took it."), _("Copy the text, or save it as a file."), "warn")
        else:
            self.trouble.show_message("")

    def _place(self) -> None:
        column = theme.column(self.practice, self.trouble, self.mail_head, gap="", parent=self)
        column.addWidget(self.body, stretch=1)
        column.addWidget(thin_line())
        out = QWidget()
        theme.line(self.taken_out, spring(), self.hide_address, parent=out).setContentsMargins(
            theme.space("m"), theme.space("xs"), theme.space("m"), theme.space("xs")
        )
        column.addWidget(out)
        column.addWidget(thin_line())
        column.addWidget(bar(self.copy, self.mail, self.save, spring()))

    def _connect(self) -> None:
        self.copy.clicked.connect(self._copy)
        self.mail.clicked.connect(self._open_mail)
        self.save.clicked.connect(self._save)
        self.hide_address.clicked.connect(self._model.hide_address)

    def _copy(self) -> None:
        if self._model.copy():
            say_copied(self.copy)

    def _open_mail(self) -> None:
        self._model.open_mail(words.say_short_mail(), words.say_cut)

    def _save(self) -> None:
        self._model.save_mail(_("Save the mail"), _("Mail (*.eml)"), words.say_saved)

    def changeEvent(self, event: QEvent) -> None:
        """Follows light and dark."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint.follow_scheme()
        super().changeEvent(event)


class TakenOut(View):
    """The names of what the form does not show, as chips."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._chips: list[Chip] = []
        theme.mark(self._label, kind="small")
        self._line = theme.line(self._label, parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._label.setText(_("Taken out:"))
        self.setToolTip(_("These do not leave this computer with the form"))

    def show_names(self, names: tuple[str, ...]) -> None:
        """Shows these, and nothing where nothing was taken out."""
        while len(self._chips) < len(names):
            self._chips.append(Chip())
            self._line.addWidget(self._chips[-1])
        for number, chip in enumerate(self._chips):
            chip.show_state(names[number] if number < len(names) else "", "accent")
        self._label.setVisible(bool(names))
