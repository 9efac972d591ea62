"""The fold: a line that opens and shuts what stands under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from aexdesk.ui import theme
from aexdesk.ui.icons import icon


class Fold(QToolButton):
    """A line that opens and shuts what stands under it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self, role="fold")
        self.toggled.connect(self._show)
        self._show(False)

    def _show(self, is_open: bool) -> None:
        self.setIcon(icon("chevron_down" if is_open else "chevron_right"))
        self._inside.setVisible(is_open)

    def changeEvent(self, event: object) -> None:
        """Follows the scheme."""
        super().changeEvent(event)  # type: ignore[arg-type] # Qt's own event
        self.setIcon(icon("chevron_down" if self.isChecked() else "chevron_right"))
