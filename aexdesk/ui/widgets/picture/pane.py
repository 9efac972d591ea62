"""The pane of a picture: which address, its pixels and bytes, the picture itself; or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.outcomes import write_size
from aexdesk.ui.view import View
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.pane_parts import bar, thin_line
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.ui.widgets.picture.model import PictureModel
    from aexdesk.ui.widgets.picture.state import Decoded, PictureState


class PicturePane(View):
    """Hidden until a picture is asked for. Over one model there may be several panes, in different views."""

    opened = Signal()
    """It took some room."""

    def __init__(self, model: PictureModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: Decoded | None = None
        self.facts = ElidedLabel()
        self.back, self.on = IconButton("chevron_up"), IconButton("chevron_down")
        self.link, self.again, self.close_button = IconButton("external"), QPushButton(), IconButton("close")
        for button, act in (
            (self.back, lambda: model.step(-1)), (self.on, lambda: model.step(1)), (self.link, model.open_link),
            (self.again, model.again), (self.close_button, model.shut),
        ):  # fmt: skip
            button.clicked.connect(act)
        self.canvas, self.told, self._bar = Canvas(), QLabel(), QProgressBar()
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.canvas)
        self.pages.addWidget(self.told)
        head = bar(self.facts, self.again, self.back, self.on, self.link, self.close_button, is_headed=True)
        theme.column(thin_line(), head, self._bar, self.pages, gap="", parent=self)
        # In a low window it shares the room with what holds the link.
        self.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMaximumHeight(theme.size("top_bar") + theme.size("side"))
        model.changed.connect(self.show_state)
        self.hide()
        self.retranslate()

    def show_state(self) -> None:
        """Shows what the model has."""
        state = self._model.state
        theme.show_if(self, bool(state.links))
        if not state.links:
            self._show_image(None)
            return
        self.facts.show_text(_write_facts(state), state.link)
        self._bar.setVisible(state.is_fetching)
        for button in (self.back, self.on):
            button.setVisible(len(state.links) > 1)
        self.again.setVisible(state.fault is not None)
        self._show_image(state.shown)
        words = describe(state.fault) if state.fault is not None else None
        self.told.setText(f"{words.message}\n{words.hint}" if words else "")
        theme.mark(self.told, tone="bad" if words else "")
        self.pages.setCurrentIndex(1 if words else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Tells it."""
        super().showEvent(event)
        self.opened.emit()

    def _show_image(self, shown: Decoded | None) -> None:
        if shown is not self._shown:
            self._shown = shown
            self.canvas.show_image(cast("QImage", shown.image) if shown else None)

    def retranslate(self) -> None:
        """Writes its words."""
        self.back.set_words(_("The picture before"))
        self.on.set_words(_("The next picture"))
        self.link.set_words(_("Open link"), _("Opens this address in the system's browser."))
        self.again.setText(_("Try again"))
        self.close_button.set_words(_("Close the picture"))
        self.canvas.setAccessibleName(_("Picture"))
        self.show_state()


def preview_action(view: QWidget, act: Callable[[], object]) -> QAction:
    """The action of a tree or table over links, with its key; the view says when it counts."""
    made = QAction(view)
    made.setShortcut(shortcuts.sequence_of("answer.preview"))
    made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.triggered.connect(act)
    view.addAction(made)
    return made


def _write_facts(state: PictureState) -> str:
    host = urlsplit(state.link).hostname or ""
    count = _("{current} of {count}").format(current=state.number + 1, count=len(state.links))
    told = [count] if len(state.links) > 1 else []
    if state.is_fetching:
        told.append(_("Fetching from {host}…").format(host=host))
    elif state.shown is not None:
        shown = state.shown
        size = _("{width} × {height} px").format(width=f"{shown.width:,}", height=f"{shown.height:,}")
        told += [size, write_size(shown.bytes), shown.kind.upper(), host]
    elif state.fault is not None:
        told.append(describe(state.fault).message)
    return " · ".join(told)


class Canvas(QWidget):
    """Paints a picture as large as it fits, and never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None) -> None:
        """Another picture, or none."""
        self._image = image
        self.update()

    def place(self) -> QRect:
        """Where it is painted."""
        if self._image is None:
            return QRect()
        edge = theme.space("s")
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        size = self._image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size().expandedTo(QSize(1, 1)), Qt.AspectRatioMode.KeepAspectRatio)
        made = QRect(room.topLeft(), size)
        made.moveCenter(room.center())
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture on the window's ground."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.place(), self._image)
        painter.end()
