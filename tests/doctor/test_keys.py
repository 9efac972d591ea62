"""What a program took for the app secret, by the bytes that it took; and that a key shows nothing of itself."""

from __future__ import annotations

import base64
import dataclasses

import pytest

from aexdesk.doctor.finding import Explanation, Mistake
from aexdesk.doctor.keys import Key, keys_of
from aexdesk.secret import Secret

SECRET = "Made-up Secret"


def told(taken: str | bytes, secret: str = SECRET, app_key: str = "500001", **others: str) -> Explanation | None:
    """What is wrong with a key of these bytes; None where nobody is known to take them."""
    keys = keys_of(Secret(secret), app_key, {name: Secret(text) for name, text in others.items()})
    data = taken.encode() if isinstance(taken, str) else taken
    found = [key.mistakes for key in keys if key.data == data]
    assert len(found) <= 1, "the same bytes are tried twice"
    return found[0] if found else None


def test_the_right_one_comes_first_and_has_no_mistake() -> None:
    first = keys_of(Secret(SECRET), "500001", {"Other": Secret("x")})[0]
    assert (first.mistakes, first.data) == ((), SECRET.encode())


@pytest.mark.parametrize(
    ("name", "blank"),
    [("newline", "\n"), ("crlf", "\r\n"), ("blank", " "), ("tab", "\t"), ("carriage-return", "\r"),
     ("nbsp", "\u00a0"), ("bom", "\ufeff"), ("zero-width", "\u200b")],
)  # fmt: skip
def test_a_blank_that_was_copied_along_is_told_with_its_place(name: str, blank: str) -> None:
    assert told(SECRET + blank) == (Mistake("secret-whitespace", f"{name}-after"),)
    assert told(blank + SECRET) == (Mistake("secret-whitespace", f"{name}-before"),)
    assert told(blank + SECRET + blank) == (Mistake("secret-whitespace", f"{name}-around"),)


def test_a_blank_that_was_pasted_here_alone_is_told() -> None:
    assert told("x", " x\n") == (Mistake("secret-whitespace", "stripped"),)
    assert told(" x", " x\n") == (Mistake("secret-whitespace", "stripped-after"),)
    assert told("", " \n") is None


def test_quotes_that_a_file_of_settings_left_around_it_are_told() -> None:
    assert told(f'"{SECRET}"') == (Mistake("secret-quoted", "quoted"),)


def test_an_oauth_1_key_ends_with_an_ampersand() -> None:
    assert told(SECRET + "&") == (Mistake("secret-with-ampersand"),)


def test_another_letter_case_is_told() -> None:
    assert told(SECRET.upper()) == (Mistake("secret-case", "upper"),)
    assert told(SECRET.lower()) == (Mistake("secret-case", "lower"),)


def test_a_secret_that_looks_like_a_hash_may_have_been_decoded() -> None:
    assert told(bytes.fromhex("ab12" * 8), "ab12" * 8) == (Mistake("secret-decoded", "hex"),)
    text = base64.b64encode(b"\x00\xffbytes").decode()
    assert told(b"\x00\xffbytes", text) == (Mistake("secret-decoded", "base64"),)


@pytest.mark.parametrize("secret", ["\u043a\u043b\u044e\u0447", "a*b=", "abc", "abc=d", " "])
def test_a_secret_that_nobody_can_decode_is_not_taken_for_one(secret: str) -> None:
    decoded = [key for key in keys_of(Secret(secret), "", {}) for one in key.mistakes if one.kind == "secret-decoded"]
    assert decoded == []


def test_the_app_key_and_the_secrets_of_others_are_told() -> None:
    assert told("500001") == (Mistake("secret-is-app-key"),)
    assert told("x", Shop="x") == (Mistake("secret-of-other-profile", "Shop"),)
    assert told("", app_key="") is None


def test_a_secret_that_another_profile_has_too_is_right() -> None:
    assert told(SECRET, Shop=SECRET) == ()
    assert told("500001", secret="500001") == ()


def test_without_a_secret_nothing_is_made_of_it() -> None:
    for none in (None, Secret("")):
        keys = keys_of(none, "500001", {"Shop": Secret("x")})
        assert [key.data for key in keys] == [b"500001", b"x"]


def test_half_a_letter_in_a_secret_is_taken_as_it_would_be_written() -> None:
    keys = keys_of(Secret("a\ud83d"), "\ud83d", {"Shop": Secret("\ud83e")})
    assert {b"a\xed\xa0\xbd", b"\xed\xa0\xbd", b"\xed\xa0\xbe"} <= {key.data for key in keys}


def test_a_key_shows_what_is_wrong_with_it_and_nothing_of_itself() -> None:
    key = Key((Mistake("secret-case", "upper"),), b"canary")
    assert "secret-case" in repr(key)
    assert "canary" not in repr(key) + str(key)
    with pytest.raises(dataclasses.FrozenInstanceError):
        key._data = b"other"  # type: ignore[misc]
