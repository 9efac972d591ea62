"""Calls that were never sent, as exports take them: what code needs stands in them, and no secret ever does."""

from __future__ import annotations

from typing import cast

import pytest

from aexdesk.faults import BadInput
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call
from aexdesk.redaction import SecretsSeen
from aexdesk.secret import Secret
from aexdesk.services.exporting import Exporting
from aexdesk.services.history import History
from aexdesk.services.unsent import UnsentCall

ENDPOINTS = Endpoints("http://127.0.0.1:8917/sync", "http://127.0.0.1:8917/rest")
LANGUAGES = ("python", "typescript", "php", "java", "csharp", "go", "ruby")


def _render(language: str, call: Call, *, with_session: bool = True, seen: SecretsSeen | None = None) -> str:
    exporting = Exporting(cast(History, None), (seen or SecretsSeen()).hide)
    return exporting.render_unsent(language, UnsentCall(call, "512345", ENDPOINTS, with_session)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_its_secrets_and_holds_what_was_given(language: str) -> None:
    text = _render(language, Call("aliexpress.ds.text.search", (("keyWord", "red shoes"),)))
    for expected in ("AE_APP_SECRET", "AE_SESSION", "512345", "red shoes", "127.0.0.1:8917"):
        assert expected in text
    assert "not-a-secret" not in text


def test_the_variables_are_told() -> None:
    exporting = Exporting(cast(History, None), lambda text: text)
    call = Call("/auth/token/create", (("code", "0_secret_code"),))
    made = exporting.render_unsent("python", UnsentCall(call, "512345", ENDPOINTS, with_session=False))
    assert made.variables == ("AE_APP_SECRET", "AE_CODE")
    assert "0_secret_code" not in made.text
    assert made.file_name.endswith(".py")


def test_without_a_session_none_is_read() -> None:
    assert "AE_SESSION" not in _render("python", Call("a.b"), with_session=False)


def test_a_session_given_by_hand_is_read_and_not_written() -> None:
    text = _render("python", Call("a.b", (("session", "50000-by-hand"),)))
    assert "50000-by-hand" not in text
    assert 'os.environ["AE_SESSION"]' in text


def test_a_secret_that_this_process_knows_is_hidden_wherever_it_stands() -> None:
    seen = SecretsSeen()
    seen.add(Secret("canary-secret-42"))
    assert "canary-secret-42" not in _render("python", Call("a.b", (("note", "my canary-secret-42"),)), seen=seen)


@pytest.mark.parametrize("name", ["curl", "http", "har", "no such"])
def test_what_is_made_of_what_was_sent_is_not_made_of_a_draft(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        _render(name, Call("a.b"))
    assert refused.value.code == "unknown_format"


def test_what_cannot_be_signed_is_said() -> None:
    with pytest.raises(BadInput) as refused:
        _render("python", Call("a.b", sign_method="rot13"))
    assert refused.value.code == "unknown_sign_method"
