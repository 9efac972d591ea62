"""The App keys tab: app keys and environments at the left, what is chosen at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.environment_list import EnvironmentList
from aexdesk.ui.tabs.app_keys.environment_pane import EnvironmentPane
from aexdesk.ui.tabs.app_keys.environments_model import EnvironmentsModel
from aexdesk.ui.tabs.app_keys.import_pane import ImportPane
from aexdesk.ui.tabs.app_keys.importing import ImportModel
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.profile_list import ProfileList
from aexdesk.ui.tabs.app_keys.profile_pane import ProfilePane
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred, thin_line
from aexdesk.wording import describe

_SHARES = (2, 3)


class AppKeysView(ComposedView):
    """Draws both models; each child shows its part."""

    def __init__(
        self,
        model: AppKeysModel,
        environments: EnvironmentsModel,
        importing: ImportModel,
        ports: Ports,
        navigate: Navigate,
    ) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._model = model
        self._importing = importing
        self._environments = environments
        self._ports = ports
        self._navigate = navigate
        self._was_importing = False

    def _compose(self) -> Steps:
        model = self._model
        self._frame()
        yield
        self.profiles = ProfileList(model)
        yield
        self._left.addWidget(self.profiles, stretch=1)
        yield
        self.places = EnvironmentList(model, self._environments)
        yield
        self._left.addWidget(thin_line())
        self._left.addWidget(self.places)
        yield
        self.empty = EmptyState("key")
        self._nothing = centred(self.empty)
        self.pages.addWidget(self._nothing)
        self.profile = ProfilePane(model, self._ports, self._navigate)
        yield
        self.pages.addWidget(self.profile)
        yield
        self.environment = EnvironmentPane(model, self._environments, self._ports)
        yield
        self.pages.addWidget(self.environment)
        yield
        self.importing = ImportPane(self._importing)
        yield
        self.pages.addWidget(self.importing)
        yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.profiles, self.places, self.profile, self.environment, self.importing):
            child.retranslate()
        self._show_empty()
        self._show_trouble()

    def _frame(self) -> None:
        self.trouble, self.pages = Banner(can_dismiss=True), QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("appKeysSplitter")
        self.splitter.setChildrenCollapsible(False)
        theme.column(self.trouble, gap="", parent=self).addWidget(self.splitter, stretch=1)
        left = QWidget()
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(left, role="surface")
        for number, part in enumerate((left, self.pages)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(number, _SHARES[number])
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        self._left = theme.column(gap="", parent=left)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._environments.changed.connect(self._show)
        self._importing.changed.connect(self._show)
        self.profiles.import_wanted.connect(self._importing.choose_file)
        for leaves in (self.profiles.table.chosen, self.profiles.opened, self.profiles.begun, self.places.opened):
            leaves.connect(self._leave_import)
        self.trouble.dismissed.connect(self._put_away_trouble)
        self.profiles.opened.connect(self._edit)
        self.profiles.begun.connect(self._edit)
        self.places.opened.connect(self._edit_environment)
        self.empty.acted.connect(self._begin)
        self.empty.acted_otherwise.connect(self._importing.choose_file)
        shortcuts.bind_inside(self, "list.new", self._begin_new)
        shortcuts.bind_inside(self, "form.save", self._save)

    def _show(self) -> None:
        for child in (self.profiles, self.places, self.profile, self.environment, self.importing):
            child.show_state()
        self._show_page()
        self._show_empty()
        self._show_trouble()

    def _show_page(self) -> None:
        state = self._model.state
        page: QWidget = self.profile if state.form is not None else self._nothing
        is_importing, was_importing = self._importing.state.is_open, self._was_importing
        page = self.environment if state.shown_environment else page
        self.pages.setCurrentWidget(self.importing if is_importing else page)
        self.pages.setVisible(is_importing or state.is_loaded or bool(state.shown_environment))
        self._was_importing = is_importing
        if is_importing and not was_importing:
            self.importing.begin()

    def _show_empty(self) -> None:
        self.empty.set_words(*words.say_empty(self._model.state))

    def _show_trouble(self) -> None:
        trouble = self._model.state.trouble or self._environments.state.trouble
        if trouble is None:
            self.trouble.hide()
            return
        said = describe(trouble)
        self.trouble.show_message(said.message, said.hint, "bad", _("Put this message away"))
        self.trouble.set_actions((_("Try again"), self._model.try_again))

    def _leave_import(self, *_row: object) -> None:
        self._importing.discard()

    def _put_away_trouble(self) -> None:
        self._model.put_away_trouble()
        self._environments.put_away_trouble()

    def _edit(self) -> None:
        self._show_page()
        self.profile.fields.begin()

    def _edit_environment(self) -> None:
        self._show_page()
        self.environment.begin()

    def _begin_new(self) -> None:
        self._model.begin_new()
        self._edit()

    def _begin(self) -> None:
        if self._model.state.can_take_practice_app:
            self._model.take_practice_app(words.name_practice_app())
        else:
            self._begin_new()

    def _save(self) -> None:
        (self.environment if self._model.state.shown_environment else self.profile).save_now()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be a .env file; what is dropped on a field goes there."""
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As if it had been chosen."""
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._importing.read_file(path)


def _dropped_file(data: QMimeData) -> Path | None:
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
