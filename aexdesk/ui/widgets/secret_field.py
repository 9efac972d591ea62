"""The secret field: dots; shown for 30 s when asked; copied for 30 s. It holds no secret that it does not show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.later import Later, Timer
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.widgets.copied import say_copied

Deliver = Callable[[Secret], None]
DOTS = "•" * 12


class SecretField(QWidget):
    """Shows that a secret is kept (`show_stored`) and takes a new one (`typed`, signal `edited`).

    `fetch(deliver)` is asked for the kept secret when the person reveals or copies it; it may answer later.
    An answer for something that is no longer shown is dropped.
    """

    edited = Signal()

    def __init__(
        self, clipboard: Clipboard, later: Later, fetch: Callable[[Deliver], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._later = later
        self._fetch = fetch
        self._identity: str | None = None
        self._has_stored = False
        self._shown: Secret | None = None
        self._timer: Timer | None = None
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        theme.mark(self.line, kind="mono")
        self.line.textEdited.connect(self._note_edit)
        self._eye = IconButton("eye")
        self._eye.clicked.connect(self._toggle)
        self._copy = IconButton("copy")
        self._copy.clicked.connect(self._copy_it)
        theme.line(self.line, self._eye, self._copy, gap="xs", parent=self)
        self.setFocusProxy(self.line)
        self.retranslate()
        self._show_buttons()

    def show_stored(self, identity: str, has_secret: bool) -> None:
        """Whose secret this is, and whether there is one. Another identity forgets what was typed or shown."""
        if identity != self._identity:
            self._identity = identity
            self._shown = None
            self.hide_secret()
            self.line.clear()
        if has_secret != self._has_stored:
            self._has_stored = has_secret
        self.line.setPlaceholderText(DOTS if has_secret else "")
        self._show_buttons()

    def typed(self) -> Secret | None:
        """The new secret, if one has been typed. Blanks at the ends are a slip of copying."""
        text = self.line.text().strip()
        return Secret(text) if text and Secret(text) != self._shown else None

    def forget_typed(self) -> None:
        """It has been stored: back to dots."""
        self._shown = None
        self.hide_secret()
        self.line.clear()
        self._show_buttons()

    def hide_secret(self) -> None:
        """Back to dots; what was typed stays."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._shown is not None and Secret(self.line.text()) == self._shown:
            self.line.clear()
        self._shown = None
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._draw_eye()

    @property
    def is_revealed(self) -> bool:
        """Whether the secret can be read on the screen."""
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def retranslate(self) -> None:
        """Writes its words."""
        self._copy.set_words(_("Copy the secret; the clipboard forgets it after 30 seconds"))
        self._draw_eye()

    def _toggle(self) -> None:
        if self.is_revealed:
            self.hide_secret()
        elif self.line.text():
            self._reveal()
        else:
            self._ask(self._reveal_stored)

    def _reveal_stored(self, secret: Secret) -> None:
        if self.line.text():
            return
        self._shown = secret
        self.line.setText(secret.reveal())
        self.line.setCursorPosition(0)
        self._reveal()

    def _reveal(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._timer = self._later(theme.time("reveal_s"), self.hide_secret)
        self._draw_eye()

    def _copy_it(self) -> None:
        if text := self.line.text():
            self._take(Secret(text))
        else:
            self._ask(self._take)

    def _take(self, secret: Secret) -> None:
        self._clipboard.copy_secret(secret)
        say_copied(self._copy)

    def _ask(self, then: Deliver) -> None:
        asked = self._identity
        self._fetch(lambda secret: then(secret) if self._identity == asked else None)

    def _note_edit(self) -> None:
        self._show_buttons()
        self.edited.emit()

    def _show_buttons(self) -> None:
        has_any = self._has_stored or bool(self.line.text())
        self._eye.setEnabled(has_any)
        self._copy.setEnabled(has_any)

    def _draw_eye(self) -> None:
        self._eye.set_icon("eye_off" if self.is_revealed else "eye")
        self._eye.set_words(_("Hide the secret") if self.is_revealed else _("Show the secret for 30 seconds"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
