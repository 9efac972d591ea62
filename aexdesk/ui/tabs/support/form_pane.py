"""The finished form: address and subject of an email, the text, what was taken out of it, and where it can go."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontDatabase, QResizeEvent

from aexdesk.i18n import _
from aexdesk.support.channels import FormLanguage
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.chips import RedactionChips
from aexdesk.ui.tabs.support.form_bar import FormBar
from aexdesk.ui.tabs.support.hidden_list import HiddenList
from aexdesk.ui.tabs.support.mail_head import MailHead
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.ui.widgets.pane_parts import thin_line
from aexdesk.wording import describe
from aexdesk.wording.support_words import say_hint

_CHINESE = QFontDatabase.WritingSystem.SimplifiedChinese


class FormPane(View):
    """Banners, the form, the list of what is hidden, and the buttons."""

    def __init__(self, model: SupportModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.practice, self.trouble, self.topic, self.filed = Banner(), Banner(), Banner(), Banner()
        self.no_font = Banner()
        self.mail_head = MailHead(ports.clipboard)
        self.body = MonoText(wraps=True)
        self.body.edit.setObjectName("support.body")
        self._tint = RedactionChips(self.body.edit.document())
        self.hidden = HiddenList()
        self.bar = FormBar(model)
        banners = (self.practice, self.trouble, self.topic, self.filed, self.no_font)
        self.body.set_edge(theme.space("m"))
        column = theme.column(*banners, self.mail_head, gap="", parent=self)
        column.addWidget(self.body, stretch=1)
        for part in (thin_line(), self.hidden, thin_line(), self.bar):
            column.addWidget(part)
        self.hidden.wanted.connect(
            lambda hiding, is_wanted: model.show_hidden(hiding, is_wanted, words.ask_before_showing())
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.body.set_name(_("Finished form"))
        self.body.retranslate()
        for child in (self.mail_head, self.hidden, self.bar):
            child.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the form as it is."""
        state = self._model.state
        self._show_banners(state)
        form = state.form
        self.mail_head.show_form(form)
        self.body.set_text(form.body if form is not None else "")
        self.hidden.show_hidings(form.hidings if form is not None else ())
        theme.show_if(self.hidden, form is not None)
        self.bar.show_state()

    def _show_banners(self, state: SupportState) -> None:
        is_practice = state.case is not None and state.case.is_practice
        self.practice.show_message(
            _("This call went to the practice gateway: do not send the form to support.") if is_practice else "",
            tone="warn",
        )
        if state.fault is not None:
            said = describe(state.fault)
            self.trouble.show_message(said.message, said.hint, "bad")
        elif not state.has_mail:
            self.trouble.show_message(_("No mail program took it."), _("Copy the text, or save it as a file."), "warn")
        else:
            self.trouble.show_message("")
        hint = say_hint(state.hint) if state.hint is not None else None
        self.topic.show_message(hint.message if hint else "", tone="warn")
        if state.hint is not None:
            self.topic.setToolTip(hint.hint if hint else "")
            self.topic.set_actions((words.name_way_out(state.hint), self._model.take_hint))
        is_boxes = state.language is FormLanguage.CHINESE and not QFontDatabase.families(_CHINESE)
        self.no_font.show_message(words.say_no_font() if is_boxes and state.form is not None else "")
        self.filed.show_message(words.say_already(state.filed) if state.filed else "")
        if state.filed:
            newest = state.filed[0]
            self.filed.set_actions((_("Open the case"), lambda: self._model.open_filed(newest.id)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text keeps its room in a low window."""
        super().resizeEvent(event)
        self.hidden.be_low(self.height() < theme.size("panel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows light and dark."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint.follow_scheme()
        super().changeEvent(event)
