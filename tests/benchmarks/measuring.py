"""Runs a command as a process of its own and reports its time and its peak memory."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIMIT_S = 60.0
MIB = 1024 * 1024

Command = Sequence[str]


class Broken(Exception):
    """A measured command did not do what it was asked; the figure would mean nothing."""


@dataclass(frozen=True)
class Sample:
    """One run: seconds until it was done (or ready), the most memory it held, and the processor time of all of it."""

    seconds: float
    mib: float
    cpu: float = 0.0


def aexdesk(*arguments: str) -> list[str]:
    """Our command, in the Python that measures."""
    return [sys.executable, "-m", "aexdesk", *arguments]


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """An environment with a home of its own, no screen, no keyring and no message bus."""
    foreign = ("AEXDESK_", "XDG_", "QT_", "PYTHON", "DBUS_", "DISPLAY", "WAYLAND_")
    with tempfile.TemporaryDirectory(prefix="aexdesk-benchmark-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        yield kept | {
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "AEXDESK_HOME": str(Path(folder) / "aexdesk"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }


def to_the_end(command: Command, environment: Mapping[str, str]) -> Sample:
    """Runs `command` until it ends by itself, with success."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
        )
        return _finish(process, command, said.fileno(), start)


def to_first_line(command: Command, environment: Mapping[str, str]) -> Sample:
    """Runs `command` until its first line of output, which says that it is ready; then asks it to end."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
        )
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline()
            ready = time.perf_counter() - start
            if line:
                # Not process.send_signal, which may collect the process, and its figures with it.
                os.kill(process.pid, signal.SIGTERM)
            sample = _finish(process, command, said.fileno(), start)
        if not line:
            raise Broken(f"{_shown(command)}: ended without a line")
    return Sample(ready, sample.mib)


def _finish(process: subprocess.Popen[bytes], command: Command, said: int, start: float) -> Sample:
    # wait4, not Popen.wait: it brings this one process's peak memory. The figure is never below the measuring
    # process's own (a child starts as its copy), so this package imports the standard library only.
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.perf_counter() - start > LIMIT_S:
            process.kill()
            os.wait4(process.pid, 0)
            process.returncode = -signal.SIGKILL
            raise Broken(f"{_shown(command)}: not done after {LIMIT_S:.0f} s")
        time.sleep(0.001)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        text = os.pread(said, 4000, 0).decode(errors="replace").strip()
        raise Broken(f"{_shown(command)}: exit {process.returncode}\n{text}")
    # Linux counts in KiB, macOS in bytes.
    mib = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MIB
    return Sample(seconds, mib, usage.ru_utime + usage.ru_stime)


def output_of(module: str, *arguments: str, environment: Mapping[str, str] | None = None, limit_s: float = 900) -> str:
    """What a child of this package says: the measuring process itself stays small."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Broken(f"{module}: not done after {limit_s:.0f} s") from error
    if done.returncode != 0:
        raise Broken(f"{module}: exit {done.returncode}\n{done.stderr[-4000:]}")
    return done.stdout


def in_turn(contenders: Mapping[str, Callable[[], Sample]], rounds: int) -> dict[str, Sample]:
    """The median of each contender. They run in turn, so that a busy moment hits all; the first round warms up."""
    taken: dict[str, list[Sample]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, run in contenders.items():
            sample = run()
            if number:
                taken[name].append(sample)
    return {
        name: Sample(
            statistics.median(sample.seconds for sample in samples),
            statistics.median(sample.mib for sample in samples),
            statistics.median(sample.cpu for sample in samples),
        )
        for name, samples in taken.items()
    }


def imported_by(command: Command, environment: Mapping[str, str]) -> set[str]:
    """The modules that a Python command imports until it ends; `-X importtime` lists them."""
    python, *rest = command
    done = subprocess.run(
        [python, "-X", "importtime", *rest],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode != 0:
        raise Broken(f"{_shown(command)}: exit {done.returncode}")
    return _listed(done.stderr.decode(errors="replace"))


def imported_until_ready(command: Command, environment: Mapping[str, str]) -> set[str]:
    """The same for a command that runs until it is told to end."""
    python, *rest = command
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [python, "-X", "importtime", *rest],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        assert process.stdout is not None
        with process.stdout:
            process.stdout.readline()
            process.terminate()
            process.wait(LIMIT_S)
        if process.returncode != 0:
            raise Broken(f"{_shown(command)}: exit {process.returncode}")
        said.seek(0)
        return _listed(said.read().decode(errors="replace"))


def _listed(text: str) -> set[str]:
    lines = (line for line in text.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}


def _shown(command: Command) -> str:
    return " ".join(part if part != sys.executable else "python" for part in command)
