"""A built program finds the password store, though it has no entry points; what it runs gets the system's libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.e2e.processes import PROGRAM, aexdesk

if sys.platform != "linux" or not (shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon")):
    pytest.skip("dbus-daemon and gnome-keyring are the password store of these tests", allow_module_level=True)

from tests.storage.test_secret_service import _keyring, bus

__all__ = ["bus"]

SHOW = 'printf "%s\\n" "${LD_LIBRARY_PATH:-none}" "$AE_APP_SECRET"'
"""For a shell: where a program lies alone, there is no Python."""


@pytest.mark.parametrize("own", [None, "/of/the/user"])
def test_a_secret_is_kept_and_handed_on(bus: None, own: str | None) -> None:
    surroundings = {"LD_LIBRARY_PATH": own} if own else {}
    with _keyring("--unlock"):
        words = ("profile", "add", "--name", "p", "--app-key", "1", "--secret-env", "S")
        done = aexdesk(*words, env={"S": "a-secret"})
        assert done.code == 0, done.err
        words = ("exec", "--profile", "p", "--no-proxy", "--", "sh", "-c", SHOW)
        before = {name: text for name, text in os.environ.items() if name != "LD_LIBRARY_PATH"}
        told = subprocess.run(
            [*PROGRAM, *words],
            env={**before, **surroundings},
            capture_output=True,
            timeout=60,
            check=False,
            cwd=os.environ["HOME"],
        )
    assert told.returncode == 0, told.stderr.decode(errors="replace")
    assert told.stdout.decode().splitlines() == [own or "none", "a-secret"]
