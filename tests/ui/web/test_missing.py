"""Why there may be no browser: told, and Chromium is not asked, for it would end the process."""

from __future__ import annotations

import os

import pytest

from aexdesk.ui.web import missing
from aexdesk.ui.web.missing import Missing, find_missing


def fail_with(patch: pytest.MonkeyPatch, error: ImportError) -> None:
    def refuse(name: str) -> None:
        raise error

    patch.setattr(missing, "import_module", refuse)


def test_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ModuleNotFoundError("No module named 'PySide6.QtWebEngineCore'"))
    assert find_missing() is Missing.NOT_INSTALLED


def test_a_library_of_the_system_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ImportError("libnss3.so: cannot open shared object file"))
    assert find_missing() is Missing.LIBRARY


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no root here")
@pytest.mark.parametrize(("sandbox_off", "expected"), [("", Missing.ROOT), ("0", Missing.ROOT), ("1", Missing.NOTHING)])
def test_root_needs_the_sandbox_switched_off(
    monkeypatch: pytest.MonkeyPatch, sandbox_off: str, expected: Missing
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", sandbox_off)
    monkeypatch.setattr(missing, "import_module", lambda name: None)
    assert find_missing() is expected


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no root here")
def test_others_need_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(missing, "import_module", lambda name: None)
    assert find_missing() is Missing.NOTHING
