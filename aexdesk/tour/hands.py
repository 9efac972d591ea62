"""A person's hands and eyes on the window: mouse and keys at window level, so that what is covered is not hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QTableView,
    QTextEdit,
    QWidget,
)

from aexdesk.i18n import _
from aexdesk.tour.outcome import Unmet
from aexdesk.tour.watching import PATIENCE_S, outside_of_tasks, until

W = TypeVar("W", bound=QWidget)
What = str | QWidget

_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Hands:
    """Finds by object name, and touches only what can be seen and is enabled."""

    def __init__(self, window: QMainWindow, patience_s: float = PATIENCE_S) -> None:
        self.window = window
        self._patience_s = patience_s

    # ---------------------------------------------------------------- eyes

    def see(self, name: str) -> QWidget | None:
        """The widget of this object name that is shown now, or None."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        return found[0] if found else None

    async def find(self, name: str, kind: type[W]) -> W:
        """Waits until a widget of this name is shown."""
        await self.until(
            lambda: isinstance(self.see(name), kind),
            _("{name} on the screen").format(name=name),
            lambda: self._say_missing(name),
        )
        found = self.see(name)
        assert isinstance(found, kind)
        return found

    async def find_told(self, name: str) -> QWidget:
        """Waits until a widget of this accessible name is shown: what has no object name of its own."""

        def look() -> QWidget | None:
            found = self.window.findChildren(QWidget)
            return next((one for one in found if one.isVisible() and one.accessibleName() == name), None)

        await self.until(lambda: look() is not None, name, lambda: _("there is none"))
        found = look()
        assert found is not None
        return found

    async def find_button(self, text: str) -> QAbstractButton:
        """Waits until a button with this text is shown."""
        await self.until(
            lambda: self._button(text) is not None,
            _("a button {text}").format(text=text),
            lambda: _("the buttons: {names}").format(names=", ".join(filter(None, map(_plain, self._buttons())))),
        )
        found = self._button(text)
        assert found is not None
        return found

    def reads(self, text: str, inside: QWidget | None = None) -> bool:
        """Whether this text can be read somewhere in the window, or inside that widget."""
        return any(text in said for said in self.texts(inside))

    async def read(self, text: str, inside: QWidget | None = None) -> None:
        """Waits until it can be read."""
        await self.until(
            lambda: self.reads(text, inside),
            _("the words: {text}").format(text=text),
            lambda: " | ".join(said for said in self.texts(inside) if len(said) > 1)[:900],
        )

    def texts(self, inside: QWidget | None = None) -> list[str]:
        """All that can be read."""
        place = inside or self.window
        return [said for one in (place, *place.findChildren(QWidget)) if one.isVisible() for said in _words_of(one)]

    async def until(self, holds: Callable[[], bool], expected: str, seen: Callable[[], str]) -> None:
        """Waits for it as long as a person would."""
        await until(holds, expected, seen, self._patience_s)

    # ---------------------------------------------------------------- hands

    async def click(self, what: What) -> QWidget:
        """Clicks in the middle of a widget, once it is shown and enabled; scrolls to it first."""
        widget = await self.find(what, QWidget) if isinstance(what, str) else what
        await self._until_enabled(widget)
        await self.click_at(widget, _middle(widget))
        return widget

    async def click_at(self, widget: QWidget, at: QPoint) -> None:
        """Clicks at a point of a widget. Raises Unmet where something else lies over it."""
        await self._bring_into_view(widget)
        window = widget.window()
        place = widget.mapTo(window, at)
        top = window.childAt(place) or window
        if not (top is widget or widget.isAncestorOf(top) or top.isAncestorOf(widget)):
            raise Unmet(_("{name} to be clickable").format(name=_name(widget)), _("{name} covers it").format(name=top))
        handle = window.windowHandle()
        await outside_of_tasks(lambda: QTest.mouseClick(handle, _LEFT, _PLAIN, place))

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN, times: int = 1) -> None:
        """Presses a key, wherever the focus is."""
        handle = self.window.windowHandle()

        def keys() -> None:
            for _time in range(times):
                QTest.keyClick(handle, key, modifier)

        await outside_of_tasks(keys)

    async def type(self, text: str) -> None:
        """Types, wherever the focus is."""
        handle = self.window.windowHandle()

        def keys() -> None:
            for letter in text:
                if (key := _KEYS.get(letter)) is not None:
                    QTest.keyClick(handle, key)
                elif letter.isascii():
                    QTest.keyClick(handle, ord(letter))
                else:
                    _commit(self.window, letter)

        await outside_of_tasks(keys)

    async def write(self, what: What, text: str) -> None:
        """Clicks into a field and writes `text` in place of what stands there."""
        field = await self.click(what)
        await self.press(Qt.Key.Key_A, _CONTROL)
        await self.type(text)
        await self._until_holds(field, text)

    async def paste(self, what: What, text: str, becomes: str) -> None:
        """Pastes `text` into a field, which makes `becomes` of it."""
        field = await self.click(what)
        await self.press(Qt.Key.Key_A, _CONTROL)
        QGuiApplication.clipboard().setText(text)
        await self.press(Qt.Key.Key_V, _CONTROL)
        await self._until_holds(field, becomes)

    async def choose(self, what: What, text: str) -> None:
        """Opens a combo and clicks the choice whose text holds `text`."""
        combo = await self.find(what, QComboBox) if isinstance(what, str) else what
        assert isinstance(combo, QComboBox)
        await self.until(
            lambda: _choice(combo, text) is not None,
            _("{name} to offer: {text}").format(name=_name(combo), text=text),
            lambda: ", ".join(combo.itemText(number) for number in range(combo.count())),
        )
        if text in combo.currentText():
            return
        await self.click(combo)
        offered = combo.view()
        await self.until(offered.isVisible, _("the list of {name}").format(name=_name(combo)), lambda: _("no list"))
        number = _choice(combo, text)
        assert number is not None
        await self._click_row(offered, number)
        await self.until(
            lambda: text in combo.currentText(),
            _("{name} to show: {text}").format(name=_name(combo), text=text),
            combo.currentText,
        )

    async def pick(self, what: What, text: str) -> None:
        """Clicks the row of a list in which `text` stands."""
        rows = await self.find(what, QAbstractItemView) if isinstance(what, str) else what
        assert isinstance(rows, QAbstractItemView)
        await self.until(
            lambda: _row(rows, text) is not None,
            _("a row with: {text}").format(text=text),
            lambda: " | ".join(_rows(rows)),
        )
        number = _row(rows, text)
        assert number is not None
        await self._click_row(rows, number)

    # ---------------------------------------------------------------- inside

    def _buttons(self) -> Iterator[QAbstractButton]:
        return (one for one in self.window.findChildren(QAbstractButton) if one.isVisible())

    def _button(self, text: str) -> QAbstractButton | None:
        return next((one for one in self._buttons() if _plain(one) == text), None)

    async def _until_holds(self, field: QWidget, text: str) -> None:
        await self.until(
            lambda: text in _words_of(_inner(field)),
            _("{name} to hold: {text}").format(name=_name(field), text=text),
            lambda: " ".join(_words_of(_inner(field))),
        )

    async def _until_enabled(self, widget: QWidget) -> None:
        await self.until(
            lambda: widget.isVisible() and widget.isEnabled(),
            _("{name} to be enabled").format(name=_name(widget)),
            lambda: _("it is disabled") if widget.isVisible() else _("it is hidden"),
        )

    async def _bring_into_view(self, widget: QWidget) -> None:
        place = widget.parentWidget()
        while place is not None:
            if isinstance(place, QScrollArea):
                place.ensureWidgetVisible(widget)
            place = place.parentWidget()

    async def _click_row(self, rows: QAbstractItemView, number: int) -> None:
        index = rows.model().index(number, 0)
        rows.scrollTo(index)
        await self.click_at(rows.viewport(), rows.visualRect(index).center())

    def _say_missing(self, name: str) -> str:
        there = self.window.findChildren(QWidget, name)
        if not there:
            return _("there is none")
        return _("it is hidden") if not there[0].isVisible() else type(there[0]).__name__


