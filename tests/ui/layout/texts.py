"""Says of each widget that shows text whether it shows all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

from aexdesk.ui.frame.top_bar import Switch
from aexdesk.ui.widgets.elided_label import ElidedLabel
from tests.ui.layout.finding import Finding, found

_SLACK = 1
"""Pixels by which a text may be wider than its place: metrics are rounded up."""
_EDGE = 4
"""Of a button without a padding of its own."""
_LETTERS_LEFT = 4
"""Of a label that gives way."""
_FREE = Qt.ItemDataRole


def find_clipped(widget: QWidget) -> Iterator[Finding]:
    """What of this widget's own text cannot be read."""
    for kind, look in _LOOKS:
        if isinstance(widget, kind):
            yield from look(widget)
            return


# ---------------------------------------------------------------- labels


def _look_at_label(label: QLabel) -> Iterator[Finding]:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return
    room = _room_of(label)
    if isinstance(label, ElidedLabel):
        yield from _look_at_elided(label, room)
        return
    if is_rich(label):
        needed = _rich_size(label, room.width() if label.wordWrap() else -1)
    elif label.wordWrap():
        needed = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 0), Qt.TextFlag.TextWordWrap, text).size()
    else:
        lines = text.split("\n")
        metrics = label.fontMetrics()
        needed = QSize(max(map(metrics.horizontalAdvance, lines)), metrics.lineSpacing() * (len(lines) - 1))
        needed.setHeight(needed.height() + metrics.ascent() + metrics.descent() - 1)
    if needed.width() > room.width() + _SLACK:
        yield found("clipped", label, text, f"{needed.width()} px in {room.width()}")
    elif needed.height() > room.height() + 2 * _SLACK:
        yield found("clipped", label, text, f"{needed.height()} px high in {room.height()}")


def _look_at_elided(label: ElidedLabel, room: QRect) -> Iterator[Finding]:
    """It may give way, but not until nothing of it is left."""
    metrics = label.fontMetrics()
    needed = min(metrics.horizontalAdvance(label.text()), _LETTERS_LEFT * metrics.averageCharWidth())
    if needed > room.width() + _SLACK or metrics.ascent() > room.height() + _SLACK:
        yield found("clipped", label, label.text(), f"nothing is left of it in {room.width()}x{room.height()}")


def is_rich(label: QLabel) -> bool:
    """Whether it is a document that the label draws."""
    form = label.textFormat()
    return form is Qt.TextFormat.RichText or (form is Qt.TextFormat.AutoText and Qt.mightBeRichText(label.text()))


def _room_of(label: QLabel) -> QRect:
    room, margin, indent = label.contentsRect(), label.margin(), label.indent()
    room.adjust(margin, margin, -margin, -margin)
    if indent > 0:
        room.adjust(indent, 0, 0, 0)
    return room


def _rich_size(label: QLabel, width: int) -> QSize:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(label.font())
    document.setHtml(label.text())
    document.setTextWidth(width)
    return QSize(round(document.idealWidth()), round(document.size().height()))


# ---------------------------------------------------------------- buttons and fields


def _look_at_button(button: QAbstractButton) -> Iterator[Finding]:
    text = plain(button.text())
    if not text.strip() or is_icon_only(button):
        return
    room = _button_room(button)
    needed = max(map(button.fontMetrics().horizontalAdvance, text.split("\n")))
    if isinstance(button, Switch) and button.toolTip():  # it gives way, and Qt writes an ellipsis
        needed = min(needed, 2 * _LETTERS_LEFT * button.fontMetrics().averageCharWidth())
    if needed > room + _SLACK:
        yield found("clipped", button, text, f"{needed} px in {room}")
    elif button.fontMetrics().height() > button.height() + _SLACK:
        yield found("clipped", button, text, f"{button.height()} px high")


