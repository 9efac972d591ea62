"""The parameters as they were sent, without secrets and signature; what could not be read as such, as it came."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.view import View
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import fit_columns, spring
from aexdesk.ui.widgets.table import Table
from aexdesk.workspace.exchange import SentRequest

_SHOWN_LETTERS = 2000
"""Of a value, in a cell; Copy takes all of it."""


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    name: str
    value: str


class SentParameters(View):
    """A table of names and values; the copy button takes the chosen value."""

    def __init__(self, clipboard: Clipboard) -> None:
        super().__init__()
        columns = (
            Column(lambda: _("Parameter"), lambda line: line.name, "mono", 20),
            Column(lambda: _("Value"), lambda line: " ".join(line.value[:_SHOWN_LETTERS].split()), "mono"),
        )
        self._request: SentRequest | None = None
        self.table = Table(ListRows(columns, lambda line: line.place, self))
        self.table.setObjectName("access_log.parameters")
        self._title = QLabel()
        self.copy = make_copy_button(clipboard, self.table, lambda line: line.value)
        theme.mark(self._title, kind="small")
        head = theme.line(self._title, spring(), self.copy)
        theme.column(head, self.table, gap="xs", parent=self).setStretch(1, 1)
        fit_columns(self.table)
        self.table.chosen.connect(lambda line: self.copy.setEnabled(line is not None))
        self.copy.setEnabled(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Parameters that were sent"))
        self.table.rows.retranslate()
        self.copy.set_what(lambda: _("the value"))
        if self._request is not None:
            self._write(self._request)

    def show_request(self, request: SentRequest) -> None:
        """Shows what that request carried."""
        if request != self._request:
            self._request = request
            self._write(request)

    def _write(self, request: SentRequest) -> None:
        self._title.setText(
            _("{method} {path}, without secrets and signature").format(
                method=request.method, path=urlsplit(request.url).path
            )
        )
        self.table.show_rows(_lines_of(request))


def _lines_of(request: SentRequest) -> tuple[_Line, ...]:
    if request.parameters:
        return tuple(_Line(str(place), one.name, one.value) for place, one in enumerate(request.parameters))
    query, body = urlsplit(request.url).query, request.body.decode("utf-8", "replace")
    parts = ((_("query"), query), (_("body"), body))
    return tuple(_Line(name, name, value) for name, value in parts if value)
