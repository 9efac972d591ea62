"""The address of an order: presets, the fields that its country may ask for, and keeping it as a preset."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.order_tests import build_words
from aexdesk.ui.tabs.order_tests.building import ADDRESS_FIELDS
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.state import Building
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.form_row import FormRow


class AddressFields(ComposedView):
    """Each complaint stands at its field."""

    def __init__(self, model: CasesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._shown_case = ""
        self._said: tuple[Building | None, str, str] | None = None

    def _compose(self) -> Steps:
        model = self._model
        self.preset, self.preset_name, self.keep = Combo(self), QLineEdit(self), QPushButton(self)
        self.lines = {field: QLineEdit(self) for field in ADDRESS_FIELDS if field != "country"}
        yield
        self.rows: dict[str, FormRow] = {}
        for field, line in self.lines.items():
            self.rows[field] = FormRow(line, parent=self)
            yield
        self.preset_row = FormRow(self.preset, parent=self)
        self.keep_row = FormRow(self.preset_name, self.keep, parent=self)
        self.preset.setObjectName("cases.preset")
        for field, line in self.lines.items():
            line.setObjectName(f"cases.address.{field}")
            line.textEdited.connect(lambda text, field=field: model.builder.enter(**{field: text}))
        self.preset.chosen.connect(model.choose_preset)
        self.keep.clicked.connect(self._keep)
        self.preset_name.returnPressed.connect(self._keep)
        self.preset_name.textEdited.connect(lambda _text: self.show_state())
        theme.column(self.preset_row, *self.rows.values(), self.keep_row, parent=self)
        yield

    def retranslate(self) -> None:
        """Writes its words."""
        self.preset_row.set_words(_("Address"), _("Made-up addresses that keep the rules, and your own"))
        for field in self.rows:
            self._write_words(field, "")
        self.keep_row.set_words(_("Keep as"), _("Keeps this address for the next order"))
        self.preset_name.setPlaceholderText(_("Name of a preset"))
        self.keep.setText(_("Save as preset"))
        self.keep.setToolTip(_("Keeps this address for the next order, under that name"))
        self._said = None
        self.show_state()

    def show_state(self) -> None:
        """Shows the address as it is."""
        building = self._model.state.building
        said = (building, self._model.state.chosen, self.preset_name.text())
        if building is None or said == self._said:
            return
        self._said = said
        if self._model.state.chosen != self._shown_case:
            self._shown_case = self._model.state.chosen
            for row in self.rows.values():
                row.begin_again()
        self.preset.set_choices([Choice(name, name) for name in building.presets])
        self.preset.show_choice(building.preset)
        theme.show_if(self.preset_row, bool(building.presets))
        for field, line in self.lines.items():
            text = getattr(building.address, field)
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
            theme.show_if(self.rows[field], field in building.fields)
            self._write_words(field, build_words.advise_on_field(building, field))
            self.rows[field].complain(build_words.complain_of_address(building, field))
        theme.show_if(self.keep_row, building.is_address_changed)
        self.keep.setEnabled(bool(self.preset_name.text().strip()))

    def _write_words(self, field: str, note: str) -> None:
        self.rows[field].set_words(
            build_words.name_address_field(field), build_words.explain_address_field(field), note
        )

    def complain_now(self) -> None:
        """The person wants to go on: says what is wrong, and goes there."""
        building = self._model.state.building
        broken = _broken_fields(building) if building is not None else frozenset[str]()
        for field, row in reversed(self.rows.items()):
            row.complain_now()
            if field in broken:
                row.field.setFocus()

    def _keep(self) -> None:
        name = self.preset_name.text().strip()
        if name:
            self._model.builder.save_preset(name)
            self.preset_name.clear()


def _broken_fields(building: Building) -> frozenset[str]:
    return frozenset(str(problem.values.get("field")) for problem in building.problems)
