"""The tour in the Login tab: the login page in the embedded browser, and the token that comes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from aexdesk.i18n import _
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.visit import Visit
from aexdesk.tour.web_page import WebPage
from aexdesk.ui.tabs.login.words import say_missing
from aexdesk.ui.web.missing import find_missing
from aexdesk.workspace.token import fold_account

_BROWSER = "login.browser"
_EXCHANGED = "/auth/token/create"


async def fill_in(visit: Visit) -> str:
    """From the account to the login page in the browser, filled in by the button and not by hand."""
    hands, account = visit.hands, visit.found.account
    await hands.click("loan.log_in")
    chosen = await hands.find("login.account", QComboBox)
    await hands.until(lambda: account in chosen.currentText(), account, chosen.currentText)
    await hands.click("login.open")
    if missing := find_missing():
        raise Unmet(_("the login page in the embedded browser"), say_missing(missing.value).message)
    page = WebPage(hands, _BROWSER)
    await page.read("Log in")
    await hands.click("login.fill_in")
    await page.holds("email", account)
    if not (await page.fields()).get("password"):
        raise Unmet(_("a password on the page"), _("an empty field"))
    return _("the login page of the practice gateway, filled in for {email}").format(email=account)


async def allow(visit: Visit) -> str:
    """Logs in and allows, with the mouse; the token is that account's, and not a real one."""
    hands, desk, account = visit.hands, visit.desk, visit.found.account
    asked = await visit.gateway.calls_of(_EXCHANGED)
    page = WebPage(hands, _BROWSER)
    await page.click('button[type="submit"]')
    await page.read(account)
    await page.click('button[value="allow"]')
    await hands.find("login.token_card", QWidget)
    await hands.read(account, hands.see("login.token_card"))
    profile = desk.standing.profile
    assert profile is not None
    token = await desk.tokens.of_account(profile.id, account)
    if token is None:
        raise Unmet(_("a token of {email}").format(email=account), _("there is none"))
    check_equal(_("account of the token"), fold_account(token.account), fold_account(account))
    check_equal(_("a REAL account"), token.is_real, False)
    check_equal(_("token in use"), desk.standing.token and desk.standing.token.id, token.id)
    check_equal(_("token calls at the gateway"), await visit.gateway.calls_of(_EXCHANGED) - asked, 1)
    if not await desk.tokens.session(token):
        raise Unmet(_("the session in the vault"), _("there is none"))
    return _("token of {email}, a test account, until {until:%Y-%m-%d %H:%M}").format(
        email=token.account, until=(token.access_expires_at or token.obtained_at).astimezone()
    )
