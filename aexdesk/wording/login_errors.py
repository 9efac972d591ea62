"""Words for what goes wrong at a login, at the exchange of its code, and when a token is refreshed."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def login_words() -> dict[str, Message]:
    """The sentences by code; part of the table of all errors."""
    return _callback() | _login() | _token_call() | _refresh()


def _callback() -> dict[str, Message]:
    return {
        "callback_missing": Message(
            _("The profile {name} has no callback URL."),
            _("Copy it from the App Console into the profile, to the letter."),
        ),
        "callback_differs": Message(
            _("This is not the profile's callback URL."),
            _("Paste the whole address that the browser was sent to after the login."),
        ),
        "callback_parameter_twice": Message(
            _("The callback names {name} twice, so it cannot be read in one way only."), _("Log in again.")
        ),
        "callback_not_loopback": Message(
            _("The system browser cannot come back to AExDesk by itself: the callback URL is elsewhere."),
            _("Paste the redirected URL, or register http://127.0.0.1 with a port as the callback URL."),
        ),
        "state_missing": Message(
            _("The callback does not say to which login it belongs: it has no state."),
            _("Log in again, from the authorize URL that is shown here."),
        ),
        "state_differs": Message(
            _("The callback belongs to another login: its state is not the one that was sent."),
            _("It may come from an older page. Log in again, from the authorize URL that is shown here."),
        ),
        "access_denied": Message(
            _("The login ended without consent: access was denied."), _("Log in again, and allow the access.")
        ),
        "login_error": Message(
            _("The login ended with an error of the platform: {found}."),
            _("The platform says: {reason} Check the app's state in the App Console, and log in again."),
        ),
        "code_missing": Message(_("The callback brings no code."), _("Log in again.")),
    }


def _login() -> dict[str, Message]:
    return {
        "login_used": Message(
            _("This login has given its code already, and a code is good once."), _("Begin a new login.")
        ),
        "code_too_old": Message(
            _("The code is older than three minutes. Nothing was sent."), _("Log in again: a new code comes with it.")
        ),
        "account_differs": Message(
            _("The token is of {found}, not of {expected}."),
            _("Nothing was bound. Keep it as a real account, or discard it and log in as the loaned buyer."),
        ),
    }


def _token_call() -> dict[str, Message]:
    return {
        "InvalidCode": Message(
            _("The platform does not take the code."),
            _("It was used already, is older than three minutes, or was given to another app. Log in again."),
        ),
        "InvalidAppkey": Message(
            _("The platform does not know this app key."),
            _("Copy it again from the App Console, and look whether the app is approved."),
        ),
        "IncompleteSignature": Message(
            _("The platform finds the signature wrong."),
            _("Most often the app secret is not the one of this app key: copy it again from the App Console."),
        ),
        "IllegalTimestamp": Message(
            _("The platform finds the time of the call wrong."), _("Set this machine's clock, and try again.")
        ),
        "AppWhiteIpLimit": Message(
            _("This machine's address is not on the app's IP allow list."),
            _("Add this machine's public address to the app's IP allow list in the App Console, or clear the list."),
        ),
        "AUTH_TYPE_UNSUPPORTED": Message(
            _("The platform does not support this kind of authorization for the app."),
            _("Check the type of the app in the App Console, and the authorize URL."),
        ),
        "http_error": Message(
            _("The platform could not be asked: the answer was {status}."),
            _("Something on the way may be down. Try again; the exchange in the history has the answer."),
        ),
        "token_answer_unreadable": Message(
            _("The answer holds no token."),
            _("Something between here and the platform may have changed it. Look at the exchange in the history."),
        ),
    }


def _refresh() -> dict[str, Message]:
    return {
        "IllegalRefreshToken": Message(
            _("The refresh token is spent or past its end."),
            _("Log in again. The session in use stays good until its own end."),
        ),
        "refresh_token_missing": Message(
            _("There is no refresh token for this session."), _("Log in again when the session ends.")
        ),
        "token_bound": Message(
            _("The token is bound to {account} already."), _("Undo that binding first, or log in again.")
        ),
        "token_not_by_hand": Message(
            _("The token was not bound by hand: the platform said that it is of {account}."),
            _("Sign out, or log in as another account."),
        ),
        "token_gone": Message(_("This token is no longer there."), _("It was signed out, or removed. Log in again.")),
    }