def _middle(widget: QWidget) -> QPoint:
    # A box's word may end before its middle; the sign at its start counts always.
    is_box = isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.inherits("QCheckBox")
    return QPoint(widget.height() // 2, widget.height() // 2) if is_box else widget.rect().center()


def _inner(widget: QWidget) -> QWidget:
    """The field itself, where the widget is a frame around one."""
    return widget.focusProxy() or widget


def _name(widget: QWidget) -> str:
    return widget.objectName() or widget.accessibleName() or type(widget).__name__


def _commit(window: QMainWindow, letter: str) -> None:
    """A letter that has no key."""
    field = window.focusWidget()
    if field is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, Qt.Key.Key_unknown, _PLAIN, letter))


def _plain(button: QAbstractButton) -> str:
    return button.text().replace("&", "").strip()


def _words_of(widget: QWidget) -> list[str]:
    known: tuple[tuple[type[QWidget], Callable[..., str]], ...] = (
        (QLabel, lambda one: one.text()),
        (QAbstractButton, _plain),
        (QLineEdit, lambda one: one.text()),
        (QSpinBox, lambda one: one.cleanText()),
        (QPlainTextEdit, lambda one: one.toPlainText()),
        (QTextEdit, lambda one: one.toPlainText()),
        (QComboBox, lambda one: one.currentText()),
    )
    said = [read(widget) for kind, read in known if isinstance(widget, kind)]
    return [text for text in said if text] + (_rows(widget) if isinstance(widget, QAbstractItemView) else [])


def _rows(rows: QAbstractItemView) -> list[str]:
    model = rows.model()
    header = rows.horizontalHeader() if isinstance(rows, QTableView) else None
    columns = header.count() if header is not None else 1
    return [
        " ".join(str(model.index(number, column).data() or "") for column in range(columns))
        for number in range(model.rowCount())
    ]


def _row(rows: QAbstractItemView, text: str) -> int | None:
    return next((number for number, said in enumerate(_rows(rows)) if text in said), None)


def _choice(combo: QComboBox, text: str) -> int | None:
    return next((number for number in range(combo.count()) if text in combo.itemText(number)), None)
