"""What is chosen: an environment, where it calls, and for practice how its gateway is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.icons import icon
from aexdesk.ui.ports import Ports
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.environments_model import EnvironmentsModel
from aexdesk.ui.tabs.app_keys.environments_state import EnvironmentForm
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.practice_card import PracticeCard
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line


class AddressFields(View):
    """Base URL, and behind "more" the paths. `submitted` when Enter was pressed in a field."""

    submitted = Signal()

    def __init__(self, model: AppKeysModel, environments: EnvironmentsModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._environments = environments
        self._shown = ""
        theme.mark(self, role="page")
        self.explanation = QLabel()
        self.explanation.setWordWrap(True)
        theme.mark(self.explanation, kind="muted")
        self.lines = {name: QLineEdit() for name in ("base_url", "sync_path", "rest_path", "authorize_path")}
        self.rows = {name: FormRow(line) for name, line in self.lines.items()}
        self.more = QPushButton()
        self.more.setCheckable(True)
        theme.mark(self.more, role="link")
        self.practice = PracticeCard(environments, ports)
        paths = [row for name, row in self.rows.items() if name != "base_url"]
        more = theme.line(self.more)
        inset(more, theme.size("label") + theme.space("s"), 0, 0, 0)
        more.addStretch(1)
        column = theme.column(self.explanation, around="m", parent=self)
        column.addSpacing(theme.space("s"))
        column.addWidget(self.rows["base_url"])
        column.addLayout(more)
        for row in paths:
            column.addWidget(row)
        column.addSpacing(theme.space("s"))
        column.addWidget(self.practice)
        column.addStretch(1)
        self.more.toggled.connect(self._show_more)
        for name, line in self.lines.items():
            theme.mark(line, kind="mono")
            line.textEdited.connect(lambda text, name=name: self._enter(name, text))
            line.returnPressed.connect(self.submitted)
        self._show_more(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        rows = self.rows
        rows["base_url"].set_words(_("Base URL"), _("Scheme, host and port; every call begins with it."))
        rows["sync_path"].set_words(_("Business interface"), _("The path behind the base URL for business interfaces."))
        rows["rest_path"].set_words(_("System interface"), _("The path behind the base URL for system interfaces."))
        rows["authorize_path"].set_words(_("Authorize page"), _("The path behind the base URL where a login begins."))
        self.more.setText(_("Paths"))
        self.more.setToolTip(_("The paths behind the base URL; only local stand-ins need others"))
        self.practice.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the environment as it is."""
        form = self._environments.state.form(self._model.state.shown_environment)
        if form is None:
            return
        if form.environment.name != self._shown:
            self._shown = form.environment.name
            for row in self.rows.values():
                row.begin_again()
        self.explanation.setText(words.explain_environment(form.environment))
        for name, line in self.lines.items():
            text = str(getattr(form.typed, name))
            if line.text() != text:
                line.setText(text)
            self.rows[name].complain(words.complain_of_environment(form, name))
        theme.show_if(self.practice, not form.environment.is_live)
        self.practice.show_state()

    def complain_now(self) -> None:
        """The person wants to save: says what is wrong, and goes there."""
        form = self._environments.state.form(self._shown)
        wrong = [] if form is None else [name for name, _problem in form.problems]
        self.more.setChecked(self.more.isChecked() or any(name != "base_url" for name in wrong))
        for name, row in self.rows.items():
            row.complain_now()
            if wrong and name == wrong[0]:
                row.field.setFocus()

    def _enter(self, name: str, text: str) -> None:
        self._environments.enter(self._shown, **{name: text})

    def _show_more(self, is_open: bool) -> None:
        self.more.setIcon(icon("chevron_down" if is_open else "chevron_right"))
        for name, row in self.rows.items():
            if name != "base_url":
                theme.show_if(row, is_open)

    def changeEvent(self, event: QEvent) -> None:
        """The arrow follows the scheme, and the side from which one reads."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self._show_more(self.more.isChecked())
        super().changeEvent(event)


class EnvironmentPane(View):
    """Save, Discard, and back to the default."""

    def __init__(self, model: AppKeysModel, environments: EnvironmentsModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._environments = environments
        self.heading, self._standing = Heading(), Chip()
        self.use, self.save, self.discard, self.reset = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        theme.mark(self.reset, role="quiet")
        self.fields = AddressFields(model, environments, ports)
        head = bar(self.heading, self._standing, self.use, is_headed=True)
        foot = bar(self.save, self.discard, spring(), self.reset)
        column = theme.column(head, thin_line(), gap="", parent=self)
        column.addWidget(scroll(self.fields), stretch=1)
        column.addWidget(thin_line())
        column.addWidget(foot)
        self.use.clicked.connect(lambda: environments.use(model.state.shown_environment))
        self.save.clicked.connect(self.save_now)
        self.discard.clicked.connect(lambda: environments.discard(model.state.shown_environment))
        self.reset.clicked.connect(lambda: environments.reset(model.state.shown_environment))
        self.fields.submitted.connect(self.save_now)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.use.setText(_("Work here"))
        self.use.setToolTip(_("Move to this environment; the top line shows it"))
        self.save.setText(_("Save"))
        self.save.setToolTip(_("Save: Ctrl+S"))
        self.discard.setText(_("Discard"))
        self.discard.setToolTip(_("Back to what is saved"))
        self.reset.setText(_("Reset to default"))
        self.reset.setToolTip(_("Puts the default addresses in; Save keeps them"))
        self.fields.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows what is chosen as it is."""
        form = self._environments.state.form(self._model.state.shown_environment)
        self.fields.show_state()
        if form is not None:
            self._show_form(form)

    def save_now(self) -> None:
        """Saves, or says what is in the way."""
        self.fields.complain_now()
        self._environments.save(self._model.state.shown_environment)

    def begin(self) -> None:
        """To the first field."""
        self.show_state()
        self.fields.lines["base_url"].setFocus()
        self.fields.lines["base_url"].selectAll()

    def _show_form(self, form: EnvironmentForm) -> None:
        kind = "live" if form.environment.is_live else "practice"
        self.heading.say(name_environment(form.environment))
        self._standing.show_state(_("In use") if form.is_standing else "", kind)
        theme.show_if(self.use, not form.is_standing)
        self.save.setEnabled(form.is_dirty and not form.is_saving)
        self.discard.setEnabled(form.is_dirty and not form.is_saving)
        self.reset.setEnabled(not form.is_default)
        theme.mark(self.save, role="primary" if form.is_dirty else "")
