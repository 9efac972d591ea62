"""The form row: label, field, and under the field a sentence: a note, or what is wrong once the field has been left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aexdesk.ui import theme
from aexdesk.ui.telling import tell
from aexdesk.ui.widgets.leaving import Leaving


class FormRow(QWidget):
    """Wraps `field`; `beside` stand to its right (a copy button). The label's text names the field for those who hear.

    Give `complain` the sentence, or "", on every change of state: the row itself waits until the field has been left.
    """

    def __init__(self, field: QWidget, *beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._note, self._tooltip = "", ""
        self._complaint = ""
        self._label, self._under = QLabel(self), QLabel(self)
        self._label.setBuddy(field)
        self._label.setFixedWidth(theme.size("label"))
        self._label.setMinimumHeight(theme.size("control"))
        self._label.setWordWrap(True)
        self._under.setWordWrap(True)
        self._under.hide()
        theme.mark(self._label, kind="muted")
        theme.mark(self._under, kind="small")
        line = theme.line(gap="xs")
        line.addWidget(field, stretch=1)
        for widget in beside:
            line.addWidget(widget, alignment=Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("hair"))
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(line, 0, 1)
        grid.addWidget(self._under, 1, 1)
        self._leaving = Leaving(field)
        self._leaving.left.connect(self._show)

    def set_words(self, label: str, tooltip: str = "", note: str = "", told: str = "") -> None:
        """The label, what it means, and a sentence that always stands under the field. `told`: its name for those who
        hear it, where another field of the page has the same label."""
        self._label.setText(label)
        self._label.setToolTip(tooltip)
        self.field.setToolTip(tooltip)
        named = self.field.focusProxy() or self.field
        named.setAccessibleName(told or label)
        self._tooltip = tooltip
        self._note = note
        self._show()

    def complain(self, sentence: str) -> None:
        """What is wrong with the field; shown once the person has left it."""
        if sentence != self._complaint:
            self._complaint = sentence
            self._show()

    def complain_now(self) -> None:
        """The person wants to go on: shows what is wrong without waiting."""
        self._leaving.go_on()
        self._show()

    def begin_again(self) -> None:
        """Another thing is shown in the field: nothing has been left yet."""
        self._leaving.begin_again()
        self._show()

    def _show(self) -> None:
        complaint = self._complaint if self._leaving.has_left else ""
        text = complaint or self._note
        if text != self._under.text():
            self._under.setText(text)
        self._under.setVisible(bool(text))
        theme.mark(self._under, tone="bad" if complaint else "")
        theme.mark(self.field, complaint=bool(complaint))
        # Qt tells of no widget that what stands in it is wrong: the sentence is told in the place of its explanation.
        told, named = complaint or self._tooltip or self._note, self.field.focusProxy() or self.field
        if told != named.accessibleDescription():
            named.setAccessibleDescription(told)
            tell(self, complaint)
