"""JSON: the parameters as one raw object, and beneath it what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Field
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.completing_edit import CompletingEdit
from aexdesk.ui.view import View
from aexdesk.wording.body_errors import describe_json_problem

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.model import ConsoleModel


class JsonView(View):
    """The raw side of the draft."""

    def __init__(self, model: ConsoleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._edit = CompletingEdit(self._describe, self)
        self._edit.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        theme.mark(self._edit, bare=True)
        self._edit.edited.connect(model.set_json)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        theme.mark(self.problem, kind="small")
        column = theme.column(self._edit, self.problem, gap="", parent=self)
        column.setStretch(0, 1)
        self.retranslate()

    @property
    def edit(self) -> CompletingEdit:
        """The JSON of now. Where it is not seen, it is written when somebody asks for it."""
        self._edit.show_text(self._model.state.draft.json_text)
        self._edit.mark_problem(self._model.state.draft.json_problem)
        return self._edit

    def show_state(self) -> None:
        """Shows the draft's JSON, if somebody looks: a long text is laid out and coloured in one go."""
        if self.isVisible():
            self._show()

    def retranslate(self) -> None:
        """Writes its words."""
        self._edit.setAccessibleName(_("Parameters as JSON"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        self._show()
        super().showEvent(event)

    def _describe(self) -> Field:
        definition = self._model.state.definition
        return Field("", "Object", True, fields=definition.parameters if definition else ())

    def _show(self) -> None:
        edit, problem = self.edit, self._model.state.draft.json_problem
        text = _("Numbers keep their text; a nested object is sent exactly as it stands here.")
        if problem is not None:
            where = describe_json_problem(problem)
            text = _("{where} Nothing can be sent until this is mended, here or in the form.").format(where=where)
        if text != self.problem.text():
            self.problem.setText(text)
        theme.mark(self.problem, tone="bad" if problem else "")
        edit.setAccessibleDescription(text)
