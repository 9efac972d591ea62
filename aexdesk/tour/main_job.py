"""The main job as steps, in the order in which a person does it."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.tour.steps import app_keys, console, loan_accounts, login, opening, order_tests, support
from aexdesk.tour.walk import Step


def steps() -> tuple[Step, ...]:
    """From the open window to the support form."""
    return (
        Step("window", lambda: _("The window"), opening.look),
        Step("app-keys", lambda: _("App keys: check the key"), app_keys.check_key),
        Step("loan-account", lambda: _("Loan accounts: lend one"), loan_accounts.lend),
        Step("login-page", lambda: _("Login: the page, filled in"), login.fill_in),
        Step("token", lambda: _("Login: allow, and the token"), login.allow),
        Step("test-case", lambda: _("Order tests: a test case, approved"), order_tests.register),
        Step("order", lambda: _("Order tests: build the order"), order_tests.build),
        Step("mismatch", lambda: _("Console: another quantity"), console.change_quantity),
        Step("sent", lambda: _("Console: send the order"), console.send),
        Step("order-noted", lambda: _("Order tests: the order on its case"), order_tests.read_order),
        Step("failed-call", lambda: _("Console: a call that fails"), console.fail),
        Step("support-form", lambda: _("Support: the form, copied"), support.copy_form),
    )
