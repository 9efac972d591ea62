"""The README's recipe for vitest, run as it stands there, with ae_sdk as the program that is tested."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.e2e.peers.running import NODE_PEERS, node, with_node_peers
from tests.e2e.processes import fetch
from tests.e2e.recipes import recipe, with_commands

pytestmark = with_node_peers

FILES = ("practice.mjs", "vitest.config.mjs", "shop.test.mjs")
# One more test file: it tells where the gateway was, so that one can see that it is gone.
WITNESS = """
import { writeFileSync } from "node:fs";
import { inject, test } from "vitest";
test("where", () => writeFileSync("told.json", JSON.stringify(inject("practice"))));
"""


def test_the_recipe_runs_and_its_gateway_ends(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text(recipe("js", name), encoding="utf-8")
    (tmp_path / "witness.test.mjs").write_text(WITNESS, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(Path(NODE_PEERS) / "node_modules", target_is_directory=True)
    done = subprocess.run(
        [node(), "node_modules/vitest/vitest.mjs", "run", "--reporter=json", "--outputFile=result.json"],
        cwd=tmp_path,
        env={**with_commands(tmp_path), "CI": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert (result["numPassedTests"], result["numTotalTests"]) == (2, 2)
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    with pytest.raises(ConnectionError):
        fetch(told["url"] + "/_practice/object")
