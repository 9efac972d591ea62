"""The tree of a body, and at its foot where one stands: the path, with value and path to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QPushButton, QTreeView, QWidget

from aexdesk.bodies.picture_links import picture_links
from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.view import View
from aexdesk.ui.widgets.body.state import Place
from aexdesk.ui.widgets.body.tree_rows import TreeRows
from aexdesk.ui.widgets.copied import say_copied
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.pane_parts import thin_line
from aexdesk.ui.widgets.picture.pane import PicturePane, preview_action

if TYPE_CHECKING:
    from aexdesk.bodies.reader_client import Row
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.widgets.body.model import BodyModel

_OPENED_BY_ITSELF = 8
"""A node of no more children than this opens them, as long as they are near the root."""

_NEAR = 3


class TreePane(View):
    """Arrows and letters move; Ctrl+C copies the value, Ctrl+Shift+C the path, Ctrl+P shows the picture behind it."""

    def __init__(self, model: BodyModel, clipboard: Clipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._clipboard = clipboard
        self._generation = -1
        self._revealed: object = None
        self.rows = TreeRows(model.ask_rows, self)
        self.tree = QTreeView()
        self.tree.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.tree.setModel(self.rows)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setIndentation(theme.space("m"))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self.tree.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.tree.selectionModel().currentChanged.connect(self._go_to)
        self.rows.rowsInserted.connect(self._open_near)
        self.rows.revealed.connect(self._show_revealed)
        model.rows_came.connect(self._take)
        self._make_acts()
        self.path = ElidedLabel("mono")  # in the middle: the end of a path says more
        self.link = QPushButton()
        self.link.clicked.connect(model.open_link)
        self.preview = QPushButton()
        self.preview.clicked.connect(model.preview)
        self.picture = PicturePane(model.pictures)
        self.picture.opened.connect(self._keep_in_sight, Qt.ConnectionType.QueuedConnection)
        self.copy = QPushButton()
        self.copy.clicked.connect(self._open_copy_menu)
        foot = theme.line(self.path, self.preview, self.link, self.copy)
        foot.setStretch(0, 1)
        foot.setContentsMargins(theme.space("m"), theme.space("xs"), theme.space("s"), theme.space("xs"))
        column = theme.column(self.tree, self.picture, thin_line(), gap="", parent=self)
        column.addLayout(foot)
        for part in range(2):
            column.setStretch(part, 1)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the document, the hit and the place."""
        state = self._model.state
        if state.generation != self._generation or (state.root is not None and self._revealed is _NOTHING):
            self._generation = state.generation
            self.rows.show(state.root)
            self._revealed = None if state.root is not None else _NOTHING
            self.tree.setColumnWidth(0, max(theme.size("label"), self.tree.width() * 9 // 20))
        if (
            state.finding.at is not None
            and state.finding.doc == state.doc
            and (state.finding.current, state.finding.at) != self._revealed
        ):
            self._revealed = (state.finding.current, state.finding.at)
            self.rows.lead_to(state.finding.at)
        place = state.place
        if place is not None:
            self.path.show_text(place.jmespath, f"{place.jmespath}\n{place.pointer}")
        else:
            self.path.show_text("")
        self.link.setVisible(bool(place and place.link))
        for act in (self.preview, self.preview_act):
            act.setVisible(bool(place and place.pictures))
        self.copy.setEnabled(place is not None)

    def retranslate(self) -> None:
        """Writes its words."""
        self.tree.setAccessibleName(_("The body as a tree"))
        self.path.setAccessibleName(_("Path of the value that is chosen"))
        self.link.setText(_("Open link"))
        self.link.setToolTip(_("Opens this address in the system's browser. Nothing is fetched before that."))
        self.preview.setText(_("Preview image"))
        self.preview.setToolTip(_("Fetches the picture, without session and cookies, and shows it here."))
        self.preview_act.setText(_("Preview image"))
        self.copy.setText(_("Copy…"))
        self.copy_value.setText(_("Copy value"))
        self.copy_path.setText(_("Copy path (JMESPath)"))
        self.copy_pointer.setText(_("Copy JSON pointer"))
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    def _make_acts(self) -> None:
        self.copy_value, self.copy_path, self.copy_pointer = QAction(self), QAction(self), QAction(self)
        self.preview_act = preview_action(self.tree, self._model.preview)
        self.copy_value.triggered.connect(lambda: self._model.copy_value(lambda: say_copied(self.copy)))
        self.copy_path.triggered.connect(lambda: self._copy_way("jmespath"))
        self.copy_pointer.triggered.connect(lambda: self._copy_way("pointer"))
        self.copy_value.setShortcut(shortcuts.sequence_of("answer.copy_value"))
        self.copy_path.setShortcut(shortcuts.sequence_of("answer.copy_path"))
        for act in (self.copy_value, self.copy_path, self.copy_pointer):
            act.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.tree.addAction(act)

    def _copy_way(self, spelling: str) -> None:
        place = self._model.state.place
        if place is not None:
            self._clipboard.copy(str(getattr(place, spelling)))
            say_copied(self.copy)

    def _open_copy_menu(self) -> None:
        self._popup(self.copy.mapToGlobal(QPoint(0, self.copy.height())))

    def _open_menu(self, at: QPoint) -> None:
        if self.tree.indexAt(at).isValid():
            self._popup(self.tree.viewport().mapToGlobal(at))

    def _popup(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.copy_value, self.copy_path, self.copy_pointer, self.preview_act])
        menu.popup(at)

    def _take(self, generation: int, page: tuple[tuple[int, ...], int], rows: tuple[Row, ...]) -> None:
        if generation == self._generation:
            self.rows.take(page[0], page[1], rows)

    def _open_near(self, parent: QModelIndex, first: int, last: int) -> None:
        if last - first >= _OPENED_BY_ITSELF or len(self.rows.entry(parent).at) >= _NEAR:
            return
        for number in range(first, last + 1):
            index = self.rows.index(number, 0, parent)
            if self.rows.hasChildren(index) and self.rows.entry(index).row is not None:
                self.tree.expand(index)

    def _show_revealed(self, index: QModelIndex) -> None:
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _keep_in_sight(self) -> None:
        self.tree.scrollTo(self.tree.currentIndex())

    def _go_to(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self.rows.entry(index)
        if entry.row is None:
            self._model.go_to(None)
            return
        text = entry.row.preview if entry.row.kind == "string" else ""
        is_whole = len(text) == entry.row.count
        is_link = is_whole and text.startswith(("https://", "http://"))
        links = picture_links(text, self.rows.name_of(entry), is_cut=not is_whole)
        self._model.go_to(Place(entry.at, link=text if is_link else "", pictures=links, are_all=is_whole))


_NOTHING = object()
