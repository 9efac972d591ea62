"""The string that was signed and the right one, side by side, the difference marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QBoxLayout, QLabel, QTextEdit, QWidget

from aexdesk.doctor.differing import Kind, Pieces, compare
from aexdesk.doctor.finding import Finding
from aexdesk.i18n import _, ngettext
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.wording.turning_signs import write_exactly

_MOST_LINES, _LEAST_LINES = 12, 3


class MarkedText(MonoText):
    """A string to sign in pieces; `tone` is the colour of what differs."""

    def __init__(self, tone: str) -> None:
        super().__init__(wraps=True)
        self._tone = tone
        self._pieces: Pieces = ()
        self.edit.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        theme.mark(self.edit, bare=False)

    def show_pieces(self, pieces: Pieces) -> None:
        """Shows these."""
        if pieces != self._pieces:
            self._pieces = pieces
            self.mark_pieces()

    def mark_pieces(self) -> None:
        """Writes and tints them, in the language and the colours of now."""
        shown = [_write_left_out(one.text) if one.kind is Kind.LEFT_OUT else one.text for one in self._pieces]
        self.set_text("".join(shown))
        tints = {Kind.DIFFERENT: (f"{self._tone}_soft", "text"), Kind.LEFT_OUT: ("", "muted")}
        made: list[QTextEdit.ExtraSelection] = []
        at = 0
        for piece, text in zip(self._pieces, shown, strict=True):
            end = at + len(write_exactly(text).encode("utf-16-le", "surrogatepass")) // 2
            if piece.kind in tints:
                made.append(self._selection(at, end, *tints[piece.kind]))
            at = end
        self.edit.setExtraSelections(made)

    def _selection(self, start: int, end: int, ground: str, letters: str) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.edit.document())
        last = self.edit.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setForeground(theme.colour(letters))
        if ground:
            form.setBackground(QColor(theme.colour(ground)))
            form.setFontUnderline(True)
        selection.cursor, selection.format = cursor, form
        return selection

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange):
            self.mark_pieces()


def _write_left_out(text: str) -> str:
    told = ngettext("{count} letter alike", "{count} letters alike", len(text)).format(count=f"{len(text):,}")
    return f" ⋯ {told} ⋯ "


class StringsPane(View):
    """Under one another where there is no room beside."""

    def __init__(self, clipboard: Clipboard) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self._is_masked = False
        self.received, self.right = MarkedText("bad"), MarkedText("good")
        self.copy_received = CopyButton(
            clipboard, lambda: self._finding.received.string_to_sign if self._finding else ""
        )
        self.copy_right = CopyButton(clipboard, lambda: self._finding.expected.string_to_sign if self._finding else "")
        self._titles = (QLabel(), QLabel())
        self.signs = (QLabel(), QLabel())
        self._sides = (
            self._side(0, self.received, self.copy_received),
            self._side(1, self.right, self.copy_right),
        )
        self._line = theme.line(*self._sides, gap="m", parent=self)
        for number in range(2):
            self._line.setStretch(number, 1)
        self.retranslate()

    def _side(self, number: int, text: MarkedText, copy: CopyButton) -> QWidget:
        made, title, sign = QWidget(), self._titles[number], self.signs[number]
        theme.mark(title, kind="muted")
        theme.mark(sign, kind="mono")
        sign.setWordWrap(True)
        sign.setTextInteractionFlags(sign.textInteractionFlags().TextSelectableByMouse)
        head = theme.line(title, copy)
        head.setStretch(0, 1)
        theme.column(head, text, sign, gap="xs", parent=made)
        return made

    def retranslate(self) -> None:
        """Writes its words."""
        for label, text in zip(self._titles, (_("String that was signed"), self._name_right()), strict=True):
            label.setText(text)
        self.received.set_name(_("String that was signed"))
        self.right.set_name(self._name_right())
        self.copy_received.set_what(lambda: _("the string that was signed"))
        self.copy_right.set_what(lambda: self._name_right() if self._is_masked else _("the right string to sign"))
        self._show_signs()

    def _name_right(self) -> str:
        return _("String to sign, without what was hidden") if self._is_masked else _("Right string to sign")

    def show_finding(self, finding: Finding, *, is_masked: bool) -> None:
        """Shows both strings, or the right one where the other is not known. `is_masked`: parts of it were not kept."""
        if is_masked != self._is_masked:
            self._is_masked = is_masked
            self.retranslate()
        self._finding = finding
        received, right = finding.received.string_to_sign, finding.expected.string_to_sign
        mine, theirs = compare(received, right) if received else ((), compare(right, right)[1])
        self.received.show_pieces(mine)
        self.right.show_pieces(theirs)
        self._sides[0].setVisible(bool(received) and received != right)
        self._show_signs()
        self._fit()

    def _show_signs(self) -> None:
        finding = self._finding
        signs = (finding.received.sign, finding.expected.sign) if finding is not None else ("", "")
        for label, sign in zip(self.signs, signs, strict=True):
            label.setText(f"sign\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{_breakable(sign)}" if sign else "")
            label.setVisible(bool(sign))

    def _fit(self) -> None:
        # The layout of a plain text counts in lines, not in pixels.
        needed = max(int(one.edit.document().size().height()) for one in (self.received, self.right))
        lines = min(_MOST_LINES, max(_LEAST_LINES, needed)) + 1
        height = lines * self.right.edit.fontMetrics().lineSpacing() + 2 * theme.space("s")
        for text in (self.received, self.right):
            if text.maximumHeight() != height:
                text.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme.size("drawer") * 2
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
        self._fit()


def _breakable(sign: str) -> str:
    """A label breaks lines between words alone: here after every sixteenth digit, by a blank of no width."""
    return "\N{ZERO WIDTH SPACE}".join(sign[at : at + 16] for at in range(0, len(sign), 16))
