"""The Console's model on real services: what it signs, sends, keeps and brings back."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QCoreApplication, QThread

from aexdesk.bodies.pretty import pretty
from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call, SignedRequest
from aexdesk.secret import Secret
from aexdesk.services.callers import Caller
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.ui.tabs.console import answer as answers
from aexdesk.ui.tabs.console import signer
from aexdesk.ui.tabs.console.answer import Kind
from aexdesk.ui.tabs.console.opened.tabs import KEEP_AFTER_S
from aexdesk.ui.tabs.console.preview import SigningPreview, preview_signed
from aexdesk.workspace.body import IN_MEMORY_LIMIT
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.profile import Profile
from tests.conftest import Run
from tests.ui.tabs.console.conftest import Bench, OpenBench, close, practise

PRODUCT_GET = "aliexpress.ds.product.get"
ORDER_CREATE = "aliexpress.ds.order.create"
ORDER = "param_place_order_request4_open_api_d_t_o"
IDS = [str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**64 - 1), "1.10"]


def _watch_layout(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Notes on which thread JSON is laid out."""
    threads: list[int] = []

    def spy(text: str) -> str | None:
        threads.append(threading.get_ident())
        return pretty(text)

    monkeypatch.setattr(answers, "pretty", spy)
    return threads


def test_on_the_first_day_send_works_at_once(run: Run, bench: Bench) -> None:
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    assert bench.state.draft.api == PRODUCT_GET
    assert bench.state.draft.value("product_id") == seeds.test_case.item_id
    run(bench.send(), 20)
    answer = bench.state.answer
    assert answer is not None
    assert answer.kind is Kind.JSON
    assert answer.exchange.error is None
    assert seeds.test_case.item_id in answer.pretty
    assert answer.exchange.request_id
    assert bench.state.history[0].id == answer.exchange.id


