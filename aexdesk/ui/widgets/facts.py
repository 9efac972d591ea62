"""Facts of what is chosen, one or two to a line: a muted name, and what it is, to be selected and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from aexdesk.ui import theme
from aexdesk.ui.view import View


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` is asked late. `is_data`: in the type of data."""

    name: Callable[[], str]
    is_data: bool = False


class Facts(View):
    """`show_values` in the order of the facts; `across` stand in one line."""

    def __init__(self, facts: Sequence[Fact], across: int = 2) -> None:
        super().__init__()
        self._facts = tuple(facts)
        self._names = [QLabel() for _fact in self._facts]
        self.values = [QLabel() for _fact in self._facts]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("xs"))
        for number, (fact, name, value) in enumerate(zip(self._facts, self._names, self.values, strict=True)):
            theme.mark(name, kind="muted")
            theme.mark(value, kind="mono" if fact.is_data else "")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(value.sizePolicy().Policy.Ignored, value.sizePolicy().Policy.Preferred)
            row, side = divmod(number, across)
            grid.addWidget(name, row, 2 * side)
            grid.addWidget(value, row, 2 * side + 1)
            grid.setColumnStretch(2 * side + 1, 1)
            grid.setColumnMinimumWidth(2 * side, theme.size("label") - theme.space("l"))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its names."""
        for fact, label in zip(self._facts, self._names, strict=True):
            label.setText(fact.name())
        self._name_values()

    def show_values(self, values: Sequence[str]) -> None:
        """What each is."""
        for label, text in zip(self.values, values, strict=True):
            if label.text() != text:
                label.setText(text)
                label.setToolTip(text)
        self._name_values()

    def _name_values(self) -> None:
        for fact, label in zip(self._facts, self.values, strict=True):
            label.setAccessibleName(f"{fact.name()}: {label.text()}")
