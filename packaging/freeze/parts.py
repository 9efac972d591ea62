"""What goes into the frozen folder by name, what stays out of it, and how large it may become."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Collection, Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

Entry = tuple[str, str, str]
"""As PyInstaller lists it: place in the folder, where it comes from, kind."""

_KEYRING_BACKENDS = {
    "darwin": ("keyring.backends.macOS",),
    "win32": ("keyring.backends.Windows", "win32ctypes.core"),
}
_KEYRING_BACKENDS_ELSEWHERE = ("keyring.backends.SecretService", "keyring.backends.kwallet", "secretstorage", "jeepney")

# Imported by a name in a string, or by an entry point, which a frozen program has not.
_BY_NAME = (
    "chinese_calendar",
    "httptools",
    "jmespath",
    "keyring.errors",
    "python_multipart",
    "qasync",
    "uvicorn.lifespan.off",
    "uvicorn.lifespan.on",
    "uvicorn.loops.asyncio",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.http.httptools_impl",
)
_BY_NAME_IF_THERE = ("csimdjson", "simdjson")
"""No wheel of it for Windows on ARM."""

_BROWSER_MODULES = ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets")
# Their libraries come where the browser's library needs them; nobody imports them from Python.
_NEVER_IMPORTED = (
    *("PySide6.QtDBus", "PySide6.QtOpenGL", "PySide6.QtPositioning", "PySide6.QtQml", "PySide6.QtQuick"),
    *("PySide6.QtQuickWidgets", "PySide6.QtMultimedia", "PySide6.QtPdf"),
    *("_pytest", "curses", "pip", "pycparser", "pytest", "readline", "setuptools", "tkinter"),
)

# Plugins of Qt by folder; of a folder that is not named, none. Names without the system's beginning and end.
_PLUGINS: dict[str, tuple[str, ...]] = {
    "iconengines": ("svgicon",),
    # What a call answers may be a picture, and the console shows it.
    "imageformats": ("gif", "ico", "jpeg", "svg", "webp"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("cocoa", "offscreen", "wayland", "windows", "xcb"),
    # Files are chosen in the desktop's own window through the portal; the GTK theme would bring GTK.
    "platformthemes": ("xdgdesktopportal",),
    "styles": ("*",),
    "tls": ("certonlybackend", "opensslbackend", "schannelbackend", "securetransportbackend"),
    "wayland-decoration-client": ("*",),
    "wayland-graphics-integration-client": ("*",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("*",),
}

# Besides: QML's own files, the inspector of the web engine, what describes Qt to its tools.
_UNUSED = ("*/Qt/qml/*", "PySide6/qml/*", "*_devtools_resources.pak", "*.debug.pak", "*.debug.bin", "*.pdb", "*.pyi")
_UNUSED += ("*/metatypes/*", "*/Qt/modules/*", "*opengl32sw.dll", "click-*.dist-info/*")
# The notes of who installed a package: they are of scripts that are not here, and change with the folder of the build.
_UNUSED += ("*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json")

# NSS loads them by itself.
_LOADED_UNSEEN = ("libfreebl*", "libnssckbi*", "libnssdbm*", "libsoftokn*")

# Run before the program by PyInstaller, and cost every command a tenth of a second and more: they import what few
# programs need. Qt finds its plugins by the place of its own library, but on macOS, where that is in a framework.
_AT_START_UNUSED = ("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_multiprocessing", "pyi_rth_setuptools")
_QT_AT_START = "pyi_rth_pyside6"

BUDGET_MB: dict[str, dict[bool, int]] = {
    # True: with the browser. Linux is measured, and some 5 % above it; the others are guesses until they are built.
    "linux": {True: 415, False: 158},
    "darwin": {True: 500, False: 190},
    "win32": {True: 450, False: 180},
}


def named(*, browser: bool, known: Callable[[str], bool]) -> list[str]:
    """The modules that are to come though nobody imports them plainly. `known`: is it installed?"""
    backends = _KEYRING_BACKENDS.get(sys.platform, _KEYRING_BACKENDS_ELSEWHERE)
    missing = [name for name in (*_BY_NAME, *backends) if not known(name.partition(".")[0])]
    if missing:
        raise SystemExit(f"Not installed, so the frozen program would lack it: {', '.join(missing)}")
    there = [name for name in _BY_NAME_IF_THERE if known(name)]
    return [*_BY_NAME, *backends, *there, *(_BROWSER_MODULES if browser else ())]


def unwanted_modules(*, browser: bool) -> list[str]:
    """The modules that stay out though something would bring them."""
    return [*_NEVER_IMPORTED, *(() if browser else _BROWSER_MODULES)]


def choose(
    entries: Iterable[Entry],
    languages: Collection[str],
    imports_of: Callable[[str], Iterable[str]],
    *,
    browser: bool,
) -> list[Entry]:
    """The entries that the program needs: a library stays where something that stays asks for it.

    `languages`: codes such as pt_BR, beside English. `imports_of`: names of the libraries that a binary asks for.
    """
    wanted = [one for one in entries if is_wanted(_posix(one[0]), languages, browser=browser)]
    kept = [one for one in wanted if not _is_library(_posix(one[0]))]
    libraries = [one for one in wanted if _is_library(_posix(one[0]))]
    unseen = [one for one in libraries if browser and _matches(_name(one[0]), _LOADED_UNSEEN)]
    needed: set[str] = {_name(one[0]) for one in unseen}
    to_ask = [*kept, *unseen]
    while to_ask:
        asked = {_name(name) for one in to_ask if one[2] in {"BINARY", "EXTENSION"} for name in imports_of(one[1])}
        new = asked - needed
        needed |= new
        to_ask = [one for one in libraries if _name(one[0]) in new]
    return kept + [one for one in libraries if _name(one[0]) in needed]


def is_wanted(place: str, languages: Collection[str], *, browser: bool) -> bool:
    """Whether what lies at this place (forward slashes) may be needed at all; libraries are asked for later."""
    path = PurePosixPath(place)
    if _matches(place, _UNUSED) or (not browser and "webengine" in path.name.lower()):
        return False
    if "plugins" in path.parts and "PySide6" in path.parts:
        return _plugin_name(path.name) in _Any(_PLUGINS.get(path.parent.name, ()))
    if "qtwebengine_locales" in path.parts:
        return path.stem in {"en-US", *(code.replace("_", "-") for code in languages)}
    if "translations" in path.parts and "PySide6" in path.parts:
        return path.stem in {f"qtbase_{code}" for code in languages}
    return True


def is_wanted_at_start(name: str) -> bool:
    """Whether this script, of PyInstaller's or our own, is to run when the program starts."""
    return name not in _AT_START_UNUSED and (name != _QT_AT_START or sys.platform == "darwin")


