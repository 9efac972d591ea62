"""The Console on the screen: the request line, what is sent on the left, what came on the right, the history below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.tabs.console import words
from aexdesk.ui.tabs.console.apis.picker import ApiPicker
from aexdesk.ui.tabs.console.arrangement import Arrangement
from aexdesk.ui.tabs.console.bring_strip import BringMenu, BringStrip
from aexdesk.ui.tabs.console.bringing import is_curl
from aexdesk.ui.tabs.console.code_view import CodeView
from aexdesk.ui.tabs.console.completion import VariableCompletion
from aexdesk.ui.tabs.console.exact_edit import ExactEdit
from aexdesk.ui.tabs.console.history_view import HistoryView
from aexdesk.ui.tabs.console.json_view import JsonView
from aexdesk.ui.tabs.console.opened.bar import RequestBar
from aexdesk.ui.tabs.console.opened.notices import ConflictBanner, VariablesLine
from aexdesk.ui.tabs.console.order_facts_view import OrderFactsView
from aexdesk.ui.tabs.console.parameters_view import ParametersView
from aexdesk.ui.tabs.console.request_line import RequestLine
from aexdesk.ui.tabs.console.response_view import ResponseView
from aexdesk.ui.tabs.console.saved.panel import FolderPanel
from aexdesk.ui.tabs.console.saved.save_bar import SaveBar
from aexdesk.ui.tabs.console.signing_view import SigningView
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.late import Late

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.console.model import ConsoleModel
    from aexdesk.ui.tabs.console.parts import ConsoleParts
    from aexdesk.ui.turns import Steps


class ConsoleView(ComposedView):
    """Puts the parts in their places and hands each the state."""

    def __init__(
        self,
        model: ConsoleModel,
        parts: ConsoleParts,
        error_book: ErrorBook,
        clipboard: Clipboard,
        navigate: Navigate,
    ) -> None:
        super().__init__()
        self._model, self._parts, self._error_book = model, parts, error_book
        self._bringing, self._shelf = parts.bringing, parts.shelf
        self._clipboard, self._navigate = clipboard, navigate
        self._looked_at = (model.state.environment.name, model.state.request)

    def _compose(self) -> Steps:
        self.places = Arrangement(self)
        theme.column(self.places, gap="", parent=self)
        yield
        yield from self._compose_heads()
        yield from self._compose_request()
        model, clipboard = self._model, self._clipboard
        self.response = ResponseView(
            model, self._parts.body, self._error_book, self._parts.exports, clipboard, self._navigate
        )
        self.places.put_side(self.response)
        yield from self.response.compose()
        yield
        self.history = HistoryView(model)
        yield
        self.places.put_history(self.history)
        yield
        self.panel = FolderPanel(model.folder, model.saving, self._run)
        yield
        self.places.put_panel(self.panel)
        yield
        self._connect()
        self._bind_keys()

    def _compose_heads(self) -> Steps:
        model, bringing = self._model, self._bringing
        self.requests = RequestBar(model)
        yield
        self.places.put_head(self.requests)
        yield
        self.request = RequestLine()
        yield
        self.places.put_head(self.request)
        self.picker = ApiPicker(self._shelf, self)
        self.request.api.use_picker(self.picker)
        self.first_stop = self.request.api
        yield
        line = QWidget()
        theme.mark(line, role="line", across="true")
        self.bring_menu, self.bring = BringMenu(self.request.bring, bringing), BringStrip(bringing)
        self.naming, self.conflict, self.locked = SaveBar(model), ConflictBanner(model), Banner()
        self.locked.setObjectName("console.locked")
        for head in (line, self.bring, self.naming, self.conflict, self.locked):
            self.places.put_head(head)
        yield

    def _compose_request(self) -> Steps:
        model = self._model
        self.variables, self.order, self.tabs = VariablesLine(model), OrderFactsView(self._navigate), QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setObjectName("console.request_pages")
        left = QWidget()
        self.places.put_side(left)
        column = theme.column(self.variables, self.order, self.tabs, gap="", parent=left)
        column.setStretch(2, 1)
        yield
        self.parameters = ParametersView(model, self._shelf)
        yield
        self.tabs.addTab(self.parameters, "")
        self.parameters.show_state()
        yield
        self.json = JsonView(model)
        yield
        clipboard = self._clipboard
        self._signing: Late[SigningView] = Late(lambda: SigningView(model, clipboard, self._navigate, self._signing))
        self._code: Late[CodeView] = Late(lambda: CodeView(self._parts.code, clipboard, self._code))
        for page in (self.json, self._signing, self._code):
            self.tabs.addTab(page, "")
        self.completion = VariableCompletion(model, self.tabs)
        yield

    def _connect(self) -> None:
        model, folder = self._model, self._model.folder
        self.panel.tree.opened.connect(lambda _request: self._after_opening())
        self.requests.new.clicked.connect(self._open_new)
        self.request.method_chosen.connect(model.choose_http_method)
        self.request.api_chosen.connect(self._choose_api)
        self.request.api.textEdited.connect(self._look_for_command)
        self._bringing.changed.connect(self._restore_api)
        self.request.send_wanted.connect(model.send)
        self.request.cancel_wanted.connect(model.cancel)
        self.order.mark_wanted.connect(self._mark)
        self.history.all_wanted.connect(lambda: self._navigate("history"))
        self.places.narrowed.connect(folder.fit)
        self.places.put_away.connect(folder.put_away)
        self.places.turned.connect(self._show_places)
        self.requests.panel.clicked.connect(self._open_panel)
        self.requests.place.clicked.connect(lambda: self._model.place_answer(not self.places.is_below))
        model.changed.connect(self.show_state)
        folder.changed.connect(self.requests.show_state)
        folder.changed.connect(self._show_places)

    @property
    def signing(self) -> SigningView:
        """How it is signed."""
        return self._signing.made

    @property
    def code(self) -> CodeView:
        """The call as a program."""
        return self._code.made

    def show_state(self) -> None:
        """Shows what the model holds."""
        state = self._model.state
        for part in (self.requests, self.naming, self.conflict, self.variables):
            part.show_state()
        self.request.show_state(state)
        self.order.show_state(state)
        self._show_locked()
        self.parameters.show_state()
        self.json.show_state()
        if (signing := self._signing.if_made) is not None:
            signing.show_state()
        self.response.show_state()
        self.history.show_state()
        self._mark_json(state.draft.json_problem is not None)
        self._show_places()
        self._forget_other_edits()

    def retranslate(self) -> None:
        """Writes its words; each part writes its own."""
        self.picker.retranslate()
        for place, title in enumerate((_("Parameters"), _("JSON"), _("Signing"), _("Code"))):
            self.tabs.setTabText(place, title)
        self.tabs.tabBar().setAccessibleName(_("Views of the request"))
        self._mark_json(self._model.state.draft.json_problem is not None)
        for part in (
            self.request,
            self.order,
            self.parameters,
            self.json,
            *filter(None, (self._signing.if_made, self._code.if_made)),
            self.response,
            self.history,
            self.bring,
            self.requests,
            self.panel,
            self.naming,
            self.variables,
        ):
            part.retranslate()
        self.conflict.show_state()
        self.requests.show_place(self.places.is_below)
        self._show_locked()

    def _show(self) -> None:
        self.show_state()

    def _show_places(self) -> None:
        folder = self._model.folder.state
        self.places.show_folder(folder.is_shown, folder.is_drawer)
        self.places.place_answer(self._model.state.is_answer_below)
        self.requests.show_place(self.places.is_below)

    def _choose_api(self, text: str) -> None:
        if not self._bringing.notice(text):  # a cURL command is no name, and may hold a session
            self._shelf.note_used(text)
            self._model.choose_api(text)

    def _look_for_command(self, text: str) -> None:
        if self._bringing.notice(text):
            self.picker.hide()

    def _restore_api(self) -> None:
        """A command is no name: once it has been taken, or put away, the name stands there again."""
        api, state = self.request.api, self._bringing.state
        if is_curl(api.text()) and not state.offered and not state.is_working:
            api.setText(self._model.state.draft.api)

    def _run(self, path: str) -> None:
        self._model.hand_to_runs(path)
        self._navigate("runs")

    def _mark(self) -> None:
        state = self._model.state
        self._model.marks.mark(state.environment, state.draft.api)

    def _show_locked(self) -> None:
        state = self._model.state
        is_told = state.is_locked and state.order is None  # an order says it over its facts
        message, hint = words.warn_locked() if is_told else ("", "")
        self.locked.show_message(message, hint, "warn")

    def _bind_keys(self) -> None:
        # Anywhere in the window, as long as this tab is the one that is shown.
        shortcuts.bind(self, "console.api", self._focus_api)
        shortcuts.bind(self, "console.send", self._model.send)
        shortcuts.bind(self, "console.cancel", self._model.cancel)
        shortcuts.bind(self, "console.diagnose", self.response.cards.diagnose)
        shortcuts.bind(self, "console.new", self._open_new)
        shortcuts.bind(self, "console.close", self._model.tabs.close_one)
        shortcuts.bind(self, "console.next", lambda: self._model.tabs.step(1))
        shortcuts.bind(self, "console.previous", lambda: self._model.tabs.step(-1))
        shortcuts.bind(self, "console.save", self._model.saving.save)
        shortcuts.bind(self, "console.save_as", self._model.saving.save_as)
        shortcuts.bind(self, "console.folder", self._open_panel)

    def _open_new(self) -> None:
        self._model.tabs.new()
        self._focus_api()

    def _open_panel(self) -> None:
        is_shown = not self._model.folder.state.is_shown
        self._model.folder.open_panel(is_shown)
        self.panel.show_state()
        self._show_places()
        self.requests.show_state()
        if is_shown:
            (self.panel.filter if self.panel.filter.isVisible() else self.panel.begin).setFocus()

    def _after_opening(self) -> None:
        """What was taken out of the drawer needs its room."""
        self._model.folder.put_away()
        self.tabs.currentWidget().setFocus()

    def _forget_other_edits(self) -> None:
        """Undo goes back in the request that is looked at, never into another one."""
        looked_at = (self._model.state.environment.name, self._model.state.request)
        if looked_at != self._looked_at:
            self._looked_at = looked_at
            for edit in self.tabs.findChildren(ExactEdit):
                edit.document().clearUndoRedoStacks()

    def _focus_api(self) -> None:
        self.request.api.open()

    def _mark_json(self, is_broken: bool) -> None:
        self.tabs.setTabText(1, _("JSON (broken)") if is_broken else _("JSON"))
