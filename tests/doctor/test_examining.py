"""What a finding holds: both strings, both signatures, and of several explanations the likeliest first."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

import pytest

from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Finding, Mistake, Signing, Verdict
from aexdesk.doctor.received import Received, SentFile
from aexdesk.secret import Secret

_SECRET = "made-up-secret"
_COMMON = {"app_key": "500001", "timestamp": "1767225600123"}
_TOKEN = "/auth/token/create"
_CATEGORY = "aliexpress.ds.category.get"

Params = dict[str, str]


def joined(params: Params) -> str:
    return "".join(name + params[name] for name in sorted(params))


def hmac_of(text: str, hash_name: str = "sha256", secret: str = _SECRET) -> str:
    return hmac.new(secret.encode(), text.encode(), hash_name).hexdigest().upper()


def md5_of(text: str) -> str:
    return hashlib.md5((_SECRET + text + _SECRET).encode()).hexdigest().upper()


def asked(api: str, params: Params, sign: str, secret: str = _SECRET, known: Params | None = None) -> Finding:
    return examine(Received(api, (*params.items(), ("sign", sign))), Secret(secret), {}, known or {})


def stop_at_once(_tried: int) -> bool:
    return False


# ---------------------------------------------------------------- what should have been


def test_without_a_signature_there_is_what_it_should_be_and_nothing_that_was_received() -> None:
    params = {**_COMMON, "sign_method": "sha256", "code": "3_x"}
    finding = asked(_TOKEN, params, "")
    text = _TOKEN + joined(params)
    assert finding == Finding(Verdict.UNSIGNED, Signing(text, hmac_of(text)), Signing("", ""))


def test_without_the_secret_the_right_string_is_shown_and_no_signature() -> None:
    params = {**_COMMON, "sign_method": "md5", "method": _CATEGORY}
    for secret in (None, Secret("")):
        finding = examine(Received(_CATEGORY, (*params.items(), ("sign", "A1" * 16))), secret, {}, {}, stop_at_once)
        assert finding.expected == Signing(joined(params), "")
        assert finding.verdict is Verdict.UNEXPLAINED
        assert "no-secret" in [note.id for note in finding.notes]


@pytest.mark.parametrize("method", ["HMAC_SHA256", ""])
def test_an_unknown_sign_method_is_expected_to_be_sha256(method: str) -> None:
    params = {**_COMMON, "method": _CATEGORY, **({"sign_method": method} if method else {})}
    finding = asked(_CATEGORY, params, hmac_of(joined(params)))
    assert finding.expected == Signing(joined(params), hmac_of(joined(params)))
    assert [one.id for one in finding.mistakes] == ["sign-method-mismatch"]


def test_the_secret_on_both_sides_is_shown_in_what_md5_signs() -> None:
    params = {**_COMMON, "sign_method": "md5", "method": _CATEGORY}
    finding = asked(_CATEGORY, params, md5_of(joined(params)))
    whole = Signing(_SECRET + joined(params) + _SECRET, md5_of(joined(params)))
    assert (finding.verdict, finding.expected, finding.received) == (Verdict.VALID, whole, whole)


@pytest.mark.parametrize(
    ("method", "signed"), [("md5", md5_of), ("hmac", lambda text: hmac_of(text, "md5"))], ids=["md5", "hmac"]
)
@pytest.mark.parametrize("path", ["", _TOKEN], ids=["bare", "with its path"])
def test_the_older_sign_methods_are_not_blamed_for_a_path_and_not_for_having_none(
    method: str, signed: Callable[[str], str], path: str
) -> None:
    params = {**_COMMON, "sign_method": method, "code": "3_x"}
    finding = asked(_TOKEN, params, signed(path + joined(params)))
    assert (finding.verdict, finding.mistakes, finding.received.sign) == (
        Verdict.VALID, (), signed(path + joined(params)),
    )  # fmt: skip
    assert finding.expected.sign == signed(joined(params))
    assert finding.received.string_to_sign.removeprefix(_SECRET).startswith(path + "app_key")
    assert finding.tried >= 1


def test_the_path_of_a_business_interface_is_wrong_under_an_older_sign_method_too() -> None:
    params = {**_COMMON, "sign_method": "md5", "method": _CATEGORY}
    finding = asked(_CATEGORY, params, md5_of(_CATEGORY + joined(params)))
    assert [one.id for one in finding.mistakes] == ["path-added"]


# ---------------------------------------------------------------- what was found


def test_what_nothing_explains_keeps_its_signature_and_says_why_it_may_be_so() -> None:
    params = {"app_key": "1", "sign_method": "sha256", "method": "a.b"}
    finding = examine(Received("a.b", (*params.items(), ("sign", "A1" * 32))), Secret(_SECRET), {}, {}, stop_at_once)
    assert (finding.verdict, finding.received, finding.stopped) == (Verdict.UNEXPLAINED, Signing("", "A1" * 32), True)
    assert finding.expected == Signing(joined(params), hmac_of(joined(params)))
    assert finding.notes[0].id == "search-cut"
    assert "secret-likely-wrong" in [note.id for note in finding.notes]
    assert finding.tried > 10


def test_what_is_explained_tells_how_much_was_tried_and_that_nothing_was_cut() -> None:
    params = {**_COMMON, "sign_method": "sha256", "code": "3_x"}
    finding = asked(_TOKEN, params, hmac_of(joined(params)))
    assert [one.id for one in finding.mistakes] == ["path-missing"]
    assert (finding.stopped, finding.notes) == (False, ())
    assert finding.received == Signing(joined(params), hmac_of(joined(params)))
    assert finding.tried > 100


def test_what_was_found_before_a_search_was_ended_stands_and_says_that_it_was_cut() -> None:
    params = {**_COMMON, "sign_method": "sha256", "code": "3_x"}
    received = Received(_TOKEN, (*params.items(), ("sign", hmac_of(_TOKEN + joined(params), secret=_SECRET + "\n"))))
    finding = examine(received, Secret(_SECRET), {}, {}, stop_at_once)
    assert [one.id for one in finding.mistakes] == ["secret-whitespace"]
    assert finding.stopped


def test_of_two_explanations_the_one_that_is_seen_more_often_comes_first() -> None:
    # Without a path, or as a business interface whose method is already there: the same string.
    params = {**_COMMON, "sign_method": "sha256", "method": _TOKEN}
    finding = asked(_TOKEN, params, hmac_of(joined(params)))
    told = [[one.id for one in some] for some in (finding.mistakes, *finding.alternatives)]
    assert told == [["path-missing"], ["system-signed-as-business"]]


def test_a_value_that_was_signed_and_not_sent_is_found_among_those_that_are_known() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY}
    sign = hmac_of(joined({**params, "callback": "https://a"}))
    finding = asked(_CATEGORY, params, sign, known={"callback": "https://a"})
    assert finding.mistakes == (Mistake("param-not-sent", how="https://a", name="callback"),)


def test_the_right_signature_signed_once_more_is_found() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY}
    right = hmac_of(joined(params))
    finding = asked(_CATEGORY, params, hmac_of(joined({**params, "sign": right})))
    assert finding.mistakes == (Mistake("sign-included", how="right"),)


def test_an_earlier_moment_is_found_from_the_one_that_was_sent() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY}
    finding = asked(_CATEGORY, params, hmac_of(joined({**params, "timestamp": "1767225600100"})))
    assert [one.id for one in finding.mistakes] == ["timestamp-changed"]
    assert "timestamp1767225600100" in finding.received.string_to_sign


@pytest.mark.parametrize("method", ["md5", "hmac"])
def test_an_older_sign_method_that_was_signed_and_not_sent_is_one_mistake_alone(method: str) -> None:
    """It explains the digest, and that a system interface has no path: those are no other mistakes."""
    signed = {**_COMMON, "sign_method": method, "code": "3_x"}
    sign = md5_of(joined(signed)) if method == "md5" else hmac_of(joined(signed), "md5")
    sent = {name: text for name, text in signed.items() if name != "sign_method"}
    finding = asked(_TOKEN, sent, sign)
    assert finding.mistakes == (Mistake("param-not-sent", how=method, name="sign_method"),)
    assert joined(signed) in finding.received.string_to_sign


def test_sha256_that_was_signed_and_not_sent_needs_its_path() -> None:
    signed = {**_COMMON, "sign_method": "sha256", "code": "3_x"}
    sent = {name: text for name, text in signed.items() if name != "sign_method"}
    finding = asked(_TOKEN, sent, hmac_of(joined(signed)))
    assert {one.id for one in finding.mistakes} == {"param-not-sent:sign_method", "path-missing"}
    assert finding.mistakes[0].id == "param-not-sent:sign_method"


def test_half_a_letter_is_signed_as_it_would_be_written() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY, "text": "a\ud83d"}
    sign = hmac.new(_SECRET.encode(), joined(params).encode("utf-8", "surrogatepass"), "sha256").hexdigest().upper()
    assert asked(_CATEGORY, params, sign).verdict is Verdict.VALID


def test_bytes_that_are_no_utf8_are_signed_as_they_came() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY, "text": "K\udcf6ln"}
    sign = hmac.new(_SECRET.encode(), joined(params).encode("utf-8", "surrogateescape"), "sha256").hexdigest().upper()
    assert asked(_CATEGORY, params, sign).verdict is Verdict.VALID


def test_the_first_of_a_name_that_came_twice_counts() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY}
    pairs = (*params.items(), ("method", "another"), ("sign", hmac_of(joined(params))))
    assert examine(Received(_CATEGORY, pairs), Secret(_SECRET), {}, {}).verdict is Verdict.VALID


def test_a_file_is_not_signed() -> None:
    params = {**_COMMON, "sign_method": "sha256", "method": _CATEGORY}
    pairs = (*params.items(), ("sign", hmac_of(joined(params))))
    received = Received(_CATEGORY, pairs, (SentFile("image", "a.png", b"\x89PNG"),))
    assert examine(received, Secret(_SECRET), {}, {}).verdict is Verdict.VALID
