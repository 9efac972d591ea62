"""The look, from `resources/theme/tokens.json`: every colour, length and size of type; one sheet on the application."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLayout, QMenu, QStyle, QVBoxLayout, QWidget

from aexdesk import resources

L = TypeVar("L", bound=QBoxLayout)

_TURNED = "turned"
"""The property of a window that is read from the right."""
_SIDED = frozenset({"drawer", "card", "switch", "true", True})
"""What the sheet's rules with a left or right side say of those that they are about, by `mark`."""


class Preference(StrEnum):
    """Whose word counts for light and dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass
class _Applied:
    scheme: str = "light"


_applied = _Applied()


@cache
def tokens() -> Mapping[str, Mapping[str, Any]]:
    """The tokens as they stand in the resource."""
    loaded: Mapping[str, Mapping[str, Any]] = resources.read_json("theme/tokens.json")
    return loaded


def space(name: str) -> int:
    """A distance: `xs` 4 inside, `s` 8 between, `m` 16 around, `l` 24 between groups."""
    return int(tokens()["space"][name])


def size(name: str) -> int:
    """A measure of a thing: `row`, `control`, `icon`, `label`, `panel`…"""
    return int(tokens()["size"][name])


def time(name: str) -> float:
    """A time that a person notices: `toast_s`, `copied_ms`, `reveal_s`…"""
    return float(tokens()["time"][name])


def colour(name: str) -> QColor:
    """A colour of the scheme in force, for what paints itself; ask again on `QEvent.Type.PaletteChange`."""
    return QColor(tokens()[_applied.scheme][name])


def mono_font() -> QFont:
    """The type of data, for what paints itself or lives in a cell."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(float(tokens()["type"]["mono"]) * _points())
    return font


def scheme() -> str:
    """ "light" or "dark"."""
    return _applied.scheme


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Says what `widget` is (`role`, `kind`, `tone`, …) and lets the sheet look again, if that is news."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if properties.get("kind") == "mono" or properties.get("role") == "choices":
        widget.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # data, whatever is spoken around it
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        _polish(widget)


