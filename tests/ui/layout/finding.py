"""What a walk finds, and where."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: clipped, overlapping, outside, unreachable, pale. `place`: the widget and what it stands in."""

    kind: str
    place: str
    text: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.place}: {self.text[:60]!r} ({self.detail})"


def found(kind: str, widget: QWidget, text: str, detail: str) -> Finding:
    """A finding about that widget."""
    return Finding(kind, place_of(widget), " ".join(text.split()), detail)


def place_of(widget: QWidget) -> str:
    """The widget, and what it stands in: those that have a name of their own, and classes of ours."""
    parts = [_name(widget)]
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if parent.objectName() or type(parent).__module__.startswith("aexdesk"):
            parts.append(_name(parent))
        parent = parent.parentWidget()
    return " < ".join(parts[:4])


def _name(widget: QWidget) -> str:
    name = widget.objectName()
    return f"{type(widget).__name__}#{name}" if name and not name.startswith("qt_") else type(widget).__name__
