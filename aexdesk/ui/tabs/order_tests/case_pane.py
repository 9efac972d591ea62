"""What is chosen: the test case with its form, its checks, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.order_tests import words
from aexdesk.ui.tabs.order_tests.case_fields import CaseFields
from aexdesk.ui.tabs.order_tests.checks_panel import ChecksPanel
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.state import CaseForm, CasesState
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copied import say_copied
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line
from aexdesk.workspace.order_test_case import OrderTestCaseState

_DRAFT, _SUBMITTED = OrderTestCaseState.DRAFT, OrderTestCaseState.SUBMITTED
_ACTIVE, _ENDED = OrderTestCaseState.ACTIVE, OrderTestCaseState.ENDED
_BESIDE_FROM = 2
"""Form and checks stand beside one another where there is room for this many panels."""


class CasePane(ComposedView):
    """One main button at a time: Save, then Submit, then Approve, then Build order."""

    def __init__(self, model: CasesModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._clipboard = ports.clipboard
        self._ports = ports
        self._navigate = navigate

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.fields = CaseFields(self._model, self._ports)
        self._left.insertWidget(0, self.fields)
        yield
        self.checks = ChecksPanel(self._model, self._navigate)
        self._sides.addWidget(self.checks, stretch=2)
        yield
        self._place_foot()
        yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words."""
        for button, text, tooltip in (
            (self.save, _("Save"), _("Save: Ctrl+S")),
            (self.discard, _("Discard"), _("Back to what is saved")),
            (self.copy_all, _("Copy all"), _("Copy every field with its label, line by line")),
            (self.end, _("End"), _("Rejected, expired or withdrawn: no order leaves for it any more")),
            (self.again, _("Begin again"), _("Make it a draft once more")),
            (
                self.checklist,
                _("App Console…"),
                _("What to do there, step by step, with each field to copy or fill in"),
            ),
            (self.build, _("Build order"), _("Look up SKUs and freight, and write the order")),
        ):
            button.setText(text)
            button.setToolTip(tooltip)
        self.fields.retranslate()
        self.checks.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows what is chosen as it is."""
        state = self._model.state
        self.fields.show_state()
        self.checks.show_state()
        if state.form is None:
            # Hidden or not, a page asks for room: no more of it than any test case needs.
            for button in (
                self.save, self.discard, self.checklist, self.submit, self.approve, self.end, self.again
            ):  # fmt: skip
                button.hide()
            return
        self._show_head(state, state.form)
        self._show_banners(state, state.form)
        self._show_foot(state, state.form)

    def save_now(self) -> None:
        """Saves, or says what is in the way."""
        self.fields.settle()
        self.fields.complain_now()
        self._model.save()

    def copy_block(self) -> None:
        """Every field with its label."""
        form = self._model.state.form
        if form is not None:
            self._clipboard.copy(words.write_block(form.entry))
            say_copied(self.copy_all)

    def _show_head(self, state: CasesState, form: CaseForm) -> None:
        self.heading.say(form.entry.name.strip() or _("New test case"))
        self._place.show_state(name_environment(state.environment) if state.environment.is_live else "", "live")
        self.state.show_state(words.name_state(form.state), words.tone_of_state(form.state))
        self.state.setToolTip(words.explain_state(form.state))

    def _show_banners(self, state: CasesState, form: CaseForm) -> None:
        warning = words.warn_of_change(form)
        self.warning.show_message(warning.message, warning.hint, "warn")
        question = words.ask_approval() if state.is_asking_approval else None
        self.question.show_message(question.message if question else "", question.hint if question else "", "warn")
        actions = ((_("Yes, it is approved"), self._approve), (_("Not yet"), self._wait)) if question else ()
        self.question.set_actions(*actions)

    def _show_foot(self, state: CasesState, form: CaseForm) -> None:
        is_live, is_settled = state.environment.is_live, not form.is_dirty and not form.is_new
        self.next.setText(words.say_next(state, form))
        self.submit.setText(words.name_submit(is_live))
        self.approve.setText(words.name_approve(is_live))
        for button, is_wanted in (
            (self.save, not is_settled),
            (self.discard, not is_settled),
            (self.checklist, is_live and is_settled and form.state is _DRAFT),
            (self.submit, is_settled and form.state is _DRAFT),
            (self.approve, is_settled and form.state is _SUBMITTED),
            (self.end, is_settled and form.state in (_SUBMITTED, _ACTIVE)),
            (self.again, is_settled and form.state is _ENDED),
        ):
            theme.show_if(button, is_wanted)
            button.setEnabled(not form.is_busy)
        is_ready = is_settled and form.state is _ACTIVE and state.has_profile
        self.build.setEnabled(is_ready and not form.is_busy)
        theme.mark(self.build, role="primary" if is_ready else "")
        for button in (self.save, self.submit, self.approve):
            theme.mark(button, role="primary")

    def _name_objects(self) -> None:
        for button, name in (
            (self.save, "save"),
            (self.copy_all, "copy_all"),
            (self.checklist, "checklist"),
            (self.submit, "submit"),
            (self.approve, "approve"),
            (self.end, "end"),
            (self.build, "build"),
        ):
            button.setObjectName(f"cases.{name}")

    def _frame(self) -> None:
        self.heading, self._place, self.state = Heading(), Chip(), Chip()
        self.warning, self.question = Banner(), Banner()
        head, page, left = bar(self.heading, self._place, self.state, is_headed=True), QWidget(), QWidget()
        theme.mark(page, role="page")
        column = theme.column(head, thin_line(), self.warning, self.question, gap="", parent=self)
        column.addWidget(scroll(page), stretch=1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._sides.setContentsMargins(*[theme.space("m")] * 4)
        self._sides.setSpacing(theme.space("l"))
        self._sides.addWidget(left, stretch=3)
        self._left = theme.column(gap="", parent=left)
        self._left.addStretch(1)
        column.addWidget(thin_line())
        self._foot = QWidget()
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self._foot, role="surface")
        column.addWidget(self._foot)

    def _place_foot(self) -> None:
        self.next = QLabel()
        self.next.setWordWrap(True)
        theme.mark(self.next, kind="small")
        self.save, self.discard, self.copy_all = QPushButton(), QPushButton(), QPushButton()
        self.submit, self.approve, self.end = QPushButton(), QPushButton(), QPushButton()
        self.again, self.build, self.checklist = QPushButton(), QPushButton(), QPushButton()
        self._name_objects()
        here, onward = (self.save, self.discard, self.copy_all), (self.checklist, self.submit, self.approve, self.build)
        buttons = theme.line(*here, spring(), self.again, self.end, *onward)
        under = theme.column(self.next, buttons, parent=self._foot)
        under.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))

    def _connect(self) -> None:
        model = self._model
        self.save.clicked.connect(self.save_now)
        self.discard.clicked.connect(model.discard)
        self.copy_all.clicked.connect(self.copy_block)
        self.checklist.clicked.connect(model.console.open)
        self.submit.clicked.connect(model.submit)
        self.approve.clicked.connect(model.approve)
        self.end.clicked.connect(model.end)
        self.again.clicked.connect(model.begin_again)
        self.build.clicked.connect(model.build)
        self.fields.submitted.connect(self.save_now)

    def _approve(self) -> None:
        self._model.answer_approval(True)

    def _wait(self) -> None:
        self._model.answer_approval(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the checks stand under the form."""
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE_FROM * theme.size("panel") - theme.size("label")
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
