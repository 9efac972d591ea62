"""Every mistake has words, and none tells a secret: a finding is kept, printed by servers, and shown."""

from __future__ import annotations

import dataclasses
import hmac

import pytest

from aexdesk.doctor.changes import changes_of
from aexdesk.doctor.changes.change import touching
from aexdesk.doctor.changes.parameters import cut_values
from aexdesk.doctor.digests import digests_for
from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.keys import keys_of
from aexdesk.doctor.received import Received
from aexdesk.doctor.signature_text import writings_of
from aexdesk.secret import Secret
from aexdesk.wording.doctor_words import describe_mistake

_SESSION = "50000001canarySession"
_APP_SECRET = "canaryAppSecret"
_SIGNS = ("A1" * 32, "a1" * 32, "A1" * 16, "A1" * 10, "q9" * 21 + "Q", "A1-" * 31 + "A1")


def _received(api: str, name: str) -> Received:
    pairs = (("app_key", "1"), ("timestamp", "1767225600123"), (name, _SESSION), ("o", '{"a": 1.10}'), ("e", ""))
    return Received(api, (*pairs, ("sign_method", "sha256"), ("sign", "A1" * 32)))


def _mistakes(received: Received) -> list[Mistake]:
    changes = [*changes_of(received, {"redirect_uri": "https://a.example/"}, "A1" * 32), *cut_values(received)]
    found = [one.mistake if one.text is None else touching(one, ("o",)).mistake for one in changes]
    for method in ("sha256", "md5", "hmac", "odd", ""):
        found += [mistake for digest in digests_for(method) for mistake in digest.mistakes]
    others = {"staging": Secret("canaryOther")}
    found += [mistake for key in keys_of(Secret(_APP_SECRET), "1", others) for mistake in key.mistakes]
    found += [mistake for sign in _SIGNS for writing in writings_of(sign) for mistake in writing.mistakes]
    return found


@pytest.mark.parametrize("name", ["session", "access_token"])
@pytest.mark.parametrize("api", ["aliexpress.ds.product.get", "/auth/token/refresh"])
def test_no_mistake_tells_a_secret_and_each_has_words(api: str, name: str) -> None:
    found = _mistakes(_received(api, name))
    assert len({mistake.kind for mistake in found}) > 40
    for mistake in found:
        words = describe_mistake(mistake)
        assert words.message
        assert words.hint
        for secret in (_SESSION, _APP_SECRET, "canaryOther"):
            assert secret not in str(dataclasses.asdict(mistake))
            assert secret not in words.message + words.hint


def test_a_session_that_was_signed_twice_is_told_by_its_other_name() -> None:
    found = _mistakes(_received("aliexpress.ds.product.get", "session"))
    twice = next(mistake for mistake in found if mistake.id == "param-not-sent:access_token" and mistake.where)
    assert describe_mistake(twice).message == "access_token was signed, with the value of session, but not sent."


def test_a_session_signed_under_its_other_name_is_two_mistakes_of_the_list() -> None:
    sent = (("access_token", _SESSION), ("app_key", "1"), ("sign_method", "sha256"), ("timestamp", "1767225600123"))
    signed = "".join(name + value for name, value in sorted((*sent[1:], ("session", _SESSION))))
    sign = hmac.new(_APP_SECRET.encode(), signed.encode(), "sha256").hexdigest().upper()
    finding = examine(Received("aliexpress.ds.product.get", (*sent, ("sign", sign))), Secret(_APP_SECRET), {}, {})
    assert [one.id for one in finding.mistakes] == ["param-left-out:access_token", "param-not-sent:session"]
    assert finding.alternatives == ()
