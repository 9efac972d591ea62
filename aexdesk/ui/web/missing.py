"""Why there may be no embedded browser here; told before Chromium is asked, for it ends the process where it cannot."""

from __future__ import annotations

import os
from enum import StrEnum
from importlib import import_module

_SANDBOX_OFF = "QTWEBENGINE_DISABLE_SANDBOX"


class Missing(StrEnum):
    """What is in the way of the embedded browser."""

    NOTHING = ""
    NOT_INSTALLED = "not_installed"
    LIBRARY = "library"
    ROOT = "root"


def find_missing() -> Missing:
    """What is in the way. Imports the browser, so it takes a moment the first time."""
    # Chromium's sandbox refuses to run as root, and takes the whole process with it.
    if hasattr(os, "geteuid") and os.geteuid() == 0 and os.environ.get(_SANDBOX_OFF) != "1":
        return Missing.ROOT
    try:
        for name in ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"):
            import_module(name)
    except ModuleNotFoundError:
        return Missing.NOT_INSTALLED
    except ImportError:
        return Missing.LIBRARY
    return Missing.NOTHING
