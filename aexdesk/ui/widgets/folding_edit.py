"""A text that folds: a gutter at its left shuts what stands between a bracket at a line's end and its partner."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aexdesk.ui import theme
from aexdesk.ui.icons import pixmap


class FoldingEdit(QPlainTextEdit):
    """For text whose levels are told by blanks, as pretty JSON is. Ctrl+[ shuts at the cursor, Ctrl+] opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gutter = _Gutter(self)
        self.setViewportMargins(self._gutter.edge, 0, 0, 0)
        self.updateRequest.connect(lambda _rect, _by: self._gutter.update())

    def show_whole(self) -> None:
        """Opens every fold."""
        self._set_visible(self.document().firstBlock(), QTextBlock(), True)
        self._settle()

    def is_fold(self, block: QTextBlock) -> bool:
        """Whether something can be shut beneath that line."""
        return block.text().rstrip().endswith(("{", "[")) and block.next().isValid()

    def is_shut(self, block: QTextBlock) -> bool:
        """Whether it is."""
        return self.is_fold(block) and not block.next().isVisible()

    def toggle(self, block: QTextBlock) -> None:
        """Shuts what stands beneath a line, or opens it; folds within open with it."""
        if not self.is_fold(block):
            return
        self._set_visible(block.next(), self._partner(block), self.is_shut(block))
        self._settle()

    def _partner(self, block: QTextBlock) -> QTextBlock:
        depth = _indent(block.text())
        follower = block.next()
        while follower.isValid() and _indent(follower.text()) > depth:
            follower = follower.next()
        return follower

    def _set_visible(self, block: QTextBlock, end: QTextBlock, is_visible: bool) -> None:
        while block.isValid() and block != end:
            block.setVisible(is_visible)
            block.setLineCount(1 if is_visible else 0)
            block = block.next()

    def _settle(self) -> None:
        document = self.document()
        document.markContentsDirty(0, document.characterCount())
        document.documentLayout().documentSizeChanged.emit(document.documentLayout().documentSize())
        self.viewport().update()
        self._gutter.update()

    def lines(self) -> list[tuple[QTextBlock, QRect]]:
        """The lines in sight, and where each stands."""
        found = []
        block = self.firstVisibleBlock()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset()).toRect()
            if rect.top() > self.viewport().height():
                break
            if block.isVisible():
                found.append((block, rect))
            block = block.next()
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gutter is as high as the text."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(inside.left(), inside.top(), self._gutter.edge, inside.height())

    def keyPressEvent(self, event: object) -> None:
        """Folds at the cursor."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in (  # type: ignore[attr-defined]
            Qt.Key.Key_BracketLeft,
            Qt.Key.Key_BracketRight,
        ):
            block = self.textCursor().block()
            if self.is_shut(block) == (event.key() == Qt.Key.Key_BracketRight):  # type: ignore[attr-defined]
                self.toggle(block)
            return
        super().keyPressEvent(event)  # type: ignore[arg-type] # Qt's own event

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._gutter.update()


class _Gutter(QWidget):
    def __init__(self, edit: FoldingEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self.edge = theme.size("icon") + theme.space("xs")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface"))
        edge = theme.size("icon")
        for block, rect in self._edit.lines():
            if self._edit.is_fold(block):
                name = "chevron_right" if self._edit.is_shut(block) else "chevron_down"
                painter.drawPixmap(QPoint(0, rect.top() + (rect.height() - edge) // 2), pixmap(name))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for block, rect in self._edit.lines():
            if rect.top() <= event.position().y() < rect.bottom() + 1:
                self._edit.toggle(block)
                return


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
