"""The main job by keys alone: from the practice app's key to a free order, and from a failed call to its form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from aexdesk.ordertest.guard import FACT_FIELDS
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.steps.console import until_facts
from aexdesk.tour.visit import Visit
from aexdesk.tour.watching import eventually
from aexdesk.workspace.environment import PRACTICE
from tests.e2e.keyboard.keys import CONTROL, Keys
from tests.services.logins import walk

_ITEM_ID, _CASE = "1005990000001014", "By keys"
_CONTROL_NUMBER = {"app_keys": Qt.Key.Key_1, "loan_accounts": Qt.Key.Key_3, "console": Qt.Key.Key_5}


class Job:
    """Each step ends where its effect can be read: in the workspace, or at the gateway."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.keys = Keys(visit.window)

    async def check_key(self) -> None:
        """Ctrl+1, and by its key tip the button that asks the platform."""
        await self.keys.press(_CONTROL_NUMBER["app_keys"], CONTROL)
        await self.keys.tip("Check key")
        await self._visit.hands.read("Key and secret are right")

    async def lend(self) -> None:
        """The palette leads to the loan accounts; another one is lent, and chosen by its arrow keys."""
        keys, desk = self.keys, self._visit.desk
        await keys.press(Qt.Key.Key_K, CONTROL)
        await keys.type("loan acc")
        await keys.press(Qt.Key.Key_Return)
        await keys.until(lambda: self._visit.window.tab == "loan_accounts", "the loan accounts")
        before = {account.email for account in await desk.loan_accounts.list(PRACTICE.name)}
        await keys.tip("Loan new account")

        async def look() -> list[str]:
            return [one.email for one in await desk.loan_accounts.list(PRACTICE.name) if one.email not in before]

        (self._visit.found.account,) = await eventually(look, bool, "another loan account", str)
        await self._visit.hands.until(
            lambda: self._visit.hands.reads(self._visit.found.account), self._visit.found.account, lambda: keys.here
        )
        await keys.go_to("Loan accounts", back=True)
        await keys.press(Qt.Key.Key_Home)
        await self._down_to(self._visit.found.account)

    async def _down_to(self, email: str) -> None:
        field = self._visit.hands.see("loan.email")
        for _row in range(20):
            if self._visit.hands.reads(email, field):
                return
            await self.keys.press(Qt.Key.Key_Down)
        raise Unmet(f"the row of {email}", self.keys.here)

    async def log_in(self) -> None:
        """Log in beside the account; the URL goes to a browser elsewhere, and what that ends at is pasted."""
        keys, desk, account = self.keys, self._visit.desk, self._visit.found.account
        await keys.push("Log in")
        await keys.until(lambda: self._visit.window.tab == "login", "the login")
        await self._visit.hands.read(account, self._visit.hands.see("login.account"))
        await keys.push("Copy authorize URL")
        clipboard, seeds = QGuiApplication.clipboard(), desk.practising.seeds
        assert seeds is not None
        loan = await desk.loan_accounts.find(PRACTICE.name, account)
        assert loan is not None
        password = await desk.loan_accounts.password(loan)
        assert password is not None
        ended_at = await walk(clipboard.text(), seeds, email=account, password=password.reveal())
        await keys.push("Other ways to a token")
        await keys.go_to("Redirected URL")
        clipboard.setText(ended_at)
        await keys.press(Qt.Key.Key_V, CONTROL)
        await keys.press(Qt.Key.Key_Return)
        await keys.until(lambda: (token := desk.standing.token) is not None and token.account == account, "its session")
        check_equal("a REAL account", desk.standing.token and desk.standing.token.is_real, False)

    async def describe_case(self) -> None:
        """From the session on to a test case for its account: filled in, saved, submitted, approved."""
        keys, account = self.keys, self._visit.found.account
        await keys.push("New test case")
        await keys.until(lambda: keys.here == "Test Case Name", "the focus on the name")
        await keys.write("Test Case Name", _CASE)
        combo = await keys.go_to("Loan Account Email")
        assert isinstance(combo, QComboBox)
        check_equal("the account of the case", combo.currentText(), account)
        await keys.write("Item ID", _ITEM_ID)
        await keys.write("Quantity", "2")
        await keys.write("Receiving countries/Region", "US")
        await keys.press(Qt.Key.Key_Return)
        await keys.write("Reason for Application", "To see an order through")
        await keys.press(Qt.Key.Key_S, CONTROL)
        await self._until_state("draft")
        await keys.push("Submit")
        await self._until_state("submitted")
        await keys.push("Approve")
        await self._until_state("active")

    async def _until_state(self, state: str) -> None:
        case = await eventually(
            lambda: self._visit.desk.test_cases.find(PRACTICE.name, _CASE),
            lambda found: found is not None and found.state.value == state,
            f"the test case {state}",
            lambda found: f"{found.state.value if found else 'none'}; the focus on {self.keys.here!r}",
        )
        assert case is not None
        self._visit.found.case_id = case.id

    async def build(self) -> None:
        """The order, with its second SKU, in the console, where Send is awake."""
        keys = self.keys
        await keys.push("Build order")
        sku = await keys.go_to("SKU")
        assert isinstance(sku, QComboBox)
        await keys.until(lambda: sku.count() > 1, "SKUs to choose from")
        await keys.press(Qt.Key.Key_Down)
        for name in ("Delivery service", "Address"):
            combo = await keys.go_to(name)
            assert isinstance(combo, QComboBox)
            await keys.until(partial(_offers, combo), f"something to choose as {name}")
            if combo.currentIndex() < 0:
                await keys.press(Qt.Key.Key_Down)
        await keys.push("Open in Console")
        await keys.until(lambda: self._visit.window.tab == "console", "the console")

    async def send(self) -> None:
        """Ctrl+Enter, and the gateway takes it as free."""
        hands = self._visit.hands
        await until_facts(self._visit, FACT_FIELDS)
        await self.keys.press(Qt.Key.Key_Return, CONTROL)
        orders = await eventually(self._visit.gateway.orders, bool, "an order at the gateway", str)
        found = [(one["free"], one["account"], one["quantity"]) for one in orders]
        check_equal("the orders at the gateway", found, [(True, self._visit.found.account, 2)])
        await hands.read(str(orders[0]["order_id"]))

    async def fail(self) -> None:
        """A product that does not exist."""
        keys = self.keys
        await keys.press(Qt.Key.Key_L, CONTROL)
        await keys.press(Qt.Key.Key_A, CONTROL)
        await keys.type("aliexpress.ds.product.get")
        await keys.press(Qt.Key.Key_Return)
        await keys.write("product_id, required", "1005990000009999")
        await keys.write("ship_to_country, required", "US")
        await keys.press(Qt.Key.Key_Return, CONTROL)
        await self._visit.hands.find("console.support", QWidget)

    async def copy_form(self) -> None:
        """From the error's card to the form, and the form to the clipboard."""
        keys, hands = self.keys, self._visit.hands
        QGuiApplication.clipboard().setText("nothing yet")
        await keys.push("Support form")
        await keys.until(lambda: self._visit.window.tab == "support", "the support tab")
        await hands.find("support.body", QWidget)
        await keys.push("Copy")
        await keys.until(lambda: "RequestID for your request:" in QGuiApplication.clipboard().text(), "the form copied")

    def steps(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """In their order."""
        return (
            self.check_key, self.lend, self.log_in, self.describe_case, self.build, self.send, self.fail,
            self.copy_form,
        )  # fmt: skip


def _offers(combo: QComboBox) -> bool:
    return combo.count() > 0
