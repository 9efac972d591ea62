"""The tour in the Loan accounts tab: the seeded buyer stands there, and another one is lent."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QWidget

from aexdesk.i18n import _
from aexdesk.tour.outcome import check_equal
from aexdesk.tour.visit import Visit
from aexdesk.tour.watching import eventually
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.loan_account import LoanAccount


async def lend(visit: Visit) -> str:
    """Presses *Loan new account*; the workspace knows one more, in force, with its password in the vault."""
    hands, desk = visit.hands, visit.desk
    await visit.go_to("loan_accounts")
    seeds = desk.practising.seeds
    assert seeds is not None
    table = await hands.find("loan.table", QAbstractItemView)
    await hands.read(seeds.buyer_email, table)
    before = {account.email for account in await desk.loan_accounts.list(PRACTICE.name)}
    await hands.click("loan.lend")

    async def look() -> list[LoanAccount]:
        return [one for one in await desk.loan_accounts.list(PRACTICE.name) if one.email not in before]

    new = await eventually(look, bool, _("another loan account"), lambda _found: _("none"))
    check_equal(_("new loan accounts"), len(new), 1)
    visit.found.account = new[0].email
    await hands.pick(table, new[0].email)
    field = await hands.find("loan.email", QWidget)
    await hands.read(new[0].email, field)
    check_equal(_("status"), new[0].status.value, "active")
    return _("{email}, lent until {until}").format(email=new[0].email, until=new[0].until)
