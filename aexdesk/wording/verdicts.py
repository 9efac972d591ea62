"""Verdicts in words: the guard's, the platform's errors with the error book, the answer of a key check."""

from __future__ import annotations

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.wording.errors import describe
from aexdesk.wording.message import Message
from aexdesk.workspace.exchange import CallError, Difference, GuardVerdict
from aexdesk.workspace.profile import AppType


def describe_verdict(verdict: GuardVerdict) -> Message:
    """Why the guard let a call go or kept it. The differing fields follow with `describe_difference`."""
    sentences = {
        "reads": Message(_("This call only reads.")),
        "writes_in_practice": Message(_("This call writes, and only in practice.")),
        "writes_unlocked": Message(_("This call writes, and Live is unlocked.")),
        "harmless": Message(_("The catalogue does not know this call; it is marked as harmless here.")),
        "unknown_api": Message(
            _("The catalogue does not know this call, and its name could spend money. Nothing was sent."),
            _("Mark it as harmless if you know that it spends nothing."),
        ),
        "matches_test_case": Message(_("The order matches the test case {case}.")),
        "differs_from_test_case": Message(
            _("The order differs from the test case {case}. Nothing was sent."), _("Make the fields below equal.")
        ),
        "no_active_test_case": Message(
            _("No test case of this environment is active. Nothing was sent."),
            _("Register the order in the App Console, and mark its test case as active when it is approved."),
        ),
        "live_locked": Message(
            _("Live is read-only until it is unlocked. Nothing was sent."),
            _("Try the call in practice, or unlock Live for calls that write."),
        ),
        "unclear_request": Message(
            _("The guard cannot read this request in one way only. Nothing was sent."),
            _("Correct the field below."),
        ),
    }
    words = sentences[verdict.reason]
    return Message(words.message.format(case=verdict.test_case), words.hint)


def describe_difference(difference: Difference) -> str:
    """A field that differs, in one line."""
    names = {
        "account": _("Account"),
        "account_kind": _("Kind of account"),
        "session": _("Session"),
        "item_id": _("Item ID"),
        "quantity": _("Quantity"),
        "country": _("Receiving country"),
        "loan_account": _("Loan account"),
        "test_case": _("Test case"),
        "payment": _("Automatic payment"),
    }
    name = names.get(difference.field, difference.field)
    found = _value(difference.found) if difference.found else _("nothing")
    reason = _unclear().get(difference.expected)
    if reason is not None and not difference.found:
        return _("{field}: {reason}").format(field=name, reason=reason)
    if reason is not None:
        return _("{field}: {reason} (found: {found})").format(field=name, reason=reason, found=found)
    return _("{field}: expected {expected}, found {found}").format(
        field=name, expected=_value(difference.expected), found=found
    )


def _value(value: str) -> str:
    words = {
        "active": _("an active one"),
        "ended": _("an ended one"),
        "loan_account": _("a loan account"),
        "real_account": _("a real account"),
        "no_payment": _("none"),
        "good_session": _("one of this app, within its time, whose account is known"),
        "expired": _("one past its end"),
        "other_app": _("one that was given to another app key"),
        "unbound": _("one that is bound to no account"),
    }
    return words.get(value, value)


def _unclear() -> dict[str, str]:
    return {
        "parameter_twice": _("stands there twice with different values"),
        "header_twice": _("stands there twice"),
        "key_twice": _("stands there twice"),
        "session_twice": _("two different sessions are sent"),
        "two_api_names": _("two API names are sent"),
        "no_api_name": _("no API name is sent"),
        "unknown_method": _("only GET and POST are known"),
        "unknown_path": _("no interface of the platform is there"),
        "unknown_content_type": _("only form-encoded and multipart bodies in UTF-8 can be checked"),
        "compressed": _("a compressed body cannot be checked"),
        "body_of_get": _("a GET has no body"),
        "not_a_form": _("is not form-encoded in one way only"),
        "odd_multipart": _("is not divided into parts in one way only"),
        "odd_part": _("holds a part that can be read in more than one way"),
        "part_twice": _("stands there twice"),
        "not_utf8": _("is not UTF-8"),
        "odd_charset": _("asks for another character encoding than UTF-8"),
        "file_for_text": _("is a file where a text belongs"),
        "odd_spelling": _("another spelling of it is sent"),
        "odd_header": _("may make the request mean something else"),
        "odd_api_name": _("holds characters that no API name has"),
        "unknown_order_api": _("the catalogue does not know this call, and its name could spend money"),
        "key_elsewhere": _("stands where it does not belong"),
        "another_name": _("is also told under another name"),
        "not_true_or_false": _("is neither true nor false"),
        "reserved_key": _("some JSON readers take such a key for a reference"),
        "order_missing": _("the order itself is missing"),
        "not_json": _("is not JSON"),
        "too_deep": _("is nested too deeply"),
        "not_an_object": _("is not a JSON object"),
        "body_too_long": _("is longer than 8 MiB, and no call of the platform is"),
        "not_one_item": _("an order test case has exactly one item"),
        "not_plain_digits": _("is not a plain whole number"),
        "not_a_country_code": _("is not a two-letter country code"),
    }


def describe_call_error(error: CallError, book: ErrorBook) -> tuple[Message, tuple[str, ...]]:
    """What an error means, with what the platform said, and what to do, likeliest first."""
    if error.kind in ("network", "storage", "guard"):
        place = error.sub_message or _("the host")
        words = describe(AexError(error.code, host=place, path=place, found=place, reason=error.message))
        return words, (words.hint,) if words.hint else ()
    entry = book.find(error)
    said = " · ".join(part for part in (error.message, error.sub_code, error.sub_message) if part)
    if entry is None:
        meaning = _("The platform answered with {code}, which the error book does not know.").format(code=error.code)
        return Message(meaning, said), (_("Keep the request ID and write to support."),)
    return Message(_(entry.cause), said), tuple(_(remedy) for remedy in entry.remedies)


def describe_key_check(code: str, app_type: AppType, detail: str = "") -> Message:
    """The answer of a key check, in a sentence."""
    apis = _("dropshipping APIs") if app_type is AppType.DROPSHIPPING else _("affiliate APIs")
    sentences = {
        "permitted": Message(_("Key and secret are right; this app may call {apis}.")),
        "key_good": Message(
            _("Key and secret are right; whether this app may call {apis} could not be seen ({detail})."),
        ),
        "not_permitted": Message(
            _("Key and secret are right, but this app may not call {apis}."),
            _("Request the permission in the App Console, or change the app type here."),
        ),
        "secret_wrong": Message(
            _("The app secret is wrong."), _("Copy it again from the App Console, without blanks or line ends.")
        ),
        "key_wrong": Message(
            _("The app key is wrong, or the app is not approved."), _("Copy it again from the App Console.")
        ),
        "address_not_allowed": Message(
            _("This machine's address is not on the app's IP allow list."),
            _("Add this machine's public address to the app's IP allow list in the App Console, or clear the list."),
        ),
        "unreachable": Message(
            _("No answer came ({detail})."), _("Check the network and the environment's address, then check again.")
        ),
        "unclear": Message(
            _("The answer was not one that tells ({detail})."), _("Look at the exchange in the console's history.")
        ),
    }
    words = sentences.get(code, sentences["unclear"])  # one that a newer version noted, or a damaged one
    return Message(words.message.format(apis=apis, detail=detail or _("no code")), words.hint)
