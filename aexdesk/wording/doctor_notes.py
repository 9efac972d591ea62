"""Sentences for what the doctor sees beside the signature, and for what it concludes where nothing explains it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from aexdesk.i18n import _, counted

Words = Callable[[], str]


@cache
def note_words() -> Mapping[str, tuple[Words, Words]]:
    nothing = lambda: ""  # noqa: E731
    return {
        "looks-like-digest": (
            lambda: counted("The signature has {length} hexadecimal digit, as {digest} has; {expected} are right.",
                            "The signature has {length} hexadecimal digits, as {digest} has; {expected} are right.",
                            "length"),
            nothing,
        ),
        "odd-length": (
            lambda: counted("The signature has {length} hexadecimal digit: no known digest has as many.",
                            "The signature has {length} hexadecimal digits: no known digest has as many.", "length"),
            lambda: _("Was it cut, or put together from two?"),
        ),
        "not-hex": (
            lambda: _("The signature has letters that are no hexadecimal digits ({letters})."),
            lambda: counted("Send {expected} hexadecimal digit in capitals.",
                            "Send {expected} hexadecimal digits in capitals.", "expected"),
        ),
        "search-cut": (
            lambda: _("The search ended before everything was tried: it was cancelled, or the request is too large."),
            lambda: _("Examine a call with fewer parameters, made by the same code."),
        ),
        "no-secret": (
            lambda: _("Without the app secret only what needs none could be tried."),
            lambda: _("Give the app secret, and everything is tried."),
        ),
        "secret-likely-wrong": (
            lambda: _("The form of the signature is right, so the app secret is likely another one than given here."),
            lambda: _("Compare its first and last letters with the App Console; look for one of another app."),
        ),
        "changed-after-signing": (
            lambda: _("Or a parameter was changed after signing, in a way that cannot be guessed."),
            lambda: _("Print the string to sign in your program, right before it is digested, and compare it here."),
        ),
        "how-to-find-out": (
            lambda: _("To find out, send one simple call with your code and examine it here."),
            lambda: _("Take aliexpress.ds.category.get without further parameters; then add one after the other."),
        ),
        "parameters-missing": (
            lambda: _("Missing: {names}."),
            lambda: _("The platform asks for them; sign them with the others."),
        ),
        "parameter-doubled": (
            lambda: _("{name} stands twice, with different values."),
            lambda: _("Send it once: which one counts is not documented."),
        ),
        "timestamp-malformed": (
            lambda: _("The timestamp “{timestamp}” is no moment."),
            lambda: _("Send milliseconds since 1970 as digits."),
        ),
        "timestamp-not-milliseconds": (
            lambda: _("The timestamp {timestamp} is not in milliseconds."),
            lambda: _("Send thirteen digits; other forms are IllegalTimestamp on the new gateway."),
        ),
        "timestamp-old": (
            lambda: _("The timestamp is {span} old; more than two hours are IllegalTimestamp."),
            lambda: _("A request cannot be sent again later: sign it anew."),
        ),
        "timestamp-ahead": (
            lambda: _("The timestamp is {span} ahead; more than two hours are IllegalTimestamp."),
            lambda: _("Set the clock, and take UTC, not local time."),
        ),
        "sign-method-unknown": (
            lambda: _("sign_method “{sign_method}” is no documented one."),
            lambda: _("Send sha256."),
        ),
        "old-sign-method-on-system": (
            lambda: _("sign_method={sign_method} on a system interface: no documentation says that it works."),
            lambda: _("Use sha256 with the API path in front."),
        ),
        "system-through-sync": (
            lambda: _("{api} is a system interface, and was sent through /sync."),
            lambda: _("Send it to /rest with its path behind: /rest{api}."),
        ),
        "business-through-rest": (
            lambda: _("{api} is a business interface, and was sent through /rest."),
            lambda: _("Send it to /sync with method={api}."),
        ),
        "old-gateway": (
            lambda: _("{host} is the old gateway, which new app keys cannot use."),
            lambda: _("Use https://api-sg.aliexpress.com."),
        ),
        "plain-http": (
            lambda: _("The request travels unencrypted, session and all."),
            lambda: _("Use https."),
        ),
        "two-sessions": (
            lambda: _("session and access_token are both sent, with different values."),
            lambda: _("Send one of them."),
        ),
        "value-is-no-text": (
            lambda: _("{name} has the value “{value}”: an object or nothing was taken for a text."),
            lambda: _("Turn objects into JSON text; leave out what is not set."),
        ),
        "json-broken": (
            lambda: _("{name} looks like JSON and is none."),
            lambda: _("Write it with a JSON library."),
        ),
        "blanks-around-value": (
            lambda: _("{name} has blanks around its value."),
            lambda: _("Trim it before signing, if they are not meant."),
        ),
        "file_not_read": (
            lambda: _("A file that the command names was not read; files are not signed."),
            nothing,
        ),
        "body_not_read": (
            lambda: _("The body is no form, and was not read."),
            lambda: _("The platform takes parameters from the query and from a form."),
        ),
    }  # fmt: skip
