"""A Postman collection, as it is exported, run by newman against the practice gateway."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from aexdesk import resources
from aexdesk.interchange.postman import write_postman
from tests.e2e.peers.running import NODE_PEERS, node, with_node_peers
from tests.e2e.processes import Practice
from tests.e2e.snippets.recording import recording
from tests.e2e.snippets.test_snippets import as_sent, as_told, secrets_of
from tests.e2e.snippets.twenty import PICTURE, PICTURE_NAME, twenty
from tests.interchange.recorded import leave

pytestmark = with_node_peers

_REPORT = ("--reporters", "json", "--reporter-json-export", "run.json")


def test_a_collection_of_twenty_requests_is_accepted(practice: Practice, tmp_path: Path) -> None:
    told = twenty(practice)
    exchanges = [leave(one, number) for number, one in enumerate(told)]
    collection = tmp_path / "aliexpress.postman_collection.json"
    collection.write_text(write_postman(exchanges, resources.read_text("postman/sign.js")), encoding="utf-8")
    (tmp_path / PICTURE_NAME).write_bytes(PICTURE)
    secrets = secrets_of(practice)
    with recording(practice.told["url"]) as recorder:
        given = {name.removeprefix("AE_").lower(): value for name, value in secrets.items()}
        given["base_url"] = recorder.url
        variables = [word for name, value in given.items() for word in ("--env-var", f"{name}={value}")]
        newman = Path(NODE_PEERS) / "node_modules" / "newman" / "bin" / "newman.js"
        done = subprocess.run(
            [node(), str(newman), "run", collection.name, *_REPORT, *variables],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=55,
            check=False,
        )
        arrived = list(recorder.arrived)
    assert done.returncode == 0, done.stdout + done.stderr
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["run"]
    assert (run["stats"]["requests"], run["failures"]) == ({"total": 20, "pending": 0, "failed": 0}, [])
    assert [entry["verdict"] for entry in practice.ask("/log")] == ["ok"] * 20
    assert list(map(as_sent, arrived)) == [as_told(one, secrets) for one in told]
