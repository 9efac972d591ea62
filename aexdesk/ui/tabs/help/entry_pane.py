"""A page of the error book: what it means, why, what to do, what one click can do, and who says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.errorbook import ErrorEntry
from aexdesk.ui import theme
from aexdesk.ui.outcomes import write_steps
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.tabs.help import words
from aexdesk.ui.tabs.help.model import HelpModel
from aexdesk.ui.tabs.help.state import HelpState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import centred, scroll
from aexdesk.wording import describe


class EntryPane(View):
    """Shows the chosen page, or that there is none."""

    def __init__(self, model: HelpModel, clipboard: Clipboard) -> None:
        super().__init__()
        self._model = model
        self.code, self.aliases, self.meaning = Heading(), QLabel(), QLabel()
        self.causes_title, self.causes, self.do_title, self.remedies = QLabel(), QLabel(), QLabel(), QLabel()
        self.source, self.outcome = QLabel(), Banner()
        self.calls = QPushButton()
        self.buttons: list[QPushButton] = []
        self.copy = CopyButton(clipboard, self.code.whole)
        self.nothing = EmptyState("help")
        self._place()
        self.calls.clicked.connect(model.find_calls)
        self.retranslate()

    def _place(self) -> None:
        for label in (self.aliases, self.meaning, self.causes, self.remedies, self.source):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.causes_title, self.do_title):
            theme.mark(label, kind="muted")
        for label in (self.aliases, self.source):
            theme.mark(label, kind="small")
        self.calls.setObjectName("help.calls")
        page = QWidget()
        theme.mark(page, role="page")
        head = theme.line(self.code, self.copy)
        head.setStretch(0, 1)
        self._acts = Flow(self.calls)
        parts = (
            theme.column(head, self.aliases, gap="xs"),
            self.meaning,
            theme.column(self.causes_title, self.causes, gap="xs"),
            theme.column(self.do_title, self.remedies, gap="xs"),
            self._acts,
            self.outcome,
            self.source,
        )
        theme.column(*parts, gap="m", around="m", parent=page).addStretch(1)
        self._page, self._nothing = scroll(page), centred(self.nothing)
        theme.column(self._page, self._nothing, gap="", parent=self)

    def retranslate(self) -> None:
        """Writes its words."""
        self.causes_title.setText(_("Why, the likeliest first"))
        self.do_title.setText(_("What to do"))
        self.calls.setText(_("My calls with this code"))
        self.copy.set_what(lambda: _("the code"))
        self.show_state()

    def show_state(self) -> None:
        """Shows what is chosen."""
        state = self._model.state
        entry = state.chosen
        self._page.setVisible(entry is not None)
        self._nothing.setVisible(entry is None)
        if entry is None:
            self.nothing.set_words(*(words.say_unknown(state.unknown) if state.unknown else words.say_nothing_found()))
            return
        self.code.say(entry.code)
        aliases = words.write_aliases(entry)
        for label, text in (
            (self.aliases, aliases),
            (self.meaning, _(entry.cause)),
            (self.causes, write_steps(tuple(_(cause) for cause in entry.causes))),
            (self.remedies, write_steps(tuple(_(remedy) for remedy in entry.remedies))),
            (self.source, words.write_source(entry)),
        ):
            if label.text() != text:
                label.setText(text)
        self.aliases.setVisible(bool(aliases))
        for label in (self.causes_title, self.causes):
            label.setVisible(bool(entry.causes))
        self._show_acts(entry, state)
        self._show_outcome(state)

    def _show_acts(self, entry: ErrorEntry, state: HelpState) -> None:
        acts = [act for act in entry.acts if act != "refresh_token" or state.has_token]
        while len(self.buttons) < len(acts):
            button = QPushButton()
            place = len(self.buttons)
            self._acts.put(place, button)
            self.buttons.append(button)
            button.clicked.connect(lambda _checked=False, place=place: self._press(place))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(acts))
            if number < len(acts):
                is_busy = acts[number] == "refresh_token" and state.is_refreshing
                button.setText(_("Refreshing…") if is_busy else words.name_act(acts[number]))
                button.setEnabled(not is_busy)
                button.setObjectName(f"help.act.{acts[number]}")
                theme.mark(button, role="primary" if number == 0 else "")

    def _press(self, place: int) -> None:
        entry, state = self._model.state.chosen, self._model.state
        if entry is not None:
            acts = [act for act in entry.acts if act != "refresh_token" or state.has_token]
            self._model.act(acts[place])

    def _show_outcome(self, state: HelpState) -> None:
        if state.fault is not None:
            said = describe(state.fault)
            self.outcome.show_message(said.message, said.hint, "bad")
        elif state.is_refreshed:
            self.outcome.show_message(_("The token was refreshed. Send the call again."), "", "good")
        else:
            self.outcome.show_message("")