def test_practice_that_starts_later_brings_its_item(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench(with_practice=False)
    assert bench.state.draft.value("product_id") == ""
    assert not bench.state.can_send
    run(practise(bench.desk), 20)
    assert bench.desk.practising.seeds is not None
    assert bench.state.draft.value("product_id") == bench.desk.practising.seeds.test_case.item_id
    assert bench.state.can_send


def test_practice_that_starts_later_leaves_alone_what_was_typed(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench(with_practice=False)
    bench.model.set_value("product_id", "77")
    run(practise(bench.desk), 20)
    assert bench.state.draft.value("product_id") == "77"


def test_the_inserted_example_is_a_free_order_and_a_different_one_is_refused(run: Run, bench: Bench) -> None:
    bench.model.choose_api(ORDER_CREATE)
    bench.model.insert_example(ORDER)
    good = bench.state.draft.value(ORDER)
    bench.model.set_value(ORDER, good.replace('"US"', '"DE"'))
    run(bench.judged())
    assert not bench.state.can_send
    run(bench.send_past_the_button(), 20)
    refused = bench.state.answer
    assert refused is not None
    assert refused.exchange.response is None
    assert not refused.exchange.guard.allowed
    assert [one.field for one in refused.exchange.guard.differences] == ["country"]
    bench.model.set_value(ORDER, good)
    run(bench.judged())
    run(bench.send(), 20)
    ordered = bench.state.answer
    assert ordered is not None
    assert ordered.exchange.error is None, ordered.exchange.error
    assert '"is_success": true' in ordered.pretty


def test_a_call_can_be_cancelled(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.make_slow(PRODUCT_GET)
        bench.model.send()
        await bench.until_arrived()
        bench.model.cancel()
        bench.model.cancel()
        await bench.until(lambda: bench.state.running is None)
        await bench.until_recorded()

    run(work(), 20)
    assert bench.state.is_cancelled
    assert bench.state.history[0].error_code == "cancelled"
    assert bench.state.can_send


def test_practice_that_stops_in_mid_call_ends_the_call(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.make_slow(PRODUCT_GET, "timeout_after_order")
        bench.model.send()
        await bench.until_arrived()
        await bench.desk.practising.stop()
        await bench.until(lambda: bench.state.running is None)

    run(work(), 20)
    answer = bench.state.answer
    assert answer is not None
    assert answer.exchange.error is not None
    assert bench.state.can_send


def test_practice_that_was_stopped_gets_no_call_and_nobody_else_does(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.desk.practising.stop()
        bench.model.send()
        await bench.until(lambda: bench.state.running is None)

    run(work(), 20)
    assert bench.state.fault is not None
    assert bench.state.fault.code == "practice_off"
    assert bench.state.answer is None


def test_practice_that_is_gone_is_a_fault_and_no_crash(run: Run, bench: Bench) -> None:
    async def work() -> None:
        running = bench.desk.practising._running
        assert running is not None
        await asyncio.to_thread(running.stop)
        await bench.send()

    run(work(), 20)
    answer = bench.state.answer
    assert answer is not None
    assert answer.exchange.error is not None
    assert answer.exchange.error.kind == "network"


def test_the_tab_closes_in_mid_call(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.make_slow(PRODUCT_GET)
        bench.model.send()
        await bench.until_arrived()
        await close(bench)

    run(work(), 20)


def test_seconds_are_counted_while_it_runs(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.make_slow(PRODUCT_GET)
        bench.model.send()
        for second in (1, 2, 3):
            bench.later.advance(1.0)
            assert bench.state.running is not None
            assert bench.state.running.elapsed_s == second
        bench.model.cancel()
        await bench.until(lambda: bench.state.running is None)
        bench.later.advance(5.0)

    run(work(), 20)


@pytest.mark.parametrize("number", IDS)
def test_ids_are_the_same_in_request_answer_history_and_after_a_restart(
    run: Run, open_bench: OpenBench, tmp_path: Path, number: str
) -> None:
    seen: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, content=f'{{"x_response":{{"id":{number},"same":[{number}]}}}}'.encode())

    bench = open_bench(tmp_path / "home")
    bench.answer_with(answer)
    bench.model.set_json(f'{{"product_id": {number}, "ship_to_country": "US"}}')
    run(bench.send(), 20)
    assert f"product_id={number}&".encode() in seen[0] + b"&"
    assert bench.state.answer is not None
    assert f'"id": {number},' in bench.state.answer.pretty
    sent_id = bench.state.answer.exchange.id
    run(close(bench), 20)

    again = open_bench(tmp_path / "home")
    assert again.state.draft.value("product_id") == number
    again.model.set_value("product_id", "1")
    run(again.open(sent_id))
    assert again.state.draft.value("product_id") == number
    assert f'"product_id": {number}' in again.state.draft.json_text
    assert again.state.answer is not None
    assert f'"id": {number},' in again.state.answer.pretty


def test_opening_a_recorded_call_can_be_undone(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    bench.model.set_value("product_id", "99")
    run(bench.open(bench.state.history[0].id))
    assert bench.state.draft.value("product_id") != "99"
    ((say, undo),) = bench.toasts.lines
    assert say()
    assert undo is not None
    undo()
    assert bench.state.draft.value("product_id") == "99"


def test_a_recorded_call_brings_no_secret_into_the_draft(run: Run, bench: Bench) -> None:
    bench.model.add_parameter("access_token")
    bench.model.set_value("access_token", "canary-typed")
    run(bench.send(), 20)
    run(bench.open(bench.state.history[0].id))
    assert {name for name, _text in bench.state.draft.values} == {"ship_to_country", "product_id"}


def test_an_exchange_that_is_gone_is_told(run: Run, bench: Bench) -> None:
    run(bench.open("nobody"))
    assert isinstance(bench.state.fault, BadInput)


def test_a_large_body_is_neither_parsed_nor_read_whole(run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 20 * IN_MEMORY_LIMIT
    body = b'{"a":"' + b"x" * (size - 8) + b'"}'
    parsed = _watch_layout(monkeypatch)
    bench.answer_with(lambda _request: httpx.Response(200, content=body))
    run(bench.send(), 40)
    answer = bench.state.answer
    assert answer is not None
    assert answer.kind is Kind.LARGE
    assert answer.exchange.response is not None
    assert answer.exchange.response.body.size == size
    assert len(answer.raw) == answers.SHOWN_BYTES
    assert parsed == []


def test_bodies_are_read_and_laid_out_off_the_windows_thread(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = _watch_layout(monkeypatch)
    run(bench.send(), 20)
    assert threads
    assert threading.get_ident() not in threads
    application = QCoreApplication.instance()
    assert application is not None
    assert application.thread() == QThread.currentThread()


def test_the_preview_is_hidden_off_the_windows_thread(run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def spy(signed: SignedRequest, caller: Caller) -> SigningPreview:
        threads.append(threading.get_ident())
        return preview_signed(signed, caller)

    monkeypatch.setattr(signer, "preview_signed", spy)
    bench.model.set_value("product_id", "5")
    run(bench.signed())
    assert threads
    assert threading.get_ident() not in threads


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"<html>busy</html>", Kind.TEXT),
        (b'{"a": ', Kind.TEXT),
        (b"\xff\xfe\x00", Kind.TEXT),
        (b"[" * 100_000, Kind.TEXT),
        (b'{"a": "\\ud800", "b": 1e999}', Kind.JSON),
        (b"null", Kind.JSON),
    ],
)
def test_odd_bodies_are_shown_as_what_they_are(run: Run, bench: Bench, body: bytes, kind: Kind) -> None:
    bench.answer_with(lambda _request: httpx.Response(200, content=body))
    run(bench.send(), 20)
    assert bench.state.answer is not None
    assert bench.state.answer.kind is kind


def test_typing_signs_once_and_after_a_pause(run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    run(bench.signed())
    signed: list[str] = []
    sign = bench.desk.calling.sign

    def spy(call: Call, caller: Caller, environment: Environment) -> SignedRequest:
        signed.append(dict(call.parameters)["product_id"])
        return sign(call, caller, environment)

    monkeypatch.setattr(bench.desk.calling, "sign", spy)
    for text in ("1", "12", "123"):
        bench.model.set_value("product_id", text)
    assert signed == []
    run(bench.signed())
    assert signed == ["123"]


def test_the_vault_is_not_asked_with_every_letter(run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    find = bench.desk.callers.of_profile

    async def count(profile: Profile, api: str) -> Caller:
        asked.append(api)
        return await find(profile, api)

    monkeypatch.setattr(bench.desk.callers, "of_profile", count)
    for text in ("1", "12", "123"):
        bench.model.set_value("product_id", text)
        run(bench.signed())
    assert len(asked) <= 1


def test_a_new_session_is_the_one_that_is_sent(run: Run, bench: Bench) -> None:
    seen: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, json={})

    async def log_in() -> None:
        profile = bench.desk.standing.profile
        assert profile is not None
        await bench.desk.tokens.add(profile, TokenGrant("other@example.com", Secret("a-new-session")))

    bench.answer_with(answer)
    run(bench.signed())
    run(log_in())
    run(bench.send(), 20)
    assert b"session=a-new-session" in seen[0]


def test_what_is_missing_for_a_signature_is_told(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench(with_practice=False)
    assert bench.state.app == ""
    assert bench.state.preview is None

    async def add_profile() -> None:
        await bench.desk.profiles.add(ProfileDraft("practice", "Bare", "500001"), None)
        await bench.desk.standing.load()

    run(add_profile())
    run(bench.wait(1))
    run(bench.until(lambda: bench.state.preview_fault is not None))
    assert bench.state.preview_fault is not None
    assert bench.state.preview_fault.code == "app_secret_missing"
    run(bench.send())
    assert bench.state.fault is not None
    assert bench.state.fault.code == "app_secret_missing"


def test_live_lets_only_reading_calls_be_sent(run: Run, bench: Bench) -> None:
    async def go_live() -> None:
        await bench.desk.profiles.add(ProfileDraft("live", "Shop", "500002"), Secret("x" * 20))
        await bench.desk.standing.choose_environment("live")

    run(go_live())
    assert bench.state.environment.is_live
    assert bench.state.can_send
    for api in (ORDER_CREATE, "aliexpress.ds.add.info", "aliexpress.unknown.thing"):
        bench.model.choose_api(api)
        assert bench.state.is_locked
        bench.model.send()
        assert bench.state.running is None


def test_each_environment_and_each_api_has_its_own_draft(run: Run, bench: Bench) -> None:
    bench.model.set_value("target_currency", "EUR")
    bench.model.choose_api("aliexpress.ds.freight.query")
    bench.model.choose_http_method("GET")
    bench.model.choose_api(PRODUCT_GET)
    assert bench.state.draft.value("target_currency") == "EUR"
    bench.model.choose_api("aliexpress.ds.freight.query")
    assert bench.state.draft.http_method == "GET"
    run(bench.desk.standing.choose_environment("live"))
    assert bench.state.draft.api == PRODUCT_GET
    assert bench.state.draft.value("product_id") == ""
    run(bench.desk.standing.choose_environment("practice"))
    assert bench.state.draft.api == "aliexpress.ds.freight.query"


def test_the_draft_comes_back_after_a_restart_without_its_secrets(
    run: Run, open_bench: OpenBench, tmp_path: Path
) -> None:
    bench = open_bench(tmp_path / "home")
    bench.model.choose_api("/auth/token/refresh")
    bench.model.set_value("refresh_token", "canary-refresh")
    bench.model.add_parameter("mine")
    bench.model.set_value("mine", "kept")
    run(bench.wait(KEEP_AFTER_S))
    bench.model.set_value("mine", "kept to the last letter")
    run(close(bench), 20)
    again = open_bench(tmp_path / "home")
    assert again.state.draft.api == "/auth/token/refresh"
    assert again.state.draft.value("mine") == "kept to the last letter"
    assert again.state.draft.value("refresh_token") == ""
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"canary-refresh" in path.read_bytes()]


def test_a_kept_draft_that_cannot_be_read_is_as_on_the_first_day(
    run: Run, open_bench: OpenBench, tmp_path: Path
) -> None:
    bench = open_bench(tmp_path / "home")
    run(bench.desk.preferences.set("console.draft.practice", {"values": 7}))
    run(close(bench), 20)
    assert open_bench(tmp_path / "home").state.draft.api == PRODUCT_GET
