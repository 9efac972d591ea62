"""Every code has words, every word in braces a value, and no sentence shouts."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest

from aexdesk import i18n, resources
from aexdesk.collection.request_file import read_request
from aexdesk.faults import AexError, BadInput, StorageFault
from aexdesk.openplatform.envelope import CallError
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.wording import (
    describe,
    describe_call_error,
    describe_code,
    describe_difference,
    describe_key_check,
    describe_verdict,
)
from aexdesk.wording.errors import _words
from aexdesk.wording.message import Message
from aexdesk.wording.reasons import reasons
from aexdesk.wording.verdicts import _unclear
from aexdesk.workspace.exchange import Difference, GuardVerdict
from aexdesk.workspace.profile import AppType
from tests.wording.raisers import Raised, argument, constants, made_codes, raised_errors, worded_values

BOOK = ErrorBook.from_json(resources.read_json("error_book.json"))
RAISED = raised_errors()
NETWORK_CODES = constants("gateway/network_faults.py", "_BY_TYPE")
DATABASE_CODES = constants("storage/database_faults.py", "_CODES")
OF_THE_GATEWAY = argument({"CallError"}, 1, "code")
REASONS = argument({"GuardVerdict"}, 1, "reason") - {""}
UNCLEAR = argument({"UnclearRequestError"}, 1, "why")
KEY_CHECKS = argument({"KeyCheckAnswer"}, 0, "code") | {
    meaning for meaning in constants("services/key_check.py", "_MEANINGS") if "_" in meaning
}


def _holes(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


def _all_words() -> dict[str, Message]:
    return dict(_words())


def test_the_scan_finds_what_it_looks_for() -> None:
    assert {"name_taken", "port_taken", "database_closed", "vault_locked", "tls_failed"} <= {one.code for one in RAISED}
    assert {"connect_timeout", "silent"} <= NETWORK_CODES
    assert {"GuardRefused", "cancelled"} <= OF_THE_GATEWAY
    assert {"reads", "live_locked", "unclear_request"} <= REASONS
    assert {"parameter_twice", "not_json", "no_api_name", "odd_api_name"} <= UNCLEAR
    assert {"key_good", "permitted", "secret_wrong"} <= KEY_CHECKS


@pytest.mark.parametrize("raised", RAISED, ids=lambda one: f"{one.code} {one.where}")
def test_every_error_that_is_raised_has_words_and_gives_their_values(raised: Raised) -> None:
    words = _all_words().get(raised.code)
    assert words is not None, f"{raised.where} raises {raised.code}, for which there are no words"
    if raised.values is not None:
        holes = _holes(words.message) | _holes(words.hint)
        given = raised.values | ({"name"} if "id" in raised.values else set())
        assert holes <= given, f"{raised.where}: {raised.code} wants {sorted(holes - given)}"


@pytest.mark.parametrize("code", sorted(NETWORK_CODES | OF_THE_GATEWAY | DATABASE_CODES))
def test_every_code_that_travels_in_an_exchange_has_words(code: str) -> None:
    if code.startswith("HTTP"):
        return
    words = _all_words()[code]
    assert _holes(words.message) | _holes(words.hint) <= {"host", "reason", "path"}
    kind = "guard" if code == "GuardRefused" else "network"
    message, remedies = describe_call_error(CallError(kind, code, "why", sub_message="h.example"), BOOK)
    for sentence in (message.message, message.hint, *remedies):
        assert "–" not in sentence
        assert "{" not in sentence


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_verdict_has_words(reason: str) -> None:
    for verdict in (GuardVerdict(False, reason), GuardVerdict(True, reason, (), "First order {x}")):
        words = describe_verdict(verdict)
        assert words.message.endswith(".")


@pytest.mark.parametrize("code", sorted(UNCLEAR))
def test_every_way_of_being_unclear_has_words(code: str) -> None:
    with_found = describe_difference(Difference("country", code, "{found} %s"))
    assert with_found == f"Receiving country: {_unclear()[code]} (found: {{found}} %s)"
    assert describe_difference(Difference("x", code, "")) == f"x: {_unclear()[code]}"


def test_no_words_are_left_for_what_nobody_finds_unclear() -> None:
    assert set(_unclear()) == UNCLEAR


@pytest.mark.parametrize("code", sorted(KEY_CHECKS))
@pytest.mark.parametrize("app_type", AppType)
def test_every_answer_of_a_key_check_has_words(code: str, app_type: AppType) -> None:
    for detail in ("", "SomeCode"):
        words = describe_key_check(code, app_type, detail)
        assert "{" not in words.message + words.hint


def test_differences_are_told_in_plain_words() -> None:
    assert describe_difference(Difference("quantity", "1", "3")) == "Quantity: expected 1, found 3"
    assert describe_difference(Difference("account", "a@b", "")) == "Account: expected a@b, found nothing"
    assert describe_difference(Difference("account_kind", "loan_account", "real_account")) == (
        "Kind of account: expected a loan account, found a real account"
    )
    assert describe_difference(Difference("loan_account", "active", "ended")) == (
        "Loan account: expected an active one, found an ended one"
    )


def test_nothing_is_shouted_and_nothing_is_silly() -> None:
    texts = [text for words in _all_words().values() for text in (words.message, words.hint) if text]
    texts += list(_unclear().values())
    for reason in REASONS:
        words = describe_verdict(GuardVerdict(False, reason))
        texts += [words.message, words.hint]
    for code in KEY_CHECKS:
        words = describe_key_check(code, AppType.AFFILIATE)
        texts += [words.message, words.hint]
    for text in filter(None, texts):
        lowered = text.casefold()
        assert "!" not in text, text
        assert not any(word in lowered for word in ("oops", "sorry", "please", "uh oh", "whoops")), text
        assert text == text.strip(), text
        assert "  " not in text, text
    for code, words in _all_words().items():
        assert words.message.endswith("."), code
        assert not words.hint or words.hint.endswith("."), code


def test_a_value_that_is_missing_does_not_break_the_sentence() -> None:
    for code in _all_words():
        words = describe(AexError(code))
        assert "{" not in words.message + words.hint
    assert describe(StorageFault("disk_full", path="/x {y}")).message == "The disk is full: /x {y}."
    assert describe(BadInput("bad_email", found=None)).message == " is not an email address."
    assert describe(AexError("never_heard_of")).message == "This failed: never_heard_of."


def test_an_unexpected_error_is_named_by_its_class_and_tells_nothing_else() -> None:
    words = describe(ValueError("CANARY in the text"))
    assert "ValueError" in words.message
    assert "CANARY" not in words.message + words.hint


def test_a_platforms_error_comes_with_the_books_remedies_and_the_platforms_own_words() -> None:
    error = CallError("platform", "15", "Remote service error", "ISP", "isv.insufficient-permission", "no right")
    message, remedies = describe_call_error(error, BOOK)
    assert message.message == "The order belongs to another account, or the permission is missing."
    assert message.hint == "Remote service error · isv.insufficient-permission · no right"
    assert remedies[0] == "Use the account that placed the order."
    message, remedies = describe_call_error(CallError("platform", "Unheard", "words"), BOOK)
    assert "Unheard" in message.message
    assert remedies


def test_a_fault_on_the_way_names_host_and_reason() -> None:
    error = CallError("network", "connect_failed", "Connection refused", sub_message="h.example:1")
    assert describe_call_error(error, BOOK)[0].message == "h.example:1 does not answer: Connection refused."
    assert describe_call_error(replace(error, sub_message=""), BOOK)[0].message.startswith("the host")
    full = CallError("storage", "disk_full", "No space", sub_message="/data")
    assert describe_call_error(full, BOOK)[0].message == "The disk is full: /data."


def test_every_sentence_can_be_translated_and_keeps_its_values() -> None:
    plain = _all_words()
    try:
        i18n.use_language(i18n.PSEUDO)
        for code, words in _all_words().items():
            assert words.message != plain[code].message, code
            assert _holes(words.message) == _holes(plain[code].message), code
            assert _holes(words.hint) == _holes(plain[code].hint), code
        assert describe(BadInput("name_taken", name="Shop")).message.startswith("⟦")
        assert "Shop" in describe(BadInput("name_taken", name="Shop")).message
        assert "⟦" in describe_difference(Difference("country", "US", "FR"))
        assert describe_verdict(GuardVerdict(True, "reads")).message.startswith("⟦")
    finally:
        i18n.use_language("en")
    assert _all_words() == plain


def test_no_code_stands_inside_a_sentence() -> None:
    """What stands behind "because" is in words too, whoever raised it, and none is left for what nobody gives."""
    made = made_codes()
    assert {"no_value", "no_comma", "request_bad_choice"} <= made
    assert {"not_a_file", "no_rows", "true_or_false"} <= worded_values()
    known = {*_all_words(), *reasons()}
    assert not made - known
    assert not worded_values() - {"", *reasons()}
    assert not set(reasons()) - made - worded_values()


def test_a_broken_request_file_is_told_in_words() -> None:
    with pytest.raises(BadInput) as caught:
        read_request('{"name": }')
    assert describe(caught.value).message == "Line 1, column 10: this is no JSON (a value should stand here)."


def test_what_a_run_kept_of_an_error_is_told_in_words() -> None:
    assert describe_code("variables_unknown", "sku").startswith("These variables have no value: sku.")
    assert describe_code("bad_jmespath", "odd", "a[").startswith("a[ cannot be asked: odd.")
    assert describe_code("GuardRefused", "quantity 2, not 1").endswith("quantity 2, not 1")
    assert describe_code("605", "ITEM_ID_NOT_FOUND") == "605 ITEM_ID_NOT_FOUND"
