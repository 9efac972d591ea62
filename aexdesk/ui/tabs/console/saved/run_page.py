"""Run: what the folder's requests came to, while it runs and afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from aexdesk.collection.results import Outcome, StepResult
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.outcomes import write_duration
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.console.words import name_environment
from aexdesk.ui.view import View
from aexdesk.ui.widgets.table import Table
from aexdesk.wording import describe_code

if TYPE_CHECKING:
    from aexdesk.collection.assertions import Check
    from aexdesk.ui.tabs.console.saved.folder_model import FolderModel
    from aexdesk.ui.tabs.console.saved.run_model import RunModel


class RunPage(View):
    """`chosen_folder` says which part of the folder is chosen; "" is all of it. Enter opens a recorded call."""

    def __init__(
        self,
        folder: FolderModel,
        model: RunModel,
        chosen_folder: Callable[[], str],
        open_exchange: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._model, self._chosen_folder = folder, model, chosen_folder
        self.run, self.cancel, self.told = QPushButton(), QPushButton(), QLabel()
        theme.mark(self.run, role="primary")
        theme.mark(self.told, kind="small")
        self.told.setWordWrap(True)
        self.run.clicked.connect(self._run)
        self.cancel.clicked.connect(model.cancel)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.table = Table(ListRows(_columns(), lambda row: row.key))
        self.table.opened.connect(lambda row: open_exchange(row.exchange_id) if row.exchange_id else None)
        line = theme.line(self.run, self.cancel)
        line.setStretch(0, 1)
        head = theme.column(line, self.told, self.progress, gap="xs")
        head.setContentsMargins(theme.space("s"), theme.space("s"), theme.space("s"), 0)
        column = theme.column(head, self.table, gap="xs", parent=self)
        column.setStretch(1, 1)
        model.changed.connect(self.show_state)
        self.retranslate()

    def show_state(self) -> None:
        """Shows how far it is."""
        state = self._model.state
        loaded = self._folder.state.loaded
        self.run.setEnabled(not state.is_running and loaded is not None and bool(loaded.requests))
        self.cancel.setVisible(state.is_running)
        self.cancel.setText(_("Do not wait") if state.is_stopping else _("Cancel"))
        self.progress.setVisible(state.is_running)
        self.progress.setRange(0, state.total)
        self.progress.setValue(state.done)
        folder = self._chosen_folder()
        self.run.setText(_("Run {folder}").format(folder=folder.rstrip("/")) if folder else _("Run all"))
        self.table.show_rows(state.results, self._chosen_key())
        told = self._tell()
        if told != self.told.text():
            self.told.setText(told)

    def retranslate(self) -> None:
        """Writes its words."""
        self.run.setToolTip(_("Sends the saved requests one after the other, the guard asked for each"))
        self.progress.setAccessibleName(_("How far the run is"))
        self.table.setAccessibleName(_("Results of the run"))
        self.table.rows.retranslate()
        self.show_state()

    def _chosen_key(self) -> str | None:
        row = self.table.current_row()
        return row.key if row is not None else None

    def _run(self) -> None:
        loaded = self._folder.state.loaded
        if loaded is not None:
            self._model.run(loaded, self._chosen_folder())

    def _tell(self) -> str:
        state = self._model.state
        if not state.total:
            return _(
                "Each saved request is sent once, in the folder's order; captures of one are variables of the next."
            )
        counted = _("{environment}: {done} of {total} · {passed} passed, {failed} failed, {errors} errors").format(
            environment=name_environment(state.environment),
            done=state.done,
            total=state.total,
            passed=state.count(Outcome.PASSED),
            failed=state.count(Outcome.FAILED),
            errors=state.count(Outcome.ERROR),
        )
        return _("{counted} · cancelled").format(counted=counted) if state.is_cancelled else counted


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Request"), lambda row: row.name, tooltip=_describe),
        Column(lambda: _("Result"), _write_outcome, width=12, tone=_tone, tooltip=_describe),
    )


def _write_outcome(result: StepResult) -> str:
    words = {
        Outcome.PASSED: _("passed"),
        Outcome.FAILED: _("failed"),
        Outcome.ERROR: result.error_code or _("error"),
        Outcome.NOT_RUN: _("not run"),
    }
    return words[result.outcome]


def _tone(result: StepResult) -> str:
    return {Outcome.PASSED: "good", Outcome.NOT_RUN: ""}.get(result.outcome, "bad")


def _describe(result: StepResult) -> str:
    lines = [result.request, result.api, _write_outcome(result), write_duration(result.ms)]
    if result.error_code:
        lines.append(describe_code(result.error_code, result.message))
    lines += [_describe_check(check) for check in result.checks if not check.holds]
    return "\n".join(filter(None, lines))


def _describe_check(check: Check) -> str:
    if check.trouble:
        return describe_code(check.trouble, check.found, check.assertion.path)
    return _("expected {what}, found {found}").format(what=check.assertion.value, found=check.found)
