"""A chip: a state in a word, tinted. The word always stands there; the tint only helps."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aexdesk.ui import theme


class Chip(QLabel):
    """`tone`: "", "good", "warn", "bad", "accent", "practice" or "live"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.mark(self, role="chip")

    def show_state(self, text: str, tone: str = "") -> None:
        """Says `text`; an empty one hides the chip."""
        if text != self.text():
            self.setText(text)
        theme.mark(self, tone=tone)
        theme.show_if(self, bool(text))
