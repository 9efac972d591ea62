"""What was open comes back: geometry, tab, the pages within tabs, splitters, theme, language.

The workspace keeps it (`desk.preferences`). What the first paint needs also lies in a small file of its own, since the
workspace opens only after that paint.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QTabBar, QTabWidget, QWidget

TAB = "window.tab"
GEOMETRY = "window.geometry"
THEME = "window.theme"
LANGUAGE = "window.language"
KEY_TIPS = "window.key_tips"
SPLITTER = "window.splitter."
PAGE = "window.page."
_FILE = "window.json"


@dataclass(frozen=True)
class FirstLook:
    """What the window must know before it is painted; an empty `language` is the system's."""

    geometry: str = ""
    theme: str = "system"
    language: str = ""

    @classmethod
    def read(cls, home: Path) -> FirstLook:
        """As it was left; what cannot be read is as on the first day."""
        try:
            told = json.loads((home / _FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        if not isinstance(told, dict):
            return cls()
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in told.items() if name in names and isinstance(value, str)})

    def write(self, home: Path) -> None:
        """Keeps it for the next start; where the folder cannot be written, the next start is as the first."""
        from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile  # noqa: PLC0415 - not before the first paint

        file = QSaveFile(str(home / _FILE))
        if file.open(QIODevice.OpenModeFlag.WriteOnly):
            file.setPermissions(QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner)
            file.write(QByteArray(json.dumps(asdict(self)).encode()))
            file.commit()


def pack(state: QByteArray) -> str:
    """Qt's own bytes as text."""
    return bytes(state.toBase64().data()).decode("ascii")


def unpack(text: Any) -> QByteArray:
    """The reverse; empty for what is no text."""
    return QByteArray.fromBase64(QByteArray(text.encode())) if isinstance(text, str) else QByteArray()


def splitters(identity: str, view: QWidget) -> dict[str, QSplitter]:
    """The splitters of a tab that have a name, by the key under which their state is kept."""
    from PySide6.QtWidgets import QSplitter  # noqa: PLC0415

    found = view.findChildren(QSplitter)
    return {f"{SPLITTER}{identity}.{one.objectName()}": one for one in found if one.objectName()}


def pages(identity: str, view: QWidget) -> dict[str, QTabBar | QTabWidget]:
    """What turns pages in a tab and has a name, by the key under which its page is kept."""
    from PySide6.QtWidgets import QTabBar, QTabWidget  # noqa: PLC0415

    found: list[QTabBar | QTabWidget] = [*view.findChildren(QTabBar), *view.findChildren(QTabWidget)]
    # A widget of pages has a bar inside, to which Qt gives a name of its own.
    named = (one for one in found if one.objectName() and not one.objectName().startswith("qt_"))
    return {f"{PAGE}{identity}.{one.objectName()}": one for one in named}


def turn(pages_of: dict[str, QTabBar | QTabWidget], kept: Callable[[str], Any]) -> None:
    """Opens each at the page where it was left, if it has that page."""
    for key, one in pages_of.items():
        page = kept(key)
        if isinstance(page, int) and 0 <= page < one.count():
            one.setCurrentIndex(page)
