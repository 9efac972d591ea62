"""The checks beside the signature: each speaks only where it knows, and what the request alone tells needs no more."""

from __future__ import annotations

import pytest

from aexdesk.doctor.exchange_checks import Around, TokenFacts, checks_on
from aexdesk.doctor.finding import Note
from aexdesk.doctor.received import Received
from aexdesk.wording.doctor_checks import check_words
from aexdesk.wording.doctor_words import describe_note

AT = 1_772_366_400_000
HOUR = 3_600_000


def ids(received: Received, around: Around | None = None) -> list[str]:
    return [note.id for note in checks_on(received, around or Around())]


def only(received: Received, around: Around) -> tuple[str, dict[str, str]]:
    """The one note that there is, and its values."""
    (note,) = checks_on(received, around)
    return note.id, dict(note.values)


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
        ("aliexpress.ds.product.get", "https://h/", []),
        ("aliexpress.ds.product.get", "https://h/sync/", []),
        ("aliexpress.ds.product.get", "https://h/rest/x", []),  # another note tells of that
        ("aliexpress.ds.product.get", "http://[", []),
        ("/oauth/authorize", "https://h/oauth/authorize", ["authorize-needs-no-signature"]),
    ],
)
def test_the_address(api: str, url: str, told: list[str]) -> None:
    assert ids(Received(api, (), url=url)) == told


def test_what_is_missing_in_an_address_is_told_with_the_api_and_the_path() -> None:
    sent = Received("/auth/token/create", (), url="https://h/auth/token/create/")
    values = (("api", "/auth/token/create"), ("path", "/auth/token/create"))
    assert checks_on(sent, Around()) == (Note("rest-missing", values),)
    sent = Received("aliexpress.ds.product.get", (), url="https://h/api")
    values = (("api", "aliexpress.ds.product.get"), ("path", "/api"))
    assert checks_on(sent, Around()) == (Note("sync-missing", values),)


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


@pytest.mark.parametrize(
    ("sent", "wanted", "values"),
    [
        (
            "https://shop.example/callback/of/mine",
            "https://shop.example/callback/of/yours",
            ("34", "callback/of/mine", "callback/of/yours", "other"),
        ),
        ("https://shop.example/", "https://shop.example", ("21", "shop.example/", "shop.example", "slash")),
        ("http://a", "https://a", ("5", "http://a", "https://a", "scheme")),
        ("http://a/?to=https://b", "http://a/?to=http://b", ("18", "//a/?to=https://b", "//a/?to=http://b", "other")),
        ("https://a", "https://abc", ("10", "https://a", "https://abc", "other")),
        ("x", "https://a", ("1", "x", "https://a", "other")),
    ],
)
def test_a_callback_is_shown_around_the_first_letter_that_differs(
    sent: str, wanted: str, values: tuple[str, str, str, str]
) -> None:
    (note,) = checks_on(business(redirect_uri=sent), Around(callback_url=wanted))
    assert note.values == tuple(zip(("place", "sent", "wanted", "why"), values, strict=True))


def test_of_a_long_rest_of_a_callback_a_dozen_letters_are_shown() -> None:
    (note,) = checks_on(business(redirect_uri="a" * 3), Around(callback_url="a" * 3 + "b" * 40))
    assert dict(note.values)["wanted"] == "a" * 3 + "b" * 12


def test_a_callback_that_is_right() -> None:
    assert ids(business(redirect_uri="https://a/b"), Around(callback_url="https://a/b")) == []


@pytest.mark.parametrize(("ahead", "told"), [(59_000, []), (61_000, ["clock-ahead"]), (-HOUR, ["clock-behind"])])
def test_the_clock(ahead: int, told: list[str]) -> None:
    assert ids(business(timestamp=str(AT)), Around(at_ms=AT, ahead_ms=ahead)) == told


def test_a_clock_is_told_in_minutes() -> None:
    assert only(business(), Around(ahead_ms=61_000)) == ("clock-ahead", {"minutes": "1"})
    assert only(business(), Around(ahead_ms=-8 * HOUR)) == ("clock-behind", {"minutes": "480"})
    assert ids(business(), Around(ahead_ms=60_000)) == []


@pytest.mark.parametrize(("hours", "way"), [(8, "ahead"), (-8, "behind")])
def test_a_timestamp_is_measured_by_the_clock_of_the_server(hours: int, way: str) -> None:
    # This machine's clock is half a minute ahead: that is not told, and not counted.
    around = Around(error_code="IllegalTimestamp", at_ms=AT + 30_000, ahead_ms=30_000)
    sent = business(timestamp=str(AT + hours * HOUR))
    assert only(sent, around) == ("timestamp-off-server", {"minutes": "480", "way": way})
    assert ids(business(timestamp=str(AT + 2 * HOUR)), around) == []


@pytest.mark.parametrize(
    "around",
    [
        Around(error_code="IllegalTimestamp", ahead_ms=0),
        Around(error_code="IllegalTimestamp", at_ms=AT),
        Around(error_code="IncompleteSignature", at_ms=AT, ahead_ms=0),
        Around(at_ms=AT, ahead_ms=0),
    ],
)
def test_of_a_timestamp_nothing_is_said_where_nobody_knows_the_time_or_nobody_complained(around: Around) -> None:
    assert ids(business(timestamp=str(AT + 8 * HOUR)), around) == []


def test_of_what_is_no_timestamp_nothing_is_said() -> None:
    assert ids(business(timestamp="now"), Around(error_code="IllegalTimestamp", at_ms=AT, ahead_ms=0)) == []


