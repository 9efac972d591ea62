"""The two commands of the README, on machines made of stubs; and the versions they install."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "packaging"

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="these are shell scripts")


class Machine:
    """A PATH of stubs: a Debian with some packages installed and some to be had."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.done = folder / "done"
        self.done.touch()
        for name in ("sh", "sed", "tr", "cat", "grep", "cksum", "dirname", "basename", "mktemp", "rm", "env", "tail"):
            place = shutil.which(name)
            assert place, name
            (self.bin / name).symlink_to(place)
        self.stub("uname", "echo Linux")
        self.stub("id", "echo 1000")
        self.stub("sudo", "exit 1")
        self.stub("dpkg-query", "exit 1")
        self.stub("apt-get", f'echo "apt-get $*" >>"{self.done}"')
        self.stub("apt-cache", 'echo "  Candidate: (none)"')

    def stub(self, name: str, body: str) -> None:
        place = self.bin / name
        place.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        place.chmod(0o755)

    def installed(self, *packages: str) -> None:
        lines = " ".join(f"'{package} installed'" for package in packages)
        self.stub("dpkg-query", f"printf '%s\\n' {lines}; exit 1")

    def offers(self, *packages: str) -> None:
        names = "|".join(packages)
        self.stub("apt-cache", f'case $2 in {names}) echo "  Candidate: 1.0" ;; *) echo "  Candidate: (none)" ;; esac')

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-euc", f'ROOT="{ROOT}"; . "$ROOT/packaging/environment.sh"; {script}'],
            env={"PATH": str(self.bin), "HOME": str(self.bin.parent)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_is_installed_is_left_alone(machine: Machine) -> None:
    machine.installed("libgl1", "libasound2")
    done = machine.run("need_packages libgl1 'libasound2t64|libasound2'")
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.done.read_text() == ""


def test_root_installs_what_is_missing_by_the_name_this_release_has(machine: Machine) -> None:
    machine.stub("id", "echo 0")
    machine.installed("libgl1")
    machine.offers("libasound2t64", "libnss3")
    done = machine.run("need_packages libgl1 libnss3 'libasound2t64|libasound2'")
    assert done.returncode == 0, done.stderr
    update, install = machine.done.read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith("install --no-install-recommends libnss3 libasound2t64")


def test_sudo_without_a_password_will_do(machine: Machine) -> None:
    machine.stub("sudo", 'shift; exec "$@"')
    machine.stub("true", "exit 0")
    machine.offers("libnss3")
    assert machine.run("need_packages libnss3").returncode == 0
    assert "libnss3" in machine.done.read_text()


def test_who_may_not_install_is_told_the_command(machine: Machine) -> None:
    machine.offers("libnss3", "libasound2")
    done = machine.run("need_packages libnss3 'libasound2t64|libasound2'")
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends libnss3 libasound2" in done.stderr
    assert machine.done.read_text() == ""


def test_without_apt_nothing_is_asked_for(machine: Machine) -> None:
    (machine.bin / "apt-get").unlink()
    assert machine.run("need_packages libnss3").returncode == 0


def test_the_languages_of_generated_code_are_installed_where_they_are_missing(machine: Machine) -> None:
    machine.stub("id", "echo 0")
    machine.stub("go", "exit 0")
    wanted = (
        "php-cli",
        "ruby",
        "mono-mcs",
        "mono-runtime",
        "openjdk-21-jdk-headless",
        "libmono-system-net-http4.0-cil",
    )
    machine.offers(*wanted)
    done = machine.run('. "$ROOT/packaging/peers.sh"; need_languages')
    assert done.returncode == 0, done.stderr
    (installed,) = re.findall(r"--no-install-recommends (.*)", machine.done.read_text())
    assert installed.split() == list(wanted)


def test_nothing_is_installed_where_every_language_is(machine: Machine) -> None:
    for name in ("go", "php", "ruby", "mcs", "mono", "javac"):
        machine.stub(name, "exit 0")
    assert machine.run('. "$ROOT/packaging/peers.sh"; need_languages').returncode == 0
    assert machine.done.read_text() == ""


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (("python3.11", "python3.13"), "python3.13"),
        (("python3.12", "python3.14"), "python3.12"),
        (("python3",), "python3"),
    ],
)
def test_the_newest_fitting_python_is_taken(machine: Machine, there: tuple[str, ...], taken: str) -> None:
    for name in there:
        machine.stub(name, "exit 1" if name == "python3.14" else "exit 0")
    assert machine.run("find_python 13 12 11").stdout.strip() == str(machine.bin / taken)


