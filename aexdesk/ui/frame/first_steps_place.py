"""Where the strip of first steps stands, if it is wanted; imported and built after the workspace is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aexdesk.ui import theme
from aexdesk.ui.tab import Navigate

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.faults import AexError
    from aexdesk.ui.frame.first_steps import FirstStepsStrip
    from aexdesk.ui.frame.first_steps_model import FirstStepsModel
    from aexdesk.ui.tasks import Report


class FirstStepsPlace(QWidget):
    """Takes no room while there is no strip. `go`: how one gets to the tab of the next step."""

    def __init__(self, go: Navigate, report: Report) -> None:
        super().__init__()
        self._go = go
        self._report = report
        self._column = theme.column(gap="", parent=self)
        self._model: FirstStepsModel | None = None
        self.strip: FirstStepsStrip | None = None
        self.hide()

    def begin(self, desk: Desk, tab: str, tell: Callable[[AexError], None]) -> None:
        """The desk is open, and `tab` in sight."""
        from aexdesk.ui.frame.first_steps_model import FirstStepsModel  # noqa: PLC0415 - after the first paint

        if self._model is None:
            self._model = FirstStepsModel(desk, tab, tell, self._report)
            self._model.changed.connect(self._follow)

    def show_tab(self, tab: str) -> None:
        """Another tab is in sight."""
        if self._model is not None:
            self._model.show_tab(tab)

    def bring_back(self) -> None:
        """Shows the steps again."""
        if self._model is not None:
            self._model.bring_back()

    async def close_model(self) -> None:
        """Ends its work."""
        if self._model is not None:
            await self._model.close()

    def _follow(self) -> None:
        assert self._model is not None
        is_shown = self._model.state.is_shown
        if is_shown and self.strip is None:
            from aexdesk.ui.frame.first_steps import FirstStepsStrip  # noqa: PLC0415 - few need it

            self.strip = FirstStepsStrip(self._model)
            self.strip.wanted.connect(self._go)
            self._column.addWidget(self.strip)
            self.strip.show_state()
        self.setVisible(is_shown)
