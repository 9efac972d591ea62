"""What the panel beside the Console does: reads and watches the folder, tidies its files, keeps its variables.
QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.collection.collection_file import CollectionFile
from aexdesk.faults import AexError
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.console.saved.folder_state import FolderState
from aexdesk.ui.tabs.console.saved.words import say_deleted, say_variable_gone, say_where_to_choose

if TYPE_CHECKING:
    from aexdesk.collection.saved_request import Pairs
    from aexdesk.collection.variables import Scope
    from aexdesk.desk import Desk
    from aexdesk.services.collections import LoadedCollection, LoadedRequest
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.environment import Environment

_IS_OPEN = "console.collection_open"
_IS_PINNED = "console.collection_pinned"


class FolderModel(StateModel[FolderState]):
    """`loaded`: told of each reading of the folder; `moved`: told of a file's old and new path and its new name."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        is_open = bool(desk.preferences.value(_IS_OPEN, False))
        is_pinned = bool(desk.preferences.value(_IS_PINNED, False))
        super().__init__(FolderState(is_open=is_open, is_pinned=is_pinned), ports.report)
        self._desk = desk
        self._ports = ports
        self.loaded: list[Callable[[], None]] = []
        self.moved: list[Callable[[str, str, str], None]] = []
        self._watch: asyncio.Task[None] | None = None
        self._reading: Rereading[LoadedCollection] | None = None
        if desk.request_root.path is not None:
            self._use(desk.request_root.path)

    # ---------------------------------------------------------------- the folder

    def open_panel(self, is_open: bool) -> None:
        """Shows the panel or not; remembered, but for a drawer, which is only drawn out for a moment."""
        if self.state.is_drawer:
            self._become(replace(self.state, is_drawn=is_open))
        elif is_open != self.state.is_open:
            self._become(replace(self.state, is_open=is_open))
            self._remember(_IS_OPEN, is_open)

    def put_away(self) -> None:
        """Shuts the drawer; a panel that has a place of its own stays."""
        if self.state.is_drawer:
            self.open_panel(False)

    def fit(self, is_narrow: bool) -> None:
        """There is room for the panel beside the request, or none: nothing is laid over the form unasked."""
        self._become(replace(self.state, is_narrow=is_narrow, is_drawn=False))

    def pin(self, is_pinned: bool) -> None:
        """Keeps the panel beside the request in a narrow window too, or makes it a drawer again; remembered."""
        self._become(replace(self.state, is_pinned=is_pinned, is_drawn=not is_pinned))
        self._remember(_IS_PINNED, is_pinned)
        self.open_panel(True)

    def _remember(self, key: str, is_so: bool) -> None:
        self._start(self._desk.preferences.set(key, is_so), "remember the panel")

    def choose_folder(self) -> None:
        """Lets the person choose the folder, unless that is under way."""
        if "choose a folder" not in self._tasks.names:
            self._start(self.ask_for_folder(), "choose a folder")

    async def ask_for_folder(self) -> None:
        """The same, and waits for it."""
        root = await self._ports.files.choose_folder(say_where_to_choose())
        if root is not None:
            await self.use(root)

    async def use(self, root: Path) -> None:
        """Takes that folder, now and next time; it has been read when this returns."""
        await self._desk.request_root.choose(root)
        self._use(root)
        try:
            self._show(await self._desk.collections.load(root))
        except AexError as fault:
            self._tell(fault)
        self.open_panel(True)

    def _use(self, root: Path) -> None:
        self._let_go()
        self._become(replace(self.state, root=root, loaded=None, fault=None))
        collections = self._desk.collections
        self._reading = Rereading(
            self._start, "read the folder", lambda: collections.load(root), self._show, self._gone
        )
        collections.changed.append(self._reading.again)
        self._reading.again()
        self._watch = self._start(collections.watch(root), "watch the folder")

    def _let_go(self) -> None:
        if self._reading is not None:
            self._desk.collections.changed.remove(self._reading.again)
            self._reading = None
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _show(self, loaded: LoadedCollection) -> None:
        if loaded.root != self.state.root:
            return
        self._become(replace(self.state, loaded=loaded, fault=None))
        for tell in self.loaded:
            tell()

    def _gone(self, fault: AexError) -> None:
        self._become(replace(self.state, loaded=None, fault=fault))
        for tell in self.loaded:
            tell()

    def _tell(self, fault: AexError) -> None:
        self._become(replace(self.state, fault=fault))

    def put_away_fault(self) -> None:
        """The message was read."""
        self._become(replace(self.state, fault=None))

    # ---------------------------------------------------------------- its files

    def rename(self, one: LoadedRequest, name: str) -> None:
        """Gives a request another name, and its file with it where that name is free."""
        name = name.strip()
        if name and name != one.request.name:
            self._do(self._rename(one, name), "rename a request")

    async def _rename(self, one: LoadedRequest, name: str) -> None:
        root, collections = self._root, self._desk.collections
        await collections.save(root, one.path, replace(one.request, name=name))
        self._tell_moved(one.path, one.path, name)
        target = await collections.move_for_name(root, one.path, name)
        self._tell_moved(one.path, target, name)

    def _tell_moved(self, before: str, after: str, name: str) -> None:
        for tell in self.moved:
            tell(before, after, name)

    def duplicate(self, one: LoadedRequest) -> None:
        """Writes the same request once more, beside the first."""
        folder = one.path.rpartition("/")[0]
        self._do(self._duplicate(one, folder), "duplicate a request")

    async def _duplicate(self, one: LoadedRequest, folder: str) -> None:
        await self._desk.collections.add(self._root, one.request, folder)

    def delete(self, path: str) -> None:
        """Takes a file away; the toast brings it back to the letter."""
        self._do(self._delete(path), "delete a request")

    async def _delete(self, path: str) -> None:
        root, collections = self._root, self._desk.collections
        text = await collections.read_text(root, path)
        await collections.delete(root, path)
        self._ports.toasts.show(
            lambda: say_deleted(path),
            lambda: self._do(collections.put_back(root, path, text), "bring a request back"),
        )

    # ---------------------------------------------------------------- its variables

    def enter(self, environment: Environment) -> None:
        """The variables of another environment count."""
        self._become(replace(self.state, environment=environment))

    def scope(self, environment: Environment) -> Scope:
        """The variables of here and now."""
        from aexdesk.services.collections import scope_of  # noqa: PLC0415 - only once the Console is built

        file = self.state.loaded.file if self.state.loaded else CollectionFile()
        return scope_of(file, self._desk.calling.resolve(environment))

    def set_variable(self, before: str, name: str, value: str) -> None:
        """Writes one variable of this environment in place of `before`; with an empty `before` it is a new one."""
        pairs = [(name, value) if known == before else (known, text) for known, text in self.state.variables]
        if not before or before not in dict(self.state.variables):
            pairs.append((name, value))
        if tuple(pairs) != self.state.variables:
            self._save_variables(tuple(pairs))

    def remove_variable(self, name: str) -> None:
        """Takes one away; the toast brings it back."""
        before = self.state.variables
        self._save_variables(tuple(pair for pair in before if pair[0] != name))
        self._ports.toasts.show(lambda: say_variable_gone(name), lambda: self._save_variables(before))

    def _save_variables(self, pairs: Pairs) -> None:
        environment = self.state.environment.name
        self._do(self._desk.collections.save_variables(self._root, environment, dict(pairs)), "write variables")

    # ---------------------------------------------------------------- common

    @property
    def _root(self) -> Path:
        assert self.state.root is not None
        return self.state.root

    def _do(self, work: Awaitable[None], name: str) -> None:
        self._start(self._carry_out(work), name)

    async def _carry_out(self, work: Awaitable[None]) -> None:
        try:
            await work
        except AexError as fault:
            self._tell(fault)

    async def close(self) -> None:
        """Lets go of the folder."""
        self._let_go()
        await super().close()
