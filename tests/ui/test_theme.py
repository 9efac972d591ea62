"""The tokens hold what they promise: every pair of colours that meets can be read, and nothing else is a colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import aexdesk
from aexdesk import resources
from aexdesk.ui import icons, theme

UI = Path(aexdesk.__file__).parent / "ui"

GROUNDS = ("window", "surface", "raised", "rail")
SOFT = ("accent", "good", "warn", "bad", "practice", "live")


def _pairs(names: set[str]) -> list[tuple[str, str, float]]:
    text = [*GROUNDS, "hover", "pressed", *(f"{name}_soft" for name in SOFT)]
    text += [name for name in names if name.startswith("tint_")]
    pairs = [("text", ground, 4.5) for ground in text]
    pairs += [("muted", ground, 4.5) for ground in (*GROUNDS, "hover", "line")]
    pairs += [(name, ground, 4.5) for name in SOFT for ground in (*GROUNDS, f"{name}_soft")]
    pairs += [(f"on_{name}", f"{name}_fill{state}", 4.5) for name in ("accent", "bad") for state in ("", "_hover")]
    pairs += [(name, ground, 4.5) for name in names if name.startswith("syntax_") for ground in ("surface", "window")]
    # A toast is written in the colour of the window on the colour of text.
    pairs += [("window", "text", 4.5)]
    # What is not text but must be seen: frames of fields, the lines of the environments.
    seen = ("edge", "live_line", "practice_line", "accent")
    return pairs + [(name, ground, 3.0) for name in seen for ground in ("window", "surface", "raised")]


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2 reckons it."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(scheme: str) -> None:
    told = theme.tokens()[scheme]
    weak = [
        f"{front} on {ground}: {contrast(told[front], told[ground]):.2f} < {least}"
        for front, ground, least in _pairs(set(told))
        if contrast(told[front], told[ground]) < least
    ]
    assert not weak


def test_light_and_dark_have_the_same_names() -> None:
    assert set(theme.tokens()["light"]) == set(theme.tokens()["dark"])


def test_the_sheet_names_tokens_only(qapp: QApplication) -> None:
    template = re.sub(r"/\*.*?\*/", "", resources.read_text("theme/aexdesk.qss"), flags=re.DOTALL)
    lengths = re.findall(r"(?<![@\w.])\d+(?:\.\d+)?(?:px|pt|em|ex)", template)
    colours = re.findall(r":[^;{]*?(#[0-9a-fA-F]{3,8}\b|rgba?\()", template)
    assert not lengths
    assert not colours
    for scheme in ("light", "dark"):
        assert "@" not in theme.sheet(scheme)


def test_no_view_has_a_colour_or_a_pixel_of_its_own() -> None:
    colours = re.compile(r"[\"']#[0-9a-fA-F]{3,8}[\"']|QColor\(\d|Qt\.GlobalColor\.(?!transparent)|setStyleSheet\(")
    pixels = re.compile(
        r"set(?:ContentsMargins|Spacing|Fixed\w+|Minimum\w+|Maximum\w+)\([^)]*?(?<!\[)\b[1-9]\d*\b(?! \*)"
    )
    found = [
        f"{path.relative_to(UI)}:{number}: {line.strip()}"
        for path in sorted(UI.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (colours.search(line) or pixels.search(line)) and path.name != "theme.py"
    ]
    assert not found, "\n".join(found)


def test_the_preference_outranks_the_system_and_can_be_given_back(dressed: theme.Theme, qtbot: QtBot) -> None:
    before = theme.scheme()
    dressed.choose(theme.Preference.LIGHT)
    light = theme.colour("window")
    with qtbot.waitSignal(dressed.changed, timeout=1000):
        dressed.choose(theme.Preference.DARK)
    assert theme.scheme() == "dark"
    assert theme.colour("window") != light
    assert QApplication.palette().window().color() == theme.colour("window")
    dressed.choose(theme.Preference.SYSTEM)
    assert theme.scheme() == before


def test_the_same_theme_again_is_no_work(dressed: theme.Theme) -> None:
    changes: list[None] = []
    dressed.changed.connect(lambda: changes.append(None))
    dressed.choose(theme.Preference.LIGHT)
    dressed.choose(theme.Preference.LIGHT)
    assert len(changes) <= 1


class Dressings(QObject):
    """Counts how often a widget is dressed."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.StyleChange
        return False


def test_a_change_dresses_no_widget_once_for_each_that_it_lies_in(dressed: theme.Theme, qtbot: QtBot) -> None:
    outermost = widget = QWidget()
    qtbot.addWidget(outermost)
    for _depth in range(12):
        widget = QWidget(widget)
    outermost.show()
    dressings = Dressings(widget)
    dressed.choose(theme.Preference.DARK)
    assert theme.scheme() == "dark"
    assert 1 <= dressings.count <= 4


def test_a_mark_shows_at_once(qtbot: QtBot, dressed: theme.Theme) -> None:
    dressed.choose(theme.Preference.LIGHT)
    button = QPushButton("Send")
    qtbot.addWidget(button)
    button.show()
    plain = button.grab().toImage()
    theme.mark(button, role="primary")
    assert button.grab().toImage() != plain


def test_icons_follow_the_scheme(qtbot: QtBot, dressed: theme.Theme) -> None:
    dressed.choose(theme.Preference.LIGHT)
    button = icons.IconButton("copy")
    qtbot.addWidget(button)
    button.show()
    light = button.icon().pixmap(button.iconSize()).toImage()
    dressed.choose(theme.Preference.DARK)
    assert button.icon().pixmap(button.iconSize()).toImage() != light


@pytest.mark.parametrize("path", sorted(resources.path("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_is_a_line_that_can_be_tinted(path: Path, qapp: QApplication) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'stroke="currentColor"' in text
    assert "#" not in text
    image = icons.pixmap(path.stem, "text").toImage()
    drawn = sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))
    assert drawn > 10