def _polish(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tell_side(window: QWidget) -> None:
    """Says to the sheet from which side a window, and all that belongs to it, is read."""
    window.setProperty(_TURNED, QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft)


def show_if(widget: QWidget, is_wanted: bool) -> None:
    """Shows or hides; a widget that has no place yet is not shown, for it would flash up as a window of its own."""
    if not is_wanted or widget.parentWidget() is not None:
        widget.setVisible(is_wanted)


def column(*items: QWidget | QLayout, gap: str = "s", around: str = "", parent: QWidget | None = None) -> QVBoxLayout:
    """Things under one another, at distances of the grid."""
    return _lay(QVBoxLayout(parent) if parent else QVBoxLayout(), items, gap, around)


def line(*items: QWidget | QLayout, gap: str = "s", around: str = "", parent: QWidget | None = None) -> QHBoxLayout:
    """Things beside one another, at distances of the grid."""
    return _lay(QHBoxLayout(parent) if parent else QHBoxLayout(), items, gap, around)


def _lay(layout: L, items: tuple[QWidget | QLayout, ...], gap: str, around: str) -> L:
    layout.setSpacing(space(gap) if gap else 0)
    edge = space(around) if around else 0
    layout.setContentsMargins(edge, edge, edge, edge)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


class Theme(QObject):
    """Dresses the application, and again when the system or the person changes between light and dark."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._preference = Preference.SYSTEM
        # Making a style anew looks for plugins; on many systems it is this one already.
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow())
        app.layoutDirectionChanged.connect(lambda _direction: self._turn())
        self._dress(self._wanted())

    @property
    def preference(self) -> Preference:
        """What the person chose."""
        return self._preference

    def choose(self, preference: Preference) -> None:
        """Follows the system, or stays light or dark."""
        if preference == self._preference:
            return
        self._preference = preference
        hints = self._app.styleHints()
        self._undress()
        # So that what the system draws (title bar, file dialog) agrees with what we draw.
        if preference is Preference.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = preference is Preference.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._follow()
        if not self._app.styleSheet():
            self._dress(_applied.scheme)

    def _wanted(self) -> str:
        if self._preference is not Preference.SYSTEM:
            return self._preference.value
        return "dark" if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted != _applied.scheme:
            self._dress(wanted)
            self.changed.emit()

    def _dress(self, wanted: str) -> None:
        _applied.scheme = wanted
        self._undress()
        self._app.setPalette(palette(wanted))
        self._app.setStyleSheet(sheet(wanted))

    def _turn(self) -> None:
        """Dresses anew only what the sheet tells sides of: a window that is dressed whole takes seconds."""
        for window in QApplication.topLevelWidgets():
            tell_side(window)
        for widget in QApplication.allWidgets():
            if _has_sides(widget):
                _polish(widget)

    def _undress(self) -> None:
        """Where one sheet takes the place of another, Qt polishes each widget once for itself and once for each that it
        lies in: seconds in a window with every tab open. From no sheet to one it polishes each once.
        """
        self._app.setStyleSheet("")


def palette(wanted: str) -> QPalette:
    """What Qt itself paints with."""
    told = tokens()[wanted]
    roles = QPalette.ColorRole
    made = QPalette()
    for role, name in {
        roles.Window: "window", roles.WindowText: "text", roles.Base: "surface", roles.AlternateBase: "window",
        roles.Text: "text", roles.Button: "surface", roles.ButtonText: "text", roles.BrightText: "bad",
        roles.Highlight: "accent_fill", roles.HighlightedText: "on_accent",
        roles.Link: "accent", roles.LinkVisited: "accent",
        roles.ToolTipBase: "raised", roles.ToolTipText: "text", roles.PlaceholderText: "muted",
        roles.Accent: "accent_fill",
        roles.Light: "hover", roles.Midlight: "hover", roles.Mid: "line", roles.Dark: "edge", roles.Shadow: "edge",
    }.items():  # fmt: skip
        made.setColor(role, QColor(told[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(told["disabled"]))
    return made


def sheet(wanted: str) -> str:
    """The style sheet of a scheme."""
    words = _words() | {name: str(value) for name, value in tokens()[wanted].items()}
    return re.sub(r"@([a-z_]+(?:\.[a-z_]+)?)", lambda found: words[found[1]], _template())


@cache
def _template() -> str:
    """A sheet names sides: to each rule that does comes one for a window that is read from the right."""
    said = re.sub(r"/\*.*?\*/", "", resources.read_text("theme/aexdesk.qss"), flags=re.DOTALL)
    return re.sub(r"([^{}]*)\{([^{}]*)\}", lambda rule: rule[0] + _turn_rule(rule[1].strip(), rule[2]), said)


def _turn_rule(whom: str, what: str) -> str:
    turned = re.sub(r"-(left|right)\b", lambda side: "-right" if side[1] == "left" else "-left", what)
    return f'\n*[{_TURNED}="true"] {whom} {{{turned}}}' if turned != what else ""


def _has_sides(widget: QWidget) -> bool:
    """Whether a rule that names sides is about it."""
    told = (widget.property(name) for name in ("role", "bare", "dense"))
    return isinstance(widget, QMenu) or widget.objectName() == "rail" or any(one in _SIDED for one in told if one)


def _words() -> dict[str, str]:
    # A sheet rounds pixels of type; points keep 11.5 and 12.5 what they are.
    points = _points()
    words = {f"space.{name}": f"{value}px" for name, value in tokens()["space"].items()}
    words |= {f"size.{name}": f"{value}px" for name, value in tokens()["size"].items()}
    words |= {f"type.{name}": f"{value * points:.3f}pt" for name, value in tokens()["type"].items()}
    inside = {
        "control": size("control") - 2 * space("hair"),
        "icon_button": size("control") - 2 * space("hair"),
        "menu_row": size("row") - 2 * space("xs"),
        "status_button": size("status") - space("xs") - 2 * space("hair"),
        "focus": space("focus"),
        # A thicker frame takes from the padding, so that the text stays where it is.
        "field_focus": space("s") - space("hair"),
        # Qt sets the text of a cell in by this much more; so it stands under its title.
        "cell": space("s") - QApplication.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) - space("hair"),
        "radius_step": size("icon") // 2,
        "radius_filter": size("row") // 2 - space("xs"),
        "radius_scroll": size("scroll") // 2 - space("hair"),
    }
    words |= {name: f"{value}px" for name, value in inside.items()}
    words["mono"] = f'"{QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()}"'
    return words


def _points() -> float:
    return 72 / QGuiApplication.primaryScreen().logicalDotsPerInch()
