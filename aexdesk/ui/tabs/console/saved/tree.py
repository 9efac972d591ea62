"""The folder's requests as a tree: Enter opens, F2 renames, Ctrl+D duplicates, Delete deletes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import icon
from aexdesk.ui.outcomes import short_api
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.services.collections import BrokenFile, LoadedCollection, LoadedRequest

_ENTRY = Qt.ItemDataRole.UserRole
_PATH = Qt.ItemDataRole.UserRole + 1


class RequestTree(QTreeWidget):
    """Signals carry the request; `chosen` carries the broken file that stands under the cursor, or None."""

    opened = Signal(object)
    renamed = Signal(object, str)
    duplicate_wanted = Signal(object)
    delete_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_showing = False
        self._shown: LoadedCollection | None = None
        self._words: tuple[str, ...] = ()
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.space("m"))
        self.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemActivated.connect(lambda item, _column: self._open(item))
        self.itemChanged.connect(self._note_name)
        self.currentItemChanged.connect(lambda item, _before: self._tell(item))

    def show_collection(self, loaded: LoadedCollection | None) -> None:
        """Shows what a folder holds; what was open and chosen stays so."""
        if loaded is self._shown:
            return
        self._shown = loaded
        self._is_showing = True
        shut = {item.data(0, _PATH) for item in self._items() if item.childCount() and not item.isExpanded()}
        before = self.currentItem()
        current = before.data(0, _PATH) if before is not None else ""
        self.clear()
        folders: dict[str, QTreeWidgetItem] = {}
        entries: list[LoadedRequest | BrokenFile] = [*loaded.requests, *loaded.broken] if loaded else []
        for entry in sorted(entries, key=lambda one: ("/" not in one.path, 0)):
            self._add(entry, folders)
        self._filter()
        for item in self._items():
            item.setExpanded(item.data(0, _PATH) not in shut or bool(self._words))
            if item.data(0, _PATH) == current:
                self.setCurrentItem(item)
        self._is_showing = False
        self._tell(self.currentItem())

    def show_again(self) -> None:
        """Names as the folder has them: a new one that was refused is taken back."""
        shown, self._shown = self._shown, None
        self.show_collection(shown)

    def filter(self, text: str) -> None:
        """Shows only what has every word of `text` in its name, API or path."""
        self._words = tuple(text.casefold().split())
        self._filter()
        if self._words:
            self.expandAll()

    def chosen_path(self) -> str:
        """The path of what is chosen, of a folder with a slash at its end; "" where nothing is that could be run."""
        item = self.currentItem()
        can_run = item is not None and (item.childCount() > 0 or self._request_of(item) is not None)
        return str(item.data(0, _PATH)) if item is not None and can_run else ""

    def _add(self, entry: LoadedRequest | BrokenFile, folders: dict[str, QTreeWidgetItem]) -> None:
        request = getattr(entry, "request", None)
        item = QTreeWidgetItem()
        item.setData(0, _PATH, entry.path)
        item.setData(0, _ENTRY, entry)
        if request is not None:
            item.setText(0, request.name)
            item.setToolTip(0, f"{request.name}\n{request.http_method} {short_api(request.api)}\n{entry.path}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        else:
            told = describe(entry.trouble) if not hasattr(entry, "request") else None
            item.setText(0, entry.path.rpartition("/")[2])
            item.setIcon(0, icon("warn", "warn"))
            item.setToolTip(0, f"{told.message} {told.hint}" if told else "")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _("{path}, cannot be read").format(path=entry.path))
        self._place(item, entry.path.rpartition("/")[0], folders)

    def _place(self, item: QTreeWidgetItem, folder: str, folders: dict[str, QTreeWidgetItem]) -> None:
        if not folder:
            self.addTopLevelItem(item)
            return
        if folder not in folders:
            above, _slash, name = folder.rpartition("/")
            made = QTreeWidgetItem([name])
            made.setIcon(0, icon("folder"))
            made.setData(0, _PATH, folder + "/")
            folders[folder] = made
            self._place(made, above, folders)
        folders[folder].addChild(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += _children(item)
        return found

    def _filter(self) -> None:
        for item in reversed(self._items()):  # what lies within comes before what it lies in
            if item.childCount():
                is_there = any(not inner.isHidden() for inner in _children(item))
            else:
                entry = item.data(0, _ENTRY)
                api = entry.request.api if hasattr(entry, "request") else ""
                text = f"{item.text(0)} {api} {item.data(0, _PATH)}".casefold()
                is_there = all(word in text for word in self._words)
            item.setHidden(not is_there)

    def _request_of(self, item: QTreeWidgetItem | None) -> LoadedRequest | None:
        entry = item.data(0, _ENTRY) if item is not None else None
        return entry if hasattr(entry, "request") else None

    def _open(self, item: QTreeWidgetItem) -> None:
        request = self._request_of(item)
        if request is not None:
            self.opened.emit(request)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if not self._is_showing:
            entry = item.data(0, _ENTRY) if item is not None else None
            self.chosen.emit(entry if hasattr(entry, "trouble") else None)

    def _note_name(self, item: QTreeWidgetItem) -> None:
        request = self._request_of(item)
        if not self._is_showing and request is not None and item.text(0) != request.request.name:
            self.renamed.emit(request, item.text(0))

    def _open_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        request = self._request_of(item)
        if item is None or request is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open")).triggered.connect(lambda: self.opened.emit(request))
        menu.addAction(_("Rename (F2)")).triggered.connect(lambda: self.editItem(item, 0))
        menu.addAction(_("Duplicate (Ctrl+D)")).triggered.connect(lambda: self.duplicate_wanted.emit(request))
        menu.addAction(_("Delete")).triggered.connect(lambda: self.delete_wanted.emit(request))
        menu.popup(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that every list has."""
        item = self.currentItem()
        request = self._request_of(item)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            if item.childCount():
                item.setExpanded(not item.isExpanded())
            self._open(item)
        elif event.matches(QKeySequence.StandardKey.Delete) and request is not None:
            self.delete_wanted.emit(request)
        elif control and event.key() == Qt.Key.Key_D and request is not None:
            self.duplicate_wanted.emit(request)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme: its icons are drawn in it."""
        if event.type() is QEvent.Type.PaletteChange and self._shown is not None:
            self.show_again()
        super().changeEvent(event)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(number) for number in range(item.childCount()))
    return [inner for inner in found if inner is not None]
