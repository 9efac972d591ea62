"""Runs a soak: the window in one process, the program outside in another, as the window asks for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import Broken, surroundings
from tests.soak.sample import Plan, Sample

ROOT = Path(__file__).parents[2]
_END_S = 60.0


class Outside:
    """The developer's program, which is there or not."""

    def __init__(self, environment: Mapping[str, str], rate: float) -> None:
        self._environment = environment
        self._rate = rate
        self._told: str = ""
        self._process: subprocess.Popen[bytes] | None = None

    def know(self, told: Mapping[str, Any]) -> None:
        """Where to call, and how to sign."""
        self._told = json.dumps(told)
        self.start()

    def start(self) -> None:
        """Begins to call, unless it does already."""
        if self._process is None and self._rate > 0:
            command = [sys.executable, "-m", "tests.soak.client", self._told, str(self._rate)]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        """Calls no more."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(_END_S)


def soak(plan: Plan, rate: float, note: Callable[[Sample], None] = lambda _sample: None) -> list[Sample]:
    """The samples. `rate`: calls a second of the program outside. Raises Broken where the window did not end well."""
    samples: list[Sample] = []
    with surroundings() as environment, _window(plan, environment) as window:
        outside = Outside(environment, rate)
        assert window.stdout is not None
        assert window.stdin is not None
        try:
            for line in window.stdout:
                told = json.loads(line)
                if "proxy" in told:
                    outside.know(told)
                if "sample" in told:
                    samples.append(Sample(**told["sample"]))
                    note(samples[-1])
                if told.get("outside") == "start":
                    outside.start()
                elif told.get("outside") == "stop":
                    outside.stop()
                    window.stdin.write(b"\n")
                    window.stdin.flush()
        finally:
            outside.stop()
        if window.wait(_END_S) != 0:
            raise Broken(f"the window ended with {window.returncode}")
    return samples


@contextmanager
def _window(plan: Plan, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory(prefix="aexdesk-soak-") as home:
        command = [sys.executable, "-m", "tests.soak.window", home, json.dumps(asdict(plan))]
        process = subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGTERM)
                try:
                    process.wait(_END_S)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
