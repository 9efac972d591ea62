"""Runs generated code, twenty programs of a language, with that language's own tools: all in one process where starting
it takes longer than what they do. A program stands in a folder of its own; what is written here runs them as they are,
but that Go and C# want another package or namespace for each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.peers.running import NODE_PEERS

_RUNNERS = Path(__file__).parent / "runners"
_BETWEEN = "\x1e"
LIMIT_S = 90

Files = Sequence[Path]
Env = Mapping[str, str]


@dataclass(frozen=True)
class Runtime:
    """`run` gives what each program printed; `needs` are its commands."""

    needs: tuple[str, ...]
    run: Callable[[Files, Env], list[str]]
    needs_node_peers: bool = False

    @property
    def missing(self) -> str:
        """Why it cannot run here; "" where it can."""
        absent = [name for name in self.needs if shutil.which(name) is None]
        if absent:
            return f"not installed here: {', '.join(absent)} (packaging/test.sh --peers installs them)"
        return "TypeScript: run packaging/test.sh --peers" if self.needs_node_peers and not NODE_PEERS else ""


def _run(command: Sequence[object], folder: Path, env: Env | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert (done.returncode, err) == (0, ""), f"{folder.name}: {out}{err}"
    return out


def _split(printed: str) -> list[str]:
    """A runner prints a mark before it runs a program."""
    return printed.split(_BETWEEN)[1:]


def _run_python(files: Files, env: Env) -> list[str]:
    return _split(_run([sys.executable, "-W", "error", _RUNNERS / "run.py", *files], files[0].parent, env))


def _run_typescript(files: Files, env: Env) -> list[str]:
    folder = files[0].parent.parent
    (folder / "node_modules").symlink_to(Path(NODE_PEERS) / "node_modules", target_is_directory=True)
    options = ["--strict", "--target", "es2022", "--module", "nodenext", "--types", "node", "--skipLibCheck"]
    _run(["node", Path("node_modules", "typescript", "bin", "tsc"), *options, *files], folder)
    return _split(_run(["node", _RUNNERS / "run.mjs", *(file.with_suffix(".mjs") for file in files)], folder, env))


def _run_php(files: Files, env: Env) -> list[str]:
    loud = ["-d", "error_reporting=-1", "-d", "display_errors=stderr"]
    return [_run(["php", *loud, file], file.parent, env) for file in files]


def _run_java(files: Files, env: Env) -> list[str]:
    return _split(_run(["java", "-XX:TieredStopAtLevel=1", _RUNNERS / "Run.java", *files], files[0].parent.parent, env))


def _run_csharp(files: Files, env: Env) -> list[str]:
    folder = files[0].parent.parent
    for file in files:
        text = file.read_text(encoding="utf-8")
        file.with_name("Wrapped.cs").write_text(f"namespace {file.parent.name} {{\n{text}\n}}\n", encoding="utf-8")
    wrapped = [file.with_name("Wrapped.cs") for file in files]
    compiler = ["mcs", "-warnaserror", "-r:System.Net.Http.dll", "-main:Run", "-out:run.exe", _RUNNERS / "Run.cs"]
    _run([*compiler, *wrapped], folder)
    return _split(_run(["mono", "run.exe", *(file.parent for file in files)], folder, env))


def _run_go(files: Files, env: Env) -> list[str]:
    folder = files[0].parent.parent
    assert _run(["gofmt", "-l", "."], folder) == ""
    for file in files:
        text = file.read_text(encoding="utf-8")
        text = text.replace("\npackage main\n", f"\npackage {file.parent.name}\n").replace(
            "\nfunc main() {", "\nfunc Main() {"
        )
        file.write_text(text, encoding="utf-8")
    names = [file.parent.name for file in files]
    runner = (_RUNNERS / "run.go.txt").read_text(encoding="utf-8")
    runner = runner.replace("IMPORTS", "\n".join(f'\t"aexdesk.test/twenty/{name}"' for name in names))
    runner = runner.replace("CALLS", "\n".join(f'\trun("{name}", {name}.Main)' for name in names))
    (folder / "main.go").write_text(runner, encoding="utf-8")
    (folder / "go.mod").write_text("module aexdesk.test/twenty\n\ngo 1.19\n", encoding="utf-8")
    # Nothing is downloaded: the standard library is all it needs.
    _run(["go", "build", "-o", "run", "."], folder, {"GOPROXY": "off", "GOFLAGS": "-mod=mod"})
    return _split(_run([folder / "run"], folder, env))


def _run_ruby(files: Files, env: Env) -> list[str]:
    return _split(_run(["ruby", "-w", _RUNNERS / "run.rb", *files], files[0].parent, env))


RUNTIMES: Mapping[str, Runtime] = {
    "python": Runtime((), _run_python),
    "typescript": Runtime(("node",), _run_typescript, needs_node_peers=True),
    "php": Runtime(("php",), _run_php),
    "java": Runtime(("java", "javac"), _run_java),
    "csharp": Runtime(("mono", "mcs"), _run_csharp),
    "go": Runtime(("go", "gofmt"), _run_go),
    "ruby": Runtime(("ruby",), _run_ruby),
}
