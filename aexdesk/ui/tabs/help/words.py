"""The sentences of the Help tab."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.i18n import _
from aexdesk.openplatform.errorbook import ErrorEntry
from aexdesk.ui.outcomes import short_api
from aexdesk.ui.tabs.help.state import HelpPage


@dataclass(frozen=True)
class Step:
    """A step of the guide: what it is called, what to do, and the tab in which it is done."""

    title: str
    sentence: str
    tab: str
    button: str


def name_page(page: HelpPage) -> str:
    """What stands on its tab."""
    return {
        HelpPage.STEPS: _("First steps"),
        HelpPage.BOOK: _("Error book"),
        HelpPage.UPDATES: _("Updates"),
    }[page]


def steps() -> tuple[Step, ...]:
    """From an app key to a free test order."""
    return (
        Step(
            _("Add the app key"),
            _("Copy app key and app secret from the App Console, and check them. Practice has an app of its own."),
            "app_keys",
            _("App keys"),
        ),
        Step(
            _("Add a loan account"),
            _("Borrow a test buyer in the App Console (Common Tools, Loan Test Account) and paste it."),
            "loan_accounts",
            _("Loan accounts"),
        ),
        Step(
            _("Log in as that buyer"), _("The code lives three minutes; AExDesk takes it at once."), "login", _("Login")
        ),
        Step(
            _("Register an order test case"),
            _("Account, item, quantity and country; the form stands in the order of the App Console."),
            "order_tests",
            _("Order tests"),
        ),
        Step(
            _("Send the order"),
            _("The guard lets it leave only where all four match an active test case. Try it in Practice first."),
            "console",
            _("Console"),
        ),
        Step(
            _("Let your own program order"),
            _("Put the guard proxy between it and the platform: what matches no test case does not leave."),
            "access_log",
            _("Access log"),
        ),
        Step(
            _("Ask support"),
            _("A form with request ID and parameters, without secrets, for the call that failed."),
            "support",
            _("Support"),
        ),
    )


def name_act(act: str) -> str:
    """The button of an act."""
    if act.startswith("api:"):
        return _("Call {api}").format(api=short_api(act.removeprefix("api:")))
    return {
        "refresh_token": _("Refresh token"),
        "log_in": _("Log in"),
        "app_keys": _("App keys"),
        "check_clock": _("Check the clock"),
        "meters": _("Meters"),
        "support": _("Support form"),
        "order_tests": _("Order tests"),
        "loan_accounts": _("Loan accounts"),
        "console": _("Console"),
        "ledger": _("Ledger"),
        "doctor": _("Diagnose"),
    }[act]


def write_source(entry: ErrorEntry) -> str:
    """How sure it is, and who says so."""
    certainty = {
        "D": _("Documented"),
        "C": _("Several clients agree"),
        "S": _("One source only"),
        "U": _("Not seen on this platform"),
    }[entry.certainty]
    told = _("{certainty}: {source}.").format(certainty=certainty, source=entry.source)
    return f"{told} {_('The order of the causes is our reading.')}" if len(entry.causes) > 1 else told


def write_aliases(entry: ErrorEntry) -> str:
    """The other codes and phrases by which it is known."""
    told = (*entry.aliases, *(f"“{phrase}”" for phrase in entry.phrases))
    return _("Also: {names}").format(names=" · ".join(told)) if told else ""


def say_unknown(code: str) -> tuple[str, str]:
    """Title and sentence for a code without a page."""
    return (
        _("{code} is not in the book").format(code=code),
        _("Keep the request ID and write to support: what they answer is worth a note."),
    )


def say_nothing_found() -> tuple[str, str]:
    """Title and sentence where the search finds nothing."""
    return _("No page fits"), _("Look for a code, or for a word of what the platform said.")
