"""Shows what is new in a window that is seen already, without laying the window out again for each piece."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def laid_out_once(*layouts: QLayout | None) -> Iterator[None]:
    """What is put in and shown meanwhile finds its place after it, in one go.

    Each widget that is shown lays out, there and then, all that it stands in: for the twentieth row of a form the other
    nineteen once more.
    """
    held = [layout for layout in layouts if layout is not None and layout.isEnabled()]
    for layout in held:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in held:
            layout.setEnabled(True)


def show_dressed(widget: QWidget) -> None:
    """Shows it; where it is not seen yet, it is dressed by the theme all the same, so that nothing is left for then."""
    widget.show()
    if not widget.isVisible():
        for one in (widget, *widget.findChildren(QWidget)):
            one.ensurePolished()
