"""Finding in an answer: in a text, in what that text shows; in the tree and the table, in the whole body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.widgets.body.words import write_count
from aexdesk.ui.widgets.text_finder import TextFinder

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.response_view import ResponseView

_TABLE, _RAW = 2, 3
_IN_BODY = (1, _TABLE)
_TEXTS = {0: "pretty", 3: "raw", 4: "headers"}


class AnswerFinding:
    """Hands what the find bar wants to the view that is in sight."""

    def __init__(self, view: ResponseView) -> None:
        self._view = view
        self._finders = {place: TextFinder(getattr(view, name).edit) for place, name in _TEXTS.items()}
        self._seen = (0, "", False)
        view.find_bar.wanted.connect(self._find)
        view.find_bar.stepped.connect(self._step)
        view.tabs.currentChanged.connect(lambda _place: self._begin_anew())

    def show_state(self) -> None:
        """Shows how far the search in the body is."""
        state = self._view._body.state  # noqa: SLF001 - a part of it
        finding, seen = state.finding, (state.generation, state.kind, bool(state.pretty))
        if seen != self._seen:
            self._seen = seen
            self._begin_anew()  # what is looked for was typed before it was there
        if self._is_in_body():
            self._view.find_bar.show_count(write_count(finding), bool(finding.count))

    def mark_line(self, line: int, column: int) -> None:
        """Tints the line of the raw text at which JSON breaks, and goes there."""
        edit = self._view.raw.edit
        block = edit.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return
        cursor = QTextCursor(block)
        cursor.setPosition(min(block.position() + column - 1, block.position() + max(block.length() - 1, 0)))
        edit.setTextCursor(cursor)
        edit.centerCursor()
        selection = QTextEdit.ExtraSelection()
        shown = QTextCursor(cursor)
        # A whole body may stand in one line: the place is tinted, not the page.
        shown.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if shown.position() - shown.anchor() > _NEAR:
            shown.setPosition(cursor.position())
            shown.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, _NEAR)
        selection.cursor = shown
        selection.format.setBackground(theme.colour("bad_soft"))
        selection.format.setForeground(theme.colour("bad"))
        edit.setExtraSelections([selection])

    def follow_scheme(self) -> None:
        """Tints anew where light and dark have changed places."""
        for finder in self._finders.values():
            finder.tint()
        problem = self._view._body.state.problem  # noqa: SLF001 - a part of it
        if problem is not None:
            self.mark_line(problem.line, problem.column)

    def _is_in_body(self) -> bool:
        """Whether its reader looks, through all of the body."""
        return self._place() in _IN_BODY or self._is_in_pieces()

    def _is_in_pieces(self) -> bool:
        return self._place() == _RAW and self._view.shows_pieces()

    def _place(self) -> int:
        return self._view.tabs.currentIndex()

    def _find(self, text: str) -> None:
        place = self._place()
        if self._is_in_body():
            self._view._body.find(text, self._is_in_pieces())  # noqa: SLF001 - a part of it
        elif place in self._finders:
            self._finders[place].find(text)
            self._show_of_text(place)
        if not text:
            self._view._body.find("")  # noqa: SLF001 - a part of it
            self._view.find_bar.show_count("", False)

    def _step(self, by: int) -> None:
        place = self._place()
        if self._is_in_body():
            if place == _TABLE:
                self._view.tabs.setCurrentIndex(1)
            self._view._body.step(by)  # noqa: SLF001 - a part of it
        elif place in self._finders:
            self._finders[place].step(by)
            self._show_of_text(place)

    def _show_of_text(self, place: int) -> None:
        finder = self._finders[place]
        told = _("{current} of {count}").format(current=f"{finder.current + 1:,}", count=f"{len(finder.hits):,}")
        self._view.find_bar.show_count(told if finder.hits else _("not found"), bool(finder.hits))

    def _begin_anew(self) -> None:
        bar = self._view.find_bar
        if bar.isVisible() and bar.edit.text():
            text = bar.edit.text()
            finding = self._view._body.state.finding  # noqa: SLF001 - a part of it
            doc = 0 if self._is_in_pieces() else self._view._body.state.doc  # noqa: SLF001 - a part of it
            if self._is_in_body() and (finding.text, finding.doc) == (text, doc):
                self.show_state()
            else:
                self._find(text)


_NEAR = 80
