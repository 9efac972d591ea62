"""The list of app keys: search, New, Duplicate, Delete, and the table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.services.practice_adoption import PROFILE_ID
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.state import ProfileRow
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import column_widths, fit_columns
from aexdesk.ui.widgets.table import Table

_TYPE_COLUMN = 1
_LEAST_NAME = 15
"""Letters of a name that must stay readable before another column gives way."""


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Name"), words.name_row, tone=words.tone_of_row),
        Column(lambda: _("App type"), lambda row: words.name_app_type(row.app_type), width=14),
        Column(lambda: _("App key"), lambda row: str(row.app_key), kind="mono", width=10),
        Column(
            lambda: _("Last check"),
            lambda row: words.name_check(row.last_check),
            width=14,
            tone=lambda row: words.tone_of_check(row.last_check),
            tooltip=words.explain_check,
        ),
    )


class ProfileList(View):
    """`opened` when the person wants to edit what is chosen, `begun` when an app key was begun.

    `import_wanted`: to take one from a file.
    """

    opened = Signal()
    begun = Signal()
    import_wanted = Signal()

    def __init__(self, model: AppKeysModel) -> None:
        super().__init__()
        self._model = model
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.new, self.copy, self.delete = IconButton("plus"), IconButton("duplicate"), IconButton("trash")
        self.take = IconButton("folder")
        self.take_first = QPushButton()
        self.take_first.setObjectName("app_keys.import_first")
        theme.mark(self.take_first, role="link")
        self._rows = ListRows(_columns(), lambda row: row.id, self)
        self.table = Table(self._rows)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._nothing, kind="muted")
        bar = theme.line(self.search, self.new, self.take, self.copy, self.delete, gap="xs", around="s")
        column = theme.column(bar, gap="", parent=self)
        column.addWidget(self._nothing)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self.take_first)
        self._connect()
        fit_columns(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search app keys"))
        self.new.set_words(_("New app key"), _("New app key: Ctrl+N"))
        self.take.set_words(_("Import .env…"), _("Import .env…: an app key from the settings file of your program"))
        self.take_first.setText(_("Import a .env file…"))
        self.take_first.setToolTip(_("Bring in the app key of your own program; or drop the file here"))
        self.copy.set_words(_("Duplicate app key"), _("Duplicate, with its secret: Ctrl+D"))
        self.delete.set_words(_("Delete app key"), _("Delete; it can be undone: Delete"))
        self.table.setAccessibleName(_("App keys"))
        self._rows.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the list as it is."""
        state = self._model.state
        if self.search.text() != state.search:
            self.search.setText(state.search)
        chosen = state.chosen if not state.shown_environment else None
        self.table.show_rows(state.rows, chosen)
        self.table.horizontalHeader().setVisible(bool(state.rows))
        is_saved = state.form is not None and not state.form.is_new and not state.shown_environment
        self.copy.setEnabled(is_saved)
        self.delete.setEnabled(state.form is not None and not state.shown_environment)
        # Who has nothing but the practice app is offered the other way to begin.
        theme.show_if(self.take_first, not state.search and [row.id for row in state.rows] == [PROFILE_ID])
        is_bare = state.is_loaded and bool(state.search) and not state.rows
        self._nothing.setText(_("No app key matches “{search}”.").format(search=state.search) if is_bare else "")
        self._nothing.setVisible(is_bare)

    def _connect(self) -> None:
        model, table = self._model, self.table
        self.search.textEdited.connect(model.search)
        self.search.returnPressed.connect(table.setFocus)
        self.new.clicked.connect(self._begin)
        self.take.clicked.connect(self.import_wanted)
        self.take_first.clicked.connect(self.import_wanted)
        self.copy.clicked.connect(model.duplicate)
        self.delete.clicked.connect(model.remove)
        table.chosen.connect(self._choose)
        table.opened.connect(self._open)
        table.new_wanted.connect(self._begin)
        table.duplicate_wanted.connect(lambda _row: model.duplicate())
        table.delete_wanted.connect(lambda _row: model.remove())
        shortcuts.bind_search(self.search, table.setFocus, self._clear_search)

    def _choose(self, row: ProfileRow | None) -> None:
        if row is not None:
            self._model.choose(row.id)

    def _open(self, row: ProfileRow) -> None:
        self._model.choose(row.id)
        self.opened.emit()

    def _begin(self) -> None:
        self._model.begin_new()
        self.begun.emit()

    def _clear_search(self) -> None:
        if self.search.text():
            self.search.clear()
            self._model.search("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the app type gives way: the form tells it too."""
        super().resizeEvent(event)
        least = _LEAST_NAME * self.table.fontMetrics().averageCharWidth()
        self.table.setColumnHidden(_TYPE_COLUMN, self.width() - sum(column_widths(self.table)) < least)
