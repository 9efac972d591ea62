"""What each tab is for, and the platform's steps in our words: facts of the protocol reference, no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aexdesk.i18n import _


@dataclass(frozen=True)
class TabWords:
    """A sentence, then lines. `page`: which page of the Help tab goes on, "steps" or "book"; `place`: where on it, a
    tab whose step it is or a code, "" for its beginning. `is_ordered`: the lines are steps, one after another."""

    purpose: str
    steps: tuple[str, ...]
    page: str = "steps"
    place: str = ""
    is_ordered: bool = False


def help_on(tab: str) -> TabWords:
    """Of the tab with this id, in the language of now."""
    return _ALL[tab]()


def _app_keys() -> TabWords:
    return TabWords(
        _("The app keys you work with, and where their calls go."),
        (
            _("App key and app secret stand in the App Console of the open platform, on the page of your app."),
            _("Enter both here; the secret goes to the keyring alone. A .env file brings them in at once."),
            _("The callback URL must equal the one in the App Console to the letter."),
            _("Check key asks the platform whether key and secret are right."),
            _("Dropshipping and affiliate apps may call different APIs; a session of one is refused with the other."),
            _("AppWhiteIpLimit: add this machine's public address to the IP allow list there, or clear the list."),
            _("Begin with the practice app: it needs no account, and nothing in Practice costs money."),
        ),
        place="app_keys",
    )


def _login() -> TabWords:
    return TabWords(
        _("Gets a session: the permission of one account for one app."),
        (
            _("Compare the callback URL with the one in the App Console: one letter off, and no code comes."),
            _("Choose the loan account; the authorize page opens with your app key and callback URL."),
            _("Log in there as the borrowed buyer, not as yourself, and allow the app."),
            _("A code comes to the callback URL. It lives three minutes and works once; AExDesk takes it at once."),
            _("For the code come an access token and a refresh token; the answer says how long they last."),
            _("A refresh gives a new access token; the end of the refresh token does not move. Then log in again."),
            _("Compare the account of the token with the one you meant: a REAL ACCOUNT wears amber."),
        ),
        place="login",
        is_ordered=True,
    )


def _loan_accounts() -> TabWords:
    return TabWords(
        _("Test buyers that the platform lends you, so that no order is placed with your own account."),
        (
            _("In the App Console open Common Tools, then Loan Test Account: it gives a test buyer and a seller."),
            _("Copy what it shows and press Paste from App Console here."),
            _("The buyer is the one who logs in; the password goes to the keyring alone."),
            _("A loan may have a last day: after it no order for the account leaves."),
            _("Next, log in as that buyer in Login, and name it in the order test case."),
            _("In Practice, a buyer is lent to you from the start, and Loan new account lends another."),
        ),
        place="loan_accounts",
        is_ordered=True,
    )


def _order_tests() -> TabWords:
    return TabWords(
        _("Order test cases: what you registered with the platform, so that an order for it is a test."),
        (
            _("Write the case here first: name, loan account, item ID, quantity, receiving country, reason."),
            _("Type the same into the App Console: Common Tools, Order Testing. Copy all helps. Mark it as submitted."),
            _("Once the App Console shows it approved, mark it as active. Only active cases may be ordered."),
            _("Exactly matching means: the session's account, item ID, quantity and country are those of the case."),
            _("With one of them different it is an ordinary order: the guard does not let it leave."),
            _("Build order makes such a request; all four facts must be green before it can be sent."),
            _("Order in Practice first. In the answer look at is_success and error_msg, not at HTTP 200 alone."),
            _("Only Practice says that an order was free; in Live, what is charged is the platform's word."),
        ),
        place="order_tests",
        is_ordered=True,
    )  # fmt: skip


def _console() -> TabWords:
    return TabWords(
        _("Builds, signs and sends one call, and explains its answer."),
        (
            _("Business interfaces have names with dots and go to /sync; system interfaces are paths and go to /rest."),
            _("To sign: all text parameters but sign, sorted by name, names and values joined without a gap."),
            _("A system interface has its path in front. HMAC-SHA256 with the app secret; upper-case hex."),
            _("Sign first, URL-encode once afterwards; what is sent must be what was signed."),
            _("Check the code in the answer: the platform answers with HTTP 200 even where it refuses."),
            _("InsufficientPermission: request the API group for your app in the App Console, or send a session."),
            _("Mock data first, and test logic apart from production code: export an answer as a fixture."),
            _("An order leaves only where it matches an active test case."),
        ),
        page="book",
    )  # fmt: skip


def _doctor() -> TabWords:
    return TabWords(
        _("Finds which mistake made the platform refuse a signature."),
        (
            _("Paste the failing request as it was sent: a URL, a cURL command, raw HTTP, a HAR entry or JSON."),
            _("The app secret is that of the app with the same key, or typed here; it does not leave this machine."),
            _("Known mistakes are tried, alone and together, until one gives your signature."),
            _("First suspects: the secret, the path in front, and what was signed against what was sent."),
            _("Is it the secret: copy it anew from the App Console, without a blank or a line break, into App keys."),
            _("The finding comes with the corrected string to sign."),
        ),
        page="book",
        place="IncompleteSignature",
    )


def _support() -> TabWords:
    return TabWords(
        _("Writes to the platform's support for you, with all they ask for and no secret."),
        (
            _("Support answers from 10:00 to 22:00 Beijing time on working days of mainland China."),
            _("Channels: the DingTalk group, a ticket on the platform, or e-mail."),
            _("Technical questions and business questions go to different addresses; choose the topic first."),
            _("They ask for app key, description, request ID, API path and request body; the form has them all."),
            _("What is hidden is shown as chips; signatures and sessions stay out unless you open them."),
            _("Keep the request ID of a call that failed for no reason of yours, and ask about that one."),
            _("Ask here what the App Console does not show: a case that waits, a missing permission, a quota."),
        ),
        place="support",
    )


def _access_log() -> TabWords:
    return TabWords(
        _("The guard proxy between your own program and the platform, and what passed it."),
        (
            _("Set the base URL of your program to the address above the table."),
            _("Calls pass unchanged; each is recorded here with its verdict."),
            _("An order passes only where account, item, quantity and country are those of an active test case."),
            _("What is refused does not reach the platform: your program gets an answer with the code GuardRefused."),
            _("Keep test logic apart: let the address be a setting, so that production never knows the proxy."),
            _("Nothing changes in the App Console; an IP allow list there must hold this machine's address."),
        ),
        place="access_log",
    )


def _practice() -> TabWords:
    return TabWords(
        _("The stand-in for the platform on this machine: what it holds, and the faults you switch on."),
        (
            _("It checks keys, signatures, sessions and parameters as the platform does; nothing here costs money."),
            _("Buyers, products, test cases and orders stand here; in red, what an order would have cost."),
            _("What you do in the App Console for Live you do here yourself: lend a buyer, approve a test case."),
            _("Switch on a fault (an error, a delay, a broken answer) to see how your program takes it."),
            _("A test case that does not match is refused, or counted as paid: choose which."),
            _("Where the platform's rule is unknown, ours is a choice."),
            _("Reset begins afresh."),
        ),
    )


def _ledger() -> TabWords:
    return TabWords(
        _("Every order that left, and what it may still cost in Live."),
        (
            _("An order that has just left is asked for at once, to see whether it is there and paid."),
            _("Details of an order can be had some ten seconds after it was made."),
            _("Work through the list beside it: cancel what was not meant, then tick it off."),
            _("Cancel on the order page of the buyer who placed it: no API is known that does it."),
            _("The sum in the status line is what is at risk; 0 is what you want to see."),
        ),
        place="console",
    )


def _runs() -> TabWords:
    return TabWords(
        _("Runs saved requests one after another, or several at once, and checks what comes back."),
        (
            _("Save requests in the console; a folder of them is a run."),
            _("A table of data runs each request once for every line."),
            _("Checks look at the code in the answer, not at HTTP 200 alone."),
            _("Mind the limits: a call too many is answered with ApiCallLimit; wait a second or two, then repeat."),
            _("Orders pass the guard here too; nothing that writes is repeated by itself."),
            _("Run against Practice first; before Live, see in the App Console that the app may call each API."),
        ),
        page="book",
        place="ApiCallLimit",
    )


def _history() -> TabWords:
    return TabWords(
        _("Every call that was made here, in all tabs and through the proxy."),
        (
            _("Search by API, code, request ID or any word in request and answer."),
            _("Open a call in the console, ask the doctor, or write its support form."),
            _("Choose two calls to see what differs between them."),
            _("Pin what must stay; the rest goes after the time that you set."),
            _("Permission or address at fault: mend it in the App Console, then open the call and send it again."),
            _("Secrets were taken out before a call was stored."),
        ),
        page="book",
    )


def _meters() -> TabWords:
    return TabWords(
        _("How many calls you made, and how far your clock is off."),
        (
            _("The platform refuses a timestamp that is more than 7200 seconds off; send milliseconds."),
            _("Documented limits are totals of the platform, not a promise to your app."),
            _("A call too many is answered with ApiCallLimit and a ban of one second."),
            _("Daily limits of new apps are not documented; what left today is counted here."),
            _("AppCallLimit says that the quota of the app is used up: wait, or ask support for more."),
        ),
        page="book",
        place="ApiCallLimit",
    )


def _help() -> TabWords:
    return TabWords(
        _("The way from an app key to a free test order, and every error code with its cause."),
        (
            _("First steps goes through the main job; each step opens its tab."),
            _("Only in the App Console: the app and its key, the loan account, the approval of a test case."),
            _("Error book: look for a code or for a word of what the platform said."),
            _("Mock data first: practise against Practice before you call the platform."),
            _("Isolate test logic: loan accounts and test cases have no place in production code."),
            _("Check error codes: HTTP 200 says nothing, and no results are not a failure."),
        ),
    )


_ALL: Mapping[str, Callable[[], TabWords]] = {
    "app_keys": _app_keys,
    "login": _login,
    "loan_accounts": _loan_accounts,
    "order_tests": _order_tests,
    "console": _console,
    "doctor": _doctor,
    "support": _support,
    "access_log": _access_log,
    "practice": _practice,
    "ledger": _ledger,
    "runs": _runs,
    "history": _history,
    "meters": _meters,
    "help": _help,
}
