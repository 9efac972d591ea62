"""The tabs over the request line: one for each open request, a dot where something is not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import QTabBar, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton, icon
from aexdesk.ui.tabs.console.opened.words import describe_tab, name_request
from aexdesk.ui.view import View

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.model import ConsoleModel
    from aexdesk.ui.tabs.console.opened.request import RequestLabel

_LONGEST = 28


class RequestTabs(QTabBar):
    """The bar itself; a middle click closes."""

    middle_clicked = Signal(int)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes the tab under it."""
        if event.button() is Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0:
                self.middle_clicked.emit(place)
        super().mouseReleaseEvent(event)


class RequestBar(View):
    """Shows the open requests of this environment; those of another stay where they are until one stands there."""

    def __init__(self, model: ConsoleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: list[RequestLabel] = []
        self._is_showing = False
        self.panel, self.new, self.save = IconButton("folder"), IconButton("plus"), IconButton("save")
        self.place = IconButton("below")
        self.panel.setCheckable(True)
        self.panel.setObjectName("console.panel")
        self.save.clicked.connect(model.saving.save)
        self.bar = RequestTabs()
        self.bar.setObjectName("console.requests")
        self.bar.setMovable(True)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        theme.mark(self.bar, dense=True)
        self.bar.currentChanged.connect(self._choose)
        self.bar.tabMoved.connect(self._move)
        self.bar.middle_clicked.connect(lambda place: model.tabs.close_one(self._shown[place].id))
        line = theme.line(self.panel, self.bar, self.new, self.place, self.save, gap="xs", parent=self)
        line.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        line.insertStretch(3, 1)
        self.retranslate()

    def show_state(self) -> None:
        """Shows which requests are open, and which one is looked at."""
        state = self._model.state
        self._is_showing = True
        if [one.id for one in state.requests] != [one.id for one in self._shown]:
            self._fill(state.requests)
        for place, label in enumerate(state.requests):
            if place >= len(self._shown) or label != self._shown[place]:
                self._show_label(place, label)
        self._shown = list(state.requests)
        current = next((place for place, one in enumerate(state.requests) if one.id == state.request), 0)
        if self.bar.currentIndex() != current:
            self.bar.setCurrentIndex(current)
        self._is_showing = False
        self.save.setEnabled(bool(state.draft.api))
        if self.panel.isChecked() != self._model.folder.state.is_shown:
            self.panel.setChecked(self._model.folder.state.is_shown)

    def show_place(self, is_below: bool) -> None:
        """The button that moves the answer shows where it would go."""
        self.place.set_icon("beside" if is_below else "below")
        text = _("Show the answer beside the request") if is_below else _("Show the answer below the request")
        self.place.set_words(text)

    def retranslate(self) -> None:
        """Writes its words."""
        self.bar.setAccessibleName(_("Requests that are open"))
        self.panel.set_words(_("Saved requests"), _("Saved requests: show or hide the folder (Ctrl+B)"))
        self.new.set_words(_("New request"), _("New request (Ctrl+T)"))
        self.save.set_words(_("Save the request"), _("Save the request (Ctrl+S); under another name: Ctrl+Shift+S"))
        self._shown = []
        self.show_state()

    def _fill(self, labels: tuple[RequestLabel, ...]) -> None:
        while self.bar.count():
            self.bar.removeTab(0)
        for label in labels:
            place = self.bar.addTab("")
            cross = IconButton("close")
            cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            cross.clicked.connect(lambda _checked=False, identity=label.id: self._model.tabs.close_one(identity))
            self.bar.setTabButton(place, QTabBar.ButtonPosition.RightSide, cross)
        self._shown = []

    def _show_label(self, place: int, label: RequestLabel) -> None:
        name = name_request(label)
        short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        self.bar.setTabText(place, (f"● {short}" if label.is_unsaved else short).replace("&", "&&"))
        told = describe_tab(label)
        self.bar.setTabToolTip(place, told)
        self.bar.setAccessibleTabName(place, told.replace("\n", ". "))
        odd = icon("warn", "warn") if label.has_conflict else QIcon()
        self.bar.setTabIcon(place, icon("clock") if label.is_running else odd)
        cross = self.bar.tabButton(place, QTabBar.ButtonPosition.RightSide)
        if isinstance(cross, IconButton):
            cross.set_words(_("Close {name}").format(name=name), _("Close (Ctrl+W)"))

    def _choose(self, place: int) -> None:
        if not self._is_showing and 0 <= place < len(self._shown):
            self._model.tabs.choose(self._shown[place].id)

    def _move(self, before: int, after: int) -> None:
        if not self._is_showing:
            label = self._shown.pop(before)
            self._shown.insert(after, label)
            self._model.tabs.move(label.id, after)
