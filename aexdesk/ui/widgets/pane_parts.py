"""What lists and panes are made of: bars, lines, pages that scroll, columns that fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from aexdesk.ui import theme
from aexdesk.ui.widgets.table import Table


def bar(*items: QWidget, is_headed: bool = False) -> QWidget:
    """Things beside one another on a surface. `is_headed`: the first takes the room that the others leave."""
    made = QWidget()
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    theme.mark(made, role="surface")
    line = theme.line(*items, parent=made)
    line.setStretch(0, 1 if is_headed else 0)
    made.setMinimumHeight(theme.size("top_bar"))
    line.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
    return made


def thin_line(across: bool = True) -> QWidget:
    """One pixel, from side to side, or from top to bottom."""
    made = QWidget()
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    theme.mark(made, role="line", across=across)
    return made


def spring() -> QWidget:
    """Takes the room that nobody wants."""
    made = QWidget()
    made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Preferred)
    return made


class _Scrolled(QScrollArea):
    """As wide as its page must be, at least: no bar would lead to what is cut off at the side."""

    def minimumSizeHint(self) -> QSize:
        """The page's width, and the bar beside it."""
        hint, page = super().minimumSizeHint(), self.widget()
        least = page.minimumSizeHint().width() + theme.size("scroll") if page is not None else 0
        return QSize(max(hint.width(), least), hint.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page may come to need more."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scroll(page: QWidget) -> QScrollArea:
    """A page that scrolls where the window is low."""
    made = _Scrolled()
    made.setWidget(page)
    page.installEventFilter(made)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def column_widths(table: Table) -> list[int]:
    """What the columns want, counted in letters of the type that the sheet lays on, no less than their titles; 0 for
    the one that stretches."""
    table.ensurePolished()
    letter, edges = table.fontMetrics().averageCharWidth(), 2 * theme.space("s")
    return [
        max(column.width * letter + edges, table.title_width(number)) if column.width else 0
        for number, column in enumerate(table.rows.columns)
    ]


def fit_columns(table: Table) -> None:
    """A table counts before the sheet is laid on; this counts again."""
    for number, width in enumerate(column_widths(table)):
        if width:
            table.setColumnWidth(number, width)


def centred(item: QWidget) -> QWidget:
    """In the middle, no wider than a sentence and its edges: wider, and its lines would not be counted right."""
    made = QWidget()
    item.setMaximumWidth(theme.size("sentence") + 2 * theme.space("l"))
    line = theme.line(gap="", parent=made)
    line.addStretch(1)
    line.addWidget(item, stretch=100)
    line.addStretch(1)
    return made
