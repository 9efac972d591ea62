"""Whether orders of a test case may be paid automatically: a box, and what it risks said in a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from aexdesk.ui import theme
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.order_tests import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.check_box import CheckBox


class PaymentBox(View):
    """The App Console's form has no such field: it is a rule of the guard alone."""

    def __init__(self) -> None:
        super().__init__()
        self.box, self.warning = CheckBox(), QLabel()
        self.box.setObjectName("cases.allows_payment")
        self.warning.setWordWrap(True)
        beside_label = theme.size("label") + theme.space("s")
        column = theme.column(self.box, self.warning, gap="hair", parent=self)
        inset(column, beside_label, 0, 0, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.box.setText(words.name_payment())
        self.show_choice(self.box.isChecked())

    def show_choice(self, is_allowed: bool) -> None:
        """Shows what is chosen, and what that means."""
        self.box.setChecked(is_allowed)
        said = words.explain_payment(is_allowed)
        self.warning.setText(said)
        self.box.setAccessibleDescription(said)
        theme.mark(self.warning, kind="small", tone="bad" if is_allowed else "")
