"""The address of the page that is shown: to be read and copied, never typed; the host stands out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.web.origins import host_of
from aexdesk.ui.widgets.copied import say_copied


class AddressLine(QWidget):
    """Scheme and path in muted letters, the host bold; a long path ends in dots, the host never does."""

    def __init__(self, clipboard: Clipboard) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._clipboard = clipboard
        self._parts = ("", "", "")
        self._address = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.size("control"))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.setAccessibleName(_("Address of the page"))
        self.setAccessibleDescription(self._address)

    def show_address(self, address: str) -> None:
        """Shows it."""
        if address == self._address:
            return
        self._address = address
        host = host_of(QUrl(address))
        before, found, after = address.partition(host) if host else (address, "", "")
        self._parts = (before, found, after)
        self.setAccessibleDescription(address)
        self.setToolTip(address)
        self.update()

    def address(self) -> str:
        """All of it."""
        return self._address

    def copy(self) -> None:
        """Copies it, and says so."""
        if self._address:
            self._clipboard.copy(self._address)
            say_copied(self)

    def sizeHint(self) -> QSize:
        """As high as a control."""
        return QSize(theme.size("label"), theme.size("control"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying by key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Shows that the keys come here."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """The same."""
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme and the language."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.update()
        elif event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The three parts after one another."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(0, 0, -1, -1)
        painter.setPen(theme.colour("accent" if self.hasFocus() else "line"))
        painter.setBrush(theme.colour("window"))
        painter.drawRoundedRect(frame, theme.size("radius"), theme.size("radius"))
        room = frame.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
        for text, tone, is_bold in zip(self._parts, ("muted", "text", "muted"), (False, True, False), strict=True):
            font = theme.mono_font()
            font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(text))
        painter.end()
