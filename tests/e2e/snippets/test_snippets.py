"""Generated code of each language, twenty requests, run as it is against the practice gateway: accepted, and nothing
changed on the way. What a language needs is in `languages`; where it is absent, the test says so and is skipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from aexdesk import resources
from aexdesk.interchange.recipe import recipe_of
from aexdesk.interchange.snippets.languages import LANGUAGES
from aexdesk.interchange.snippets.writing import name_of_file, write_code
from tests.e2e.processes import Practice
from tests.e2e.snippets.languages import RUNTIMES
from tests.e2e.snippets.recording import Arrived, recording
from tests.e2e.snippets.twenty import PICTURE, PICTURE_NAME, twenty
from tests.interchange.recorded import Told, leave
from tests.practice.login.login import authorize
from tests.practice.world import Client

pytestmark = pytest.mark.timeout(120)
_COMPUTED = ("timestamp", "sign", "app_key", "session", "access_token")


@pytest.fixture(scope="module")
def practice() -> Iterator[Practice]:
    """One for all languages: starting it takes longer than answering."""
    running = Practice("--no-throttle")
    yield running
    running.stop()


def test_every_language_is_run() -> None:
    assert set(RUNTIMES) == set(LANGUAGES)


@pytest.mark.slow
@pytest.mark.parametrize("name", LANGUAGES)
def test_twenty_requests_are_accepted(name: str, practice: Practice, tmp_path: Path) -> None:
    runtime = RUNTIMES[name]
    if runtime.missing:
        pytest.skip(runtime.missing)
    practice.ask("/reset", {})
    told = twenty(practice)
    files = [_write(name, one, tmp_path / f"r{number:02}") for number, one in enumerate(told)]
    (tmp_path / PICTURE_NAME).write_bytes(PICTURE)
    with recording(practice.told["url"]) as recorder:
        env = {**secrets_of(practice), "AE_BASE_URL": recorder.url}
        printed = runtime.run(files, env)
        arrived = list(recorder.arrived)
    refused = [(number, text) for number, text in enumerate(printed) if _is_error(json.loads(text))]
    assert refused == []
    assert [entry["verdict"] for entry in practice.ask("/log")] == ["ok"] * 20
    assert sorted(map(as_sent, arrived), key=repr) == sorted((as_told(one, env) for one in told), key=repr)


def _is_error(answer: dict[str, object]) -> bool:
    return "error_response" in answer or "message" in answer


def _write(language: str, told: Told, folder: Path) -> Path:
    """The code of a request, in a folder of its own, beside the picture that some of them send."""
    folder.mkdir()
    (folder / PICTURE_NAME).write_bytes(PICTURE)
    recipe = recipe_of(leave(told))
    template = resources.read_text(f"snippets/{LANGUAGES[language].template}")
    file = folder / name_of_file(recipe, LANGUAGES[language])
    file.write_text(write_code(recipe, LANGUAGES[language], template), encoding="utf-8", newline="\n")
    return file


def secrets_of(practice: Practice) -> dict[str, str]:
    """What the code reads: nothing of it stands in the code."""
    return {
        "AE_APP_KEY": practice.told["app_key"],
        "AE_APP_SECRET": practice.told["app_secret"],
        "AE_SESSION": practice.told["access_token"],
        "AE_REFRESH_TOKEN": practice.told["refresh_token"],
        "AE_CODE": authorize(cast(Client, SimpleNamespace(told=practice.told, app_key=practice.told["app_key"]))),
    }


def as_sent(one: Arrived) -> tuple[object, ...]:
    parameters = {name: value for name, value in one.parameters.items() if name not in _COMPUTED}
    return one.method, one.path, sorted(parameters.items()), one.files


def as_told(told: Told, env: dict[str, str]) -> tuple[object, ...]:
    is_system = told.api.startswith("/")
    given = {**told.settings, **told.parameters, "sign_method": told.sign_method}
    parameters = {name: value for name, value in given.items() if name not in _COMPUTED}
    if not is_system:
        parameters["method"] = told.api
    for secret in ("code", "refresh_token"):
        if secret in parameters:
            parameters[secret] = env["AE_" + secret.upper()]
    files = {name: content for name, _file_name, content in told.files}
    return told.http_method, f"/rest{told.api}" if is_system else "/sync", sorted(parameters.items()), files
