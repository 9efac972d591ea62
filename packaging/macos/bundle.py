"""Tells PyInstaller's BUNDLE, at the end of the spec, what AExDesk.app says of itself."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))
import changelog  # noqa: E402 - beside this folder
import version  # noqa: E402


def info() -> dict[str, Any]:
    """Info.plist, with the version filled in."""
    known = version.values(version.SOURCE.read_text(encoding="utf-8"), changelog.CHANGELOG.read_text(encoding="utf-8"))
    filled = version.fill((_HERE / "Info.plist").read_text(encoding="utf-8"), known)
    read: dict[str, Any] = plistlib.loads(filled.encode())
    return read


def arguments() -> dict[str, Any]:
    """For BUNDLE, beside what it is made of. The icon is put in by build.sh."""
    told = info()
    return {
        "name": "AExDesk.app",
        "bundle_identifier": told["CFBundleIdentifier"],
        "version": told["CFBundleShortVersionString"],
        "info_plist": told,
    }
