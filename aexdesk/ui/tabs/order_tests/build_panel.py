"""Building an order: what the test case fixes, what can be chosen, and the way to the console."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.order_tests import build_words, check_words
from aexdesk.ui.tabs.order_tests.address_fields import AddressFields
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.state import Building, CaseForm
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line


class BuildPanel(ComposedView):
    """Stands in place of the form while an order is built."""

    def __init__(self, model: CasesModel, navigate: Navigate, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._navigate = navigate
        self._fault = ""

    def _compose(self) -> Steps:
        self._page, self._foot = QWidget(), QWidget(self)
        self.heading, self.progress = Heading(), QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        keeps_its_place = self.progress.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keeps_its_place)
        self._frame()
        yield
        self.facts, self.trouble = QLabel(self._page), ErrorCard("warn", self._page)
        self.facts.setWordWrap(True)
        self.sku, self.delivery = Combo(self._page), Combo(self._page)
        self.sku_row, self.delivery_row = (
            FormRow(self.sku, parent=self._page),
            FormRow(self.delivery, parent=self._page),
        )
        yield
        self.address = AddressFields(self._model, self._page)
        yield from self.address.compose()
        self.ready, self.back = QLabel(self._foot), QPushButton(self._foot)
        self.cancel, self.go = QPushButton(self._foot), QPushButton(self._foot)
        self.ready.setWordWrap(True)
        theme.mark(self.ready, kind="small")
        theme.mark(self.go, role="primary")
        self.sku.setObjectName("cases.sku")
        self.delivery.setObjectName("cases.delivery")
        self.go.setObjectName("cases.open_in_console")
        for combo in (self.sku, self.delivery):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._place()
        self._connect()
        yield

    def retranslate(self) -> None:
        """Writes its words."""
        self.sku_row.set_words(_("SKU"), _("The variant, its price, and how many there are"))
        self.delivery_row.set_words(_("Delivery service"), _("Who carries it, for how much, in how many days"))
        self.cancel.setText(_("Cancel"))
        self.cancel.setToolTip(_("Stop asking"))
        self.back.setText(_("Back"))
        self.back.setToolTip(_("Back to the test case; the address is kept"))
        self.go.setText(_("Open in Console"))
        self.go.setToolTip(_("Writes the request; nothing is sent yet"))
        self.progress.setAccessibleName(_("The platform is being asked"))
        self._fault = ""
        self.address.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the order as far as it is built."""
        form, building = self._model.state.form, self._model.state.building
        if form is None or building is None:
            return
        self.heading.say(_("Order for {case}").format(case=form.entry.name))
        self.facts.setText(build_words.say_facts(form))
        self._show_progress(building)
        self._show_choices(building, form)
        self.address.show_state()
        self.ready.setText(build_words.say_ready(building))
        self.go.setEnabled(building.is_complete)

    def _show_progress(self, building: Building) -> None:
        theme.show_if(self.progress, building.inquiry.is_running)
        theme.show_if(self.cancel, building.inquiry.can_cancel)
        said = build_words.say_hindrance(building)
        theme.show_if(self.trouble, bool(said.message))
        if said.message and said.message != self._fault:
            self.trouble.show_error(said.message, said.hint)
            self.trouble.set_actions((_("Ask again"), self._model.build))
        self._fault = said.message

    def _show_choices(self, building: Building, form: CaseForm) -> None:
        inquiry = building.inquiry
        quantity = int(form.entry.quantity) if form.entry.quantity.isdigit() else 1
        skus = inquiry.offer.skus if inquiry.offer is not None else ()
        self.sku.set_choices([Choice(sku.sku_id, check_words.label_sku(sku, quantity)) for sku in skus])
        self.sku.show_choice(inquiry.sku_id)
        self.sku.setEnabled(bool(skus))
        services = [Choice(one.code, check_words.label_delivery(one), one.code) for one in inquiry.deliveries]
        self.delivery.set_choices(services)
        self.delivery.show_choice(building.delivery)
        self.delivery.setEnabled(bool(services))

    def _frame(self) -> None:
        """The frame first, and the parts into it: what moves with all that is in it is dressed anew each time."""
        theme.mark(self._page, role="page")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self._foot, role="surface")
        whole = theme.column(bar(self.heading, is_headed=True), thin_line(), self.progress, gap="", parent=self)
        whole.addWidget(scroll(self._page), stretch=1)
        whole.addWidget(thin_line())
        whole.addWidget(self._foot)

    def _place(self) -> None:
        parts = (self.facts, self.trouble, self.sku_row, self.delivery_row)
        column = theme.column(*parts, around="m", parent=self._page)
        column.addSpacing(theme.space("s"))
        column.addWidget(self.address)
        column.addStretch(1)
        buttons = theme.line(self.back, self.cancel, spring(), self.go)
        under: QBoxLayout = theme.column(self.ready, buttons, parent=self._foot)
        under.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))

    def _connect(self) -> None:
        model = self._model
        self.sku.chosen.connect(model.choose_sku)
        self.delivery.chosen.connect(model.builder.choose_delivery)
        self.cancel.clicked.connect(model.cancel_check)
        self.back.clicked.connect(model.builder.close)
        self.go.clicked.connect(self._open_in_console)

    def _open_in_console(self) -> None:
        self.address.complain_now()
        if self._model.open_in_console():
            self._navigate("console")
