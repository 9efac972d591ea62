"""Goes over all that is shown in a window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.layout.contrast import find_pale
from tests.ui.layout.finding import Finding
from tests.ui.layout.places import find_outside, find_overlapping
from tests.ui.layout.texts import find_clipped


def walk(window: QWidget, *, looks_at_colours: bool = False) -> tuple[Finding, ...]:
    """What cannot be read in it. What is scrolled out of sight is looked at too."""
    widgets = [one for one in (window, *window.findChildren(QWidget)) if one.isVisible() and one.window() is window]
    findings = [finding for widget in widgets for finding in find_clipped(widget)]
    findings += find_overlapping(widgets)
    findings += find_outside(widgets)
    if looks_at_colours:
        findings += find_pale(window, [one for one in widgets if one.visibleRegion().boundingRect() == one.rect()])
    return tuple(dict.fromkeys(findings))