def test_an_api_that_the_platform_and_the_catalogue_do_not_know_is_told_with_the_nearest() -> None:
    around = Around(error_code="InvalidApiPath", is_known_api=False, nearest="aliexpress.ds.product.get")
    sent = Received("aliexpress.ds.product.gte", (), url="https://h/sync")
    values = {"api": "aliexpress.ds.product.gte", "nearest": "aliexpress.ds.product.get"}
    assert only(sent, around) == ("api-unknown", values)
    assert ids(sent, Around(error_code="InvalidApiPath")) == []
    assert ids(sent, Around(error_code="InvalidParameter", is_known_api=False)) == []
    assert ids(Received("/oauth/authorize", (), url="https://h/rest"), around) == ["authorize-needs-no-signature"]


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


def test_whose_token_it_is_is_told() -> None:
    sent = business(access_token="s")

    def told(*tokens: TokenFacts, environment: str = "practice") -> tuple[str, dict[str, str]]:
        around = Around(error_code="IllegalAccessToken", at_ms=AT, environment=environment, tokens=tokens)
        return only(sent, around)

    assert told(TokenFacts("1", "live")) == ("token-of-other-environment", {"environment": "live"})
    assert told(TokenFacts("2", "live"), environment="") == ("token-of-other-app", {"app_key": "2", "sent": "1"})
    ended = (TokenFacts("1", "practice", AT - 90 * 60_000), TokenFacts("1", "practice", AT - 30 * 60_000))
    assert told(*ended) == ("token-expired", {"minutes": "30"})
    assert told(TokenFacts("1", "practice", AT)) == ("token-expired", {"minutes": "0"})


def test_of_a_token_nothing_is_said_where_none_was_sent_or_nobody_complained() -> None:
    around = Around(error_code="IllegalAccessToken", needs_session=False, tokens=())
    assert ids(business(), around) == ids(business(session=""), around) == []
    assert ids(business(session="s"), Around(needs_session=False, tokens=())) == []


def test_a_token_that_is_not_needed_is_told_with_the_api_and_what_else_is_wrong_with_it() -> None:
    around = Around(error_code="IllegalAccessToken", needs_session=False, tokens=())
    notes = checks_on(business(session="s"), around)
    assert notes == (
        Note("token-not-needed", (("api", "aliexpress.ds.product.get"),)),
        Note("token-unknown"),
    )
    assert ids(business(session="s"), Around(error_code="IllegalAccessToken", needs_session=True)) == []


def test_among_several_tokens_one_that_still_runs_is_enough() -> None:
    around = Around(
        error_code="IllegalAccessToken",
        at_ms=AT,
        environment="practice",
        tokens=(TokenFacts("1", "practice", AT - 1), TokenFacts("1", "practice", AT + 1)),
    )
    assert ids(business(session="s"), around) == []


@pytest.mark.parametrize(
    ("group", "app_type", "session", "told"),
    [
        ("affiliate", "dropshipping", "", "permission-other-app-type"),
        ("dropshipping", "affiliate", "s", "permission-other-app-type"),
        ("dropshipping", "dropshipping", "", "session-missing"),
        ("dropshipping", "dropshipping", "s", "permission-not-granted"),
        ("dropshipping", "", "s", "permission-not-granted"),
        ("system", "affiliate", "s", "permission-not-granted"),
        ("", "", "", "session-missing"),
    ],
)
def test_why_permission_is_missing(group: str, app_type: str, session: str, told: str) -> None:
    around = Around(error_code="InsufficientPermission", app_type=app_type, api_group=group, needs_session=True)
    values = {"api": "aliexpress.ds.product.get", "group": group, "app_type": app_type}
    assert only(business(session=session), around) == (told, values)


def test_an_api_without_a_session_needs_permission_all_the_same_and_without_a_complaint_nothing_is_said() -> None:
    around = Around(error_code="InsufficientPermission", needs_session=False)
    assert ids(business(), around) == ["permission-not-granted"]
    assert ids(business(), Around(needs_session=True)) == []


@pytest.mark.parametrize("error_code", ["InvalidCode", "isv.402"])
def test_a_code_is_told_with_its_age(error_code: str) -> None:
    def told(age_ms: int, *, spent: bool = False) -> tuple[str, dict[str, str]]:
        around = Around(error_code=error_code, at_ms=AT, code_seen_ms=AT - age_ms, code_spent=spent)
        return only(token_call(code="3_x"), around)

    assert told(5_000, spent=True) == ("code-used-before", {"seconds": "5"})
    assert told(600_000) == ("code-too-old", {"minutes": "10"})


def test_a_code_of_three_minutes_is_still_good_and_none_is_judged_that_was_not_sent() -> None:
    around = Around(error_code="InvalidCode", at_ms=AT, code_seen_ms=AT - 180_000)
    assert ids(token_call(code="3_x"), around) == []
    used = Around(error_code="InvalidCode", at_ms=AT, code_seen_ms=AT, code_spent=True)
    assert ids(token_call(code=""), used) == []
    assert ids(token_call(code="3_x"), Around(at_ms=AT, code_seen_ms=AT, code_spent=True)) == []


def test_an_uuid_beside_a_code_is_told() -> None:
    around = Around(error_code="InvalidCode", at_ms=AT)
    assert ids(token_call(code="3_x", uuid="u"), around) == ["code-with-uuid"]


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
