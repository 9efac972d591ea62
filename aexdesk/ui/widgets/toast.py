"""A toast: one line over the foot of the window, with Undo, that goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.later import Later, Timer
from aexdesk.ui.telling import tell


class Toast(QFrame):
    """Floats over `over`. A new line takes the place of the one before; what that one could undo then stays done."""

    def __init__(self, over: QWidget, later: Later) -> None:
        super().__init__(over)
        self._over = over
        self._later = later
        self._timer: Timer | None = None
        self._say: Callable[[], str] = str
        self._undo: Callable[[], None] | None = None
        self._text, self._button = QLabel(), QPushButton()
        self._button.clicked.connect(self._take_back)
        self._text.setWordWrap(True)
        theme.mark(self, role="toast")
        theme.line(self._text, self._button, gap="m", around="s", parent=self)
        over.installEventFilter(self)
        self.retranslate()
        self.hide()

    def show_line(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        """Says `text` for a while; with `undo` there is a button that takes it back."""
        self._stop()
        self._say, self._undo = text, undo
        self._button.setVisible(undo is not None)
        self.retranslate()
        self.show()
        self.raise_()
        undo_too = _("{said} {button}: a button at the foot of the window.").format(said=text(), button=_("Undo"))
        tell(self, undo_too if undo is not None else text())
        self._timer = self._later(theme.time("toast_s"), self.leave)

    def leave(self) -> None:
        """Goes; what happened stays."""
        self._stop()
        self._undo = None
        self.hide()

    def retranslate(self) -> None:
        """Writes its words."""
        self._text.setText(self._say())
        self._button.setText(_("Undo"))
        self.setAccessibleName(self._say())
        self._place()

    def _take_back(self) -> None:
        undo = self._undo
        self.leave()
        if undo is not None:
            undo()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _place(self) -> None:
        self._fit()
        at_foot = self._over.height() - self.height() - theme.space("m") - theme.size("status")
        self.move((self._over.width() - self.width()) // 2, at_foot)

    def _fit(self) -> None:
        """As wide as its line, but no wider than what it lies over: then the line wraps."""
        self._text.setFixedWidth(self._line_width())
        beside = self.sizeHint().width() - self._text.width()
        most = self._over.width() - 2 * theme.space("m") - beside
        self._text.setFixedWidth(min(self._text.width(), most))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.sizeHint().width(), self.heightForWidth(self.sizeHint().width()))

    def _line_width(self) -> int:
        self._text.ensurePolished()
        return self._text.fontMetrics().horizontalAdvance(self._text.text()) + theme.space("focus")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in the middle when the window is resized."""
        if event.type() is QEvent.Type.Resize and watched is self._over and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class QtToasts:
    """The port `Toasts`."""

    def __init__(self, toast: Toast) -> None:
        self._toast = toast

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        """Says `text` for a while."""
        self._toast.show_line(text, undo)
