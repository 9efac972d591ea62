"""Runs other people's clients, as they were published, in environments of their own.

`sh packaging/test.sh --peers` makes these and says where: AEXDESK_PEERS for Python, AEXDESK_NODE_PEERS for JavaScript.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest

from tests.e2e.processes import Practice
from tests.practice.login.login import authorize
from tests.practice.world import Client

HERE = Path(__file__).parent
PEERS = os.environ.get("AEXDESK_PEERS", "")
NODE_PEERS = os.environ.get("AEXDESK_NODE_PEERS", "")

with_python_peers = pytest.mark.skipif(not PEERS, reason="other people's clients: run packaging/test.sh --peers")
with_node_peers = pytest.mark.skipif(
    not NODE_PEERS, reason="other people's JavaScript clients: run packaging/test.sh --peers where Node.js is"
)


def run_peer(script: str, practice: Practice, **told: Any) -> Any:
    """Runs `script` among the Python peers, with the practice object as `told`; it prints one line of JSON."""
    settings = {**practice.told, "port": urlsplit(practice.told["url"]).port, **told}
    opening = "import json, sys\ntold = json.loads(sys.argv[1])\n"
    return _json_of([peers_python(), "-c", opening + script, json.dumps(settings)])


def ask_peer(script: str, practice: Practice, *asked: str, **told: Any) -> list[Any]:
    """Runs `script`, which defines `names`, and evaluates each of `asked` with them: what came of it, or the error."""
    return list(run_peer(script + _ASKING, practice, asked=asked, **told))


_ASKING = """
answers = []
for asked in told["asked"]:
    try:
        answers.append(eval(asked, names))
    except Exception as error:
        answers.append({"error": type(error).__name__, "said": str(error)})
print(json.dumps(answers, default=lambda one: vars(one) if hasattr(one, "__dict__") else str(one)))
"""


def run_node(script: str, practice: Practice, calls: Sequence[Any], **other: Any) -> Any:
    """Runs a script of this folder among the JavaScript peers; only the host of the platform is another for it."""
    told = json.dumps({**practice.told, "calls": list(calls), **other})
    # By its text: a module is looked for from the file that imports it, or, without a file, from the folder at hand.
    text = (HERE / script).read_text(encoding="utf-8")
    host = (HERE / "host.mjs").as_uri()
    command = [node(), "--import", host, "--input-type=module", "--eval", text]
    return _json_of(command, cwd=NODE_PEERS, env={**os.environ, "TOLD": told})


def _json_of(command: Sequence[str], **how: Any) -> Any:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **how)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def peers_python() -> str:
    """The Python of the peers."""
    places = (Path(PEERS) / "bin" / "python", Path(PEERS) / "Scripts" / "python.exe")
    return str(next(place for place in places if place.exists()))


def log_in(practice: Practice) -> str:
    """The code that the buyer's browser brings back."""
    return authorize(cast(Client, SimpleNamespace(told=practice.told, app_key=practice.told["app_key"])))


def last_weeks(days: int = 29) -> dict[str, str]:
    """The window of affiliate orders that ends tomorrow, by any clock."""
    today = datetime.now(UTC)
    ends = {"start_time": today - timedelta(days=days - 1), "end_time": today + timedelta(days=1)}
    return {name: moment.strftime("%Y-%m-%d 00:00:00") for name, moment in ends.items()}


def node() -> str:
    """Where Node.js is."""
    node = shutil.which("node")
    assert node is not None
    return node
