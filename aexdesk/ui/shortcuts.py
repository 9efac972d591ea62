"""The keys of the window: one list that binds them, that the shortcuts sheet shows, and that the palette reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from aexdesk.i18n import _

NUMBERED = 9
"""Ctrl+1 to Ctrl+9 go to the tabs, in the order of the rail."""


class Place(StrEnum):
    """Where keys count, in the order of the sheet."""

    WINDOW = "window"
    LIST = "list"
    SEARCH = "search"
    FORM = "form"
    LOGIN = "login"
    CONSOLE = "console"
    ANSWER = "answer"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Keys:
    """One thing that keys do. `sequences` as Qt writes them everywhere; the first is the one that is shown.

    `text` stands in its place where several keys share a line. `is_built_in`: no shortcut listens to them, but Qt
    itself, or who watches the key go down and up.
    """

    id: str
    place: Place
    sequences: tuple[str, ...]
    words: Callable[[], str]
    text: str = ""
    is_built_in: bool = False

    def shown(self) -> str:
        """As this system writes them."""
        return self.text or write_keys(self.sequences[0])


ALL: tuple[Keys, ...] = (
    Keys("window.tab", Place.WINDOW, tuple(f"Ctrl+{n}" for n in range(1, NUMBERED + 1)), lambda: _("Go to a tab"),
         f"Ctrl+1 … Ctrl+{NUMBERED}"),
    Keys("window.palette", Place.WINDOW, ("Ctrl+K",), lambda: _("Go to anything")),
    Keys("window.key_tips", Place.WINDOW, ("Alt",), lambda: _("Letters over the controls; press them to act"),
         is_built_in=True),
    Keys("window.ledger", Place.WINDOW, ("Ctrl+G",), lambda: _("Ledger")),
    Keys("window.runs", Place.WINDOW, ("Ctrl+R",), lambda: _("Runs")),
    Keys("window.history", Place.WINDOW, ("Ctrl+H",), lambda: _("History")),
    Keys("window.meters", Place.WINDOW, ("Ctrl+M",), lambda: _("Meters")),
    Keys("window.tab_help", Place.WINDOW, ("F1",), lambda: _("Help on this tab; once more, all of Help")),
    Keys("window.help", Place.WINDOW, ("Ctrl+F1",), lambda: _("Help")),
    Keys("window.error_book", Place.WINDOW, ("Shift+F1",), lambda: _("Error book")),
    Keys("window.page", Place.WINDOW, ("F6",), lambda: _("Into the page of the browser view, and out of it")),
    Keys("window.settings", Place.WINDOW, ("Ctrl+,",), lambda: _("Settings")),
    Keys("window.shortcuts", Place.WINDOW, ("?", "Ctrl+/"), lambda: _("This sheet"), "?  Ctrl+/"),
    Keys("list.move", Place.LIST, ("Up", "Down"), lambda: _("Move in a list; type to find"), "↑ ↓", is_built_in=True),
    Keys("list.open", Place.LIST, ("Return", "Enter"), lambda: _("Open what is chosen"), "Enter"),
    Keys("list.delete", Place.LIST, ("Del",), lambda: _("Delete what is chosen; it can be undone"), "Delete"),
    Keys("list.new", Place.LIST, ("Ctrl+N",), lambda: _("New")),
    Keys("list.duplicate", Place.LIST, ("Ctrl+D",), lambda: _("Duplicate")),
    Keys("list.copy", Place.LIST, ("Ctrl+C",), lambda: _("Copy the ID of what is chosen")),
    Keys("search.list", Place.SEARCH, ("Down",), lambda: _("From the search into the list"), "↓"),
    Keys("search.clear", Place.SEARCH, ("Escape",), lambda: _("Empty the search"), "Esc"),
    Keys("form.save", Place.FORM, ("Ctrl+S",), lambda: _("Save")),
    Keys("login.cancel", Place.LOGIN, ("Ctrl+.",), lambda: _("Cancel the login")),
    Keys("console.api", Place.CONSOLE, ("Ctrl+L",), lambda: _("Choose the API")),
    Keys("console.send", Place.CONSOLE, ("Ctrl+Return", "Ctrl+Enter"), lambda: _("Send"), "Ctrl+Enter"),
    Keys("console.cancel", Place.CONSOLE, ("Ctrl+.",), lambda: _("Cancel the call")),
    Keys("console.new", Place.CONSOLE, ("Ctrl+T",), lambda: _("New request")),
    Keys("console.close", Place.CONSOLE, ("Ctrl+W",), lambda: _("Close the request; it can be undone")),
    Keys("console.next", Place.CONSOLE, ("Ctrl+Tab",), lambda: _("Next request")),
    Keys("console.previous", Place.CONSOLE, ("Ctrl+Shift+Tab",), lambda: _("Previous request")),
    Keys("console.save", Place.CONSOLE, ("Ctrl+S",), lambda: _("Save the request")),
    Keys("console.save_as", Place.CONSOLE, ("Ctrl+Shift+S",), lambda: _("Save it as another")),
    Keys("console.folder", Place.CONSOLE, ("Ctrl+B",), lambda: _("Show or hide the saved requests")),
    Keys("console.put_away", Place.CONSOLE, ("Escape",), lambda: _("Put away what lies over the form"), "Esc"),
    Keys("console.empty", Place.CONSOLE, ("Ctrl+E",), lambda: _("Send an empty parameter, or leave it out")),
    Keys("console.diagnose", Place.CONSOLE, ("Ctrl+Shift+D",), lambda: _("Diagnose the call that is shown")),
    Keys("answer.find", Place.ANSWER, ("Ctrl+F",), lambda: _("Find in the answer")),
    Keys("answer.copy_value", Place.ANSWER, ("Ctrl+C",), lambda: _("Copy the value")),
    Keys("answer.copy_path", Place.ANSWER, ("Ctrl+Shift+C",), lambda: _("Copy the path of the value")),
    Keys("answer.preview", Place.ANSWER, ("Ctrl+P",), lambda: _("Preview the image behind the link")),
    Keys("doctor.examine", Place.DOCTOR, ("Ctrl+Return", "Ctrl+Enter"), lambda: _("Examine"), "Ctrl+Enter"),
    Keys("doctor.cancel", Place.DOCTOR, ("Ctrl+.",), lambda: _("End the search")),
)  # fmt: skip
_BY_ID = {keys.id: keys for keys in ALL}


class Shortcut(QShortcut):
    """A bound key; it knows what it is called, so that the palette can offer it."""

    def __init__(self, keys: Keys, widget: QWidget) -> None:
        super().__init__(widget)
        self.keys_told = keys
        self.setKeys([QKeySequence(one) for one in keys.sequences])


def keys_of(identity: str) -> Keys:
    """The line of the list that has this id."""
    return _BY_ID[identity]


def bind(
    widget: QWidget,
    identity: str,
    act: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> Shortcut:
    """Lets these keys do `act` in `widget`."""
    shortcut = Shortcut(_BY_ID[identity], widget)
    shortcut.setContext(context)
    shortcut.activated.connect(act)
    return shortcut


def bind_inside(widget: QWidget, identity: str, act: Callable[[], object]) -> Shortcut:
    """The same, for as long as the focus is somewhere in `widget`."""
    return bind(widget, identity, act, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def bind_search(search: QWidget, into_list: Callable[[], object], clear: Callable[[], object]) -> None:
    """The two keys that every search field over a list has."""
    for identity, act in (("search.list", into_list), ("search.clear", clear)):
        bind(search, identity, act, Qt.ShortcutContext.WidgetShortcut)


def bind_tab(window: QWidget, number: int, act: Callable[[], object]) -> QShortcut:
    """Lets Ctrl and the number (from 1) go to that tab."""
    shortcut = QShortcut(QKeySequence(keys_of("window.tab").sequences[number - 1]), window)
    shortcut.activated.connect(act)
    return shortcut


def fits(event: QKeyEvent, identity: str) -> bool:
    """Whether this key is meant, for widgets that listen themselves. The number pad's keys count too."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return any(QKeySequence(one) == pressed for one in _BY_ID[identity].sequences)


def sequence_of(identity: str) -> QKeySequence:
    """The keys of an action, for Qt's own."""
    return QKeySequence(_BY_ID[identity].sequences[0])


def write_keys(sequence: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


def name_place(place: Place) -> str:
    """The heading of the keys that count there."""
    return {
        Place.WINDOW: _("Everywhere"),
        Place.LIST: _("In every list"),
        Place.SEARCH: _("In every search"),
        Place.FORM: _("In a form"),
        Place.LOGIN: _("In the login"),
        Place.CONSOLE: _("In the console"),
        Place.ANSWER: _("In an answer"),
        Place.DOCTOR: _("In the doctor"),
    }[place]
