"""What stands between the tabs and the request: a file that was changed outside, and variables in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.collection.variables import Source
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.opened.request import Conflict
from aexdesk.ui.tabs.console.opened.words import describe_conflict
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.collection.variables import Replaced
    from aexdesk.ui.tabs.console.model import ConsoleModel

_LONGEST = 60


class ConflictBanner(Banner):
    """Asks which of two counts. Is there only while nobody has said."""

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__()
        self._model = model
        self.setObjectName("console.conflict")

    def show_state(self) -> None:
        """Says what happened to the file."""
        state = self._model.state
        name = state.source.path if state.source else ""
        message, hint = describe_conflict(state.conflict, name)
        self.show_message(message, hint, "warn")
        saving = self._model.saving
        keep, take = (_("Keep mine"), saving.keep_mine), (_("Take the file's"), saving.take_theirs)
        self.set_actions(
            *{
                Conflict.NONE: (),
                Conflict.CHANGED: (take, keep),
                Conflict.GONE: ((_("Save it again"), saving.save),),
                Conflict.BROKEN: (keep,),
            }[state.conflict]
        )


class VariablesLine(View):
    """What each variable of the draft becomes, or why it cannot be sent."""

    def __init__(self, model: ConsoleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.told, self.values = QLabel(), QLabel()
        for label in (self.told, self.values):
            label.setWordWrap(True)
        theme.mark(self.told, tone="bad", kind="small")
        theme.mark(self.values, kind="small")
        column = theme.column(self.told, self.values, gap="", parent=self)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("xs"))
        self.setObjectName("console.variables")
        self.retranslate()

    def show_state(self) -> None:
        """Shows the variables of the draft; without any it is not there."""
        filled = self._model.state.filled
        trouble = filled.fault
        said = describe(trouble).message if trouble is not None else ""
        if filled.trouble is None and filled.unknown:
            said += " " + _("Add them to the variables of this environment, in the folder of saved requests (Ctrl+B).")
        values = "  ·  ".join(f"{one.name} = {_shorten(one)}" for one in filled.replaced)
        for label, text in ((self.told, said), (self.values, values)):
            if text != label.text():
                label.setText(text)
            theme.show_if(label, bool(text))
        self.values.setToolTip("\n".join(_describe(one) for one in filled.replaced))
        theme.show_if(self, bool(said or values))
        self.setAccessibleDescription(" ".join(filter(None, (said, values))))

    def retranslate(self) -> None:
        """Writes its words."""
        self.setAccessibleName(_("Variables of the request"))
        self.show_state()


def _shorten(one: Replaced) -> str:
    text = " ".join(one.value.split()) or _("(empty)")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _describe(one: Replaced) -> str:
    where = {
        Source.COLLECTION: _("from collection.json, for this environment"),
        Source.ENVIRONMENT: _("of the environment"),
    }.get(one.source, "")
    return f"{one.name} = {_shorten(one)}  ({where})"
