"""The panel beside the Console: the folder of saved requests, and its variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QTabWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.console.saved.tree import RequestTree
from aexdesk.ui.tabs.console.saved.variables_page import VariablesPage
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.services.collections import BrokenFile, LoadedRequest
    from aexdesk.ui.tabs.console.saved.folder_model import FolderModel
    from aexdesk.ui.tabs.console.saved.saving import Saving


class FolderPanel(View):
    """Shows the folder, or a word on what could stand here."""

    def __init__(
        self,
        model: FolderModel,
        saving: Saving,
        run: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("console.folder")
        self._model = model
        self.name, self.change, self.shut = ElidedLabel("heading"), IconButton("folder"), IconButton("close")
        self.pin = IconButton("pin")
        self.pin.setCheckable(True)
        self.pin.clicked.connect(model.pin)
        self.change.clicked.connect(model.choose_folder)
        self.shut.clicked.connect(lambda: model.open_panel(False))
        self.filter, self.tree, self.variables = QLineEdit(), RequestTree(), VariablesPage(model)
        self.run = QPushButton()
        self.run.clicked.connect(lambda: run(self.tree.chosen_path()))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.tree.filter)
        self.tree.opened.connect(saving.open)
        self.tree.renamed.connect(model.rename)
        self.tree.duplicate_wanted.connect(model.duplicate)
        self.tree.delete_wanted.connect(self._delete)
        self.tree.chosen.connect(self._show_broken)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_run())
        self._none, self.broken = QLabel(), QLabel()
        for label, tone in ((self._none, ""), (self.broken, "warn")):
            label.setWordWrap(True)
            label.setContentsMargins(theme.space("s"), theme.space("s"), theme.space("s"), theme.space("s"))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            theme.mark(label, kind="small", tone=tone)
        self.broken.hide()
        self.problem = Banner(can_dismiss=True)
        self.problem.dismissed.connect(model.put_away_fault)
        self.pages, self._stack = QTabWidget(), QStackedWidget()
        self._title, self._sentence, self.begin = QLabel(), QLabel(), QPushButton()
        self._place()
        model.changed.connect(self.show_state)
        self.retranslate()

    def show_state(self) -> None:
        """Shows what the folder holds."""
        state = self._model.state
        loaded = state.loaded
        self.name.show_text(loaded.name if loaded else state.root.name if state.root else _("Saved requests"))
        self.name.setToolTip(str(state.root or ""))
        self._stack.setCurrentIndex(0 if state.root is None else 1)
        if state.fault is not None:
            self.tree.show_again()
        self.tree.show_collection(loaded)
        is_empty = loaded is not None and not loaded.requests and not loaded.broken
        theme.show_if(self._none, is_empty)
        self.variables.show_state()
        self.run.setEnabled(loaded is not None and bool(loaded.requests))
        self._show_run()
        words = describe(state.fault) if state.fault is not None else None
        self.problem.show_message(
            words.message if words else "", words.hint if words else "", "bad", _("Put the message away")
        )
        self.pin.setVisible(state.is_narrow)
        self.pin.setChecked(state.is_pinned)
        theme.show_if(self, state.is_shown)

    def retranslate(self) -> None:
        """Writes its words."""
        self.setAccessibleName(_("Saved requests"))
        self.change.set_words(_("Choose another folder"))
        self.pin.set_words(_("Keep the folder beside the request"), _("Keep it beside the request, not over the form"))
        self.shut.set_words(_("Hide the folder"), _("Hide the folder (Ctrl+B)"))
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter the saved requests"))
        self.tree.setAccessibleName(_("Requests of the folder"))
        self._none.setText(_("Nothing is saved here yet. Ctrl+S saves the request that you are looking at."))
        for place, title in enumerate((_("Requests"), _("Variables"))):
            self.pages.setTabText(place, title)
        self.pages.tabBar().setAccessibleName(_("Views of the folder"))
        self._title.setText(_("Requests in files"))
        self._sentence.setText(
            _("Choose a folder, perhaps one that Git watches: each request is a small file in it, without secrets.")
        )
        self.begin.setText(_("Choose a folder"))
        self.variables.retranslate()
        self.run.setToolTip(_("Opens the Runs: over rows of data, with a rate limit, results and files of them"))
        self.show_state()

    def _place(self) -> None:
        head = theme.line(self.name, self.change, self.pin, self.shut, gap="xs")
        head.setStretch(0, 1)
        inset(head, theme.space("s"), theme.space("xs"), theme.space("xs"), 0)
        requests = QWidget()
        column = theme.column(self.filter, self._none, self.tree, self.broken, self.run, gap="xs", parent=requests)
        column.setContentsMargins(theme.space("xs"), theme.space("xs"), theme.space("xs"), theme.space("xs"))
        column.setStretch(2, 1)
        self.pages.setDocumentMode(True)
        theme.mark(self.pages.tabBar(), dense=True)
        self.pages.addTab(requests, "")
        self.pages.addTab(self.variables, "")
        for label, kind in ((self._title, "heading"), (self._sentence, "muted")):
            label.setWordWrap(True)
            theme.mark(label, kind=kind)
        theme.mark(self.begin, role="primary")
        self.begin.clicked.connect(self._model.choose_folder)
        empty = QWidget()
        words = theme.column(self._title, self._sentence, self.begin, around="m", parent=empty)
        words.addStretch(1)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.pages)
        column = theme.column(head, self.problem, self._stack, gap="", parent=self)
        column.setStretch(2, 1)
        self.setMinimumWidth(theme.size("side_least"))

    def _show_run(self) -> None:
        name = self.tree.chosen_path().removesuffix(".json").rstrip("/").rpartition("/")[2]
        self.run.setText(_("Run {name}…").format(name=name) if name else _("Run all…"))

    def _delete(self, one: LoadedRequest) -> None:
        self._model.delete(one.path)

    def _show_broken(self, broken: BrokenFile | None) -> None:
        words = describe(broken.trouble) if broken is not None else None
        self.broken.setText(f"{broken.path}: {words.message} {words.hint}" if broken and words else "")
        theme.show_if(self.broken, words is not None)
