"""A server that misbehaves, and the Console in the window: what it says, that it goes on, what the history knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aexdesk.gateway import client
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from tests.conftest import Run
from tests.e2e.upstreams import MEGABYTE, Upstream, misbehaving
from tests.faults.misbehaviour import ACTS, lead_to
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, texts_of
from tests.ui.tabs.console.test_model import PRODUCT_GET

LOOK_FIRST = "The call may have been carried out: look before you send it again."
SAID = {
    "reset": ("broke in the middle", LOOK_FIRST),
    "reset_in_body": ("broke in the middle", LOOK_FIRST),
    "close_in_head": ("broke in the middle", LOOK_FIRST),
    "close_in_body": ("broke in the middle", LOOK_FIRST),
    "too_short": ("did not answer as the platform does", "A proxy or a login page may be in between."),
    "gbk": ("did not answer as the platform does", "A proxy or a login page may be in between."),
    "br": ("cannot be unpacked", "Try again."),
    "bomb_nested": ("cannot be unpacked", "Try again."),
    "endless": ("came to no end and was given up", LOOK_FIRST),
    "bomb_gzip": ("came to no end and was given up", LOOK_FIRST),
    "lead": ("leads calls on to another address", "Correct the environment's address"),
}
ENDLESS = ("hang", "hang_in_body", "drip_in_head", "drip_in_body", "endless")


@pytest.fixture
def elsewhere() -> Iterator[Upstream]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def upstream(elsewhere: Upstream, run: Run, bench: Bench) -> Iterator[Upstream]:
    """Live, for the Console."""
    with misbehaving({**ACTS, "lead": lead_to(elsewhere.url)}) as server:
        run(_enter(bench, server.url), 20)
        yield server


async def _enter(bench: Bench, url: str) -> None:
    await bench.desk.environments.set_base_url("live", url)
    await bench.desk.profiles.add(ProfileDraft("live", "Shop", "500001"), Secret("CANARY-secret"))
    await bench.desk.standing.choose_environment("live")
    bench.model.choose_api(PRODUCT_GET)
    await bench.judged()


async def _send(bench: Bench, upstream: Upstream, what: str) -> None:
    upstream.otherwise = what
    await bench.send()
    await turns()


@pytest.mark.fault(
    "truncated", "wrong length", "wrong charset", "compressed bomb", "oversized", "redirect to another host"
)
def test_each_is_told_with_what_to_do_and_the_console_goes_on(
    run: Run, bench: Bench, upstream: Upstream, elsewhere: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 2 * MEGABYTE)

    async def work() -> None:
        for number, (what, (said, advice)) in enumerate(SAID.items()):
            await _send(bench, upstream, what)
            shown = "\n".join(texts_of(bench.view.response))
            assert said in shown, what
            assert advice in shown, what
            assert len(await bench.desk.history.recent("live", 100)) == number + 1, what
            while upstream.busy:  # nobody listens any more, however much is still to come
                await turns(1)
        await _send(bench, upstream, "ok")
        assert bench.state.answer is not None
        assert bench.state.answer.exchange.error is None

    run(work(), 60)
    assert elsewhere.received == []


@pytest.mark.fault("slow drip", "oversized")
def test_what_never_ends_is_cancelled_at_once(run: Run, bench: Bench, upstream: Upstream) -> None:
    async def work() -> None:
        for what in ENDLESS:
            upstream.otherwise = what
            bench.model.send()
            while not upstream.busy:
                await turns(1)
            await turns(20)  # the window lives while it comes
            assert bench.state.running is not None, what
            bench.model.cancel()
            await bench.until(lambda: bench.state.running is None)
            await bench.until_recorded()
            assert bench.state.is_cancelled, what
            (kept,) = await bench.desk.history.recent("live", 1)
            assert kept.error_code == "cancelled", what
            while upstream.busy:  # nobody listens any more
                await turns(1)
        await _send(bench, upstream, "ok")
        assert bench.state.answer is not None
        assert bench.state.answer.exchange.error is None

    run(work(), 60)
