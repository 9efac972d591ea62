"""One switch of the Faults page: the switch, for which API, with what value, and a sentence beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.services.practice_contents import ANY_API
from aexdesk.ui import theme
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.faults_model import FaultsModel
from aexdesk.ui.tabs.practice.faults_state import DEFAULTS, ORDERS_ONLY, FaultKind, FaultSwitch, Slip
from aexdesk.ui.widgets.combo import Choice, SearchCombo
from aexdesk.ui.widgets.switch import Switch

ACROSS = 4
"""Switch, API, value, unit."""


class FaultRow:
    """Its widgets stand in a grid that all rows share, so that columns agree."""

    def __init__(
        self, model: FaultsModel, kind: FaultKind, apis: tuple[Choice, ...], codes: tuple[Choice, ...]
    ) -> None:
        self._model = model
        self._kind = kind
        self._apis = apis
        self._shown = ""
        self.switch, self.api, self._orders, self._note = Switch(), SearchCombo(), QLabel(), QLabel()
        self.value: QLineEdit = SearchCombo() if kind is FaultKind.ERROR else QLineEdit()
        self._unit = QLabel()
        self.switch.setObjectName(f"practice.fault.{kind.value}")
        self._note.setWordWrap(True)
        theme.mark(self._note, kind="small")
        theme.mark(self._unit, kind="muted")
        theme.mark(self._orders, kind="muted")
        theme.mark(self.value, kind="mono")
        self.switch.clicked.connect(lambda is_on: model.switch(kind, is_on))
        for signal in (self.api.chosen, self.api.typed):
            signal.connect(self._enter_api)
        if isinstance(self.value, SearchCombo):
            self.value.set_choices(codes)
            for signal in (self.value.chosen, self.value.typed):
                signal.connect(lambda text: model.enter_value(kind, text))
        else:
            self.value.editingFinished.connect(lambda: model.enter_value(kind, self.value.text()))

    def place(self, grid: QGridLayout, row: int) -> None:
        """Puts it into two lines of the grid."""
        grid.addWidget(self.switch, row, 0)
        grid.addWidget(self._orders if self._kind in ORDERS_ONLY else self.api, row, 1)
        if self._kind is FaultKind.ERROR:
            grid.addWidget(self.value, row, 2, 1, 2)
        elif self._kind in DEFAULTS:
            grid.addWidget(self.value, row, 2)
            grid.addWidget(self._unit, row, 3)
        grid.addWidget(self._note, row + 1, 0, 1, ACROSS)

    def fields(self) -> tuple[QWidget, ...]:
        """What takes the keyboard, in order."""
        api = () if self._kind in ORDERS_ONLY else (self.api,)
        return (self.switch, *api, *((self.value,) if self._kind in DEFAULTS else ()))

    def retranslate(self) -> None:
        """Writes its words."""
        name = words.name_kind(self._kind)
        self.switch.setText(name)
        self.switch.setToolTip(words.explain_kind(self._kind))
        self.switch.setAccessibleDescription(words.explain_kind(self._kind))
        self.api.set_choices((Choice(ANY_API, words.name_api(ANY_API)), *self._apis))
        self.api.setAccessibleName(_("{fault}: for which API").format(fault=name))
        self._orders.setText(_("orders only"))
        what = words.name_value(self._kind)
        self.value.setAccessibleName(f"{name}: {what}")
        self.value.setToolTip(what)
        self._unit.setText(words.name_unit(self._kind))

    def show_row(self, row: FaultSwitch, can: bool) -> None:
        """Shows it as it is."""
        self.switch.setChecked(row.is_on)
        self.api.show_text(words.name_api(row.draft.api))
        self.api.setToolTip(_("The API whose calls go wrong, or any") if row.draft.api == ANY_API else row.draft.api)
        self._show_value(row.draft.value)
        for widget in self.fields():
            widget.setEnabled(can)
        complaint = words.complain(row)
        self._note.setText(complaint or words.explain_kind(self._kind))
        theme.mark(self._note, tone="bad" if complaint else "")
        self.api.setAccessibleDescription(complaint if row.slip is Slip.API else self.api.toolTip())
        told = complaint if row.slip in (Slip.CODE, Slip.NUMBER) else self.value.toolTip()
        self.value.setAccessibleDescription(told)
        theme.mark(self.api, complaint=row.slip is Slip.API)
        theme.mark(self.value, complaint=row.slip in (Slip.CODE, Slip.NUMBER))

    def _show_value(self, value: str) -> None:
        if isinstance(self.value, SearchCombo):
            self.value.show_text(value)
        elif value != self._shown:  # what is being typed stays, whatever comes from the gateway meanwhile
            self._shown = value
            self.value.setText(value)

    def _enter_api(self, text: str) -> None:
        self._model.enter_api(self._kind, ANY_API if text == words.name_api(ANY_API) else text)
