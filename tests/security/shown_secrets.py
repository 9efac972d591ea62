"""Gathers what a window shows, tells and gives away, and what its process leaves around it; finds secrets in there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from tests.e2e.secret_forms import forms_of

_ROWS, _COLUMNS = 60, 12
_TOP = QModelIndex()
_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
_TOLD = (
    "accessibleName", "accessibleDescription", "windowTitle", "windowFilePath", "toolTip", "statusTip", "whatsThis",
    "placeholderText", "text", "toPlainText", "title", "currentText", "displayText", "message",
)  # fmt: skip

Where = Iterator[tuple[str, bytes]]


def secrets_of(stage: Any) -> Mapping[str, str]:
    """What the scenes' desk knows: of the practice gateway and of the apps and accounts that a person would add."""
    from tests.scenery.workspace import seeds

    told = seeds(stage)
    known = {name: getattr(told, name).reveal() for name in _OF_PRACTICE}
    return {
        **known,
        "another app's": "of-another-app",
        "renewed": "a-secret-that-was-renewed",
        "past": "of-last-autumn",
    }


_OF_PRACTICE = ("app_secret", "buyer_password", "session", "refresh_token", "real_session")


def find(secrets: Mapping[str, str], where: Iterable[tuple[str, bytes]]) -> list[str]:
    """Each secret, in whatever form, with the place of it."""
    forms = {name: tuple(forms_of(secret)) for name, secret in secrets.items()}
    return [
        f"{name} in {place}"
        for place, content in where
        for name, each in forms.items()
        if any(form in content for form in each)
    ]


# ---------------------------------------------------------------- the window


def of_windows(*parts: QWidget) -> Where:
    """Every text in these widgets (none: in all there are), seen or not, as a person, a screen reader, a tip or a drag
    would get it; and the clipboard."""
    for top in parts or QApplication.topLevelWidgets():
        for one in (top, *top.findChildren(QWidget)):
            yield f"{type(one).__name__} {one.objectName()}", "\n".join(_texts_of(one)).encode("utf-8", "replace")
        for action in top.findChildren(QAction):
            yield f"action {action.objectName()}", f"{action.text()}\n{action.toolTip()}\n{action.data()}".encode()
    clipboard = QGuiApplication.clipboard()
    yield "the clipboard", clipboard.text().encode("utf-8", "replace")


def _texts_of(widget: QWidget) -> Iterator[str]:
    for name in _TOLD:
        # A field that hides what is in it is asked for what it displays.
        if name == "text" and isinstance(widget, QLineEdit):
            continue
        given = getattr(widget, name, None)
        if callable(given):
            yield _asked(given)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _texts_of_model(widget.model(), is_dragged=widget.dragEnabled())


def _asked(given: Any) -> str:
    try:
        told = given()
    except TypeError:  # not that kind of method
        return ""
    return told if isinstance(told, str) else ""


def _texts_of_model(model: QAbstractItemModel, *, is_dragged: bool) -> Iterator[str]:
    rows = min(model.rowCount(_TOP), _ROWS)
    # Of a list the number is private; it is one.
    columns = 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(_TOP), _COLUMNS)
    indexes = [model.index(row, column) for row in range(rows) for column in range(columns)]
    for index in indexes:
        yield from (str(model.data(index, role)) for role in _ROLES)
    dragged = model.mimeData(indexes) if indexes and is_dragged else None
    if dragged is not None:
        yield from (bytes(dragged.data(kind).data()).decode("utf-8", "replace") for kind in dragged.formats())


# ---------------------------------------------------------------- around it


def of_files(*folders: Path) -> Where:
    """Every file below, as it lies there now: data folder, log, bodies, temporary things."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield str(file.relative_to(folder)), file.read_bytes()


def of_temporary_files() -> Where:
    """Those of this process, which a test has given a folder of its own."""
    yield from of_files(Path(tempfile.gettempdir()))


def of_children(pid: int) -> Where:
    """Command line and environment of every process below `pid`, and its own command line, as /proc shows them."""
    if not Path("/proc/self/cmdline").exists():
        return
    yield f"command line of {pid}", Path(f"/proc/{pid}/cmdline").read_bytes()
    for child in children_of(pid):
        try:
            yield f"environment of {child}", Path(f"/proc/{child}/environ").read_bytes()
            yield from of_children(child)
        except OSError:  # it has ended meanwhile
            continue


def children_of(pid: int) -> list[int]:
    """Those that live. Not from /proc/PID/task/*/children, which not every kernel has."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            after_name = Path(f"/proc/{name}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:  # it has ended meanwhile
            continue
        if int(after_name.split()[1]) == pid:
            found.append(int(name))
    return found
