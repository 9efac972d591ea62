"""What those who hear the window are told of it: walks the accessible tree, and says what is missing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from tests.e2e.keyboard.keys import told

_ROLE, _TEXT = QAccessible.Role, QAccessible.Text
_FITTING: tuple[tuple[type[QWidget], frozenset[QAccessible.Role]], ...] = (
    (QLineEdit, frozenset({_ROLE.EditableText, _ROLE.StaticText})),
    (QPlainTextEdit, frozenset({_ROLE.EditableText, _ROLE.StaticText})),
    (QTextEdit, frozenset({_ROLE.EditableText, _ROLE.StaticText, _ROLE.Document})),
    (QComboBox, frozenset({_ROLE.ComboBox})),
    (QAbstractButton, frozenset({_ROLE.Button, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ButtonMenu, _ROLE.Switch})),
    (QTabBar, frozenset({_ROLE.PageTabList})),
    (QTableView, frozenset({_ROLE.Table})),
    (QAbstractItemView, frozenset({_ROLE.List, _ROLE.Tree, _ROLE.Table})),
)
_NO_ROLES = frozenset({_ROLE.NoRole, _ROLE.Pane, _ROLE.Window})
_SAY_NOTHING = frozenset({_ROLE.Client})


def stops(place: QWidget) -> list[QWidget]:
    """Where the Tab key stops in `place`, in its order."""
    found: list[QWidget] = []
    below = place.nextInFocusChain()
    while below is not None and below is not place:
        takes = bool(below.focusPolicy() & Qt.FocusPolicy.TabFocus) and below.focusProxy() is None
        if takes and below.isVisible() and below.isEnabled() and place.isAncestorOf(below):
            found.append(below)
        below = below.nextInFocusChain()
    return found


def complaints(place: QWidget) -> Iterator[str]:
    """Each thing in `place` that is told badly, in a line."""
    at = stops(place)
    for widget in at:
        yield from (f"{_describe(widget)}: {one}" for one in _complain(widget))
    names = Counter((_role(widget), told(widget)) for widget in at)
    for (role, name), count in names.items():
        if name and count > 1:
            yield f"{count} times {role.name} {name!r}"
    for label in place.findChildren(QAbstractButton):
        if label.isVisible() and not QKeySequence.mnemonic(label.text()).isEmpty():
            yield f"{_describe(label)}: a letter of its own, which no other control has"


def nameless(place: QWidget) -> Iterator[str]:
    """Controls in `place` that have no name, though the Tab key does not stop there now; and complaints untold."""
    at = set(stops(place))
    for widget in place.findChildren(QWidget):
        if not widget.isVisible() or _is_part(widget):
            continue
        if isinstance(widget, _CONTROLS) and widget not in at and not told(widget).strip():
            yield f"{_describe(widget)}: no name"
        if widget.property("complaint") and not _description(widget.focusProxy() or widget):
            yield f"{_describe(widget)}: what is wrong with it"


_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
)


def _is_part(widget: QWidget) -> bool:
    """Of a control that speaks for it: scroll bars, headers, the field of a combo, what scrolls a row of pages."""
    is_own = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QHeaderView)
    return is_own or isinstance(widget.parentWidget(), QTabBar | QComboBox | QLineEdit | QTableView)


def _description(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(_TEXT.Description)


def _complain(widget: QWidget) -> Iterator[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    name = told(widget)
    if not name.strip():
        yield "no name"
    elif name in {one.__name__ for one in type(widget).__mro__}:
        yield f"the name {name!r}"
    role = _role(widget)
    fitting = next((roles for kind, roles in _FITTING if isinstance(widget, kind)), None)
    if role in _NO_ROLES or (fitting is not None and role not in fitting) or (role in _SAY_NOTHING):
        yield f"the role {role.name}"
    if isinstance(widget, QComboBox) and not _labels(widget):
        yield "no label, and what is chosen stands in the place of its name"
    state = interface.state()
    if isinstance(widget, QLineEdit | QPlainTextEdit) and bool(state.readOnly) != widget.isReadOnly():
        yield "whether it can be written in"
    if isinstance(widget, QLineEdit) and (widget.echoMode() is QLineEdit.EchoMode.Password) != bool(state.passwordEdit):
        yield "whether it is a password"
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and bool(state.checked) != widget.isChecked():
        yield "whether it is on"
    if isinstance(widget, QTableView) and widget.model().rowCount():
        headers = widget.model()
        sections = range(headers.columnCount())
        titles = [str(headers.headerData(number, Qt.Orientation.Horizontal) or "") for number in sections]
        if not widget.horizontalHeader().isHidden() and not all(
            titles[number] for number in sections if not widget.isColumnHidden(number)
        ):
            yield f"a column without a name: {titles}"


def _labels(combo: QComboBox) -> list[str]:
    interface = QAccessible.queryAccessibleInterface(combo)
    found = interface.relations(QAccessible.RelationFlag.Label)
    return [name for one, _flag in found if (name := one.text(_TEXT.Name))]


def _role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def _describe(widget: QWidget) -> str:
    corner = widget.mapTo(widget.window(), widget.rect().topLeft())
    return f"{type(widget).__name__} {widget.objectName() or told(widget)!r} at {corner.x()},{corner.y()}"


def sheet() -> QWidget | None:
    """The sheet that lies over the window, if one does."""
    return QApplication.activePopupWidget()


def out_of_order(place: QWidget) -> Iterator[str]:
    """Stops to which the Tab key goes up the window, where nothing parts them into sides."""
    last: QWidget | None = None
    for widget in stops(place):
        if last is not None and _is_above(widget, last) and widget.parentWidget() is last.parentWidget():
            yield f"{_describe(widget)} comes after {_describe(last)}"
        last = widget


def _is_above(one: QWidget, other: QWidget) -> bool:
    here, there = (each.mapTo(each.window(), each.rect().topLeft()) for each in (one, other))
    is_beside = abs(here.y() - there.y()) < min(one.height(), other.height()) // 2
    return here.y() + one.height() <= there.y() or (is_beside and here.x() < there.x())
