"""The error book: every code of the protocol's section 7 has a page, found as the platform would say it."""

from __future__ import annotations

import pytest

from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.envelope import CallError
from aexdesk.openplatform.errorbook import ErrorBook

BOOK = ErrorBook.from_json(resources.read_json("error_book.json"))

CODES = [
    "IncompleteSignature", "InvalidAppkey", "InvalidAppKey", "IllegalAccessToken", "IllegalRefreshToken",
    "InvalidCode", "AUTH_TYPE_UNSUPPORTED", "isv.402", "ServiceUnavailable", "IllegalTimestamp", "ApiCallLimit",
    "AppCallLimit", "AppWhiteIpLimit", "InsufficientPermission", "InternalError", "InvalidApiPath",
    "MissingParameter", "InvalidParameter", "UnsupportedParamMapping", "ServiceTimeout", "7", "15", "25", "27", "29",
    "40", "41", "401", "405", "602", "605", "404", "505", "ITEM_ID_NOT_FOUND",
    "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS", "DELIVERY_INFO_EMPTY", "NGSELECTION_SEARCH_ERROR",
    "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_CN_INVALID",
    "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_NOT_MATCH", "DELIVERY_METHOD_NOT_EXIST", "INVENTORY_HOLD_ERROR",
    "REPEATED_ORDER_ERROR", "PRICE_PAY_CURRENCY_ERROR", "BLACKLIST_BUYER_IN_LIST", "USER_ACCOUNT_DISABLED",
    "ERROR_WHEN_BUILD_FOR_PLACE_ORDER", "A001_ORDER_CANNOT_BE_PLACED", "A002_INVALID_ZONE", "A003_SUSPICIOUS_BUYER",
    "A004_CANNOT_USER_COUPON", "A005_INVALID_COUNTRIES", "A006_INVALID_ACCOUNT_INFO", "SKU_NOT_EXIST",
    "PRODUCT_NOT_EXIST", "PARM_ILLEGL", "TEST_CASE_MISMATCH",
]  # fmt: skip
SUB_CODES = [
    "isv.insufficient-permission", "isv.invalid-authorization", "isp.service-unavailable",
    "isv.account-migration-check-fail", "isv.appkey-not-exists",
]  # fmt: skip
PHRASES = {
    "Platform System blacklist: Taobao Open Platform (TOP) has been offline": "TopOffline",
    "This publisher is not registered": "401",
    "Item is not allowed to this country": "602",
    "All SKU Unsaleable": "ALL_SKU_UNSALEABLE",
    "TRACKING DATA NOT FOUND": "TRACKING_DATA_NOT_FOUND",
}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page(code: str) -> None:
    for spelled in (code, code.lower(), code.upper()):
        entry = BOOK.find(CallError("platform", spelled))
        assert entry is not None
        assert code.casefold() in {known.casefold() for known in (entry.code, *entry.aliases)}


@pytest.mark.parametrize("code", SUB_CODES)
def test_a_sub_code_tells_more_than_the_code_outside(code: str) -> None:
    for outer in ("15", "29", "IncompleteSignature", "unheard of"):
        entry = BOOK.find(CallError("platform", outer, "Remote service error", "ISP", code, "no"))
        assert entry is not None
        assert entry.code == code


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_tells_where_the_code_does_not(phrase: str) -> None:
    for error in (
        CallError("platform", "unheard of", phrase),
        CallError("platform", "15", "x", sub_message=f"Sorry, {phrase.upper()}!"),
    ):
        entry = BOOK.find(error)
        assert entry is not None
        assert entry.code == PHRASES[phrase]


def test_505_of_freight_means_two_things_and_the_message_says_which() -> None:
    for name in ("DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS", "DELIVERY_INFO_EMPTY"):
        entry = BOOK.find(CallError("platform", "505", name))
        assert entry is not None
        assert entry.code == name


def test_what_nobody_has_seen_has_no_page() -> None:
    assert BOOK.find(CallError("platform", "UnheardOf", "words", sub_code="isv.unheard-of")) is None
    assert BOOK.find(CallError("platform", "")) is None


@pytest.mark.parametrize("entry", BOOK.entries, ids=lambda entry: entry.code)
def test_a_page_is_complete_and_plainly_worded(entry: object) -> None:
    from aexdesk.openplatform.errorbook import ErrorEntry

    assert isinstance(entry, ErrorEntry)
    assert entry.cause.endswith(".")
    assert entry.remedies
    assert entry.source
    assert entry.certainty in "DCSU"
    for sentence in (entry.cause, *entry.causes, *entry.remedies):
        assert sentence.endswith(".")
        assert sentence == sentence.strip()
        assert "!" not in sentence
        assert sentence[0].isupper()


def test_no_two_pages_claim_the_same_code() -> None:
    claimed = [code for entry in BOOK.entries for code in {name.casefold() for name in (entry.code, *entry.aliases)}]
    assert sorted(set(claimed)) == sorted(claimed)


def test_what_the_catalogue_names_as_errors_of_order_create_is_in_the_book() -> None:
    definition = Catalogue.from_json(resources.read_json("catalogue.json")).find("aliexpress.ds.order.create")
    assert definition is not None
    assert [code for code in definition.error_codes if BOOK.find(CallError("platform", code)) is None] == []