def test_without_a_fitting_python_the_person_hears_what_to_do(machine: Machine) -> None:
    machine.stub("python3", "exit 1")
    done = machine.run("choose_python")
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_a_fitting_python_is_known_by_its_version() -> None:
    text = (SCRIPTS / "environment.sh").read_text(encoding="utf-8")
    (condition,) = re.findall(r"^FITS='(.*)'$", text, re.MULTILINE)
    assert subprocess.run([sys.executable, "-c", condition], check=False).returncode == 0
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert requires == ">=3.11,<3.14", "environment.sh and this test say the same versions"


# ---------------------------------------------------------------- run.sh without a display


@pytest.fixture
def checkout(machine: Machine, tmp_path: Path) -> Path:
    """A checkout whose .venv stands: its Python notes how it was started, and ends as told by $ENDS."""
    root = tmp_path / "checkout"
    (root / "packaging").mkdir(parents=True)
    for name in ("run.sh", "environment.sh", "constraints.txt"):
        shutil.copy(SCRIPTS / name, root / "packaging" / name)
    shutil.copy(ROOT / "pyproject.toml", root / "pyproject.toml")
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -m ] || exit 0\necho "$QT_QPA_PLATFORM $*" >>"{machine.done}"\nexit "${{ENDS:-0}}"\n'
    )
    python.chmod(0o755)
    (root / ".venv" / "pyvenv.cfg").write_text(f"command = python3 -m venv {root}/.venv\n")
    stamp = machine.run(f'stamp_of "{root}/pyproject.toml" "{root}/packaging/constraints.txt"').stdout
    stamp = stamp.replace(str(ROOT), str(root))
    (root / ".venv" / ".aexdesk").write_text(f"{stamp} run")
    (machine.bin / "apt-get").unlink()
    machine.stub("xvfb-run", 'while [ "$1" != -s ]; do shift; done; shift 2; export QT_QPA_PLATFORM=virtual; exec "$@"')
    return root


