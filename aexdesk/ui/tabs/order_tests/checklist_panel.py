"""What is to be done in the App Console, step by step, each field with its copy button; its page beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSplitter, QWidget

from aexdesk.i18n import _
from aexdesk.services.app_console import DEFAULT_URL, STEPS
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard, Ports
from aexdesk.ui.tabs.order_tests import more_words
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.more_state import Checklist, ChecklistStep
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line
from aexdesk.wording import Message, describe

_SHARES = (3, 5)


class StepRow(QWidget):
    """A step: its tick, its name, and under it what is typed there and how filling it in went."""

    def __init__(self, key: str, number: int, model: CasesModel, clipboard: Clipboard) -> None:
        super().__init__()
        self._number = number
        self._step = ChecklistStep(key)
        self.tick, self.name, self.value, self.filled = CheckBox(), QLabel(), QLabel(), QLabel()
        self.copy = CopyButton(clipboard, lambda: self._step.value)
        self.copy.set_what(lambda: more_words.name_step(self._step))
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.name, self.value, self.filled):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        theme.mark(self.value, kind="mono")
        theme.mark(self.filled, kind="small")
        self.tick.setObjectName(f"cases.step.{key}")
        self.copy.setObjectName(f"cases.step_copy.{key}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("xs"))
        grid.setVerticalSpacing(0)
        grid.addWidget(self.tick, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.value, 1, 1)
        grid.addWidget(self.filled, 2, 1)
        grid.addWidget(self.copy, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        self.tick.clicked.connect(lambda is_done: model.console.tick(key, is_done))

    def show_step(self, step: ChecklistStep) -> None:
        """Shows how far it is."""
        self._step = step
        name = f"{self._number}  {more_words.name_step(step)}"
        if self.name.text() != name:
            self.name.setText(name)
            self.tick.setAccessibleName(name)
        self.tick.setChecked(step.is_done)
        value, filled = more_words.say_value(step), more_words.say_filled(step)
        if self.value.text() != value:
            self.value.setText(value)
        self.filled.setText(filled)
        theme.mark(self.filled, tone=more_words.tone_of_filled(step))
        for widget, is_wanted in ((self.value, value), (self.filled, filled), (self.copy, step.value)):
            theme.show_if(widget, bool(is_wanted))


class ChecklistPanel(View):
    """Stands in place of the form; it ends in *Mark as submitted*. `browser` shows the page."""

    def __init__(self, model: CasesModel, ports: Ports, browser: QWidget | None) -> None:
        super().__init__()
        self._model = model
        self._links = ports.links
        self.heading, self.notice = Heading(), Banner()
        self.rows = {key: StepRow(key, number, model, ports.clipboard) for number, key in enumerate(STEPS, start=1)}
        self.outside, self.beside, self.fill = QPushButton(), QPushButton(), QPushButton()
        self.back, self.submit, self.left = QPushButton(), QPushButton(), QLabel()
        self.url = QLineEdit()
        self.url_row = FormRow(self.url)
        self.left.setWordWrap(True)
        theme.mark(self.left, kind="small")
        theme.mark(self.submit, role="primary")
        self.browser = browser
        for widget, name in (
            (self.outside, "outside"), (self.beside, "beside"), (self.fill, "fill"), (self.back, "checklist_back"),
            (self.submit, "checklist_submit"), (self.url, "console_url"),
        ):  # fmt: skip
            widget.setObjectName(f"cases.{name}")
        self._place()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        for button, text, tooltip in (
            (self.outside, _("Open in browser"), _("Opens the App Console in the system's browser")),
            (self.beside, _("Open beside"), _("Shows the App Console here, beside the list")),
            (self.fill, _("Fill"), _("Finds the form's fields by their labels and writes into them; sends nothing")),
            (self.back, _("Back"), _("Back to the test case; the ticks are kept")),
            (self.submit, _("Mark as submitted"), _("The App Console has it, and has not approved it yet")),
        ):
            button.setText(text)
            button.setToolTip(tooltip)
        self.url_row.set_words(_("App Console"), _("Its address; empty brings the usual one back"))
        self.url.setPlaceholderText(DEFAULT_URL)
        self.show_state()

    def show_state(self) -> None:
        """Shows how far it is."""
        state = self._model.state
        checklist = state.checklist
        if checklist is None or state.form is None:
            return
        self.heading.say(_("In the App Console: {case}").format(case=state.form.entry.name))
        for step in checklist.steps:
            self.rows[step.key].show_step(step)
        if not self.url.hasFocus() and self.url.text() != checklist.url:
            self.url.setText(checklist.url)
            self.url.setCursorPosition(0)
        self.left.setText(more_words.say_left(checklist))
        is_open = checklist.is_page_open
        theme.show_if(self.beside, self.browser is not None and not is_open)
        theme.show_if(self.fill, is_open)
        self.fill.setEnabled(checklist.is_page_ready and not checklist.is_filling)
        self.submit.setEnabled(not state.form.is_busy)
        if self.browser is not None:
            theme.show_if(self.browser, is_open)
        self._show_notice(checklist)

    def _show_notice(self, checklist: Checklist) -> None:
        said = more_words.say_no_page(checklist.missing)
        if checklist.fault is not None:
            said = describe(checklist.fault)
        shown = said if said.message else Message("")
        self.notice.show_message(shown.message, shown.hint, "warn")

    def _place(self) -> None:
        page = QWidget()
        theme.mark(page, role="page")
        first = theme.line(self.beside, self.outside)
        first.addStretch(1)
        column = theme.column(first, *self.rows.values(), gap="s", around="m", parent=page)
        column.addWidget(thin_line())
        column.addWidget(self.url_row)
        column.addStretch(1)
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(foot, role="surface")
        under = theme.column(self.left, theme.line(self.back, spring(), self.fill, self.submit), parent=foot)
        under.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        steps = QWidget()
        whole = theme.column(bar(self.heading, is_headed=True), thin_line(), self.notice, gap="", parent=steps)
        whole.addWidget(scroll(page), stretch=1)
        whole.addWidget(thin_line())
        whole.addWidget(foot)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setObjectName("checklistSplitter")
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(theme.space("hair"))
        sides.addWidget(steps)
        if self.browser is not None:
            sides.addWidget(self.browser)
            self.browser.hide()
        for number, share in enumerate(_SHARES[: sides.count()]):
            sides.setStretchFactor(number, share)
        sides.setSizes([share * theme.size("window_width") for share in _SHARES[: sides.count()]])
        theme.column(sides, gap="", parent=self)

    def _connect(self) -> None:
        console = self._model.console
        self.outside.clicked.connect(self._open_outside)
        self.beside.clicked.connect(console.open_page)
        self.fill.clicked.connect(console.fill)
        self.back.clicked.connect(console.close)
        self.submit.clicked.connect(self._model.submit)
        self.url.editingFinished.connect(self._keep_url)

    def _keep_url(self) -> None:
        checklist = self._model.state.checklist
        if checklist is not None and self.url.text().strip() != checklist.url:
            self._model.console.set_url(self.url.text())

    def _open_outside(self) -> None:
        checklist = self._model.state.checklist
        if checklist is not None:
            self._links.open(checklist.url)
