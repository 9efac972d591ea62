"""The doctor and the corpus: what small programs got wrong is named, and nothing that they did not get wrong.

`--long` asks about every single, and about one pair in twelve; `python -m tests.doctor.corpus` about all.
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Verdict
from aexdesk.interchange.pasted import read_pasted
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import received_of
from tests.doctor.corpus.__main__ import scored
from tests.doctor.corpus.bases import BASES, OTHER_SECRET, SECRET, Base
from tests.doctor.corpus.cases import Case, made, pairs, singles
from tests.doctor.corpus.checking import OTHERS, Score, asked, received, score
from tests.doctor.corpus.slips import Slip
from tests.doctor.corpus.texts import FORMS
from tests.e2e.processes import aexdesk

_LISTED = [
    "md5-wrapped", "hmac-md5", "hmac-sha1", "sha256-plain", "sha256-no-key", "hmac-wrapped", "key-message-swapped",
    "sign-method-mismatch", "digest-lowercase", "digest-base64", "digest-truncated", "path-missing", "path-added",
    "path-with-rest", "unsorted", "sorted-case-insensitive", "sorted-descending", "sorted-locale",
    "values-percent-encoded", "values-form-encoded", "values-double-encoded", "separators-kept", "keys-only",
    "sign-included", "param-left-out", "param-not-sent", "empty-values-left-out", "null-as-text", "json-respaced",
    "json-ascii-escaped", "bool-case", "number-reformatted", "charset-latin1", "charset-gbk", "charset-utf16",
    "unicode-normalised", "whitespace-trimmed", "newline-changed", "timestamp-seconds", "timestamp-local-time",
    "timestamp-changed", "secret-whitespace", "secret-of-other-profile", "secret-is-app-key",
    "business-signed-as-system", "system-signed-as-business", "file-bytes-included",
]  # fmt: skip


def _is_perfect(found: Score) -> None:
    assert not found.wrong, found.wrong
    assert not found.not_reproduced, found.not_reproduced


def test_the_corpus_has_every_mistake_of_the_list_and_enough_requests() -> None:
    made_ids = {slip.id.partition(":")[0] for case in singles() for slip in case.slips}
    assert made_ids == set(_LISTED)
    assert len(BASES) >= 50
    assert {base.sign_method for base in BASES} == {"sha256", "md5", "hmac"}


@cache
def _singles_of_each() -> dict[str, list[Case]]:
    each: dict[str, list[Case]] = {}
    for case in singles():
        each.setdefault(case.slips[0].id.partition(":")[0], []).append(case)
    return each


@pytest.mark.parametrize("mistake", _LISTED)
def test_a_single_mistake_is_named(mistake: str) -> None:
    """On one request or another, each time the same."""
    found = score(_singles_of_each()[mistake][::15])
    assert found.cases
    _is_perfect(found)
    assert not found.shorter, found.shorter


@pytest.mark.timeout(240)
def test_a_pair_of_mistakes_is_named() -> None:
    found = score(pairs(one_in=2_500, first=5))
    assert found.cases > 14
    _is_perfect(found)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_every_single_mistake_is_named() -> None:
    found = scored("singles", 1, 0, 2)
    _is_perfect(found)
    assert found.right == found.cases


@pytest.mark.long
@pytest.mark.timeout(7_200)
def test_nearly_every_pair_is_named() -> None:
    found = scored("pairs", 12, 7, 2)
    assert found.right + len(found.shorter) >= 0.97 * found.cases, found.wrong
    assert not found.not_reproduced, found.not_reproduced


# ---------------------------------------------------------------- nothing is blamed that is right


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.name)
def test_a_right_request_is_valid(base: Base) -> None:
    finding = asked(made(base))
    assert (finding.verdict, finding.mistakes, finding.alternatives) == (Verdict.VALID, (), ())
    assert finding.received == finding.expected


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.name)
def test_a_request_without_a_sign_is_unsigned(base: Base) -> None:
    case = made(base)
    for without in (case.request[:-1], (*case.request[:-1], ("sign", ""))):
        assert asked(replace(case, request=without)).verdict is Verdict.UNSIGNED


def _random_signs(*, every_length: bool) -> list[str]:
    chance = random.Random(7)
    upper, lower = "0123456789ABCDEF", "0123456789abcdef"
    base64 = string.ascii_letters + string.digits + "+/"
    shapes = [(upper, length) for length in (64, 32, 40)]
    shapes += [(lower, 64), (lower, 32), (base64, 43)]
    if every_length:
        shapes += [(upper, length) for length in (128, 16, 20, 31, 63, 65)]
        shapes += [(base64, 24), (base64, 88), (string.printable, 64)]
    signs = ["".join(chance.choice(letters) for _ in range(length)) for letters, length in shapes]
    return [*signs, signs[5] + "=", "é" * 64, "A" * 5_000]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_random_signature_is_unexplained(at: int, request: pytest.FixtureRequest) -> None:
    """On short requests and on a long one, in turn: an unexplained one takes the whole search. `--long` asks about
    more lengths."""
    bases = [base for base in BASES if base.name in ("few", "plain-md5", "token-create")]
    for number, sign in enumerate(_random_signs(every_length=request.config.getoption("--long"))):
        if number % len(bases) != at:
            continue
        case = made(bases[at])
        finding = asked(replace(case, request=(*case.request[:-1], ("sign", sign))))
        assert finding.verdict is Verdict.UNEXPLAINED, (sign, finding.mistakes)
        assert finding.notes


def test_the_order_of_mistakes_is_the_order_of_effect() -> None:
    """As a program runs: parameters, values, encoding, order, joining, digest, key, writing."""
    wanted = (
        ("url", {"values-percent-encoded", "separators-kept", "digest-lowercase"}),
        ("empty", {"empty-values-left-out", "unsorted", "secret-whitespace"}),
        ("token-create", {"param-left-out:code", "path-missing", "hmac-md5"}),
    )
    order = [["values-percent-encoded", "separators-kept", "digest-lowercase"],
             ["empty-values-left-out", "unsorted", "secret-whitespace"],
             ["param-left-out:code", "path-missing", "hmac-md5"]]  # fmt: skip
    for (name, ids), ordered in zip(wanted, order, strict=True):
        base = next(base for base in BASES if base.name == name)
        first: dict[str, Slip] = {}
        for case in singles([base]):
            if (slip := case.slips[0]).id in ids:
                first.setdefault(slip.id, slip)
        finding = asked(made(base, *first.values()))
        assert [one.id for one in finding.mistakes] == ordered


# ---------------------------------------------------------------- as it is asked in earnest


def _of_each_form() -> list[tuple[str, Case]]:
    """Two cases for each form; such as come whole through every one."""
    plain = [case for case in singles() if case.base.file is None and case.base.name in ("mixed-case", "token-create")]
    named = [case for case in plain if any(name in ("method", "code") for name, _value in case.request)]
    return [
        (form, named[(number * 17 + extra * 29) % len(named)]) for number, form in enumerate(FORMS) for extra in (0, 1)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_request_reads_alike(form: str) -> None:
    write: Callable[[Case], str] = FORMS[form]
    for base in BASES:
        if base.file is None:
            case = made(base)
            read = received_of(read_pasted(write(case)))
            assert (read.api, read.pairs) == (received(case).api, case.request), base.name


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_command_names_what_it_reads_in_every_form() -> None:
    for form, case in _of_each_form():
        question = {"request": FORMS[form](case), "app_secret": SECRET, "other_secrets": {"staging": OTHER_SECRET}}
        done = aexdesk("doctor", "--json", stdin=json.dumps(question).encode())
        assert done.code == 0, done.err
        told = done.json
        explanations = [told["mistakes"], *(one["mistakes"] for one in told["alternatives"])]
        assert case.ids in [{one["id"] for one in some} for some in explanations], (form, case.label)
        assert told["received"]["sign"] == case.sign
        assert all(one["detail"] and one["fix"] for some in explanations for one in some)


@pytest.mark.slow
def test_the_command_takes_parameters_as_json() -> None:
    case = next(case for case in singles() if case.ids == {"values-form-encoded"})
    request = {"api": case.base.api, "params": dict(case.request)}
    done = aexdesk("doctor", "--json", stdin=json.dumps({"request": request, "app_secret": SECRET}).encode())
    assert [one["id"] for one in done.json["mistakes"]] == ["values-form-encoded"]


def test_without_the_secret_only_what_needs_none_is_named() -> None:
    by_id = {case.slips[0].id: case for case in singles(BASES[:1])}
    finding = examine(received(by_id["sha256-no-key"]), None, {}, {})
    assert [one.id for one in finding.mistakes] == ["sha256-no-key"]
    finding = examine(received(by_id["md5-wrapped"]), None, {}, {})
    assert finding.verdict is Verdict.UNEXPLAINED
    assert "no-secret" in [note.id for note in finding.notes]


def test_a_wrong_secret_explains_nothing() -> None:
    finding = examine(received(made(BASES[0])), Secret("another" * 4), OTHERS, {})
    assert finding.verdict is Verdict.UNEXPLAINED
    assert "secret-likely-wrong" in [note.id for note in finding.notes]
