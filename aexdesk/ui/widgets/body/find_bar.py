"""The find bar: a text, which hit of how many, the next and the one before. Enter steps on, Shift+Enter back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import bar


class FindBar(View):
    """Hidden until `open_it`; Escape shuts it."""

    wanted = Signal(str)
    stepped = Signal(int)
    shut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body.find")
        self.edit = _Field()
        self.edit.setClearButtonEnabled(True)
        self.count = QLabel()
        theme.mark(self.count, kind="muted")
        self.count.setMinimumWidth(theme.size("label") - theme.space("l"))
        self.back, self.on, self.close_button = (
            IconButton("chevron_up"),
            IconButton("chevron_down"),
            IconButton("close"),
        )
        self.edit.textChanged.connect(self.wanted)
        self.edit.stepped.connect(self.stepped)
        self.edit.left.connect(self.shut_it)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.shut_it)
        line = bar(self.edit, self.count, self.back, self.on, self.close_button, is_headed=True)
        theme.column(line, gap="", parent=self)
        self.hide()
        self.retranslate()

    def open_it(self) -> None:
        """Shows it, its text chosen; what stands there is looked for at once."""
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()
        if self.edit.text():
            self.wanted.emit(self.edit.text())

    def shut_it(self) -> None:
        """Hides it; nothing is looked for any more."""
        if not self.isHidden():
            self.hide()
            self.wanted.emit("")
            self.shut.emit()

    def show_count(self, text: str, has_hits: bool) -> None:
        """Says which of how many."""
        if text != self.count.text():
            self.count.setText(text)
        theme.mark(self.count, tone="" if has_hits or not self.edit.text() else "warn")
        self.back.setEnabled(has_hits)
        self.on.setEnabled(has_hits)

    def retranslate(self) -> None:
        """Writes its words."""
        self.edit.setPlaceholderText(_("Find in this body"))
        self.edit.setAccessibleName(_("Find in this body"))
        self.back.set_words(_("The hit before"), _("The hit before (Shift+Enter)"))
        self.on.set_words(_("The next hit"), _("The next hit (Enter)"))
        self.close_button.set_words(_("Close the find bar"))


class _Field(QLineEdit):
    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
