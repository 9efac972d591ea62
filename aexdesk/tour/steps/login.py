"""The tour in the Login tab: the login page in the embedded browser, and the token that comes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from aexdesk.i18n import _
from aexdesk.tour.everyday_browser import EverydayBrowser
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.visit import Visit
from aexdesk.tour.web_page import WebPage
from aexdesk.ui.tabs.login.words import say_missing
from aexdesk.ui.web.missing import Missing, find_missing
from aexdesk.workspace.environment import PRACTICE
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
    missing = find_missing()
    if missing is Missing.NOT_INSTALLED:
        return await _go_outside(visit)
    if missing:
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
    if visit.found.browser is not None:
        await _log_in_outside(visit, visit.found.browser)
    else:
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


async def _go_outside(visit: Visit) -> str:
    """The window says that it has no browser, and hands the login to the system's; the tour takes it in its place."""
    hands = visit.hands
    await hands.read(say_missing(Missing.NOT_INSTALLED.value).message)
    await hands.click(await hands.find_button(_("Show the other ways")))
    browser = visit.found.browser = EverydayBrowser()
    await hands.click("login.system_browser")
    await hands.until(
        lambda: "/oauth/" in browser.url, _("the login page for the system's browser"), lambda: browser.url
    )
    return _(
        "no embedded browser is installed: skipped; the window waits for the system's, which the tour stands in for"
    )


async def _log_in_outside(visit: Visit, browser: EverydayBrowser) -> None:
    accounts = visit.desk.loan_accounts
    account = next(one for one in await accounts.list(PRACTICE.name) if one.email == visit.found.account)
    password = await accounts.password(account)
    assert password is not None
    try:
        await browser.log_in(account.email, password)
    except OSError as error:
        raise Unmet(_("the login page for the system's browser"), str(error)) from error
    finally:
        browser.leave()
