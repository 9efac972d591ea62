"""A block of the signing view: a heading with its copy buttons, and the thing itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copied import say_copied
from aexdesk.ui.widgets.copy_button import CopyButton

if TYPE_CHECKING:
    from aexdesk.secret import Secret
    from aexdesk.ui.ports import Clipboard


class SigningBlock(View):
    """Stands where `content` stood. `read` gives what is copied without secrets, `read_open` what is copied with the
    session, on purpose.
    """

    def __init__(
        self,
        heading: Callable[[], str],
        content: QWidget,
        clipboard: Clipboard,
        what: Callable[[], str] | None = None,
        read: Callable[[], str] = str,
        read_open: Callable[[], Secret | None] | None = None,
    ) -> None:
        super().__init__(content.parentWidget())
        self._words = heading
        self._what = what
        self._clipboard = clipboard
        self._read_open = read_open
        self._heading = QLabel(self)
        self._heading.setWordWrap(True)
        self._heading.setMinimumWidth(theme.size("label") - theme.space("l"))  # it wraps before a button is cut
        theme.mark(self._heading, kind="small")
        self.copy_open = QPushButton(self)
        theme.mark(self.copy_open, role="link")
        self.copy_open.clicked.connect(self._copy_open)
        self.copy_open.hide()
        self.copy = CopyButton(clipboard, read)
        self.copy.setVisible(what is not None)
        if what is not None:
            self.copy.set_what(what)
        head = theme.line(self._heading, self.copy_open, self.copy)
        head.setStretch(0, 1)
        theme.column(head, content, gap="xs", parent=self)
        self.retranslate()

    def offer_session(self, is_there: bool) -> None:
        """Whether a session goes with the call, so that it can be copied too."""
        self.copy_open.setVisible(is_there and self._read_open is not None)

    def retranslate(self) -> None:
        """Writes its words."""
        if (heading := self._words()) != self._heading.text():
            self._heading.setText(heading)
        self.copy_open.setText(_("Copy with session"))
        if self._what is not None:
            self.copy_open.setAccessibleName(_("Copy {what} with the session in it").format(what=self._what()))
        self.copy_open.setToolTip(_("With the session in it; the clipboard forgets it after 30 seconds"))

    def _copy_open(self) -> None:
        secret = self._read_open() if self._read_open else None
        if secret:
            self._clipboard.copy_secret(secret)
            say_copied(self.copy_open)
