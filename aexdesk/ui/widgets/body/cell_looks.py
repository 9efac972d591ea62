"""Type and colours of cells, kept while they are painted: Qt asks for them thousands of times in a page."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont

from aexdesk.ui import theme


class CellLooks:
    """Follows light and dark by itself; `forget` follows a screen of another sharpness."""

    def __init__(self) -> None:
        self._font: QFont | None = None
        self._colours: dict[str, QColor] = {}
        self._scheme = ""

    def font(self) -> QFont:
        """The type of data."""
        if self._font is None:
            self._font = theme.mono_font()
        return self._font

    def colour(self, name: str) -> QColor:
        """A colour of the scheme in force."""
        if self._scheme != theme.scheme():
            self._scheme = theme.scheme()
            self._colours.clear()
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = theme.colour(name)
        return found

    def forget(self) -> None:
        """Asks for the type anew when it is next wanted."""
        self._font = None