def size_of(folder: Path) -> int:
    """Bytes of all files in the folder; what is linked counts once."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def check(folder: Path, *, browser: bool) -> None:
    """Stops the build where the folder has grown past its budget."""
    size, budget = size_of(folder) / 1e6, BUDGET_MB[sys.platform][browser]
    print(f"{folder}: {size:.0f} MB of {budget} MB")  # noqa: T201 - what a build says
    if size > budget:
        raise SystemExit(f"The folder has {size:.0f} MB; its budget is {budget} MB (packaging/freeze/parts.py).")


def strip(folder: Path) -> None:
    """Takes from Python's own libraries, on Linux, their symbols and the places of the machine that built them.

    Qt's come without, and macOS signs them. Who is loaded finds the others by the loader, or finds them loaded.
    """
    if sys.platform != "linux":
        return
    for one in sorted(folder.rglob("*.so*")):
        if one.is_file() and not one.is_symlink() and "PySide6" not in one.parts:
            subprocess.run(["strip", "--strip-unneeded", str(one)], check=True)
            told = subprocess.run(["chrpath", "--list", str(one)], capture_output=True, text=True, check=False).stdout
            if "PATH=/" in told:
                subprocess.run(["chrpath", "--delete", str(one)], check=True, stdout=subprocess.DEVNULL)


def lay_open(folder: Path) -> None:
    """Puts, on Linux, a folder in place of the ZIP file in which Python finds the modules that it starts with.

    It reads a ZIP file by code in Python, anew for each module: some 5 ms of every start. The folder has the file's
    name, since that is where the loader looks. Windows and macOS keep the file: one scans each file of a program, the
    other wants folders signed.
    """
    if sys.platform != "linux":
        return
    packed = folder / "_internal" / "base_library.zip"
    opened = packed.with_suffix(".opened")
    with ZipFile(packed) as archive:
        archive.extractall(opened)
    packed.unlink()
    opened.rename(packed)


class _Any:
    """Holds what one of the patterns fits."""

    def __init__(self, patterns: Collection[str]) -> None:
        self._patterns = patterns

    def __contains__(self, name: str) -> bool:
        return _matches(name, self._patterns)


def _posix(place: str) -> str:
    return place.replace("\\", "/")


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(text, pattern) for pattern in patterns)


def _is_library(place: str) -> bool:
    """Qt's own libraries and those of the system that PyInstaller found; libpython and the modules are none."""
    path = PurePosixPath(place)
    if path.name.startswith(("libpython", "python3")) or ".abi3." in path.name or ".cpython-" in path.name:
        return False
    if _framework(path):
        return True
    if path.parent.as_posix() in {"PySide6/Qt/lib", "."}:
        return ".so" in path.name or path.suffix in {".dylib", ".chk"}
    return path.parent.as_posix() == "PySide6" and path.name.startswith("Qt6") and path.suffix == ".dll"


def _framework(path: PurePosixPath) -> str:
    return next((part.removesuffix(".framework") for part in path.parts if part.endswith(".framework")), "")


def _name(place: str) -> str:
    path = PurePosixPath(_posix(place))
    return (_framework(path) or path.name).lower()


def _plugin_name(name: str) -> str:
    return name.partition(".")[0].removeprefix("lib").removeprefix("q")
