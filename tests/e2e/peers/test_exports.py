"""What is exported, taken by the programs that it is for: msw in vitest, respx in pytest, the schema of HAR."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from aexdesk import resources
from aexdesk.interchange.fixtures.writing import MSW_FILE, RESPX_FILE, write_msw, write_respx
from aexdesk.interchange.har import write_har
from tests.e2e.peers.running import NODE_PEERS, node, peers_python, with_node_peers, with_python_peers
from tests.interchange.orders import ALL
from tests.interchange.recorded import leave

EXCHANGES = [leave(one, number) for number, one in enumerate(ALL)]
REQUESTS = len(ALL) - 1  # one is asked twice
_VALIDATE = """
const Ajv = require("ajv"), schemas = require("har-schema"), fs = require("fs");
const ajv = new Ajv({ allErrors: true });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-06.json"));
ajv.addSchema(Object.values(schemas));
ajv.validate("har.json", JSON.parse(fs.readFileSync(process.argv[1])));
console.log(JSON.stringify(ajv.errors));
"""


@with_node_peers
def test_handlers_of_msw_run_green_in_vitest(tmp_path: Path) -> None:
    (tmp_path / MSW_FILE).write_text(write_msw(EXCHANGES, resources.read_text("fixtures/msw.txt")), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(Path(NODE_PEERS) / "node_modules", target_is_directory=True)
    vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=json", "--outputFile=result.json"]
    done = _run([node(), *vitest], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert (result["numPassedTests"], result["numTotalTests"]) == (REQUESTS + 1, REQUESTS + 1)


@with_python_peers
def test_a_router_of_respx_runs_green_in_pytest(tmp_path: Path) -> None:
    text = write_respx(EXCHANGES, resources.read_text("fixtures/respx.txt"))
    (tmp_path / RESPX_FILE).write_text(text, encoding="utf-8")
    done = _run([peers_python(), "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", RESPX_FILE], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{REQUESTS + 1} passed" in done.stdout


@with_node_peers
def test_har_validates_against_its_schema(tmp_path: Path) -> None:
    silent = replace(EXCHANGES[0], response=None)
    text = write_har([*EXCHANGES, silent], "1")
    assert _errors_of(text, tmp_path) is None
    broken = json.loads(text)
    del broken["log"]["entries"][0]["timings"]
    assert _errors_of(json.dumps(broken), tmp_path), "the schema says what is wrong"


def _errors_of(har: str, folder: Path) -> Any:
    (folder / "one.har").write_text(har, encoding="utf-8")
    done = subprocess.run(
        [node(), "--eval", _VALIDATE, str(folder / "one.har")],
        cwd=NODE_PEERS,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return json.loads(done.stdout)


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command,
        cwd=folder,
        env={**env, "CI": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
