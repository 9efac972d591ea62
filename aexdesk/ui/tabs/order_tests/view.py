"""The Order tests tab: test cases and their orders at the left, what is chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.order_tests import words
from aexdesk.ui.tabs.order_tests.build_panel import BuildPanel
from aexdesk.ui.tabs.order_tests.case_list import CaseList
from aexdesk.ui.tabs.order_tests.case_pane import CasePane
from aexdesk.ui.tabs.order_tests.checklist_panel import ChecklistPanel
from aexdesk.ui.tabs.order_tests.import_panel import ImportPanel
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.orders_panel import OrdersPanel
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.late import Late
from aexdesk.ui.widgets.pane_parts import centred
from aexdesk.wording import describe

_SHARES = (2, 5)


class CasesView(ComposedView):
    """Draws the model; each child shows its part."""

    def __init__(
        self,
        model: CasesModel,
        ports: Ports,
        navigate: Navigate,
        error_book: ErrorBook,
        browser: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate
        self._begun_id = ""
        self._ports = ports
        self._error_book = error_book
        self._browser = browser

    def _compose(self) -> Steps:
        model, ports, navigate, browser = self._model, self._ports, self._navigate, self._browser
        self._frame()
        yield
        self.cases = CaseList(model)
        yield
        self._left.addWidget(self.cases)
        yield
        self.orders = OrdersPanel(model, ports.clipboard, self._error_book)
        yield
        self._left.addWidget(self.orders)
        self._left.setSizes([theme.size("window_height")] * 2)
        yield
        self.empty = EmptyState("order")
        self._nothing = centred(self.empty)
        self.pages.addWidget(self._nothing)
        yield
        self.case = CasePane(model, ports, navigate)
        self.pages.addWidget(self.case)
        yield from self.case.compose()
        self._building: Late[BuildPanel] = Late(lambda: BuildPanel(model, navigate, self._building))
        self._importing = Late(lambda: ImportPanel(model))
        self._checklist = Late(lambda: ChecklistPanel(model, ports, browser))
        for page in (self._building, self._importing, self._checklist):
            self.pages.addWidget(page)
        if browser is not None:  # it has a place, and an end, also where nobody opens the checklist
            browser.setParent(self)
            browser.hide()
        self._connect()

    @property
    def building(self) -> BuildPanel:
        """Builds an order."""
        return self._building.made

    @property
    def importing(self) -> ImportPanel:
        """Takes cases from a file."""
        return self._importing.made

    @property
    def checklist(self) -> ChecklistPanel:
        """Walks through the App Console's form."""
        return self._checklist.made

    @property
    def _children(self) -> tuple[BuildPanel | CaseList | CasePane | ChecklistPanel | ImportPanel | OrdersPanel, ...]:
        """Those that have been built."""
        late = (self._building.if_made, self._importing.if_made, self._checklist.if_made)
        return (self.cases, self.orders, self.case, *(one for one in late if one is not None))

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in self._children:
            child.retranslate()
        self._show_empty()
        self._show_trouble()

    def _frame(self) -> None:
        self.trouble, self.pages = Banner(can_dismiss=True), QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("orderTestsSplitter")
        theme.column(self.trouble, gap="", parent=self).addWidget(self.splitter, stretch=1)
        left = self._left = QSplitter(Qt.Orientation.Vertical)
        left.setObjectName("orderTestsList")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(left, role="surface")
        for part in (left, self.pages):
            self.splitter.addWidget(part)
        for splitter in (left, self.splitter):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(theme.space("hair"))
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self.trouble.dismissed.connect(self._model.put_away_trouble)
        self.cases.opened.connect(self._edit)
        self.cases.begun.connect(self._edit)
        self.cases.import_wanted.connect(self._import)
        self.orders.opened.connect(self._open_exchange)
        self.empty.acted.connect(self._begin)
        shortcuts.bind_inside(self, "list.new", self._begin_new)
        shortcuts.bind_inside(self, "form.save", self.case.save_now)

    def _show(self) -> None:
        for child in self._children:
            child.show_state()
        self._show_page()
        self._show_empty()
        self._show_trouble()
        form = self._model.state.form
        if form is not None and form.is_new and form.id != self._begun_id and self._model.state.is_loaded:
            self._begun_id = form.id
            self.case.fields.begin()  # who came here to describe one has the keys in it

    def _show_page(self) -> None:
        state = self._model.state
        page: QWidget = self._nothing
        if state.importing is not None:
            page = self._importing
        elif state.checklist is not None:
            page = self._checklist
        elif state.building is not None:
            page = self._building
        elif state.form is not None:
            page = self.case
        # The App Console's page needs the room more than the list that led to it.
        is_wide = page is self._checklist and state.checklist is not None and state.checklist.is_page_open
        self._left.setVisible(not is_wide)
        self.pages.setCurrentWidget(page)
        self.pages.setVisible(state.is_loaded)

    def _show_empty(self) -> None:
        self.empty.set_words(*words.say_empty(self._model.state))

    def _show_trouble(self) -> None:
        trouble = self._model.state.trouble
        if trouble is None:
            self.trouble.hide()
            return
        said = describe(trouble)
        self.trouble.show_message(said.message, said.hint, "bad", _("Put this message away"))
        self.trouble.set_actions((_("Try again"), self._model.try_again))

    def _edit(self) -> None:
        self._show_page()
        self.case.fields.begin()

    def _import(self) -> None:
        self.importing.choose_file()

    def _begin_new(self) -> None:
        self._model.begin_new()
        self._edit()

    def _begin(self) -> None:
        if self._model.state.accounts:
            self._begin_new()
        else:
            self._navigate("loan_accounts")

    def _open_exchange(self, exchange_id: str) -> None:
        self._model.open_exchange(exchange_id)
        self._navigate("console")
