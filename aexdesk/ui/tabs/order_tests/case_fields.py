"""The form of the App Console, field for field, each with a copy button and its sentence."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.order_tests import words
from aexdesk.ui.tabs.order_tests.countries import countries, find_country, name_country
from aexdesk.ui.tabs.order_tests.entry import Entry
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.payment_box import PaymentBox
from aexdesk.ui.tabs.order_tests.state import CaseForm, CasesState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Choice, Combo, SearchCombo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.form_row import FormRow

_REASON_LINES = (2, 3)


def _name_field(field: str) -> str:
    return words.field_labels()[field]


class CaseFields(View):
    """`submitted` when Enter was pressed in a field."""

    submitted = Signal()

    def __init__(self, model: CasesModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._shown_id = ""
        theme.mark(self, role="page")
        self.name, self.item, self.quantity = QLineEdit(), QLineEdit(), QLineEdit()
        self.account, self.country, self.reason = Combo(), SearchCombo(), QPlainTextEdit()
        self.country.set_choices([Choice(code, code, name) for code, name in countries().items()])
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(_REASON_LINES[0] * theme.size("row"))
        self.reason.setMaximumHeight(_REASON_LINES[1] * theme.size("row"))
        for line in (self.item, self.quantity):
            theme.mark(line, kind="mono")
        fields: dict[str, QWidget] = {
            "name": self.name,
            "loan_account_email": self.account,
            "item_id": self.item,
            "quantity": self.quantity,
            "country": self.country,
            "reason": self.reason,
        }
        self.copies = {field: self._copy_button(field, ports) for field in fields}
        self.rows = {field: FormRow(widget, self.copies[field]) for field, widget in fields.items()}
        self.payment = PaymentBox()
        theme.column(*self.rows.values(), self.payment, parent=self)
        self._name_objects()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        labels = words.field_labels()
        for field, copy in self.copies.items():
            copy.set_what(partial(_name_field, field))
            self.rows[field].set_words(labels[field], self._explain(field))
        self.item.setPlaceholderText(_("1005… or a link to the product"))
        self.country.setPlaceholderText(_("Code or name"))
        self.payment.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the form as it is."""
        state = self._model.state
        form = state.form
        if form is None:
            return
        if form.id != self._shown_id:
            self._shown_id = form.id
            for row in self.rows.values():
                row.begin_again()
        self._write(form.entry, state)
        self._note(form, state)
        self.payment.show_choice(form.entry.allows_payment)
        for field, row in self.rows.items():
            row.complain(words.complain(form, field))
            if field == form.refused:
                row.complain_now()

    def complain_now(self) -> None:
        """The person wants to save: says what is wrong, and goes there."""
        form = self._model.state.form
        for field, row in reversed(self.rows.items()):
            row.complain_now()
            if form is not None and any(problem.values.get("field") == field for problem in form.problems):
                row.field.setFocus()

    def settle(self) -> None:
        """What is being typed counts, though its field has not been left."""
        form, country = self._model.state.form, self.country.text().strip()
        if form is not None and country != form.entry.country:
            self._enter_country(country)
        self._model.settle_item()

    def begin(self) -> None:
        """To the first field."""
        self.show_state()
        self.name.setFocus()
        self.name.selectAll()

    def _write(self, entry: Entry, state: CasesState) -> None:
        accounts = [account.email for account in state.accounts]
        known = accounts if not entry.loan_account_email or entry.loan_account_email in accounts else [
            *accounts, entry.loan_account_email
        ]  # fmt: skip
        self.account.set_choices([Choice(email, email) for email in known])
        self.account.show_choice(entry.loan_account_email)
        self.account.setEnabled(bool(known))
        for line, text in ((self.name, entry.name), (self.item, entry.item_id), (self.quantity, entry.quantity)):
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
        self.country.show_text(entry.country)
        if self.reason.toPlainText() != entry.reason:
            self.reason.setPlainText(entry.reason)
        for field, copy in self.copies.items():
            copy.setEnabled(bool(getattr(entry, field).strip()))

    def _note(self, form: CaseForm, state: CasesState) -> None:
        labels = words.field_labels()
        for field, note in {
            "loan_account_email": words.note_account(form, state.accounts),
            "item_id": words.note_item(form),
            "country": name_country(form.entry.country),
        }.items():
            self.rows[field].set_words(labels[field], self._explain(field), note)

    @staticmethod
    def _explain(field: str) -> str:
        return {
            "name": _("What the App Console lists it as."),
            "loan_account_email": _("Whose session must place the order."),
            "item_id": _("The product; a link to its page becomes its ID."),
            "quantity": _("How many pieces the order has."),
            "country": _("Where the order goes; its address must be there."),
            "reason": _("What the App Console shows to those who approve."),
        }[field]

    def _copy_button(self, field: str, ports: Ports) -> CopyButton:
        def read() -> str:
            form = self._model.state.form
            return getattr(form.entry, field).strip() if form is not None else ""

        return CopyButton(ports.clipboard, read)

    def _name_objects(self) -> None:
        for widget, name in (
            (self.name, "name"),
            (self.account, "account"),
            (self.item, "item"),
            (self.quantity, "quantity"),
            (self.country, "country"),
            (self.reason, "reason"),
        ):
            widget.setObjectName(f"cases.{name}")

    def _connect(self) -> None:
        enter = self._model.enter
        self.name.textEdited.connect(lambda text: enter(name=text))
        self.quantity.textEdited.connect(lambda text: enter(quantity=text))
        self.account.chosen.connect(lambda email: enter(loan_account_email=email))
        self.country.chosen.connect(lambda code: enter(country=code))
        self.country.typed.connect(self._enter_country)
        self.item.textEdited.connect(self._enter_item)
        self.item.editingFinished.connect(self._model.settle_item)
        self.reason.textChanged.connect(self._enter_reason)
        # From field to field; the copy buttons come after the last.
        self.payment.box.clicked.connect(lambda is_allowed: enter(allows_payment=is_allowed))
        in_order = [*(row.field for row in self.rows.values()), self.payment.box, *self.copies.values()]
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)
        for line in (self.name, self.item, self.quantity):
            line.returnPressed.connect(self.submitted)

    def _enter_country(self, text: str) -> None:
        self._model.enter(country=find_country(text) or text)

    def _enter_item(self, text: str) -> None:
        form = self._model.state.form
        before = form.entry.item_id if form is not None else ""
        self._model.enter(item_id=text)
        if len(text) > len(before) + 1:  # more than a key: it was pasted
            self._model.settle_item()

    def _enter_reason(self) -> None:
        form, text = self._model.state.form, self.reason.toPlainText()
        if form is not None and form.id == self._shown_id and text != form.entry.reason:
            self._model.enter(reason=text)
