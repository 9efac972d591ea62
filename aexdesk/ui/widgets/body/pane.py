"""A body to be looked at: as a tree, as a table, as it came; with find, filter, copy and save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.view import View
from aexdesk.ui.widgets.body.filter_line import FilterLine
from aexdesk.ui.widgets.body.find_bar import FindBar
from aexdesk.ui.widgets.body.saving_strip import SavingStrip
from aexdesk.ui.widgets.body.table_pane import TablePane
from aexdesk.ui.widgets.body.text_pieces import TextPieces
from aexdesk.ui.widgets.body.tree_pane import TreePane
from aexdesk.ui.widgets.body.words import write_count, write_state

if TYPE_CHECKING:
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.widgets.body.model import BodyModel

TREE, TABLE, RAW = range(3)


class BodyPane(View):
    """Shows what the model holds; `suggest_name` names the file that a body is saved as, without its ending."""

    def __init__(
        self,
        model: BodyModel,
        clipboard: Clipboard,
        suggest_name: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._suggest_name = suggest_name
        self.note, self.tabs = QLabel(), QTabWidget()
        self.note.setWordWrap(True)
        self.note.setContentsMargins(theme.space("s"), theme.space("xs"), theme.space("s"), theme.space("xs"))
        self.tabs.setDocumentMode(True)
        theme.mark(self.tabs.tabBar(), dense=True)
        self.find_bar, self.saving = FindBar(), SavingStrip(model)
        theme.column(self.note, self.tabs, self.find_bar, self.saving, gap="", parent=self).setStretch(1, 1)
        self.search, self.save = IconButton("search"), IconButton("save")
        corner = QWidget(self.tabs)
        theme.line(self.search, self.save, gap="", parent=corner)
        self.tabs.setCornerWidget(corner)
        self.filters = (FilterLine(model), FilterLine(model))
        self.tree, self.table, self.pieces = TreePane(model, clipboard), TablePane(model), TextPieces(model)
        for parts in ((self.filters[0], self.tree), (self.filters[1], self.table), (self.pieces,)):
            page = QWidget()
            self.tabs.addTab(page, "")
            theme.column(*parts, gap="", parent=page).setStretch(len(parts) - 1, 1)
        self._seen = (0, "")
        self._left = RAW
        self._wire()
        self.retranslate()
        self.show_state()

    def _wire(self) -> None:
        self.search.clicked.connect(self.find_bar.open_it)
        self.save.clicked.connect(self._save)
        self.table.opened.connect(self._show_in_tree)
        self.tabs.currentChanged.connect(lambda _place: self._find_anew())
        self.find_bar.wanted.connect(self._find)
        self.find_bar.stepped.connect(self._step)
        self._model.changed.connect(self.show_state)
        shortcuts.bind(self, "answer.find", self.find_bar.open_it)

    def show_state(self) -> None:
        """Shows what the body's reader found."""
        state = self._model.state
        has_text = state.kind in ("json", "text", "broken")
        self._show_pages(state.kind)
        for part in (*self.filters, self.tree, self.table, self.saving):
            part.show_state()
        self.pieces.show_state(has_text)
        theme.show_if(self.tabs, has_text or state.is_opening)
        for button in (self.search, self.save):
            button.setEnabled(has_text)
        text, tone = write_state(state)
        if text != self.note.text():
            self.note.setText(text)
        theme.mark(self.note, kind="small", tone=tone)
        theme.show_if(self.note, bool(text))
        if (seen := (state.generation, state.kind)) != self._seen:
            self._seen = seen
            self._find_anew()
        self.find_bar.show_count(write_count(state.finding), bool(state.finding.count))

    def _show_pages(self, kind: str) -> None:
        """What is no JSON has but one view; with the next body that is, the person stands again where they stood."""
        is_plain = kind in ("text", "broken")
        if is_plain and self.tabs.currentIndex() != RAW:
            self._left = self.tabs.currentIndex()
            self.tabs.setCurrentIndex(RAW)
        for page in (TREE, TABLE):
            self.tabs.setTabEnabled(page, not is_plain)
        if kind == "json" and self._left != RAW:
            self.tabs.setCurrentIndex(self._left)
            self._left = RAW

    def retranslate(self) -> None:
        """Writes its words."""
        for place, title in enumerate((_("Tree"), _("Table"), _("Raw"))):
            self.tabs.setTabText(place, title)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(_("Views of the answer"))
        self.pieces.setAccessibleName(_("Response, raw"))
        self.search.set_words(_("Find"), _("Find (Ctrl+F)"))
        self.save.set_words(_("Save the body"), _("Save the body as it came"))
        for view in (*self.filters, self.tree, self.table, self.find_bar, self.saving):
            view.retranslate()

    def _find(self, text: str) -> None:
        self._model.find(text, self.tabs.currentIndex() == RAW)

    def _find_anew(self) -> None:
        """Another view of the body is looked at, or another body."""
        text, finding = self.find_bar.edit.text(), self._model.state.finding
        doc = 0 if self.tabs.currentIndex() == RAW else self._model.state.doc
        if not self.find_bar.isHidden() and text and (finding.text, finding.doc) != (text, doc):
            self._find(text)

    def _step(self, by: int) -> None:
        if self.tabs.currentIndex() == TABLE:
            self.tabs.setCurrentIndex(TREE)
        self._model.step(by)

    def _show_in_tree(self, at: tuple[int, ...]) -> None:
        self.tabs.setCurrentIndex(TREE)
        self.tree.rows.lead_to(at)

    def _save(self) -> None:
        ending = "json" if self._model.state.kind == "json" else "txt"
        self._model.save(_("Save the body"), f"{self._suggest_name()}.{ending}")
