"""What builds and releases: the workflows name what is there, and the version and the changelog are stated once."""

from __future__ import annotations

import json
import plistlib
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import aexdesk
from aexdesk.cli.main import commands
from aexdesk.workspace.release import Version

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = re.compile(r"packaging[/\\][\w./\\-]+\.(?:sh|py|ps1|txt|spec|plist|iss)\b")
BUILDERS = [*PACKAGING.rglob("*.sh"), *PACKAGING.rglob("*.ps1")]


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The scripts of packaging/ can be imported; not from the name of the folder, which a library has too."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.syspath_prepend(str(PACKAGING / "macos"))
    monkeypatch.syspath_prepend(str(PACKAGING / "icon"))
    yield
    for name in ("changelog", "version", "release_list", "bundle", "pack"):
        sys.modules.pop(name, None)


def script(name: str) -> ModuleType:
    return import_module(name)


def known_values() -> dict[str, str]:
    source = f'__version__ = "{aexdesk.__version__}"\n'
    found: dict[str, str] = script("version").values(source, (PACKAGING / "CHANGELOG.md").read_text(encoding="utf-8"))
    return found


# ---------------------------------------------------------------- the workflows


def test_there_are_workflows() -> None:
    assert [file.name for file in WORKFLOWS] == ["ci.yml", "release.yml"]


@pytest.mark.parametrize("file", [*WORKFLOWS, *BUILDERS], ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_called_is_there(file: Path) -> None:
    """Scripts by their path, with the options that they know; tests by their folder; commands by their name."""
    text = re.sub(r"\\\n\s*", " ", file.read_text(encoding="utf-8"))
    for line in text.splitlines():
        for called in SCRIPT.finditer(line):
            place = ROOT / called[0].replace("\\", "/")
            assert place.is_file(), called[0]
            if place.suffix in (".sh", ".py") and not line.lstrip().startswith("#"):
                options = re.findall(r"(?<=\s)--[a-z][a-z-]+", line[called.end() :].partition("|")[0])
                source = place.read_text(encoding="utf-8")
                assert [option for option in options if option not in source] == [], line
        if file in WORKFLOWS:
            assert [name for name in re.findall(r"tests/[\w/]+", line) if not (ROOT / name).exists()] == []
            run = re.search(r"(?:^|/|run: )aexdesk ([a-z]+(?:-[a-z]+)*)(?= |$)", line.strip())
            assert run is None or run[1] in commands(), line


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_each_action_is_pinned_by_its_commit(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert used
    odd = [one for one in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)]
    assert odd == []


def test_an_action_is_pinned_alike_everywhere() -> None:
    used = {one for file in WORKFLOWS for one in re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))}
    assert len({one.partition("@")[0] for one in used}) == len(used)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_each_job_has_an_end_and_no_more_rights_than_it_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    assert "\nconcurrency:\n" in text
    jobs = re.split(r"^  (?=[a-z]+:$)", text.partition("\njobs:\n")[2], flags=re.MULTILINE)[1:]
    assert jobs
    for job in jobs:
        name = job.partition(":")[0]
        assert "timeout-minutes: " in job, name
        rights = re.search(r"^    permissions:\n((?:      .*\n)+)", job, re.MULTILINE)
        assert rights is not None, name
        may_write = "write" in rights[1]
        assert may_write == (name == "publish"), name
    # A secret reaches a script through its environment alone: within `run` it would be pasted into the code.
    for line in text.splitlines():
        assert "${{ secrets." not in line or re.fullmatch(r"          [A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}", line), (
            line
        )


# ---------------------------------------------------------------- the version


def test_the_version_is_stated_once() -> None:
    """Everything else is filled when it is built."""
    places = [ROOT / "pyproject.toml", ROOT / "README.md", *WORKFLOWS, *PACKAGING.rglob("*")]
    places += (ROOT / "aexdesk").rglob("*.py") if (ROOT / "aexdesk").is_dir() else []
    stated = re.compile(rf"(?<![\d.]){re.escape(aexdesk.__version__)}(?![\d.])")
    others = ("CHANGELOG.md", "constraints.txt", "lock.json", "peers.txt", ".pyc")  # theirs are of other things
    found = {
        place.relative_to(ROOT).as_posix()
        for place in places
        if place.is_file() and not place.name.endswith(others)
        and stated.search(place.read_text(encoding="utf-8", errors="replace"))
    }  # fmt: skip
    assert found <= {"aexdesk/__init__.py"}


@pytest.mark.usefixtures("scripts")
def test_the_version_is_filled_in() -> None:
    known = known_values()
    assert known["VERSION"] == aexdesk.__version__
    templates = [PACKAGING / "windows" / "version_info.txt", PACKAGING / "windows" / "aexdesk.iss"]
    for template in templates:
        filled = script("version").fill(template.read_text(encoding="utf-8"), known)
        assert aexdesk.__version__ in filled
        assert not re.search(r"@[A-Z_]+@", filled)
    with pytest.raises(ValueError, match="is none of"):
        script("version").fill("@VERSOIN@", known)


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize(
    ("version", "numbers", "quad", "debian"),
    [
        ("1.2.3", "1.2.3", "1.2.3.0", "1.2.3"),
        ("1.2rc1", "1.2.0", "1.2.0.0", "1.2~rc1"),
        ("1.0.0.dev3", "1.0.0", "1.0.0.0", "1.0.0~dev3"),
    ],
)
def test_each_system_gets_the_version_in_its_form(version: str, numbers: str, quad: str, debian: str) -> None:
    known = script("version").values(f'__version__ = "{version}"\n', "")
    assert (known["VERSION_NUMBERS"], known["VERSION_QUAD"], known["DEBIAN_VERSION"]) == (numbers, quad, debian)
    assert known["VERSION_TUPLE"] == quad.replace(".", ", ")