def plain(text: str) -> str:
    """Without the mark of a key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def is_icon_only(button: QWidget) -> bool:
    """Whether its text is for those who hear it alone."""
    return isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def _button_room(button: QAbstractButton) -> int:
    if isinstance(button, QCheckBox | QRadioButton | QPushButton):
        option = QStyleOptionButton()
        button.initStyleOption(option)
        elements = QStyle.SubElement
        element = {QCheckBox: elements.SE_CheckBoxContents, QRadioButton: elements.SE_RadioButtonContents}
        kind = next((one for one in element if isinstance(button, one)), None)
        # What the sheet calls padding may be used up before a letter is cut.
        if kind is None:
            return button.width() - 2 * _EDGE - _icon_width(button)
        return button.style().subElementRect(element[kind], option, button).width()
    return button.width() - 2 * _EDGE - _icon_width(button)


def _icon_width(button: QAbstractButton) -> int:
    return 0 if button.icon().isNull() else button.iconSize().width() + _EDGE


def _look_at_combo(combo: QComboBox) -> Iterator[Finding]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo).width()
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if needed > room + 2 * _SLACK and not combo.toolTip():
        yield found("clipped", combo, combo.currentText(), f"{needed} px in {room}")


def _look_at_line(line: QLineEdit) -> Iterator[Finding]:
    """What it holds may be scrolled; what it says of itself may not."""
    hint = line.placeholderText()
    # A row of dots says as much when it is cut.
    if line.text() or not hint.strip("•") or isinstance(line.parentWidget(), QAbstractSpinBox):
        return
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    width = room.width() - margins.left() - margins.right() - 2 * 2  # QLineEdit keeps 2 px on both sides
    needed = line.fontMetrics().horizontalAdvance(hint)
    if needed > width + _SLACK and not line.toolTip():
        yield found("clipped", line, hint, f"{needed} px in {width}")


def _look_at_long_field(field: QPlainTextEdit) -> Iterator[Finding]:
    """What it says of itself while it is empty is wrapped, and may be higher than the field."""
    hint = field.placeholderText()
    if not hint or not field.document().isEmpty():
        return
    edge = 2 * round(field.document().documentMargin())
    room = field.viewport().size() - QSize(edge, edge)
    flags = Qt.TextFlag.TextWordWrap
    needed = field.fontMetrics().boundingRect(QRect(0, 0, room.width(), 0), flags, hint).size()
    if needed.height() > room.height() + edge or needed.width() > room.width() + _SLACK:
        yield found("clipped", field, hint, f"{needed.width()}x{needed.height()} in {room.width()}x{room.height()}")


def _look_at_menu(menu: QMenu) -> Iterator[Finding]:
    """An entry that ends beyond its menu, or a menu beyond the screen."""
    for action in menu.actions():
        place = menu.actionGeometry(action)
        if action.isVisible() and not menu.rect().contains(place):
            yield found("clipped", menu, action.text(), f"{place.width()}x{place.height()} in {menu.width()}")
    screen = menu.screen().availableGeometry()
    if not screen.contains(menu.geometry()):
        yield found("outside", menu, "", f"{menu.width()}x{menu.height()} on a screen of {screen.width()}")


def _look_at_progress(bar: QProgressBar) -> Iterator[Finding]:
    needed = bar.fontMetrics().horizontalAdvance(bar.text()) if bar.isTextVisible() else 0
    if needed > bar.width() + _SLACK:
        yield found("clipped", bar, bar.text(), f"{needed} px in {bar.width()}")


def _look_at_group(box: QGroupBox) -> Iterator[Finding]:
    needed = box.fontMetrics().horizontalAdvance(plain(box.title()))
    if needed > box.width() - 2 * _EDGE:
        yield found("clipped", box, box.title(), f"{needed} px in {box.width()}")


def _look_at_tabs(bar: QTabBar) -> Iterator[Finding]:
    for number in range(bar.count()):
        if not bar.isTabVisible(number):
            continue
        text, place = plain(bar.tabText(number)), bar.tabRect(number)
        needed = bar.fontMetrics().horizontalAdvance(text)
        if needed > place.width() - 2 * _EDGE and not bar.tabToolTip(number):
            yield found("clipped", bar, text, f"{needed} px in a tab of {place.width()}")
        elif place.right() > bar.width() + _SLACK and not bar.usesScrollButtons():
            yield found("outside", bar, text, f"the tab ends at {place.right()} of {bar.width()}")


# ---------------------------------------------------------------- rows


def _look_at_view(view: QAbstractItemView) -> Iterator[Finding]:
    seen = view.viewport().rect()
    for index in _indexes(view):
        place = view.visualRect(index)
        text = str(index.data(_FREE.DisplayRole) or "")
        if not text or not place.isValid() or not seen.intersects(place) or view.indexWidget(index) is not None:
            continue
        font = index.data(_FREE.FontRole)
        metrics = QFontMetrics(font if isinstance(font, QFont) else view.font())
        hint = view.itemDelegateForIndex(index).sizeHint(_option(view), index).width()
        needed = min(hint, metrics.horizontalAdvance(text) + 2 * _EDGE)
        room = min(place.width(), seen.right() - place.left() + 1) if not _scrolls(view) else place.width()
        if needed > room + _SLACK and not index.data(_FREE.ToolTipRole):
            yield found("clipped", view, text, f"{needed} px in {room}, no tooltip")


def _option(view: QAbstractItemView) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    return option


def _scrolls(view: QAbstractItemView) -> bool:
    return view.horizontalScrollBar().maximum() > 0


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model, root = view.model(), view.rootIndex()
    if isinstance(view, QTreeView):
        index = view.indexAt(view.viewport().rect().topLeft())
        while index.isValid() and view.visualRect(index).top() < view.viewport().height():
            for column in range(model.columnCount(root)):
                if not view.isColumnHidden(column):
                    yield index.siblingAtColumn(column)
            index = view.indexBelow(index)
        return
    columns = [0]
    if isinstance(view, QTableView):
        columns = [one for one in range(model.columnCount(root)) if not view.isColumnHidden(one)]
    for row in range(max(view.indexAt(view.viewport().rect().topLeft()).row(), 0), model.rowCount(root)):
        if view.visualRect(model.index(row, columns[0], root)).top() > view.viewport().height():
            return
        for column in columns:
            yield model.index(row, column, root)


def _look_at_header(header: QHeaderView) -> Iterator[Finding]:
    model = header.model()
    metrics = header.fontMetrics()
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation(), _FREE.DisplayRole) or "")
        if header.isSectionHidden(section) or not text or header.orientation() is Qt.Orientation.Vertical:
            continue
        needed, room = metrics.horizontalAdvance(text), header.sectionSize(section)
        tooltip = model.headerData(section, header.orientation(), _FREE.ToolTipRole)
        if needed > room - 2 * _EDGE and not tooltip:
            yield found("clipped", header, text, f"{needed} px in a column of {room}")


_LOOKS: tuple[tuple[type[QWidget], Callable[..., Iterator[Finding]]], ...] = (
    (QLabel, _look_at_label),
    (QAbstractButton, _look_at_button),
    (QComboBox, _look_at_combo),
    (QLineEdit, _look_at_line),
    (QPlainTextEdit, _look_at_long_field),
    (QTabBar, _look_at_tabs),
    (QMenu, _look_at_menu),
    (QProgressBar, _look_at_progress),
    (QGroupBox, _look_at_group),
    (QHeaderView, _look_at_header),
    (QAbstractItemView, _look_at_view),
)
