"""The README names every command and every tab that exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from aexdesk import resources
from aexdesk.collection.api_file import read_api
from tests.practice.fuzzing.gateway import find_routes, open_gateway

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def test_it_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    from aexdesk.cli.main import run

    with pytest.raises(SystemExit):
        run(["--help"])
    listed = re.search(r"\{([a-z,-]+)\}", capsys.readouterr().out)
    assert listed is not None
    missing = [name for name in listed[1].split(",") if f"`aexdesk {name}`" not in README]
    assert missing == []


def test_it_names_every_tab() -> None:
    from aexdesk.ui.tabs.registry import entries

    rows = re.findall(r"^\| ([^|`]+?) \|", README, re.MULTILINE)
    missing = [entry.title() for entry in entries() if not entry.at_foot and entry.title() not in rows]
    assert missing == []


def test_it_names_every_admin_address() -> None:
    with open_gateway(seed=1) as gateway:
        routes = {path.removeprefix("/_practice") for path, _ in find_routes(gateway.app) if "/_practice" in path}
    assert len(routes) > 10
    plain = {re.sub(r"\{[a-z_]*?(id|email)\}", lambda found: found[1].upper(), path) for path in routes}
    missing = [path for path in plain if f"`{path}`" not in README and f"`{path}?" not in README]
    assert missing == []


def test_its_example_of_an_own_api_is_one() -> None:
    text = README[README.index("**APIs of your own**") :]
    example = text[text.index("```json\n") + 8 :].partition("```")[0]
    assert read_api(example).name == "aliexpress.ds.new.thing"
    Draft202012Validator(resources.read_json("schemas/api.schema.json")).validate(json.loads(example))
