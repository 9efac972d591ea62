"""What packages are made of: man page and completions know every command, metainfo is valid, Qt is pruned."""

from __future__ import annotations

import argparse
import configparser
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from aexdesk import i18n, resources

PACKAGING = Path(__file__).parents[1] / "packaging"
MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


@cache
def module(name: str) -> ModuleType:
    """A script of the folder: it is no package, and `packaging` is somebody else's."""
    spec = importlib.util.spec_from_file_location(name.replace("/", "_"), PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def every_option(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                yield name
                yield from every_option(one)
        elif action.help != argparse.SUPPRESS and not isinstance(action, argparse._HelpAction):
            yield from action.option_strings


# ---------------------------------------------------------------- man page and completions


def test_the_man_page_tells_of_every_command_and_option() -> None:
    writer = module("terminal/write")
    page = writer.man_page(MOMENT)
    plain = page.replace(r"\-", "-").replace(r"\fB", "").replace(r"\fR", "")
    missing = {one for one in every_option(writer.whole_parser()) if one not in plain}
    assert missing == set()
    assert page.startswith('.TH AEXDESK 1 "2026-01-02"')
    assert "body-reader" not in plain
    if shutil.which("man"):
        done = subprocess.run(
            ["man", "--warnings", "-E", "UTF-8", "-l", "-"], input=page.encode(), capture_output=True, check=False
        )
        assert done.stderr.decode() == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_knows_every_command_and_option(shell: str) -> None:
    writer = module("terminal/write")
    text = writer.completions(shell)
    # fish writes an option by its bare name.
    bare = {one.lstrip("-") for one in every_option(writer.whole_parser())}
    assert {one for one in bare if not re.search(rf"(?<![\w-])-{{0,2}}{re.escape(one)}(?![\w-])", text)} == set()
    if program := shutil.which(shell):
        done = subprocess.run([program, "-n"], input=text.encode(), capture_output=True, check=False, timeout=30)
        assert done.stderr.decode() == ""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash completes it")
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("aexdesk pract", "practice"),
        ("aexdesk practice --order-mismatch ''", "refuse charge"),
        ("aexdesk profile ''", "add list remove"),
    ],
)
def test_bash_completes(tmp_path: Path, line: str, completed: str) -> None:
    place = tmp_path / "aexdesk"
    place.write_text(module("terminal/write").completions("bash"), encoding="utf-8")
    script = f"""
        . "{place}"
        COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE="${{COMP_WORDS[*]}}"
        function_=$(complete -p aexdesk | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        $function_ aexdesk "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
        echo "${{COMPREPLY[*]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=30)
    assert (done.stdout.strip(), done.stderr) == (completed, "")


# ---------------------------------------------------------------- what a desktop reads


def test_the_desktop_entry_speaks_every_language() -> None:
    entry = PACKAGING / "linux/aexdesk.desktop"
    read = configparser.ConfigParser(interpolation=None, delimiters="=")
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(entry, encoding="utf-8")
    fields = read["Desktop Entry"]
    assert (fields["Exec"], fields["Icon"], fields["StartupWMClass"]) == ("aexdesk",) * 3
    for code in i18n.languages():
        assert fields[f"Comment[{code}]"]
        assert fields[f"GenericName[{code}]"]
    if program := shutil.which("desktop-file-validate"):
        done = subprocess.run([program, str(entry)], capture_output=True, text=True, check=False)
        assert done.stdout + done.stderr == ""


def test_the_metainfo_is_valid(tmp_path: Path) -> None:
    releases = subprocess.run(
        [sys.executable, str(PACKAGING / "changelog.py"), "--metainfo"], capture_output=True, text=True, check=True
    ).stdout
    whole = (PACKAGING / "linux/aexdesk.metainfo.xml").read_text(encoding="utf-8").replace("@RELEASES@", releases)
    component = ElementTree.fromstring(whole)
    assert component.findtext("launchable") == "aexdesk.desktop"
    languages = {one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in component.findall("summary")}
    assert languages == {None, *(code.replace("_", "-") for code in i18n.languages())}
    if program := shutil.which("appstreamcli"):
        place = tmp_path / "aexdesk.metainfo.xml"
        place.write_text(whole, encoding="utf-8")
        done = subprocess.run(
            [program, "validate", "--no-net", str(place)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_the_icon_stands_alone() -> None:
    """No colour from outside, no file beside it: systems draw it as it is."""
    drawing = resources.read_text("aexdesk.svg")
    assert "currentColor" not in drawing
    assert "href" not in drawing


# ---------------------------------------------------------------- what is frozen

LIBRARIES = "PySide6/Qt/lib"


def test_a_library_stays_where_something_that_stays_asks_for_it() -> None:
    asked = {
        "QtWidgets": ["libQt6Widgets.so.6", "libc.so.6"],
        "libQt6Widgets": ["libQt6Gui.so.6"],
        "xcb": ["libxcb-cursor.so.0"],
        "gtk": ["libgtk-3.so.0"],
    }
    entries = [
        ("PySide6/QtWidgets.abi3.so", "QtWidgets", "EXTENSION"),
        (f"{LIBRARIES}/libQt6Widgets.so.6", "libQt6Widgets", "BINARY"),
        (f"{LIBRARIES}/libQt6Gui.so.6", "libQt6Gui", "BINARY"),
        ("libQt6Gui.so.6", f"{LIBRARIES}/libQt6Gui.so.6", "SYMLINK"),
        (f"{LIBRARIES}/libQt6Quick3D.so.6", "libQt6Quick3D", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "xcb", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", "fb", "BINARY"),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "gtk", "BINARY"),
        ("libxcb-cursor.so.0", "cursor", "BINARY"),
        ("libgtk-3.so.0", "libgtk", "BINARY"),
        ("libpython3.13.so.1.0", "python", "BINARY"),
        ("PySide6/Qt/qml/QtQuick/qmldir", "qml", "DATA"),
        ("aexdesk/_resources/theme/tokens.json", "tokens", "DATA"),
    ]
    kept = module("freeze/parts").choose(entries, ["ru"], lambda file: asked.get(file, []), browser=True)
    assert sorted(place for place, _file, _kind in kept) == [
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/QtWidgets.abi3.so",
        "aexdesk/_resources/theme/tokens.json",
        "libQt6Gui.so.6",
        "libpython3.13.so.1.0",
        "libxcb-cursor.so.0",
    ]


@pytest.mark.parametrize(
    ("place", "is_wanted"),
    [
        ("PySide6/Qt/translations/qtbase_ru.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/translations/qt_help_ru.qm", False),
        ("PySide6/Qt/translations/qtwebengine_locales/en-US.pak", True),
        ("PySide6/Qt/translations/qtwebengine_locales/pt-BR.pak", True),
        ("PySide6/Qt/translations/qtwebengine_locales/fr.pak", False),
        ("PySide6/Qt/resources/qtwebengine_devtools_resources.pak", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/plugins/sqldrivers/qsqlite.dll", False),
    ],
)
def test_only_our_languages_and_plugins_come(place: str, is_wanted: bool) -> None:
    assert module("freeze/parts").is_wanted(place, ["pt_BR", "ru"], browser=True) is is_wanted


@pytest.mark.skipif(sys.platform != "linux", reason="the file stays a file elsewhere")
def test_what_python_starts_with_lies_open(tmp_path: Path) -> None:
    packed = tmp_path / "_internal" / "base_library.zip"
    packed.parent.mkdir()
    with ZipFile(packed, "w") as archive:
        archive.writestr("opened_for_this_test/inner.py", "FOUND = True")
        archive.writestr("opened_for_this_test/__init__.py", "")
    module("freeze/parts").lay_open(tmp_path)
    told = "import opened_for_this_test.inner as one; print(one.FOUND, one.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", told], env={"PYTHONPATH": str(packed)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", str(packed / "opened_for_this_test" / "inner.py")]
    assert [one.name for one in packed.parent.iterdir()] == [packed.name]


def test_a_folder_past_its_budget_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = module("freeze/parts")
    (tmp_path / "one").write_bytes(bytes(2_000_001))
    monkeypatch.setattr(parts, "BUDGET_MB", {sys.platform: {True: 2, False: 3}})
    parts.check(tmp_path, browser=False)
    with pytest.raises(SystemExit, match="budget is 2 MB"):
        parts.check(tmp_path, browser=True)