@pytest.mark.usefixtures("scripts")
def test_a_tag_is_that_of_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "init.py"
    source.write_text(f'__version__ = "{aexdesk.__version__}"\n', encoding="utf-8")
    version = script("version")
    monkeypatch.setattr(version, "SOURCE", source)
    for tag, code in ((f"v{aexdesk.__version__}", 0), ("v999.0", 1), (aexdesk.__version__, 1)):
        monkeypatch.setattr(sys, "argv", ["version.py", "--is", tag])
        assert version.main() == code
    source.write_text('__version__ = "999.0"\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["version.py", "--is", "v999.0"])
    assert version.main() == 1, "the changelog tells nothing of it"


@pytest.mark.usefixtures("scripts")
def test_the_app_says_what_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "init.py"
    source.write_text('__version__ = "1.2rc1"\n', encoding="utf-8")
    bundle = script("bundle")
    monkeypatch.setattr(script("version"), "SOURCE", source)
    told = bundle.arguments()
    assert told["version"] == told["info_plist"]["CFBundleVersion"] == "1.2.0"
    assert told["info_plist"]["LSBackgroundOnly"] is False
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert set(rights) == {
        "com.apple.security.cs.allow-jit", "com.apple.security.cs.allow-unsigned-executable-memory",
    }  # fmt: skip


# ---------------------------------------------------------------- the changelog


@pytest.mark.usefixtures("scripts")
def test_the_changelog_tells_of_this_version_in_every_form() -> None:
    changelog = script("changelog")
    releases = changelog.read((PACKAGING / "CHANGELOG.md").read_text(encoding="utf-8"))
    versions = [version for one in releases if (version := Version.read(one.version)) is not None]
    assert len(versions) == len(releases)
    assert versions == sorted(versions, reverse=True), "the newest first"
    assert aexdesk.__version__ in [one.version for one in releases]
    assert "### Added" in changelog.write_notes(releases, aexdesk.__version__)
    element = ElementTree.fromstring(changelog.write_metainfo(releases))
    assert [one.attrib["version"] for one in element] == [one.version for one in releases]
    debian = changelog.write_debian(releases, "Some One <some@one.example>")
    assert debian.startswith(
        f"aexdesk ({changelog.debian_version(releases[0].version)}) stable; urgency=medium\n\n  * "
    )
    assert all(len(line) <= 80 for line in debian.splitlines())
    assert re.search(
        r"\n -- Some One <some@one\.example>  [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} 00:00:00 \+0000\n", debian
    )


@pytest.mark.skipif(shutil.which("dpkg-parsechangelog") is None, reason="Debian's own reader is not here")
def test_debian_reads_its_changelog() -> None:
    written = subprocess.run(
        [sys.executable, str(PACKAGING / "changelog.py"), "--debian"], capture_output=True, check=True
    )
    read = subprocess.run(["dpkg-parsechangelog", "-l-"], input=written.stdout, capture_output=True, check=True)
    assert b"Source: aexdesk\n" in read.stdout
    assert read.stderr == b""


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("text", ["## 1.0\n", "## [1.0]\n- x\n", "## [1.0] - yesterday\n"])
def test_a_changelog_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"release"):
        script("changelog").read(text)


# ---------------------------------------------------------------- what a build brings


@pytest.mark.usefixtures("scripts")
def test_a_build_is_told_where_its_releases_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "release_list.json"
    place.write_text('{"about": "x", "url": ""}', encoding="utf-8")
    feed = script("release_list")
    monkeypatch.setattr(feed, "PLACE", place)
    assert feed.main(["some-one/aex.desk"]) == 0
    url = "https://api.github.com/repos/some-one/aex.desk/releases?per_page=10"
    assert json.loads(place.read_text(encoding="utf-8")) == {"about": "x", "url": url}
    for wrong in ("some-one", "a/b/c", "../x", "a b/c", "a/b?x=1"):
        assert feed.main([wrong]) == 2
    assert feed.main([""]) == 0
    assert json.loads(place.read_text(encoding="utf-8"))["url"] == ""


@pytest.mark.usefixtures("scripts")
def test_the_icon_is_packed_as_windows_and_macos_want_it(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage, QImageReader

    pack = script("pack")
    for size in {*pack.ICO_SIZES, *(size for _kind, size in pack.ICNS_KINDS)}:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0xFF102030)
        assert image.save(str(tmp_path / f"{size}.png"))
    assert pack.main([str(tmp_path), str(tmp_path / "a.ico")]) == 0
    reader = QImageReader(str(tmp_path / "a.ico"))
    sizes = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        sizes.append(reader.read().width())
    assert tuple(sizes) == pack.ICO_SIZES
    data = pack.pack_icns(tmp_path)
    kind, length = struct.unpack(">4sI", data[:8])
    assert (kind, length) == (b"icns", len(data))
    assert data[16:24] == b"\x89PNG\r\n\x1a\n"
