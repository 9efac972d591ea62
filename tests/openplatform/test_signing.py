"""Signing: every published vector, and what must hold for any parameters."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.openplatform import known_answers
from aexdesk.openplatform.signing import (
    SIGN_METHODS,
    Digest,
    Part,
    build_string_to_sign,
    digest_of,
    is_system,
    sign,
)
from aexdesk.secret import MASK, Secret

FOUND: dict[str, Any] = json.loads((Path(__file__).parent.parent / "data" / "sign_vectors.json").read_text("utf-8"))
VECTORS = {vector["name"]: vector for vector in FOUND["vectors"]}
_DIGESTS = {"hmac-sha256": Digest.HMAC_SHA256, "md5": Digest.MD5, "hmac-md5": Digest.HMAC_MD5}

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(lambda name: name != "sign")
PARAMETERS = st.dictionaries(NAMES, TEXTS, max_size=6)
APIS = st.sampled_from(["a.b.c", "/auth/token/create"])


def _digest(vector: dict[str, Any]) -> Digest:
    return _DIGESTS[vector["algorithm"]]


def _signature(api: str, parameters: dict[str, str], secret: str, digest: Digest = Digest.HMAC_SHA256) -> str:
    return sign(build_string_to_sign(api, parameters, digest), Secret(secret))


@pytest.mark.parametrize("name", VECTORS)
def test_every_vector_gives_its_string_and_its_signature(name: str) -> None:
    vector = VECTORS[name]
    text = build_string_to_sign(vector["api_path_or_null"] or "a.b", vector["params"], _digest(vector))
    assert text.reveal(Secret(vector["secret"])) == vector["string_to_sign"]
    assert sign(text, Secret(vector["secret"])) == vector["expected_sign"]


def test_there_are_as_many_vectors_as_the_reference_says() -> None:
    assert len(VECTORS) == len(FOUND["vectors"]) == 18
    assert {vector["algorithm"] for vector in VECTORS.values()} == set(_DIGESTS)


@pytest.mark.parametrize("case", FOUND["common_mistakes"], ids=lambda case: case["base_vector"])
def test_none_of_the_known_mistakes_is_made(case: dict[str, Any]) -> None:
    assert VECTORS[case["base_vector"]]["expected_sign"] not in {wrong["wrong_sign"] for wrong in case["wrong"]}


def test_the_known_answers_of_the_documentation_hold() -> None:
    assert known_answers.failing() == ()
    assert [answer.is_misprinted for answer in known_answers.KNOWN_ANSWERS] == [False, False, True]


def test_a_build_that_signs_wrongly_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_answers, "sign", lambda text, secret: "0" * 64)
    assert len(known_answers.failing()) == 3


@given(PARAMETERS, APIS, st.randoms(), st.sampled_from(Digest))
def test_the_order_of_the_parameters_does_not_matter(
    parameters: dict[str, str], api: str, random: Any, digest: Digest
) -> None:
    names = list(parameters)
    random.shuffle(names)
    shuffled = {name: parameters[name] for name in names}
    assert build_string_to_sign(api, shuffled, digest) == build_string_to_sign(api, parameters, digest)


@given(PARAMETERS, APIS, st.sampled_from(Digest), TEXTS)
def test_the_segments_give_the_text_and_each_names_its_parameter(
    parameters: dict[str, str], api: str, digest: Digest, secret: str
) -> None:
    text = build_string_to_sign(api, parameters | {"sign": "not signed itself"}, digest)
    assert "".join(segment.text for segment in text.segments) == text.text
    names = [segment for segment in text.segments if segment.part is Part.NAME]
    values = [segment for segment in text.segments if segment.part is Part.VALUE]
    assert [segment.text for segment in names] == sorted(parameters, key=lambda name: name.encode())
    assert [segment.parameter for segment in names] == [segment.parameter for segment in values]
    assert all(segment.text == parameters[segment.parameter] for segment in values)
    paths = [segment.text for segment in text.segments if segment.part is Part.API_PATH]
    assert paths == ([api] if is_system(api) and digest is Digest.HMAC_SHA256 else [])


@given(PARAMETERS, st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_md5_shows_the_secret_as_dots_and_digests_it(parameters: dict[str, str], secret: str) -> None:
    text = build_string_to_sign("a.b", parameters, Digest.MD5)
    inner = "".join(name + parameters[name] for name in sorted(parameters))
    assert text.text == MASK + inner + MASK
    assert text.reveal(Secret(secret)) == secret + inner + secret
    expected = hashlib.md5((secret + inner + secret).encode(), usedforsecurity=False).hexdigest().upper()
    assert sign(text, Secret(secret)) == expected


@given(PARAMETERS, TEXTS)
def test_the_digests_are_those_of_the_standard_library(parameters: dict[str, str], secret: str) -> None:
    inner = "".join(name + parameters[name] for name in sorted(parameters))
    for path in ("", "/a/b"):
        expected = hmac.new(secret.encode(), (path + inner).encode(), "sha256").hexdigest().upper()
        assert _signature(path or "a.b", parameters, secret) == expected
    assert (
        _signature("/a/b", parameters, secret, Digest.HMAC_MD5)
        == hmac.new(secret.encode(), inner.encode(), "md5").hexdigest().upper()
    )


def _one_byte_off(text: str, at: int) -> str:
    raw = text.encode()
    where = at % max(1, len(raw))
    changed = raw[:where] + bytes([(raw[where] + 1) % 128 if raw else 65]) + raw[where + 1 :]
    return changed.decode("latin-1")


@given(PARAMETERS.filter(bool), TEXTS.filter(bool), st.data())
def test_one_byte_changed_anywhere_changes_the_signature(
    parameters: dict[str, str], secret: str, data: st.DataObject
) -> None:
    api = "/auth/token/create"
    honest = _signature(api, parameters, secret)
    name = data.draw(st.sampled_from(sorted(parameters)))
    at = data.draw(st.integers(0, 50))
    other_value = parameters | {name: _one_byte_off(parameters[name], at)}
    assert _signature(api, other_value, secret) != honest
    renamed = _one_byte_off(name, at)
    if renamed not in parameters and renamed != "sign":
        moved = {key: value for key, value in parameters.items() if key != name} | {renamed: parameters[name]}
        joined = [build_string_to_sign(api, each, Digest.HMAC_SHA256).text for each in (parameters, moved)]
        assert (_signature(api, moved, secret) == honest) == (joined[0] == joined[1])
    assert _signature(_one_byte_off(api, at) + "/", parameters, secret) != honest
    other_secret = _one_byte_off(secret, at)
    assume(other_secret.rstrip("\0") != secret.rstrip("\0"))  # HMAC pads keys with zeros
    assert _signature(api, parameters, other_secret) != honest


def test_sign_is_never_signed_and_an_empty_value_is() -> None:
    text = build_string_to_sign("a.b", {"sign": "X", "b": "", "a": "1"}, Digest.HMAC_SHA256).text
    assert text == "a1b"


def test_sorting_is_by_byte() -> None:
    names = ["b", "a", "_", "Z", "1", "é", "订", "\U0001f389", "\uffee"]
    text = build_string_to_sign("a.b", dict.fromkeys(names, ""), Digest.HMAC_SHA256).text
    assert text == "".join(sorted(names, key=lambda name: name.encode()))


@pytest.mark.parametrize("name", SIGN_METHODS)
def test_every_sign_method_is_known(name: str) -> None:
    assert digest_of(name) is SIGN_METHODS[name]


@pytest.mark.parametrize("name", ["", "SHA256", "sha-256", "sha256 "])
def test_a_sign_method_that_nobody_has_seen_is_bad_input(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        digest_of(name)
    assert caught.value.code == "unknown_sign_method"


def test_half_a_character_is_bad_input() -> None:
    for parameters, secret in (({"a": "\ud800"}, "s"), ({"a": "1"}, "\ud800")):
        with pytest.raises(BadInput, match="not_utf8"):
            _signature("a.b", parameters, secret)
