"""The checks beside the signature: each speaks only where it knows, and what the request alone tells needs no more."""

from __future__ import annotations

import pytest

from aexdesk.doctor.exchange_checks import Around, TokenFacts, checks_on
from aexdesk.doctor.received import Received
from aexdesk.wording.doctor_checks import check_words
from aexdesk.wording.doctor_words import describe_note

AT = 1_772_366_400_000
HOUR = 3_600_000


def ids(received: Received, around: Around | None = None) -> list[str]:
    return [note.id for note in checks_on(received, around or Around())]


def business(**pairs: str) -> Received:
    return Received("aliexpress.ds.product.get", tuple({"app_key": "1", **pairs}.items()), url="https://h/sync")


def token_call(**pairs: str) -> Received:
    return Received("/auth/token/create", tuple(pairs.items()), url="https://h/rest/auth/token/create")


def test_nothing_known_nothing_said() -> None:
    assert ids(business(session="s", redirect_uri="http://x/")) == []
    assert ids(business(), Around(error_code="IncompleteSignature")) == []


@pytest.mark.parametrize(
    ("api", "url", "told"),
    [
        ("/auth/token/create", "https://h/auth/token/create", ["rest-missing"]),
        ("/auth/token/create", "https://h/rest/auth/token/create", []),
        ("/auth/token/create", "https://h/sync", []),  # another note tells of that
        ("aliexpress.ds.product.get", "https://h/aliexpress.ds.product.get", ["sync-missing"]),
        ("aliexpress.ds.product.get", "https://h", []),
        ("aliexpress.ds.product.get", "http://[", []),
        ("/oauth/authorize", "https://h/oauth/authorize", ["authorize-needs-no-signature"]),
    ],
)
def test_the_address(api: str, url: str, told: list[str]) -> None:
    assert ids(Received(api, (), url=url)) == told


@pytest.mark.parametrize(
    ("sent", "place", "why"),
    [
        ("https://shop.test/cb/", 21, "slash"),
        ("http://shop.test/cb", 5, "scheme"),
        ("https://shop.test/CB", 19, "case"),
        ("https%3A%2F%2Fshop.test%2Fcb", 6, "encoded"),
        ("https://other.test/cb", 9, "other"),
    ],
)
def test_the_first_letter_of_a_callback_that_differs(sent: str, place: int, why: str) -> None:
    (note,) = checks_on(business(redirect_uri=sent), Around(callback_url="https://shop.test/cb"))
    values = dict(note.values)
    assert (int(values["place"]), values["why"]) == (place, why)


def test_a_callback_that_is_right() -> None:
    assert ids(business(redirect_uri="https://a/b"), Around(callback_url="https://a/b")) == []


@pytest.mark.parametrize(("ahead", "told"), [(59_000, []), (61_000, ["clock-ahead"]), (-HOUR, ["clock-behind"])])
def test_the_clock(ahead: int, told: list[str]) -> None:
    assert ids(business(timestamp=str(AT)), Around(at_ms=AT, ahead_ms=ahead)) == told


def test_a_timestamp_of_another_zone_under_a_clock_that_is_right() -> None:
    around = Around(error_code="IllegalTimestamp", at_ms=AT, ahead_ms=0)
    assert ids(business(timestamp=str(AT + 8 * HOUR)), around) == ["timestamp-off-server"]
    assert ids(business(timestamp=str(AT + HOUR)), around) == []


def test_tokens() -> None:
    sent = business(session="s")

    def told(*tokens: TokenFacts) -> list[str]:
        return ids(sent, Around(error_code="IllegalAccessToken", at_ms=AT, environment="practice", tokens=tokens))

    assert told() == ["token-unknown"]
    assert told(TokenFacts("1", "live")) == ["token-of-other-environment"]
    assert told(TokenFacts("2", "practice")) == ["token-of-other-app"]
    assert told(TokenFacts("1", "practice", AT - 1)) == ["token-expired"]
    assert told(TokenFacts("1", "practice", AT + 1)) == []
    assert told(TokenFacts("1", "practice")) == []
    needless = Around(error_code="IllegalAccessToken", needs_session=False)
    assert ids(sent, needless) == ["token-not-needed"]


def test_a_code_that_came_before() -> None:
    def told(**more: object) -> list[str]:
        return ids(token_call(code="3_x"), Around(error_code="InvalidCode", at_ms=AT, **more))  # type: ignore[arg-type]

    assert told() == []
    assert told(code_seen_ms=AT - 1000, code_spent=True) == ["code-used-before"]
    assert told(code_seen_ms=AT - 181_000) == ["code-too-old"]
    assert told(code_seen_ms=AT - 179_000) == []


def test_every_note_has_words_for_its_values() -> None:
    around = Around("InvalidApiPath", AT, HOUR, is_known_api=False, nearest="b", callback_url="http://a")
    notes = list(checks_on(business(redirect_uri="http://b"), around))
    assert notes
    for note in notes:
        assert note.id in check_words()
        assert "{" not in describe_note(note).message
