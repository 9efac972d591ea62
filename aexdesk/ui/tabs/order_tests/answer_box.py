"""What the platform said of an order, in a few lines under it, and the way to the whole call."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.services.order_inquiries import OrderQuestion
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.order_tests import more_words
from aexdesk.ui.tabs.order_tests.more_state import Answered
from aexdesk.ui.view import View
from aexdesk.ui.widgets.flow import Flow


class AnswerBox(View):
    """`asked` carries the question, `opened` the id of the exchange that the person wants to see."""

    asked = Signal(OrderQuestion)
    opened = Signal(str)
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answered: Answered | None = None
        self.buttons = {question: QPushButton() for question in OrderQuestion}
        self.said, self.open, self.shut = QLabel(), QPushButton(), IconButton("close")
        for question, button in self.buttons.items():
            theme.mark(button, role="link")
            button.setObjectName(f"cases.ask.{question.value}")
            button.clicked.connect(lambda _checked=False, question=question: self.asked.emit(question))
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.said, kind="small")
        theme.mark(self.open, role="link")
        self.open.setObjectName("cases.answer_open")
        first = Flow(*self.buttons.values(), gap="xs")
        second = theme.line(self.said, gap="xs")
        inset(second, theme.space("xs"), 0, 0, 0)
        third = theme.line(self.open, gap="xs")
        third.addStretch(1)
        third.addWidget(self.shut)
        theme.column(first, second, third, gap="", parent=self)
        self.open.clicked.connect(self._open)
        self.shut.clicked.connect(self.put_away)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        details, tracking = self.buttons[OrderQuestion.DETAILS], self.buttons[OrderQuestion.TRACKING]
        details.setText(more_words.name_question(OrderQuestion.DETAILS))
        details.setToolTip(_("Asks for the order now; its details appear some 10 s after it was made"))
        tracking.setText(more_words.name_question(OrderQuestion.TRACKING))
        tracking.setToolTip(_("Asks where its parcels are"))
        self.open.setText(_("Open in console"))
        self.open.setToolTip(_("The whole answer, in the console"))
        self.shut.set_words(_("Put the answer away"))
        self.show_answer(self._answered, True)

    def show_answer(self, answered: Answered | None, can_ask: bool) -> None:
        """Shows what came; None: nothing was asked."""
        self._answered = answered
        is_running = answered is not None and answered.is_running
        for button in self.buttons.values():
            button.setEnabled(can_ask and not is_running)
        said = more_words.say_answer(answered) if answered is not None else ""
        if self.said.text() != said:
            self.said.setText(said)
        theme.mark(self.said, tone="bad" if answered is not None and answered.fault is not None else "")
        theme.show_if(self.said, bool(said))
        theme.show_if(self.open, answered is not None and bool(answered.exchange_id))
        theme.show_if(self.shut, answered is not None and not is_running)

    def _open(self) -> None:
        if self._answered is not None and self._answered.exchange_id:
            self.opened.emit(self._answered.exchange_id)
