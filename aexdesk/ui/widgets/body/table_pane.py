"""An array of objects as a table: which array, its rows in any order, CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QStackedWidget, QTableView, QWidget

from aexdesk.bodies.picture_links import picture_links
from aexdesk.bodies.reader_client import CELL_LETTERS
from aexdesk.i18n import _, ngettext
from aexdesk.ui import theme
from aexdesk.ui.view import View
from aexdesk.ui.widgets.body.table_rows import BodyTableRows
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.pane_parts import bar
from aexdesk.ui.widgets.picture.pane import PicturePane, preview_action

if TYPE_CHECKING:
    from aexdesk.bodies.reader_client import Table, TableRow
    from aexdesk.ui.widgets.body.model import BodyModel

_LETTERS = 8
_WIDEST = 36


class TablePane(View):
    """A click on a title sorts: up, down, and as in the text again. Enter on a row shows it in the tree."""

    opened = Signal(object)
    """The way to the row."""

    def __init__(self, model: BodyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown = -1
        self._tables: tuple[Table, ...] = ()
        self._fitted: Table | None = None
        self.choice = Combo()
        # A long path must not push the request aside.
        self.choice.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_LETTERS)
        self.choice.activated.connect(model.choose_table)
        self.choice.currentTextChanged.connect(self.choice.setToolTip)
        self.preview, self.export, self._none = QPushButton(), QPushButton(), QLabel()
        self.preview.clicked.connect(self._preview)
        self.picture = PicturePane(model.pictures)
        self.export.clicked.connect(lambda: model.write_csv(_("Export the table as CSV"), "table.csv"))
        self.rows = BodyTableRows(model.ask_table_rows, self)
        model.table_rows_came.connect(self._take)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.activated.connect(self._open)
        self.preview_act = preview_action(self.table, self._preview)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.selectionModel().currentChanged.connect(lambda *_places: self._note_links())
        self.table.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(*4 * (theme.space("m"),))
        theme.mark(self._none, kind="muted")
        page = QWidget()
        column = theme.column(
            bar(self.choice, self.preview, self.export, is_headed=True), self.table, self.picture, gap="", parent=page
        )
        for part in (1, 2):
            column.setStretch(part, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(page)
        theme.column(self._pages, gap="", parent=self)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the table that is open."""
        told = self._model.state.table
        if told.tables != self._tables:
            self._tables = told.tables
            self._fill_choice()
        if told.chosen >= 0 and self.choice.currentIndex() != told.chosen:
            self.choice.setCurrentIndex(told.chosen)
        self._pages.setCurrentIndex(1 if told.chosen >= 0 else 0)
        if told.chosen < 0:  # else it would be shown under the table
            self._none.setVisible(not told.is_looking)
        self.export.setEnabled(told.chosen >= 0 and self._model.state.saving is None)
        if told.shown != self._shown:
            self._shown = told.shown
            self._show_table()

    def retranslate(self) -> None:
        """Writes its words."""
        self.choice.setAccessibleName(_("Array that the table shows"))
        self.table.setAccessibleName(_("Rows of the array"))
        self.export.setText(_("Export CSV…"))
        told = (
            _("Numbers stay as they are written."),
            _("What a spreadsheet would run as a formula gets an apostrophe."),
        )
        self.export.setToolTip(" ".join(told))
        self.preview.setText(_("Preview image"))
        self.preview.setToolTip(_("Fetches the picture, without session and cookies, and shows it here."))
        self.preview_act.setText(_("Preview image"))
        self._none.setText(_("There is no array of objects in here. The tree shows what there is."))
        self._fill_choice()

    def _fill_choice(self) -> None:
        self.choice.clear()
        for table in self._tables:
            rows = ngettext("{rows} row", "{rows} rows", table.count).format(rows=f"{table.count:,}")
            self.choice.addItem(f"{rows} · {table.path}")
        self.choice.setCurrentIndex(self._model.state.table.chosen)

    def _show_table(self) -> None:
        told = self._model.state.table
        table = told.tables[told.chosen] if told.chosen >= 0 else None
        self.rows.show(table, told.first)
        self._note_links()
        header = self.table.horizontalHeader()
        is_sorted = table is not None and told.column in table.columns
        header.setSortIndicatorShown(is_sorted)
        if table is not None and told.column is not None and is_sorted:
            order = Qt.SortOrder.DescendingOrder if told.is_descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(table.columns.index(told.column), order)
        if table is not None:
            self._fit(table, told.first)

    def _fit(self, table: Table, rows: tuple[TableRow, ...]) -> None:
        """Columns as wide as what came first, within reason; once for each table: then they are the person's."""
        if table is self._fitted:
            return
        self._fitted = table
        letter = QFontMetrics(theme.mono_font()).horizontalAdvance("0")
        for number, name in enumerate(table.columns):
            longest = max((len(row.cells[number] or "") for row in rows), default=0)
            letters = min(max(_LETTERS, len(name) + 2, longest + 1), _WIDEST)
            self.table.setColumnWidth(number, letters * letter + 2 * theme.space("s"))

    def _take(self, shown: int, offset: int, rows: tuple[TableRow, ...]) -> None:
        if shown == self._shown:
            self.rows.take(offset, rows)

    def _links(self) -> tuple[str, ...]:
        """The pictures behind the cell in which the person stands."""
        index = self.table.currentIndex()
        row = self.rows.row(index.row()) if index.isValid() else None
        told = self._model.state.table
        if row is None or told.chosen < 0:
            return ()
        text = row.cells[index.column()] or ""
        return picture_links(text, told.tables[told.chosen].columns[index.column()], is_cut=len(text) >= CELL_LETTERS)

    def _note_links(self) -> None:
        has_links = bool(self._links())
        for act in (self.preview, self.preview_act):
            act.setVisible(has_links)

    def _preview(self) -> None:
        self._model.pictures.show(self._links())

    def _sort(self, section: int) -> None:
        told = self._model.state.table
        column = told.tables[told.chosen].columns[section]
        if told.column != column:
            self._model.sort_table(column, False)
        elif not told.is_descending:
            self._model.sort_table(column, True)
        else:
            self._model.sort_table(None, False)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        told = self._model.state.table
        if row is not None:
            self.opened.emit((*told.tables[told.chosen].positions, row.position))
