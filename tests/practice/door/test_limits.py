"""Limits: calls of an app to an API in a second, calls of an app in a day. The clock is told the time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aexdesk.practice import Rules, start_practice
from aexdesk.practice.catalogue import load_apis
from aexdesk.practice.door.limits import MOST_COUNTED, CallCounter
from aexdesk.practice.records import App
from aexdesk.practice.refusal import Refusal
from tests.practice.world import NOON, Client, FakeClock, error_of

CATEGORIES = "aliexpress.ds.category.get"
FEED = "aliexpress.ds.feed.itemids.get"
APP = App("600001", "")
THREE = load_apis()[FEED]  # 3 calls a second are documented


def verdicts(counter: CallCounter, *times: float, app: App = APP, rules: Rules | None = None) -> str:
    """For each call: . for one that is let through, x for one refused."""
    told = ""
    for now in times:
        try:
            counter.check(app, THREE, now, rules or Rules())
        except Refusal:
            told += "x"
        else:
            told += "."
    return told


def test_three_in_a_second_and_a_ban_of_one() -> None:
    counter = CallCounter()
    assert verdicts(counter, 10.0, 10.1, 10.2, 10.3, 11.2, 11.3) == "...xx."


def test_a_ban_is_not_made_longer_by_calling_on() -> None:
    assert verdicts(CallCounter(), 10.0, 10.0, 10.0, 10.5, 10.9, 11.4, 11.5) == "...xxx."


def test_a_count_begins_anew_with_each_second() -> None:
    assert verdicts(CallCounter(), *(10 + number / 3 for number in range(12))) == "." * 12


def test_a_clock_that_was_set_back_ends_a_ban() -> None:
    assert verdicts(CallCounter(), 10.0, 10.0, 10.0, 10.0, 5.0) == "...x."


def test_apps_are_counted_apart() -> None:
    counter = CallCounter()
    assert verdicts(counter, 1, 1, 1, 1) == "...x"
    assert verdicts(counter, 1, app=App("600002", "")) == "."


def test_rules_change_the_rates() -> None:
    assert verdicts(CallCounter(), *[1.0] * 9, rules=Rules(throttle=False)) == "." * 9
    assert verdicts(CallCounter(), 1, 1, rules=Rules(qps_overrides={FEED: 1})) == ".x"
    assert verdicts(CallCounter(), 1, rules=Rules(qps_overrides={FEED: 0})) == "x"


def test_an_api_without_a_figure_has_no_limit() -> None:
    counter = CallCounter()
    for _ in range(2000):
        counter.check(APP, load_apis()["/auth/token/create"], 1.0, Rules())


def test_a_quota_of_the_day_is_back_at_midnight_utc() -> None:
    app = App("600001", "", calls_per_day=2)
    midnight = 86_400 * 20_000
    times = (midnight - 5, midnight - 4, midnight - 3, midnight, midnight + 1, midnight + 2)
    assert verdicts(CallCounter(), *times, app=app) == "..x..x"


def test_memory_stays_small() -> None:
    counter = CallCounter()
    for number in range(MOST_COUNTED + 100):
        counter.check(App(f"app {number}", "", calls_per_day=1), THREE, 1.0, Rules())
    assert len(counter._seconds) == len(counter._days) == MOST_COUNTED


@pytest.fixture(scope="module")
def _throttled() -> Iterator[Client]:
    clock = FakeClock()
    with start_practice(0, clock=clock) as practice:
        yield Client(practice, clock)


@pytest.fixture
def throttled(_throttled: Client) -> Client:
    """A client of a gateway that plays by its default rules."""
    _throttled.clock.now = NOON
    _throttled.admin("/reset", {})
    return _throttled


def test_throttling_is_the_default_and_comes_before_the_parameters(throttled: Client) -> None:
    codes = [error_of(throttled.sync(FEED)) for _ in range(4)]
    assert "ApiCallLimit" not in codes[:3]
    assert codes[3] == "ApiCallLimit"
    throttled.clock.now += 1
    assert error_of(throttled.sync(FEED)) == codes[0]


def test_what_is_refused_before_does_not_count(throttled: Client) -> None:
    wrong = Client(throttled.practice, throttled.clock, throttled.app_key, "wrong-secret")
    for _ in range(4):
        assert error_of(wrong.sync(FEED)) == "IncompleteSignature"
        assert error_of(throttled.sync(FEED, "placeholder")) == "IllegalAccessToken"
    assert error_of(throttled.sync(FEED)) != "ApiCallLimit"


def test_the_words_name_the_ban(throttled: Client) -> None:
    error = [throttled.sync(FEED) for _ in range(4)][-1]["error_response"]
    assert error["msg"] == "Api access frequency exceeds the limit. this ban will last 1 seconds"


def test_a_reset_forgets_the_calls(throttled: Client) -> None:
    for _ in range(4):
        throttled.sync(FEED)
    throttled.admin("/reset", {})
    assert error_of(throttled.sync(FEED)) != "ApiCallLimit"


def test_the_quota_of_an_app(throttled: Client) -> None:
    throttled.admin("/apps", {"app_key": "600005", "app_secret": "secret", "calls_per_day": 2})
    app = Client(throttled.practice, throttled.clock, "600005", "secret")
    assert [error_of(app.sync(CATEGORIES, "")) for _ in range(3)] == ["", "", "AppCallLimit"]
    assert error_of(throttled.sync(CATEGORIES)) == ""
    app.clock.now += 86_400
    assert error_of(app.sync(CATEGORIES, "")) == ""


@pytest.mark.parametrize(("addresses", "code"), [([], ""), (["127.0.0.1"], ""), (["192.0.2.7"], "AppWhiteIpLimit")])
def test_the_address_list_of_an_app(throttled: Client, addresses: list[str], code: str) -> None:
    told = throttled.admin("/apps", {"app_key": "600006", "app_secret": "secret", "ip_allow_list": addresses})
    assert told.json["ip_allow_list"] == addresses
    app = Client(throttled.practice, throttled.clock, "600006", "secret")
    assert error_of(app.sync(CATEGORIES, "")) == code
    # The list comes right after the key: a wrong signature is not even looked at.
    wrong = Client(throttled.practice, throttled.clock, "600006", "wrong-secret")
    assert error_of(wrong.sync(CATEGORIES, "")) == (code or "IncompleteSignature")
