"""Which parameters were signed: one less than sent, one more, the signature, a file, a value in pieces."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aexdesk.doctor.changes import parameters
from aexdesk.doctor.changes.change import Stage
from aexdesk.doctor.draft import Draft, baseline
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import Received, SentFile

PAIRS = (("b", "2"), ("sign", "AA"), ("a", ""), ("c", " "))
REQUEST = Received("aliexpress.x", PAIRS)


def made(received: Received, kind: str, known: Mapping[str, str] | None = None, right: str = "") -> dict[str, str]:
    """By the mistake's id and way: the string to sign in the order in which it stands."""
    found = {}
    draft = Draft(baseline(received).pairs, sort=list)
    for change in parameters.changes(received, known or {}, right):
        if change.mistake.kind == kind:
            key = f"{change.mistake.id}/{change.mistake.how}"
            assert key not in found
            found[key] = change.apply(draft).text
    return found


def test_each_parameter_but_the_signature_may_have_been_left_out() -> None:
    assert made(REQUEST, "param-left-out") == {
        "param-left-out:b/": "ac ", "param-left-out:a/": "b2c ", "param-left-out:c/": "b2a",
    }  # fmt: skip
    (first, *_others) = parameters.changes(REQUEST, {}, "")
    assert first.mistake == Mistake("param-left-out", where=("b",), name="b")
    assert (first.stage, first.group) == (Stage.PARAMETERS, "parameter b")


def test_what_is_common_or_known_may_have_been_signed_and_not_sent() -> None:
    found = made(
        Received("aliexpress.x", (("app_key", "5"),)), "param-not-sent", {"redirect_uri": "https://x", "v": "2.0"}
    )
    assert found["param-not-sent:method/aliexpress.x"] == "app_key5methodaliexpress.x"
    assert found["param-not-sent:client_id/5"] == "app_key5client_id5"
    assert found["param-not-sent:redirect_uri/https://x"] == "app_key5redirect_urihttps://x"
    assert found["param-not-sent:sign_method/sha256"] == "app_key5sign_methodsha256"
    assert found["param-not-sent:v/2.0"] == "app_key5v2.0"
    assert "param-not-sent:client_id/" not in made(REQUEST, "param-not-sent")
    assert not any(key.startswith("param-not-sent:app_key") for key in found)


def test_what_was_sent_was_not_left_out_of_the_request() -> None:
    sent = Received("x", (("method", "x"), ("v", ""), ("sign_method", "md5")))
    found = made(sent, "param-not-sent")
    assert not [key for key in found if key.split(":")[1].split("/")[0] in ("method", "v", "sign_method")]
    (change, *_others) = [one for one in parameters.changes(sent, {}, "") if one.mistake.kind == "param-not-sent"]
    assert (change.mistake, change.stage, change.group) == (
        Mistake("param-not-sent", "json", name="format"), Stage.PARAMETERS, "parameter format",
    )  # fmt: skip


@pytest.mark.parametrize(("sent", "other"), [("session", "access_token"), ("access_token", "session")])
def test_a_session_may_have_been_signed_under_its_other_name_too(sent: str, other: str) -> None:
    changes = parameters.changes(Received("x", ((sent, "secret"),)), {}, "")
    (change,) = [one for one in changes if one.mistake == Mistake("param-not-sent", where=(sent,), name=other)]
    assert change.apply(Draft(((sent, "secret"),), sort=list)).text == f"{sent}secret{other}secret"
    assert (change.stage, change.group) == (Stage.PARAMETERS, f"parameter {other}")
    for pairs in (((sent, ""),), ((sent, "s"), (other, "t"))):
        without = parameters.changes(Received("x", pairs), {}, "")
        assert not [one for one in without if one.mistake.kind == "param-not-sent" and one.mistake.where]


def test_the_signature_stands_where_it_was_sent_with_what_was_in_it() -> None:
    assert made(REQUEST, "sign-included", right="AF") == {
        "sign-included/empty": "b2signac ",
        "sign-included/right": "b2signAFac ",
        "sign-included/right-lower": "b2signafac ",
        "sign-included/null": "b2signnullac ",
        "sign-included/None": "b2signNoneac ",
        "sign-included/undefined": "b2signundefinedac ",
    }
    assert set(made(REQUEST, "sign-included")) == {
        f"sign-included/{how}" for how in ("empty", "null", "None", "undefined")
    }  # fmt: skip
    assert made(Received("x", (("b", "2"), ("a", "1"))), "sign-included")["sign-included/null"] == "b2a1signnull"


def test_values_that_are_empty_or_blank_are_left_out() -> None:
    assert made(REQUEST, "empty-values-left-out") == {
        "empty-values-left-out/": "b2c ", "empty-values-left-out/blank": "b2",
    }  # fmt: skip


def test_a_file_is_signed_by_its_bytes_or_its_name() -> None:
    files = (SentFile("image", "a.jpg", b"\xc3\xbc\xff"), SentFile("more", "b.jpg", b"x"))
    received = Received("x", (("b", "2"),), files)
    assert made(received, "file-bytes-included") == {
        "file-bytes-included/bytes": "b2image\u00fc\udcffmorex",
        "file-bytes-included/latin1": "b2image\u00c3\u00bc\u00ffmorex",
        "file-bytes-included/replaced": "b2image\u00fc\ufffdmorex",
    }
    assert made(received, "file-name-included") == {
        "file-name-included/file-name": "b2imagea.jpgmoreb.jpg",
        "file-name-included/at-file-name": "b2image@a.jpgmore@b.jpg",
        "file-name-included/name-alone": "b2imagemore",
    }
    of_files = [one for one in parameters.changes(received, {}, "") if one.mistake.kind.startswith("file")]
    assert {(one.mistake.where, one.group, one.stage) for one in of_files} == {
        (("image", "more"), "files", Stage.PARAMETERS)
    }  # fmt: skip
    draft = Draft((), sort=list)
    assert of_files[0].apply(draft) == of_files[0].apply(draft)
    assert made(REQUEST, "file-bytes-included") == {}


def test_a_value_that_was_cut_is_put_together_again() -> None:
    received = Received("x", (("u", "a?x=1"), ("y", "2"), ("z", ""), ("sign", "AA"), ("v", "3"), ("w", "4")))
    draft = Draft(baseline(received).pairs, sort=list)
    changes = list(parameters.cut_values(received))
    assert {change.mistake.where: change.apply(draft).text for change in changes} == {
        ("u", "y"): "ua?x=1&y=2zv3w4",
        ("u", "y", "z"): "ua?x=1&y=2&z=v3w4",
        ("y", "z"): "ua?x=1y2&z=v3w4",
        ("v", "w"): "ua?x=1y2zv3&w=4",
    }
    assert {(one.mistake.id, one.group, one.stage) for one in changes} == {
        ("value-not-encoded", "cut", Stage.PARAMETERS)
    }  # fmt: skip


def test_a_value_is_cut_into_six_pieces_at_most() -> None:
    received = Received("x", tuple((f"p{at}", "") for at in range(8)))
    lengths = [len(change.mistake.where) for change in parameters.cut_values(received)]
    assert lengths == [2, 3, 4, 5, 6] * 3 + [2, 3, 4, 5, 2, 3, 4, 2, 3, 2]


def test_groups_keep_apart_what_excludes_another() -> None:
    groups = {(one.mistake.kind, one.group, one.stage) for one in parameters.changes(REQUEST, {}, "")}
    assert {group for group in groups if not group[0].startswith("param")} == {
        ("sign-included", "sign", Stage.PARAMETERS), ("empty-values-left-out", "empty", Stage.EMPTY),
    }  # fmt: skip
