"""The examples: a language, its two lines, and copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.access_log.examples import EXAMPLES, example_of
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.pane_parts import bar, spring, thin_line


class ExamplesPane(View):
    """One language at a time; the lines hold the base URL of now."""

    def __init__(self, model: AccessLogModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.languages, self.lines = QTabBar(), QLabel()
        self.copy = CopyButton(ports.clipboard, self._text)
        self.languages.setObjectName("access_log.languages")
        self.lines.setObjectName("access_log.example")
        self.copy.setObjectName("access_log.copy_example")
        self.languages.setExpanding(False)
        self.languages.setUsesScrollButtons(False)
        for one in EXAMPLES:
            self.languages.addTab(one.name)
        self.lines.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.lines.setSizePolicy(self.lines.sizePolicy().Policy.Ignored, self.lines.sizePolicy().Policy.Fixed)
        self.lines.setContentsMargins(theme.space("m"), theme.space("xs"), theme.space("m"), theme.space("m"))
        theme.mark(self.lines, kind="mono")
        head = bar(self.languages, spring(), self.copy)
        inside = head.layout()
        assert inside is not None
        inset(inside, theme.space("s"), 0, theme.space("m"), 0)
        whole = QWidget()
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(whole, role="surface")
        theme.column(head, self.lines, gap="", parent=whole)
        theme.column(whole, thin_line(), gap="", parent=self)
        self.languages.currentChanged.connect(lambda number: model.choose_language(EXAMPLES[number].id))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.languages.setAccessibleName(_("Languages"))
        self.lines.setAccessibleName(_("Example"))
        self.copy.set_what(lambda: _("the example"))
        self.show_state()

    def show_state(self) -> None:
        """Shows the example of the language that is chosen."""
        self.setVisible(self._model.state.are_examples_open)
        example = example_of(self._model.state.language)
        number = EXAMPLES.index(example)
        if number != self.languages.currentIndex():
            self.languages.setCurrentIndex(number)
        if (text := self._text()) != self.lines.text():
            self.lines.setText(text)

    def _text(self) -> str:
        state = self._model.state
        return example_of(state.language).write(state.proxy.url) if state.proxy.url else ""
