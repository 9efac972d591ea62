"""Exporting: every format, of the exchanges that were named; never a secret, wherever it stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from urllib.parse import quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aexdesk.faults import BadInput, StorageFault
from aexdesk.openplatform.wire_forms import pattern_of
from aexdesk.redaction import SecretsSeen, for_storage, hider_for
from aexdesk.secret import Secret
from aexdesk.services.exporting import LONGEST_BODY, Exporting, RenderedExport
from aexdesk.services.history import History
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import (
    CallError,
    Difference,
    Exchange,
    ExchangeSummary,
    GuardVerdict,
    Origin,
    Parameter,
    ReceivedResponse,
    SentRequest,
)
from tests.interchange.orders import ALL, PERSONAL
from tests.interchange.recorded import APP_SECRET, SESSION, Told, record

SINGLE = ("python", "typescript", "php", "java", "csharp", "go", "ruby")
FORMATS = ("curl", "http", *SINGLE, "har", "postman", "msw", "respx", "json")
TOKEN_CALL = "/auth/token/create"
SIGN = "0123456789ABCDEF0123456789ABCDEF"


class FakeHistory:
    """Holds what it is given, newest last."""

    def __init__(self, *exchanges: Exchange) -> None:
        self._exchanges = {one.id: one for one in exchanges}

    async def recent(self, *, limit: int) -> Sequence[ExchangeSummary]:
        newest = list(self._exchanges.values())[::-1][:limit]
        return [ExchangeSummary(one.id, one.at, "live", "", one.api, 200, "", "") for one in newest]

    async def get(self, exchange_id: str) -> Exchange:
        if exchange_id not in self._exchanges:
            raise BadInput("unknown_exchange", id=exchange_id)
        return self._exchanges[exchange_id]


def _exporting(*exchanges: Exchange) -> Exporting:
    return Exporting(cast(History, FakeHistory(*exchanges)), lambda text: text)


def _render_all(*exchanges: Exchange) -> dict[str, RenderedExport]:
    return {name: _exporting().render(name, exchanges[:1] if name in SINGLE else exchanges) for name in FORMATS}


def test_the_formats_are_those_of_the_command_line() -> None:
    assert tuple(one.name for one in _exporting().formats()) == FORMATS
    assert all(one.label for one in _exporting().formats())


# ---------------------------------------------------------------- secrets


def _everywhere(api: str, canaries: Sequence[str]) -> Exchange:
    """An exchange as it happened, with each canary in each place, raw and encoded."""
    raw, encoded = " ".join(canaries), "&".join(f"c{n}={quote_plus(one)}" for n, one in enumerate(canaries))
    app_secret, session, refresh, code = canaries
    named = {"session": session, "refresh_token": refresh, "code": code, "app_secret": app_secret, "note": raw}
    parameters = tuple(Parameter(name, value, Origin.USER) for name, value in named.items())
    parameters += (Parameter("nested", f'{{"a":{{"b":"{raw}"}}}}', Origin.USER),)
    parameters += (Parameter("sign", SIGN, Origin.COMPUTED),)
    text = f'{{"access_token":"{session}","note":"{raw}","refresh_token":"{refresh}"}}'.encode()
    headers = (("X-Note", raw), ("Set-Cookie", raw), ("Location", "/?" + encoded))
    return Exchange(
        id="e1",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        environment="live",
        profile="shop",
        api=api,
        request=SentRequest(
            method="POST",
            url=f"https://api-sg.aliexpress.com/rest{api}?{encoded}&sign={SIGN}",
            headers=(("X-Note", raw), ("Cookie", raw), ("Content-Type", "application/x-www-form-urlencoded")),
            body=f"{encoded}&session={quote_plus(session)}&code={quote_plus(code)}&sign={SIGN}".encode(),
            parameters=parameters,
            string_to_sign=api + "".join(one.name + one.value for one in parameters if one.name != "sign"),
            sign=SIGN,
        ),
        guard=GuardVerdict(False, "differs", (Difference("field", raw, raw),), test_case="a case"),
        response=ReceivedResponse(200, headers, Body.of(text), 2.0),
        error=CallError(kind="platform", code="InvalidCode", message=raw, sub_message=raw),
        request_id="r1",
        app_key="33505222",
    )


_TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+/=.-", min_size=12, max_size=60)


@given(canaries=st.lists(_TOKENS.map(lambda text: "Zq" + text + "qZ"), min_size=4, max_size=4, unique=True))
@settings(max_examples=15, deadline=None)
def test_no_format_holds_a_secret_wherever_it_stood(canaries: list[str]) -> None:
    happened = _everywhere(TOKEN_CALL, canaries)
    app_secret, session, refresh, _code = canaries
    kinds = {"app_secret": app_secret, "session": session, "refresh": refresh}
    known = {Secret(secret): "{{" + kind + ":t1}}" for kind, secret in kinds.items()}
    stored = for_storage(happened, hider_for(happened.request, happened.api, known))
    for name, rendered in _render_all(stored).items():
        assert _found(rendered.text, [*canaries, SIGN]) == [], name
        assert "{{session:" not in rendered.text, name
        assert "{{app_secret:" not in rendered.text, name


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_not_redacted_is_hidden_by_its_name(name: str) -> None:
    """Nothing unredacted is stored; if it were, an export would still know a session by its name."""
    call, body = record(ALL[0]), f"session={SESSION}&sign={SIGN}".encode()
    named = (Parameter("session", SESSION, Origin.TOKEN), Parameter("sign", SIGN, Origin.COMPUTED))
    answer = Body.of(f'{{"access_token":"{SESSION}","app_secret":"{APP_SECRET}"}}'.encode())
    assert call.response is not None
    raw = replace(
        call,
        request=replace(
            call.request, url=f"https://h.test/sync?session={SESSION}", body=body, parameters=named, sign=SIGN
        ),
        response=replace(call.response, body=answer),
    )
    assert _found(_exporting().render(name, [raw]).text, [SESSION, APP_SECRET, SIGN]) == []


def test_a_secret_that_this_process_knows_is_taken_out_of_what_leaves() -> None:
    seen = SecretsSeen()
    seen.add(Secret("a-secret-of-another-app"))
    exporting = Exporting(cast(History, FakeHistory()), lambda text: seen.hide(text, by_name=False))
    rendered = exporting.render("python", [record(Told("aliexpress.ds.x", {"note": "a-secret-of-another-app"}))])
    assert "a-secret-of-another-app" not in rendered.text
    assert "hexdigest" in rendered.text
    compile(rendered.text, rendered.file_name, "exec")


def _found(text: str, secrets: Sequence[str]) -> list[str]:
    return [one for one in secrets if pattern_of(one).search(text.encode("utf-8"))]


@pytest.mark.parametrize("name", ["msw", "respx", "json"])
def test_fixtures_hold_nothing_personal(name: str) -> None:
    text = _exporting().render(name, [record(one, number=number) for number, one in enumerate(ALL)]).text
    assert [one for one in PERSONAL if one in text] == []


# ---------------------------------------------------------------- which exchanges


async def test_without_an_id_it_is_the_newest() -> None:
    old, new = (record(Told(f"aliexpress.ds.{name}"), number=n) for n, name in enumerate(("old", "new")))
    exporting = _exporting(old, new)
    assert "aliexpress.ds.new" in (await exporting.export("curl")).text
    both = (await exporting.export("curl", [old.id, new.id, old.id])).text
    assert both.count("curl --request") == 2
    assert both.index("aliexpress.ds.old") < both.index("aliexpress.ds.new")
    with pytest.raises(BadInput, match="unknown_exchange"):
        await exporting.export("curl", ["nope"])
    with pytest.raises(BadInput, match="nothing_to_export"):
        await _exporting().export("curl")


def test_code_is_of_one_call() -> None:
    two = [record(Told("aliexpress.ds.x"), number=number) for number in (1, 2)]
    with pytest.raises(BadInput, match="one_at_a_time"):
        _exporting().render("go", two)
    with pytest.raises(BadInput, match="unknown_format"):
        _exporting().render("cobol", two)


# ---------------------------------------------------------------- answers in files


def _with_body(body: Body) -> Exchange:
    exchange = record(Told("aliexpress.ds.x"))
    assert exchange.response is not None
    return replace(exchange, response=replace(exchange.response, body=body))


def test_an_answer_in_a_file_is_read_and_redacted(tmp_path: Path) -> None:
    file = tmp_path / "body"
    file.write_bytes(f'{{"access_token":"{SESSION}","n":1.10}}'.encode())
    text = _exporting().render("json", [_with_body(Body(file.stat().st_size, file=file))]).text
    assert SESSION not in text
    assert "1.10" in text


def test_an_answer_that_is_too_long_or_gone(tmp_path: Path) -> None:
    long = _with_body(Body(LONGEST_BODY + 1, file=tmp_path / "gone"))
    with pytest.raises(BadInput, match="body_too_long"):
        _exporting().render("har", [long])
    with pytest.raises(StorageFault):
        _exporting().render("har", [_with_body(Body(7, file=tmp_path / "gone"))])
    assert "aliexpress.ds.x" in _exporting().render("python", [long]).text, "code needs no answer"
