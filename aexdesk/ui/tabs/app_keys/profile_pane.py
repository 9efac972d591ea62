"""What is chosen: the app key with its check, its form, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.profile_form import ProfileFields
from aexdesk.ui.tabs.app_keys.state import AppKeysState, Phase, ProfileForm
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line


class ProfilePane(View):
    """One main button at a time: Save while something is unsaved, then Check key, then Log in."""

    def __init__(self, model: AppKeysModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate
        self.heading, self._real, self._place, self._standing = Heading(), Chip(), Chip(), Chip()
        self.use, self.check, self.log_in = QPushButton(), QPushButton(), QPushButton()
        self.answer, self._progress = Banner(), QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self.fields = ProfileFields(model, ports)
        self.save, self.discard, self._saving = QPushButton(), QPushButton(), QLabel()
        theme.mark(self._saving, kind="small")
        head = bar(
            self.heading, self._real, self._place, self._standing, self.use, self.check, self.log_in, is_headed=True
        )
        foot = bar(self.save, self.discard, self._saving, spring())
        column = theme.column(head, thin_line(), self.answer, self._progress, gap="", parent=self)
        self._page = scroll(self.fields)
        column.addWidget(self._page, stretch=1)
        column.addWidget(thin_line())
        column.addWidget(foot)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.use.setText(_("Use this app"))
        self.use.setToolTip(_("Work as this app from now on; the top line shows it"))
        self.check.setText(_("Check key"))
        self.check.setToolTip(
            _("Saves, then signs a call with a made-up code: the answer tells whether key and secret are right")
        )
        self.log_in.setText(_("Log in"))
        self.log_in.setToolTip(_("Use this app, and get a session for it"))
        self.save.setText(_("Save"))
        self.save.setToolTip(_("Save: Ctrl+S"))
        self.discard.setText(_("Discard"))
        self.discard.setToolTip(_("Back to what is saved"))
        self._saving.setText(_("Saving…"))
        self._progress.setAccessibleName(_("The check is running"))
        self.fields.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows what is chosen as it is."""
        state = self._model.state
        self.fields.show_state()
        if state.form is None:
            return
        self._show_head(state, state.form)
        self._show_answer(state, state.form)
        self._show_foot(state.form)

    def save_now(self) -> None:
        """Saves, or says what is in the way."""
        self.fields.complain_now()
        QTimer.singleShot(0, self, self._show_complaint)  # the fold above it has its room by then
        self._model.save()

    def _show_complaint(self) -> None:
        field = self.fields.focusWidget()
        if field is not None:
            self._page.ensureWidgetVisible(field)

    def _show_head(self, state: AppKeysState, form: ProfileForm) -> None:
        name = form.entry.name.strip()
        self.heading.say(name or _("New app key"))
        self._real.show_state(_("REAL APP") if form.entry.is_real else "", "live")
        self._place.show_state(name_environment(state.environment) if state.environment.is_live else "", "live")
        self._standing.show_state(_("In use") if form.is_standing else "", "accent")
        is_running, is_good = state.check.phase is Phase.RUNNING, words.is_good(state.check)
        theme.show_if(self.use, not form.is_new and not form.is_standing)
        theme.show_if(self.log_in, is_good and not form.is_dirty)
        self.check.setEnabled(not is_running and not form.is_saving)
        theme.mark(self.check, role="" if form.is_dirty or is_good else "primary")
        theme.mark(self.log_in, role="primary")

    def _show_answer(self, state: AppKeysState, form: ProfileForm) -> None:
        said, tone = words.say_check(state.check, form.entry.app_type, state.environment)
        self.answer.show_message(said.message, said.hint, tone)
        check, actions = state.check, []
        if check.can_cancel:
            actions.append((_("Cancel"), self._model.cancel_check))
        elif check.phase is Phase.ANSWERED and check.code == "unreachable":
            actions.append((_("Show environment"), self._show_environment))
        elif check.has_exchange and check.code in ("unclear", "key_good"):
            actions.append((_("Open in console"), lambda: self._navigate("console")))
        self.answer.set_actions(*actions)
        theme.show_if(self._progress, check.can_cancel)

    def _show_foot(self, form: ProfileForm) -> None:
        self.save.setEnabled(form.is_dirty and not form.is_saving)
        self.discard.setEnabled(form.is_dirty and not form.is_saving)
        theme.mark(self.save, role="primary" if form.is_dirty else "")
        theme.show_if(self._saving, form.is_saving)

    def _show_environment(self) -> None:
        self._model.show_environment(self._model.state.environment.name)

    def _connect(self) -> None:
        model = self._model
        self.use.clicked.connect(model.use)
        self.check.clicked.connect(self._check)
        self.log_in.clicked.connect(lambda: model.use_and(lambda: self._navigate("login")))
        self.save.clicked.connect(self.save_now)
        self.discard.clicked.connect(model.discard)
        self.fields.submitted.connect(self.save_now)

    def _check(self) -> None:
        self.fields.complain_now()
        self._model.check_key()
