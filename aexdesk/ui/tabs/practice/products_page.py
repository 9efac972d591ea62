"""The products: search, list, and the chosen one with its SKUs, prices and stock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter

from aexdesk.i18n import _
from aexdesk.services.practice_contents import PracticeProduct
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.page import PracticePage
from aexdesk.ui.tabs.practice.product_pane import ProductPane
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import bar, thin_line

_GIVES_WAY = (3, 4, 2)
"""Where it goes, SKUs, category; the pane beneath tells them too."""
_LEAST_TITLE = 30
_SHARES = (3, 2)


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Product ID"), lambda row: row.id, "mono", 20),
        Column(lambda: _("Title"), lambda row: row.title),
        Column(lambda: _("Category"), lambda row: row.category, width=18),
        Column(lambda: _("Ships to"), words.name_ship_to, width=24),
        Column(lambda: _("SKUs"), lambda row: str(len(row.skus)), "number", 6),
        Column(lambda: _("Stock"), lambda row: f"{row.stock:,}", "number", 9),
    )


class ProductsPage(ComposedView, PracticePage):
    """To look at, and to copy ids from."""

    def __init__(self, model: PracticeModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._ports = ports

    def _compose(self) -> Steps:
        self.search = QLineEdit()
        self.search.setObjectName("practice.search")
        self.search.setClearButtonEnabled(True)
        self._nothing = QLabel()
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._nothing, kind="muted")
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("practiceProductsSplitter")
        self.splitter.setChildrenCollapsible(False)
        head = bar(self.search, is_headed=True)
        theme.column(head, thin_line(), self._nothing, self.splitter, gap="", parent=self).setStretch(3, 1)
        yield
        self.table = FittingTable(ListRows(_columns(), lambda row: row.id, self), _GIVES_WAY, _LEAST_TITLE)
        self.table.setObjectName("practice.products")
        self.splitter.addWidget(self.table)
        yield
        self.copy = make_copy_button(self._ports.clipboard, self.table, lambda product: product.id)
        self.pane = ProductPane(self._ports, self.copy)
        self.splitter.addWidget(self.pane)
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setSizes([share * theme.size("window_height") for share in _SHARES])
        yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search products"))
        self.search.setToolTip(_("Words of title, category, IDs, SKUs or countries"))
        self.table.setAccessibleName(_("Products"))
        self.table.rows.retranslate()
        self.pane.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the products as they are."""
        state = self._model.state
        if self.search.text() != state.search:
            self.search.setText(state.search)
        products, chosen = state.products, state.product
        self.table.show_rows(products, chosen.id if chosen is not None else None)
        self.pane.show_product(chosen)
        nothing = words.say_nothing_found(state)
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self.pane.setVisible(bool(products))
        self.table.horizontalHeader().setVisible(bool(products))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._model.search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.pane.table.setFocus())
        shortcuts.bind_search(self.search, self.table.setFocus, self.search.clear)

    def _choose(self, row: PracticeProduct | None) -> None:
        if row is not None:
            self._model.choose_product(row.id)
