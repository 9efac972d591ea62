"""A strip under the request line for what comes from elsewhere: an offer, what was found, what was left out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import sides, theme
from aexdesk.ui.tabs.console.bring_words import say_bringing
from aexdesk.ui.tabs.console.bringing import Bringing
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.combo import Choice, Combo

_LETTERS = 16


class BringStrip(View):
    """Nothing, most of the time."""

    def __init__(self, model: Bringing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.banner = Banner(can_dismiss=True)
        self.banner.setObjectName("console.bring")
        self.banner.dismissed.connect(model.put_away)
        self.which, self.put, self.save = Combo(), QPushButton(), QPushButton()
        self.which.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(_LETTERS)
        self.put.clicked.connect(lambda: model.put(int(self.which.choice() or 0)))
        self.save.clicked.connect(lambda: model.save(_("Folder for the requests")))
        self._row = QWidget()
        line = theme.line(self.which, self.put, self.save, parent=self._row)
        line.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        line.setStretch(0, 1)
        theme.column(self.banner, self._row, gap="", parent=self)
        model.changed.connect(self.show_state)
        self.retranslate()

    def show_state(self) -> None:
        """Shows what there is to say, and what can be done."""
        state = self._model.state
        message, hint, tone = say_bringing(state)
        self.banner.show_message(message, hint, tone, dismiss=_("Put this away"))
        self.banner.set_actions(*([(_("Make it the request"), self._model.take_offered)] if state.offered else []))
        requests = state.found.requests if state.found is not None else ()
        # One that stands in the Console already needs no list; it can be kept like the others.
        self.which.set_choices([Choice(str(place), one.name, one.api) for place, one in enumerate(requests)])
        if state.taken is not None:
            self.which.show_choice(str(state.taken))
        for widget in (self.which, self.put):
            widget.setVisible(len(requests) > 1)
        self.save.setVisible(len(requests) > 1 or (bool(requests) and bool(state.source)))
        for button in (self.put, self.save):
            button.setEnabled(not state.is_working)
        theme.show_if(self._row, len(requests) > 1 or (bool(requests) and bool(state.source)))
        theme.show_if(self, bool(message))

    def retranslate(self) -> None:
        """Writes its words."""
        self.which.setAccessibleName(_("Request of the file"))
        self.put.setText(_("Open here"))
        self.save.setText(_("Save all into a folder…"))
        self.show_state()


class BringMenu:
    """Hangs the ways in on a button: paste cURL, open a file."""

    def __init__(self, button: QAbstractButton, model: Bringing) -> None:
        self._button = button
        self._model = model
        button.clicked.connect(self.open_it)

    def open_it(self) -> QMenu:
        """Opens it under the button."""
        menu = QMenu(self._button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model, files = self._model, _("Requests (*.har *.json *.bru *.sh *.txt);;All files (*)")
        menu.addAction(_("Paste cURL")).triggered.connect(model.paste)
        menu.addSeparator()
        open_file = menu.addAction(_("Open a file: HAR, Postman, Bruno, cURL…"))
        open_file.triggered.connect(lambda: model.open_file(_("Open a file of requests"), files))
        open_folder = menu.addAction(_("Open a folder of Bruno…"))
        open_folder.triggered.connect(lambda: model.open_folder(_("Open a folder of Bruno")))
        sides.drop(menu, self._button)
        return menu
