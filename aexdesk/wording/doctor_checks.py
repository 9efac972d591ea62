"""Sentences for what an exchange tells beside its signature: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from aexdesk.i18n import _, counted

Words = Callable[[], str]


@cache
def check_words() -> Mapping[str, tuple[Words, Words]]:
    """Id of a note -> what was seen, and what to do; worded when asked, in the language of then."""
    return {**_of_address(), **_of_time(), **_of_token(), **_of_code(), **_of_record()}


def _of_address() -> dict[str, tuple[Words, Words]]:
    return {
        "authorize-needs-no-signature": (
            lambda: _("This is the address of the login page, which needs no signature."),
            lambda: _("Open it in a browser; what it answers with is a code, and that call is signed."),
        ),
        "rest-missing": (
            lambda: _("{api} is a system interface, and was sent to {path}: /rest is missing in the address."),
            lambda: _("Send it to /rest{api}; the string to sign keeps {api} alone in front."),
        ),
        "sync-missing": (
            lambda: _("{api} is a business interface, and was sent to {path}."),
            lambda: _("Send it to /sync with method={api}."),
        ),
        "api-unknown": (
            lambda: _("The platform knows no API called {api}. The most alike: {nearest}."),
            lambda: _("Compare the name with the catalogue: letter case and dots count."),
        ),
        "callback-differs": (
            lambda: _("redirect_uri is not the callback URL of the app: from character {place} on it has “{sent}”"
                      " where the callback has “{wanted}”."),
            lambda: _("Send the callback URL as it stands in the App Console, to the letter, encoded once."),
        ),
    }  # fmt: skip


def _of_time() -> dict[str, tuple[Words, Words]]:
    set_clock = lambda: _("Set the clock of the machine that signs; let it follow a time server.")  # noqa: E731
    return {
        "clock-ahead": (
            lambda: counted(
                "The clock here was {minutes} minute ahead of the server's Date.",
                "The clock here was {minutes} minutes ahead of the server's Date.",
                "minutes",
            ),
            set_clock,
        ),
        "clock-behind": (
            lambda: counted(
                "The clock here was {minutes} minute behind the server's Date.",
                "The clock here was {minutes} minutes behind the server's Date.",
                "minutes",
            ),
            set_clock,
        ),
        "timestamp-off-server": (
            lambda: counted(
                "The timestamp is {minutes} minute from the server's time, though the clock here is right.",
                "The timestamp is {minutes} minutes from the server's time, though the clock here is right.",
                "minutes",
            ),
            lambda: _("It was made from local time, or kept from an earlier call: take milliseconds since 1970 UTC."),
        ),
    }


def _of_token() -> dict[str, tuple[Words, Words]]:
    return {
        "token-not-needed": (
            lambda: _("{api} needs no session, and one that is sent must be good all the same."),
            lambda: _("Leave the session out."),
        ),
        "token-unknown": (
            lambda: _("The session is no token of this workspace: a placeholder, another's, or long replaced."),
            lambda: _("Log in with this app, and send the access token of that login."),
        ),
        "token-of-other-environment": (
            lambda: _("The session is a token of another environment ({environment})."),
            lambda: _("Practice and Live know nothing of each other: log in where you call."),
        ),
        "token-of-other-app": (
            lambda: _("The session is a token of another app: of app key {app_key}, and {sent} was sent."),
            lambda: _("A token works with the app key alone that it was made for: log in with this app."),
        ),
        "token-expired": (
            lambda: counted(
                "The session ended {minutes} minute before the call.",
                "The session ended {minutes} minutes before the call.",
                "minutes",
            ),
            lambda: _("Refresh the token, or log in again; refresh half an hour before its end."),
        ),
        "permission-other-app-type": (
            lambda: _("{api} belongs to the {group} APIs, and the app is an app for {app_type}."),
            lambda: _("Use an app of that type: the two groups are granted separately."),
        ),
        "session-missing": (
            lambda: _("{api} needs a session, and none was sent."),
            lambda: _("Send the access token as session, and sign it with the others."),
        ),
        "permission-not-granted": (
            lambda: _("The app was not granted the permission for {api}."),
            lambda: _("Request the API group in the App Console; it is granted by hand."),
        ),
    }


def _of_code() -> dict[str, tuple[Words, Words]]:
    return {
        "code-used-before": (
            lambda: counted(
                "The same code was exchanged {seconds} second before, and brought tokens then.",
                "The same code was exchanged {seconds} seconds before, and brought tokens then.",
                "seconds",
            ),
            lambda: _("A code works once: keep the tokens of the first answer, and log in for another code."),
        ),
        "code-too-old": (
            lambda: counted(
                "The code is at least {minutes} minute old: it came in an earlier call.",
                "The code is at least {minutes} minutes old: it came in an earlier call.",
                "minutes",
            ),
            lambda: _("A code lives three minutes: log in again, and exchange it at once."),
        ),
        "code-with-uuid": (
            lambda: _("uuid was sent with the code; that alone can make it invalid."),
            lambda: _("Leave uuid out, of the login address and of this call."),
        ),
    }


def _of_record() -> dict[str, tuple[Words, Words]]:
    return {
        "masked-values": (
            lambda: _("The call was recorded without {names}: the signature over them cannot be examined any more."),
            lambda: _("Paste the request as your program sent it, and it is examined whole."),
        ),
        "noted-when-recorded": (
            lambda: _("Found when the call was recorded, before {names} was taken out of it."),
            lambda: "",
        ),
        "session-replaced": (
            lambda: _("The session in the vault may be newer than the one sent: then nothing explains the signature."),
            lambda: _("Send the call again and examine it, or paste the request as it was sent."),
        ),
    }  # fmt: skip
