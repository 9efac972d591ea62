"""What the Runs tab does: looks over what is to be run, shows what came of it, writes results. QtCore only."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from aexdesk.faults import AexError
from aexdesk.services.run_check import check_run, choose_requests
from aexdesk.services.run_data import read_rows
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.runs.running import Running, Sheet, read_setup
from aexdesk.ui.tabs.runs.state import DataFile, Progress, RunsState, Setup, Shown
from aexdesk.ui.tabs.runs.words import (
    say_data_files,
    say_run_files,
    say_where_to_choose,
    say_written,
    title_of_export,
)

if TYPE_CHECKING:
    from aexdesk.collection.results import RunResult, StepResult
    from aexdesk.desk import Desk
    from aexdesk.services.collections import LoadedCollection
    from aexdesk.ui.ports import Ports

PREVIEW_ROWS = 20


class RunsModel(StateModel[RunsState]):
    """`running.rows` is the source of the table: `appended` and `renewed` (so many went) tell of it."""

    appended = Signal()
    renewed = Signal(int)

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(RunsState(), ports.report)
        sheet = Sheet(lambda: self.state, self._become, self._start, self._tell, self.appended.emit, self.renewed.emit)
        self.running = Running(desk, ports, sheet)
        self._desk = desk
        self._ports = ports
        self._folder = Rereading(self._start, "read the folder", self._load, self._show_folder, self._gone)
        for changes, callback in self._watched():
            changes.append(callback)
        self._follow()
        self._start(self._bring_last(), "bring the last run back")

    # ---------------------------------------------------------------- what is to be run

    def look(self) -> None:
        """Reads the folder anew: nobody else may be watching it."""
        if self._desk.request_root.path is not None:
            self._folder.again()

    def choose(self, under: str) -> None:
        """Chooses a request, a folder (a slash at its end) or all ("")."""
        self._set_up(replace(self.state.setup, under=under))

    def set_concurrency(self, text: str) -> None:
        """How many rows at the same time."""
        self._set_up(replace(self.state.setup, concurrency=text))

    def set_rate(self, text: str) -> None:
        """At most so many calls a second; empty is without a limit."""
        self._set_up(replace(self.state.setup, rate=text))

    def choose_folder(self) -> None:
        """Lets the person choose the folder of saved requests."""
        if "choose a folder" not in self._tasks.names:
            self._start(self._choose_folder(), "choose a folder")

    def choose_data(self) -> None:
        """Lets the person choose the file with the rows."""
        if "choose data" not in self._tasks.names:
            self._start(self._choose_data(), "choose data")

    def forget_data(self) -> None:
        """Runs without rows."""
        self._become(replace(self.state, data=None))
        self._check()

    async def use_data(self, path: Path) -> None:
        """Takes the rows of that file."""
        self._become(replace(self.state, data=DataFile(path, is_reading=True)))
        try:
            rows = await asyncio.to_thread(read_rows, path)
        except AexError as fault:
            told = DataFile(path, fault=fault)
        else:
            columns = tuple(rows[0])
            first = tuple(tuple(row.get(name, "") for name in columns) for row in rows[:PREVIEW_ROWS])
            told = DataFile(path, columns, first, len(rows))
        if self.state.data is not None and self.state.data.path == path:
            self._become(replace(self.state, data=told))
            self._check()

    async def _choose_folder(self) -> None:
        root = await self._ports.files.choose_folder(say_where_to_choose())
        if root is not None:
            await self._desk.request_root.choose(root)

    async def _choose_data(self) -> None:
        path = await self._ports.files.choose_to_open(*say_data_files())
        if path is not None:
            await self.use_data(path)

    def _set_up(self, setup: Setup) -> None:
        if setup != self.state.setup:
            self._become(replace(self.state, setup=setup))
            self._check()

    async def _load(self) -> LoadedCollection:
        root = self._desk.request_root.path
        assert root is not None
        return await self._desk.collections.load(root)

    def _show_folder(self, loaded: LoadedCollection) -> None:
        if loaded.root == self._desk.request_root.path:
            self._become(replace(self.state, root=loaded.root, loaded=loaded))
            self._check()

    def _gone(self, fault: AexError) -> None:
        self._become(replace(self.state, root=self._desk.request_root.path, loaded=None, check=None, fault=fault))

    def _check(self) -> None:
        """Says before the start what can be said."""
        loaded, data = self.state.loaded, self.state.data
        if loaded is None:
            return
        requests = choose_requests(loaded, self.state.setup.under)
        columns = data.columns if data is not None else ()
        environment = self._desk.calling.resolve(self.state.environment)
        check = check_run(loaded, requests, environment, columns, self._desk.catalogue) if requests else None
        self._become(replace(self.state, check=check))

    # ---------------------------------------------------------------- taking up a file

    def resume_file(self) -> None:
        """Takes up the run that a file tells of, as the window or `aexdesk run --json` wrote it."""
        if "choose a run" not in self._tasks.names:
            self._start(self._resume_file(), "choose a run")

    async def _resume_file(self) -> None:
        path = await self._ports.files.choose_to_open(*say_run_files())
        if path is None:
            return
        try:
            found = await self._desk.run_keeping.read_file(path)
        except AexError as fault:
            self._tell(fault)
        else:
            self.running.begin({step.key: step for step in found.steps})

    # ---------------------------------------------------------------- the results

    def show(self, shown: Shown) -> None:
        """Shows them by this rule."""
        if shown != self.state.shown:
            self._become(replace(self.state, shown=shown))
            self.renewed.emit(self.running.rows.arrange(shown))

    def show_only_bad(self, only_bad: bool) -> None:
        """Shows what did not pass, or all."""
        self.show(replace(self.state.shown, only_bad=only_bad))

    def has_results(self) -> bool:
        """Whether there is something to be exported."""
        return self.running.last is not None

    def is_unlocked(self) -> bool:
        """Whether a write may leave for Live now."""
        return self._desk.live_unlock.is_open()

    def sort(self, column: int) -> None:
        """By a column: up, down, and as they ran again."""
        shown = self.state.shown
        if shown.column != column:
            self.show(replace(shown, column=column, is_descending=False))
        elif not shown.is_descending:
            self.show(replace(shown, is_descending=True))
        else:
            self.show(replace(shown, column=-1, is_descending=False))

    def pick(self, result: StepResult | None) -> None:
        """Takes a row in hand."""
        self._become(replace(self.state, chosen=result))

    def open_in_console(self) -> bool:
        """Lays the call of the row down for the console; whether it has one."""
        chosen = self.state.chosen
        if chosen is None or not chosen.exchange_id:
            return False
        self._desk.handovers.exchange_for_console.give(chosen.exchange_id)
        return True

    def show_in_history(self) -> bool:
        """Lays a query for the call of the row down; whether it has one."""
        chosen = self.state.chosen
        if chosen is None or not chosen.exchange_id:
            return False
        self._desk.handovers.query_for_history.give(chosen.request_id or chosen.exchange_id)
        return True

    def export(self, kind: str) -> None:
        """Asks for a file, and writes the results there: junit, json or csv."""
        if self.running.last is not None:
            self._start(self._export(kind, self.running.last), "export the results")

    async def _export(self, kind: str, run: RunResult) -> None:
        path = await self._ports.files.choose_to_save(*title_of_export(kind))
        if path is None:
            return
        try:
            await self._desk.run_keeping.export(run, kind, path)
        except AexError as fault:
            self._tell(fault)
        else:
            self._ports.toasts.show(lambda: say_written(path))

    # ---------------------------------------------------------------- the last run

    async def _bring_last(self) -> None:
        """What the run before this window was left as."""
        found = await self._desk.run_keeping.last()
        if found is None or self.state.progress.total:
            return
        run, setup = found
        self.running.last = run
        told = Progress(run.environment, total=len(run.steps), seconds=run.seconds, is_cancelled=run.is_cancelled)
        self.running.show_results(run.steps, told)
        if self.state.setup == Setup():
            self._set_up(read_setup(setup))
        data = setup.get("data")
        if isinstance(data, str) and data and self.state.data is None:
            await self.use_data(Path(data))

    # ---------------------------------------------------------------- around it

    def put_away_fault(self) -> None:
        """The message was read."""
        self._become(replace(self.state, fault=None))

    def _tell(self, fault: AexError) -> None:
        self._become(replace(self.state, fault=fault))

    def _watched(self) -> tuple[tuple[list[Any], Any], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow),
            (desk.practising.changed, self._follow),
            (desk.live_unlock.changed, self.changed.emit),
            (desk.request_root.changed, self._follow_root),
            (desk.collections.changed, self.look),
        )

    def _follow_root(self) -> None:
        self._set_up(replace(self.state.setup, under=""))
        self.look()

    def _follow(self) -> None:
        standing = self._desk.standing
        self._become(replace(self.state, environment=standing.environment, profile=standing.profile))
        self._check()

    async def close(self) -> None:
        """Lets go of the services; a run ends, and is written down."""
        for changes, callback in self._watched():
            changes.remove(callback)
        await self.running.close()
        await super().close()
