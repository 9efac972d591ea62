"""How a message and a secret become a signature: each way as the standard library digests it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

import pytest

from aexdesk.doctor.digests import Digest, digests_for, is_right_for
from aexdesk.doctor.finding import Mistake

KEY, MESSAGE = b"secret", b"app_key1code2"
BOTH = KEY + MESSAGE + KEY


def plain(name: str, message: bytes) -> str:
    return hashlib.new(name, message).hexdigest()


def keyed(name: str, message: bytes, key: bytes = KEY) -> str:
    return hmac.new(key, message, name).hexdigest()


def told(sign_method: str) -> list[tuple[str, str]]:
    """What is wrong with each digest, and what it makes of the message."""
    return [
        (" ".join(f"{one.kind}/{one.how}".rstrip("/") for one in digest.mistakes), digest.make(KEY)(MESSAGE).hex())
        for digest in digests_for(sign_method)
    ]


ALWAYS = {
    ("hmac-sha1", keyed("sha1", MESSAGE)),
    ("hmac-sha512", keyed("sha512", MESSAGE)),
    ("sha256-no-key", plain("sha256", MESSAGE)),
    ("md5-no-key", plain("md5", MESSAGE)),
    ("sha1-plain/none", plain("sha1", MESSAGE)),
    ("sha256-plain/before", plain("sha256", KEY + MESSAGE)),
    ("sha256-plain/after", plain("sha256", MESSAGE + KEY)),
    ("sha256-plain/both", plain("sha256", BOTH)),
    ("sha1-plain/before", plain("sha1", KEY + MESSAGE)),
    ("sha1-plain/after", plain("sha1", MESSAGE + KEY)),
    ("sha1-plain/both", plain("sha1", BOTH)),
    ("md5-one-sided/before", plain("md5", KEY + MESSAGE)),
    ("md5-one-sided/after", plain("md5", MESSAGE + KEY)),
    ("hmac-wrapped", keyed("sha256", BOTH)),
    ("key-message-swapped", keyed("sha256", KEY, MESSAGE)),
    ("hmac-wrapped key-message-swapped", keyed("sha256", KEY, BOTH)),
    ("hmac-sha1 hmac-wrapped", keyed("sha1", BOTH)),
    ("hmac-sha1 key-message-swapped", keyed("sha1", KEY, MESSAGE)),
    ("hmac-sha1 hmac-wrapped key-message-swapped", keyed("sha1", KEY, BOTH)),
}
HMAC_SHA256, HMAC_MD5 = ("hmac-sha256", keyed("sha256", MESSAGE)), ("hmac-md5", keyed("md5", MESSAGE))
MD5_WRAPPED = ("md5-wrapped", plain("md5", BOTH))
FED_WRONGLY = {
    ("hmac-wrapped", keyed("md5", BOTH)),
    ("key-message-swapped", keyed("md5", KEY, MESSAGE)),
    ("hmac-wrapped key-message-swapped", keyed("md5", KEY, BOTH)),
}
FED_WRONGLY_WITH_ANOTHER = {(f"hmac-md5 {ids}", made) for ids, made in FED_WRONGLY}


@pytest.mark.parametrize(
    ("sign_method", "others"),
    [
        ("sha256", {("", HMAC_SHA256[1]), HMAC_MD5, MD5_WRAPPED, *FED_WRONGLY_WITH_ANOTHER}),
        ("hmac", {HMAC_SHA256, ("", HMAC_MD5[1]), MD5_WRAPPED, *FED_WRONGLY}),
        ("md5", {HMAC_SHA256, HMAC_MD5, ("", MD5_WRAPPED[1]), *FED_WRONGLY}),
        ("", {("sign-method-mismatch/absent", HMAC_SHA256[1]), HMAC_MD5, MD5_WRAPPED, *FED_WRONGLY_WITH_ANOTHER}),
        ("SHA256", {("sign-method-mismatch/given", HMAC_SHA256[1]), HMAC_MD5, MD5_WRAPPED, *FED_WRONGLY_WITH_ANOTHER}),
    ],
)
def test_every_digest_is_named_by_what_is_wrong_for_its_sign_method(
    sign_method: str, others: set[tuple[str, str]]
) -> None:
    found = told(sign_method)
    assert set(found) == ALWAYS | others
    assert len(found) == 25


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 127, 128, 129, 300])
def test_an_hmac_takes_keys_of_every_length(length: int) -> None:
    key = bytes(range(1, 101)) * 3
    names = {"hmac-sha1": "sha1", "hmac-sha512": "sha512", "hmac-md5": "md5"}
    for digest in digests_for("sha256"):
        name = names.get(digest.mistakes[0].kind, "") if digest.mistakes else "sha256"
        if name and len(digest.mistakes) < 2:
            make = digest.make(key[:length])
            assert make(MESSAGE).hex() == keyed(name, MESSAGE, key[:length])
            assert make(b"").hex() == keyed(name, b"", key[:length])


def chosen(is_so: Callable[[Digest], bool], sign_method: str = "sha256") -> set[str]:
    return {
        " ".join(f"{one.kind}{one.how}" for one in each.mistakes) for each in digests_for(sign_method) if is_so(each)
    }


@pytest.mark.parametrize("sign_method", ["sha256", "hmac", "md5", ""])
def test_a_digest_is_as_long_as_it_says(sign_method: str) -> None:
    for digest in digests_for(sign_method):
        assert len(digest.make(KEY)(MESSAGE)) == digest.size


def test_what_needs_no_secret_says_so() -> None:
    keyless = {"sha256-no-key", "md5-no-key", "sha1-plainnone"}
    assert chosen(lambda digest: not digest.needs_secret) == keyless
    assert chosen(lambda digest: digest.make(b"x")(MESSAGE) == digest.make(b"y")(MESSAGE)) == keyless


def test_the_ways_that_documents_wrap_in_the_secret_show_it() -> None:
    assert chosen(lambda digest: digest.wraps) == {"md5-wrapped", "hmac-wrapped", "hmac-md5 hmac-wrapped",
                                                   "hmac-sha1 hmac-wrapped"}  # fmt: skip
    assert "" in chosen(lambda digest: digest.wraps, "md5")


@pytest.mark.parametrize(
    ("sign_method", "kind", "is_right"),
    [
        ("sha256", "hmac-sha256", True), ("hmac", "hmac-md5", True), ("md5", "md5-wrapped", True),
        ("sha256", "hmac-md5", False), ("md5", "hmac-md5", False), ("", "hmac-sha256", False),
        ("sha256", "sign-method-mismatch", True), ("md5", "sign-method-mismatch", False),
        ("", "sign-method-mismatch", False),
    ],
)  # fmt: skip
def test_a_digest_that_is_blamed_may_be_right_for_another_sign_method(
    sign_method: str, kind: str, is_right: bool
) -> None:
    assert is_right_for(sign_method, (Mistake("digest-lowercase"), Mistake(kind))) is is_right
    assert not is_right_for(sign_method, ())
