"""The order of the parameters as each language sorts them, and what stands between them."""

from __future__ import annotations

import pytest

from aexdesk.doctor.changes import Change, ordering
from aexdesk.doctor.changes.change import Stage
from aexdesk.doctor.draft import Draft
from aexdesk.doctor.received import Pairs, Received
from tests.doctor.changes.reading import signed


def names(kind: str, how: str, *received: str) -> str:
    """The names in the order of that mistake, received in the given one."""
    pairs = tuple((name, " ") for name in received)
    (text,) = signed(ordering.changes(Received("x", pairs)), Draft(pairs))[kind, how]
    return text.rstrip()


def between(kind: str, pairs: Pairs) -> list[Change]:
    return [one for one in ordering.changes(Received("x", pairs)) if one.mistake.how == kind]


@pytest.mark.parametrize(
    ("kind", "how", "order"),
    [
        ("unsorted", "received", "b B a_c ab"),
        ("unsorted", "last-first", "ab b B a_c"),
        ("unsorted", "reversed", "ab a_c B b"),
        ("sorted-locale", "collation", "a_c ab b B"),
        ("sorted-locale", "letters-first", "ab a_c b B"),
        ("sorted-case-insensitive", "", "a_c ab b B"),
        ("sorted-case-insensitive", "upper", "ab a_c b B"),
        ("sorted-descending", "", "b ab a_c B"),
        ("sorted-by-length", "", "B b ab a_c"),
    ],
)
def test_names_are_sorted_as_each_way_sorts(kind: str, how: str, order: str) -> None:
    assert names(kind, how, "b", "B", "a_c", "ab") == order


def test_a_collation_has_punctuation_then_digits_then_letters_and_small_ones_first() -> None:
    """As `localeCompare` of Node sorted them."""
    assert names("sorted-locale", "collation", "AB", "aa", "a1", "Ab", "a.", "aB", "a-", "ab", "a_", "a") == (
        "a a_ a- a. a1 aa ab aB Ab AB"
    )
    assert names("sorted-locale", "collation", "a2", "a0", "a$", "a@") == "a@ a$ a0 a2"


def test_where_punctuation_counts_last_small_letters_come_first_too() -> None:
    assert names("sorted-locale", "letters-first", "a_b", "AB", "aB", "ab", "Ab") == "a_b ab aB Ab AB"


@pytest.mark.parametrize(
    ("kind", "how", "text"),
    [
        ("sorted-by-pair", "joined", "a10ab0az"),
        ("sorted-by-pair", "equals", "a10azab0"),
        ("sorted-by-value", "", "a10ab0az"),
    ],
)
def test_pairs_are_sorted_whole_or_by_their_values(kind: str, how: str, text: str) -> None:
    pairs = (("ab", "0"), ("a", "z"), ("a1", "0"))
    assert signed(ordering.changes(Received("x", pairs)), Draft(pairs))[kind, how] == [text]


def test_a_name_that_stands_twice_keeps_its_order_in_a_descending_one() -> None:
    pairs = (("a", "1"), ("a", "2"), ("b", "3"))
    assert signed(ordering.changes(Received("x", pairs)), Draft(pairs))["sorted-descending", ""] == ["b3a1a2"]


def test_of_each_kind_something_stands_between_names_and_values() -> None:
    pairs = (("b", "2"), ("a", "1"))
    found = signed(ordering.changes(Received("x", pairs)), Draft(pairs))
    assert {key: texts for key, texts in found.items() if key[0].startswith(("sep", "keys", "values"))} == {
        ("separators-kept", "query"): ["a=1&b=2"],
        ("separators-kept", "query-ended"): ["a=1&b=2&"],
        ("separators-kept", "equals"): ["a=1b=2"],
        ("separators-kept", "ampersands"): ["a1&b2"],
        ("separators-kept", "question"): ["?a=1&b=2"],
        ("separators-kept", "lines"): ["a=1\nb=2"],
        ("separators-kept", "commas"): ["a=1,b=2"],
        ("keys-only", ""): ["ab"],
        ("values-only", ""): ["12"],
    }


def test_common_parameters_stand_in_a_block_in_every_order_before_or_behind_the_rest() -> None:
    pairs = (("z", "1"), ("method", "2"), ("q", "3"), ("app_key", "4"))
    found = signed(ordering.changes(Received("x", pairs)), Draft(pairs))["unsorted", "common-block"]
    assert sorted(found) == [
        "app_key4method2z1q3", "method2app_key4z1q3", "z1q3app_key4method2", "z1q3method2app_key4",
    ]  # fmt: skip
    many = tuple((name, "") for name in ("v", "format", "sign_method", "timestamp", "method", "app_key"))
    blocks = between("common-block", many)
    assert len(blocks) == 240
    assert {change.most for change in blocks} == {1}
    assert all("v" in (change.apply(Draft(many)).text[0], change.apply(Draft(many)).text[-1]) for change in blocks[:4])


def test_what_was_signed_and_not_sent_stands_between_any_two() -> None:
    pairs = (("c", ""), ("sign", "AA"), ("b", ""), ("a", ""))
    changes = between("last-between", pairs)
    added = Draft((("c", ""), ("b", ""), ("a", ""), ("x", "")))
    assert [change.apply(added).text for change in changes] == ["cxba", "cbxa"]
    as_sent = Draft(added.pairs[:3])
    assert [change.apply(as_sent) for change in changes] == [as_sent, as_sent]
    assert len(between("last-between", tuple((f"p{number}", "") for number in range(40)))) == 29


def test_one_order_excludes_another_and_so_does_one_joining() -> None:
    for change in ordering.changes(Received("x", (("app_key", "1"), ("a", "2"), ("b", "3")))):
        is_order = change.mistake.kind.startswith(("sorted", "unsorted"))
        assert (change.group, change.stage) == (
            ("order", Stage.ORDER) if is_order else ("joining", Stage.JOINING)
        )  # fmt: skip