def _start(root: Path, machine: Machine, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(root / "packaging" / "run.sh"), *arguments],
        env={"PATH": str(machine.bin), "HOME": str(root), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_display_it_walks_the_tour(machine: Machine, checkout: Path) -> None:
    done = _start(checkout, machine)
    assert done.returncode == 0, done.stderr
    pictures = checkout / "build" / "tour"
    assert machine.done.read_text() == f"virtual -m aexdesk tour --out {pictures}\n"
    assert str(pictures) in done.stderr


def test_its_exit_code_is_the_tours(machine: Machine, checkout: Path) -> None:
    done = _start(checkout, machine, ENDS="1")
    assert done.returncode == 1
    assert "build/tour" in done.stderr


def test_without_a_virtual_screen_qt_draws_offscreen(machine: Machine, checkout: Path) -> None:
    (machine.bin / "xvfb-run").unlink()
    assert _start(checkout, machine).returncode == 0
    assert machine.done.read_text().startswith("offscreen -m aexdesk tour")


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_on_a_display_it_opens_the_window(machine: Machine, checkout: Path, name: str) -> None:
    assert _start(checkout, machine, **{name: ":7"}).returncode == 0
    assert machine.done.read_text() == " -m aexdesk\n"


def test_a_command_needs_no_screen(machine: Machine, checkout: Path) -> None:
    assert _start(checkout, machine, "history", "--json").returncode == 0
    assert machine.done.read_text() == " -m aexdesk history --json\n"


# ---------------------------------------------------------------- other people's clients


def _peers_checkout(machine: Machine, root: Path) -> Path:
    for name in ("mkdir", "cp"):
        place = shutil.which(name)
        assert place, name
        (machine.bin / name).symlink_to(place)
    (root / "packaging").mkdir(parents=True)
    for name in ("peers.sh", "peers.package.json", "peers.package-lock.json", "benchmarks.package.json"):
        shutil.copy(SCRIPTS / name, root / "packaging" / name)
    return root


def _need_node_peers(machine: Machine, root: Path) -> subprocess.CompletedProcess[str]:
    """In a checkout of its own: what was made, and where the tests are told to look."""
    _peers_checkout(machine, root)
    script = (
        f'ROOT="{root}"; . "$ROOT/packaging/peers.sh"; need_node_peers; need_node_peers; echo "$AEXDESK_NODE_PEERS"'
    )
    return machine.run(f"AEXDESK_NODE_PEERS=; {script}")


def test_javascript_clients_are_installed_once_as_they_are_locked(machine: Machine, tmp_path: Path) -> None:
    machine.stub("node", "echo 20")
    machine.stub("npm", f'echo "npm $*" >>"{machine.done}"; cat package-lock.json >/dev/null; mkdir node_modules')
    done = _need_node_peers(machine, tmp_path / "checkout")
    folder = tmp_path / "checkout" / ".node-peers"
    assert (done.returncode, done.stdout) == (0, f"{folder}\n"), done.stderr
    (asked,) = machine.done.read_text().splitlines()
    assert asked.startswith("npm ci --ignore-scripts ")
    assert (folder / ".gitignore").read_text() == "*\n"


def test_what_is_measured_beside_comes_once_and_not_where_a_folder_is_named(machine: Machine, tmp_path: Path) -> None:
    machine.stub("node", "echo 20")
    machine.stub("npm", f'echo "npm $*" >>"{machine.done}"; cat package.json >/dev/null; mkdir node_modules')
    root = _peers_checkout(machine, tmp_path / "checkout")
    script = f'ROOT="{root}"; . "$ROOT/packaging/peers.sh"; need_node_benchmarks; echo "$AEXDESK_NODE_BENCHMARKS"'
    for named, place in (("none", "none"), ("", f"{root}/.node-benchmarks"), ("", f"{root}/.node-benchmarks")):
        done = machine.run(f"AEXDESK_NODE_BENCHMARKS={named}; {script}")
        assert (done.returncode, done.stdout) == (0, f"{place}\n"), done.stderr
    (asked,) = machine.done.read_text().splitlines()
    assert asked.startswith("npm install --ignore-scripts ")
    assert (root / ".node-benchmarks/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize("version", [None, "18"])
def test_without_a_fitting_node_the_person_hears_what_is_skipped(
    machine: Machine, tmp_path: Path, version: str | None
) -> None:
    if version:
        machine.stub("node", f"echo {version}")
        machine.stub("npm", f'echo "npm $*" >>"{machine.done}"')
    done = _need_node_peers(machine, tmp_path / "checkout")
    assert (done.returncode, done.stdout) == (0, "\n"), done.stderr
    assert "the tests with JavaScript clients are skipped" in done.stderr
    assert machine.done.read_text() == ""


# ---------------------------------------------------------------- versions


def _pinned() -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in (SCRIPTS / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_all_that_is_asked_for_is_pinned_within_its_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(text for extra in project["optional-dependencies"].values() for text in extra)]
    pinned = _pinned()
    for minor in ("3.11", "3.12", "3.13"):
        here = {"python_version": minor, "python_full_version": f"{minor}.0", "sys_platform": "linux"}
        for wanted in map(Requirement, asked):
            if wanted.marker and not wanted.marker.evaluate(here):
                continue
            pins = [
                pin
                for pin in pinned.get(canonicalize_name(wanted.name), [])
                if not pin.marker or pin.marker.evaluate(here)
            ]
            assert len(pins) == 1, f"{wanted} on {minor}: run packaging/lock.sh"
            (version,) = pins[0].specifier
            assert wanted.specifier.contains(version.version), f"{wanted} on {minor}: run packaging/lock.sh"


@pytest.mark.parametrize("name", ["constraints.txt", "peers.txt", "peers.package-lock.json"])
def test_no_lock_ties_us_to_an_index(name: str) -> None:
    text = (SCRIPTS / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text


@pytest.mark.parametrize(
    "name", ["run.sh", "test.sh", "lock.sh", "environment.sh", "peers.sh", "lanes.sh", "benchmarks.sh"]
)
def test_a_script_is_plain_shell(name: str) -> None:
    done = subprocess.run(["sh", "-n", str(SCRIPTS / name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# ---------------------------------------------------------------- lanes through the tests


class Queue:
    """A list of pieces, and lanes through them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.list = root / "packaging" / "pieces.txt"

    def run(self, script: str, *pieces: str, lanes: int = 2) -> str:
        self.list.write_text(
            "# Why\n" + "".join(f"tree {one}\n" for one in pieces) + "wheel 7 other\n", encoding="utf-8"
        )
        done = subprocess.run(
            ["sh", "-euc", f'ROOT="{self.root}"; . "{SCRIPTS}/lanes.sh"; {script}'],
            env={**os.environ, "AEXDESK_LANES": str(lanes)},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    (tmp_path / "packaging").mkdir()
    return Queue(tmp_path)


@pytest.mark.parametrize("lanes", [1, 2, 3])
def test_each_piece_is_run_once_and_the_longest_first(queue: Queue, lanes: int) -> None:
    pieces = [f"{number} piece{number}" for number in range(20)]
    told = queue.run('piece() { echo "<$*>"; }; in_lanes tree piece; echo all passed', *pieces, lanes=lanes)
    ran = re.findall(r"<(.*?)>", told)
    assert sorted(ran) == sorted(one.partition(" ")[2] for one in pieces)
    assert lanes > 1 or ran == [f"piece{number}" for number in reversed(range(20))]
    assert told.endswith("all passed\n")


def test_one_piece_that_fails_is_told_and_the_others_run(queue: Queue) -> None:
    told = queue.run(
        'piece() { echo "<$1>"; [ "$1" != bad ] || return 3; };'
        ' if in_lanes tree piece; then echo passed; else echo failed; fi; echo "$lanes_summary"',
        *("4 one", "3 bad", "2 two", "1 three"),
    )
    assert sorted(re.findall(r"<(.*?)>", told)) == ["bad", "one", "three", "two"]
    assert "failed" in told.splitlines()
    assert len(re.findall(r"s  passed  (one|two|three)", told)) == 3
    assert "FAILED (exit 3)  bad" in told


def test_pieces_run_at_once_each_in_a_folder_of_its_own(queue: Queue, tmp_path: Path) -> None:
    """Each waits for the other: in one lane, neither would end."""
    wait = f'until [ -e "{tmp_path}/$([ $1 = a ] && echo b || echo a)" ]; do :; done'
    meet = f'piece() {{ echo "<$TMPDIR>"; : >"$TMPDIR/written"; : >"{tmp_path}/$1"; {wait}; }}'
    told = queue.run(f'{meet}; in_lanes tree piece; echo "($TMPDIR)"', "1 a", "1 b")
    one, other = re.findall(r"<(.*?)>", told)
    assert one != other
    assert not Path(one).parent.exists(), "what tests wrote goes with them"
    assert f"({tempfile.gettempdir()})" in told


def test_the_seconds_of_a_run_are_a_list_for_the_next(queue: Queue) -> None:
    queue.run("piece() { :; }; in_lanes tree piece", "40 a", "30 b/c")
    lines = (queue.root / "build" / "pieces.txt").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("# Why", "wheel 7 other")
    assert sorted(re.sub(r"[0-9]+", "N", line) for line in lines[1:-1]) == ["tree N a", "tree N b/c"]


def _pieces() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (SCRIPTS / "pieces.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            stage, seconds, name = line.split()
            assert seconds.isdigit()
            found.setdefault(stage, []).append(name)
    return found


@pytest.mark.parametrize("stage", ["tree", "wheel"])
def test_every_test_is_in_one_piece(stage: str) -> None:
    names = [name for name in _pieces()[stage] if name.partition("/")[0] == "tests"]
    told = subprocess.run(
        ["sh", "-euc", f'. "{SCRIPTS}/lanes.sh"; for one in {" ".join(names)}; do place {stage} $one; echo; done'],
        env={**os.environ, "ROOT": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert len(told) == len(names)
    assert [name for name in names if not (ROOT / name).exists()] == []
    runs = dict.fromkeys((ROOT / "tests").rglob("test_*.py"), 0)
    for line in told:
        place, *ignored = (ROOT / word.removeprefix("--ignore=") for word in line.split())
        for file in runs:
            runs[file] += file.is_relative_to(place) and not any(file.is_relative_to(one) for one in ignored)
    assert {file: count for file, count in runs.items() if count != 1} == {}
