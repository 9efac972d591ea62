"""The doctor at the desk: whose secret it takes, what it can resolve of a record, and what it must not blame."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.doctor.finding import Verdict
from aexdesk.faults import BadInput
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call, Credentials, build_request
from aexdesk.secret import MASK, Secret
from aexdesk.services.diagnosing import SearchProgress
from aexdesk.services.doctor_desk import DoctorCase, Examination
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.services.secret_store import reference_to, session_entry
from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, Origin, Parameter, SentRequest
from aexdesk.workspace.noted import Noted, NotedMistake
from tests.practice.world import sign
from tests.services.worlds import APP_SECRET, NOON, SESSION, a_desk, a_profile, a_token, draft, seeds

ENDPOINTS = Endpoints("http://127.0.0.1:8917/sync", "http://127.0.0.1:8917/rest")
SIGNATURE = CallError("platform", "IncompleteSignature", "no", "ISV")
KINDS = {
    ExampleKind.PATH: "path-missing",
    ExampleKind.ORDER: "unsorted",
    ExampleKind.ENCODING: "values-form-encoded",
    ExampleKind.DIGEST: "md5-wrapped",
    ExampleKind.SECRET: "secret-whitespace",
    ExampleKind.TIME: "timestamp-seconds",
    ExampleKind.PARAMETERS: "param-left-out:target_language",
    ExampleKind.JSON: "json-respaced",
}


def curl(params: dict[str, str], url: str = "http://127.0.0.1:8917/sync") -> str:
    return " ".join([f"curl '{url}'", *(f"--data-urlencode '{name}={value}'" for name, value in params.items())])


def signed(secret: str = APP_SECRET.reveal(), **more: str) -> dict[str, str]:
    params = {"method": "aliexpress.ds.product.get", "app_key": "500001", "timestamp": "1772366400000",
              "sign_method": "sha256", "product_id": "1", **more}  # fmt: skip
    return {**params, "sign": sign(params, secret)}


def recorded(
    params: dict[str, str], hidden: dict[str, str], error: CallError | None = SIGNATURE, **more: Any
) -> Exchange:
    """A call that came through the proxy, as it is stored: with `hidden` in place of what was sent."""
    shown = {**params, **hidden}
    request = SentRequest(
        method="POST",
        url="http://127.0.0.1:8917/sync",
        headers=(),
        body=b"",
        parameters=tuple(Parameter(name, value, Origin.USER) for name, value in shown.items()),
        string_to_sign="hidden",
        sign=shown["sign"],
        noted=more.pop("noted", None),
    )
    return Exchange("e1", NOON, "practice", "Shop", params["method"], request, GuardVerdict(True, "reads"),
                    error=error, app_key="500001", **more)  # fmt: skip


async def examine(desk: Desk, case: DoctorCase, secret: Secret | None = None) -> Examination:
    return await desk.diagnosing.examine(case, SearchProgress(), secret)


def ids(found: Examination) -> list[str]:
    return [one.id for one in found.finding.mistakes]


def notes(found: Examination) -> list[str]:
    return [one.id for one in found.finding.notes]


@pytest.mark.parametrize("kind", ExampleKind)
async def test_each_example_has_the_mistake_of_its_kind_and_its_correction_is_right(
    kind: ExampleKind, tmp_path: Path
) -> None:
    async with a_desk(tmp_path) as desk:
        desk.practising.seeds = seeds()
        text = await desk.diagnosing.write_example(kind)
        case = await desk.diagnosing.read_text(text, "practice")
        found = await examine(desk, case)
        assert (found.finding.verdict, ids(found)) == (Verdict.EXPLAINED, [KINDS[kind]])
        assert not found.finding.alternatives
        assert seeds().app_secret.reveal() not in text + found.correction.curl
        again = await desk.diagnosing.read_text(found.correction.curl, "practice")
        if kind is not ExampleKind.PATH:  # its code became a variable of the shell
            assert (await examine(desk, again)).finding.verdict is Verdict.VALID
        code = desk.exporting.render_unsent("python", found.correction.unsent)
        assert "AE_APP_SECRET" in code.text


async def test_without_a_practice_app_no_example_is_made(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="no_practice_app"):
            await desk.diagnosing.write_example(ExampleKind.PATH)


async def test_the_secret_is_that_of_the_app_key_and_others_are_tried_by_name(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk)
        await desk.profiles.add(draft("Other", app_key="500002"), Secret("CANARY-other-secret"))
        right = await examine(desk, await desk.diagnosing.read_text(curl(signed()), "live"))
        assert right.finding.verdict is Verdict.VALID
        assert right.case.app.profile is not None
        assert right.case.app.profile.name == "Shop"
        wrong = await examine(desk, await desk.diagnosing.read_text(curl(signed("CANARY-other-secret")), "practice"))
        assert ids(wrong) == ["secret-of-other-profile"]
        assert wrong.finding.mistakes[0].how == "Other"


async def test_the_host_tells_the_environment_where_both_have_the_key(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk)
        await desk.profiles.add(draft("Live shop", "live"), Secret("CANARY-live"))
        for url, name in (
            ("https://api-sg.aliexpress.com/sync", "Live shop"),
            ("http://127.0.0.1:8917/sync", "Shop"),
            ("http://127.0.0.1:9/sync", "Live shop"),
        ):
            case = await desk.diagnosing.read_text(curl(signed(), url), "live")
            assert case.app.profile is not None
            assert case.app.profile.name == name


async def test_a_secret_that_is_typed_wins(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk)
        case = await desk.diagnosing.read_text(curl(signed("typed")), "practice")
        assert (await examine(desk, case, Secret("typed"))).finding.verdict is Verdict.VALID


async def test_an_empty_parameter_that_was_signed_and_not_sent_is_known(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk)
        params = signed(target_language="")
        del params["target_language"]
        found = await examine(desk, await desk.diagnosing.read_text(curl(params), "practice"))
        assert ids(found) == ["param-not-sent:target_language"]


async def test_the_session_of_a_record_comes_out_of_the_vault(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile)
        call = Call("aliexpress.ds.product.get", (("product_id", "1"),))
        made = build_request(call, Credentials("500001", APP_SECRET, SESSION), ENDPOINTS, "1772366400000")
        params = {one.name: one.value for one in made.parameters}
        hidden = {"session": reference_to(session_entry(token))}
        await desk.history.record(recorded(params, hidden, None))
        found = await examine(desk, await desk.diagnosing.open_exchange("e1"))
        assert found.finding.verdict is Verdict.VALID
        assert SESSION.reveal() not in found.correction.curl
        assert "session=$AE_SESSION" in found.correction.curl


async def test_what_was_masked_is_said_and_nobody_is_blamed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk)
        await desk.history.record(recorded(signed(session="CANARY"), {"session": MASK}))
        found = await examine(desk, await desk.diagnosing.open_exchange("e1"))
        assert not found.can_judge
        assert ids(found) == []
        assert "masked-values" in notes(found)


async def test_what_was_noted_when_it_was_recorded_is_told(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk)
        noted = Noted("explained", (NotedMistake("unsorted"),))
        await desk.history.record(
            replace(recorded(signed(session="x"), {"session": MASK}, noted=noted), response=_answer())
        )
        found = await examine(desk, await desk.diagnosing.open_exchange("e1"))
        assert found.can_judge
        assert ids(found) == ["unsorted"]
        assert found.is_noted


async def test_a_session_that_was_renewed_since_is_not_blamed_on_the_program(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile)
        params = signed(session="an-earlier-session")
        await desk.history.record(recorded(params, {"session": reference_to(session_entry(token))}))
        found = await examine(desk, await desk.diagnosing.open_exchange("e1"))
        assert found.finding.verdict is Verdict.UNEXPLAINED
        assert "session-replaced" in notes(found)


def _answer() -> Any:
    from aexdesk.workspace.body import Body
    from aexdesk.workspace.exchange import ReceivedResponse

    return ReceivedResponse(200, (), Body.of(b"{}"), 1.0)
