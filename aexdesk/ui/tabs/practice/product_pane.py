"""The chosen product: id, where it goes, and its SKUs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.services.practice_contents import PracticeProduct
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.fitting_table import FittingTable
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import thin_line


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("SKU ID"), lambda row: row.id, "mono", 21),
        Column(lambda: _("SKU attributes"), lambda row: row.attr or words.NOTHING, "mono"),
        Column(lambda: _("Price"), lambda row: words.write_money(row.price, "USD"), "number", 13),
        Column(lambda: _("Stock"), lambda row: f"{row.stock:,}", "number", 10),
    )


class ProductPane(View):
    """To look at."""

    def __init__(self, ports: Ports, copy: CopyButton) -> None:
        super().__init__()
        self._copy = copy
        self._product: PracticeProduct | None = None
        self.title, self._id, self._goes = Heading(), QLabel(), QLabel()
        self.table = FittingTable(ListRows(_columns(), lambda row: row.id, self))
        self.table.setObjectName("practice.skus")
        self.copy_attr = make_copy_button(ports.clipboard, self.table, lambda sku: sku.attr or sku.id)
        self._id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._goes.setWordWrap(True)
        theme.mark(self._id, kind="mono")
        theme.mark(self._goes, kind="small")
        head = theme.line(self.title, self._id, copy)
        head.setStretch(0, 1)
        under = theme.line(self._goes, self.copy_attr)
        under.setStretch(0, 1)
        words_above = theme.column(head, under, gap="")
        words_above.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        theme.column(thin_line(), words_above, self.table, gap="", parent=self).setStretch(2, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._copy.set_what(lambda: _("product ID"))
        self.copy_attr.set_what(lambda: _("the attributes of the chosen SKU"))
        self.table.setAccessibleName(_("SKUs"))
        self.table.rows.retranslate()
        self.show_product(self._product)

    def show_product(self, product: PracticeProduct | None) -> None:
        """Shows that one."""
        self._product = product
        if product is None:
            return
        self.title.say(product.title)
        self._id.setText(product.id)
        self._goes.setText(
            _("{category} ({id}) · ships to {countries}").format(
                category=product.category, id=product.category_id, countries=words.name_ship_to(product)
            )
        )
        chosen = self.table.current_row()
        known = {sku.id for sku in product.skus}
        first = product.skus[0].id if product.skus else None
        self.table.show_rows(product.skus, chosen.id if chosen is not None and chosen.id in known else first)
        self.copy_attr.setEnabled(bool(product.skus))
