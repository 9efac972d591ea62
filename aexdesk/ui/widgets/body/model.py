"""What the view of a body does: opens it, asks for pages, finds, filters, sorts, copies. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from aexdesk.bodies.picture_links import PICTURE, picture_links
from aexdesk.bodies.reader_client import BodyReader, Positions, Row
from aexdesk.faults import AexError
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.widgets.body.state import BodyState, Filtering, Finding, Place, Saving, TableState
from aexdesk.ui.widgets.body.words import say_saved, say_too_long, say_written

if TYPE_CHECKING:
    from aexdesk.services.body_reading import BodyReading
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.widgets.body.text_selection import Spot
    from aexdesk.ui.widgets.picture.model import PictureModel
    from aexdesk.workspace.body import Body

SLOW_AFTER_S = 0.2
TABLE_PAGE = 100
COPIED_MOST = 16 * 1024 * 1024
"""Bytes of text; more than that the clipboard of many a system does not take. A choice of ours."""
_LINES_AT_ONCE = 5_000
_NO_READER = ("body_reader_ended", "body_reader_no_start")
PRETTY_LETTERS = 250 * 1024
"""A little less than a text edit shows at once."""


class BodyModel(StateModel[BodyState]):
    """One body at a time. Pages come by signal, each with the generation that it belongs to."""

    rows_came = Signal(object, object, object)
    """Generation, (positions, offset), rows."""
    lines_came = Signal(object, object, object)
    """The width that was asked for, number of the first, lines."""
    table_rows_came = Signal(object, object, object)
    """`TableState.shown`, offset, rows."""

    def __init__(self, reading: BodyReading, pictures: PictureModel, ports: Ports) -> None:
        super().__init__(BodyState(), ports.report)
        self.pictures = pictures
        self._reading = reading
        self._ports = ports
        self._body: Body | None = None
        self._reader: BodyReader | None = None
        self._root: Row | None = None
        self._jobs: dict[str, asyncio.Task[None]] = {}

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return self._body.size if self._body is not None else 0

    def show(self, body: Body | None) -> None:
        """Opens another body; None: there is none. The same again changes nothing."""
        if body is self._body:
            return
        for name in tuple(self._jobs):
            self._stop(name)
        self.pictures.shut()
        self._body, self._reader = body, None
        self._become(BodyState(generation=self.state.generation + 1))
        if body is not None and body.size:
            self._become(replace(self.state, is_opening=True))
            self._do("open", self._open(body))
        elif body is not None:
            self._become(replace(self.state, kind="empty"))

    async def _open(self, body: Body) -> None:
        self._reader = reader = self._reading.reader(body)
        self._do("serve", reader.serve())
        opened = await reader.open()
        self._root = opened.root
        told = replace(self.state, kind=opened.kind, root=opened.root, is_opening=False)
        self._become(replace(told, problem=opened.problem, problem_at=opened.problem_at))
        if waiting := self.state.finding.text:
            self.find(waiting, in_text=True)
        if opened.kind == "json":
            self._do("tables", self._look_for_tables())
            pretty, is_cut = await reader.pretty(PRETTY_LETTERS)
            self._become(replace(self.state, pretty=pretty, is_pretty_cut=is_cut))

    # ---------------------------------------------------------------- the tree

    def ask_rows(self, at: Positions, offset: int, limit: int) -> None:
        """A page of children; it comes by `rows_came`."""
        self._do(f"rows {at} {offset}", self._ask_rows(at, offset, limit))

    async def _ask_rows(self, at: Positions, offset: int, limit: int) -> None:
        generation, doc = self.state.generation, self.state.doc
        rows: tuple[Row, ...] = await self._asked.rows(at, offset, limit, doc)
        if generation == self.state.generation:
            self.rows_came.emit(generation, (at, offset), rows)

    def ask_lines(self, first: int, count: int, width: int) -> None:
        """Lines of the body's text; they come by `lines_came`."""
        self._do(f"lines {first}", self._ask_lines(first, count, width))

    async def _ask_lines(self, first: int, count: int, width: int) -> None:
        body = self._body
        lines = await self._asked.lines(first, count, width)
        if body is self._body:
            self.lines_came.emit(width, first, lines)

    def copy_text(self, first: Spot, last: Spot, width: int, done: Callable[[], None]) -> None:
        """Copies the body's text between two places in lines of that width; `done` says so. Too much is refused."""
        if (last[0] - first[0]) * width > COPIED_MOST:
            self._ports.toasts.show(lambda: say_too_long(COPIED_MOST))
        else:
            self._do("copy", self._copy_text(first, last, width, done))

    async def _copy_text(self, first: Spot, last: Spot, width: int, done: Callable[[], None]) -> None:
        lines = list[str]()
        for begin in range(first[0], last[0] + 1, _LINES_AT_ONCE):
            lines += await self._asked.lines(begin, min(_LINES_AT_ONCE, last[0] + 1 - begin), width)
        if lines:
            if len(lines) == last[0] + 1 - first[0]:
                lines[-1] = lines[-1][: last[1]]
            lines[0] = lines[0][first[1] :]
            self._ports.clipboard.copy("".join(lines))
            done()

    def go_to(self, place: Place | None) -> None:
        """The person stands at that value; the way to it is looked up."""
        self._become(replace(self.state, place=place))
        if place is not None:
            self._do("way", self._find_way(place.at))

    def preview(self) -> None:
        """Fetches and shows the pictures at which the person stands."""
        place = self.state.place
        if place is None or not place.pictures:
            return
        if place.are_all:
            self.pictures.show(place.pictures)
        else:
            self._do("preview", self._preview(place.at))

    async def _preview(self, at: Positions) -> None:
        self.pictures.show(picture_links(await self._asked.value(at, self.state.doc), PICTURE))

    async def _find_way(self, at: Positions) -> None:
        way = await self._asked.way(at, self.state.doc)
        place = self.state.place
        if place is not None and place.at == at:
            self._become(replace(self.state, place=replace(place, jmespath=way.jmespath, pointer=way.pointer)))

    def copy_value(self, done: Callable[[], None]) -> None:
        """Copies what the person stands at, as it is written; `done` says so."""
        if self.state.place is not None:
            self._do("copy", self._copy_value(self.state.place.at, done))

    async def _copy_value(self, at: Positions, done: Callable[[], None]) -> None:
        self._ports.clipboard.copy(await self._asked.value(at, self.state.doc))
        done()

    def open_link(self) -> None:
        """Shows the address at which the person stands in the system's browser. Nothing is fetched before that."""
        if self.state.place is not None and self.state.place.link:
            self._ports.links.open(self.state.place.link)

    # ---------------------------------------------------------------- find and filter

    def find(self, text: str, in_text: bool = False) -> None:
        """Looks for another text; an empty one ends it. `in_text`: in the body as it came, whatever the filter.

        While the body is being opened, the search waits for it.
        """
        self._stop("find")
        doc = 0 if in_text else self.state.doc
        waits = self.state.is_opening
        can = self.state.kind == "json" or (in_text and self.state.kind in ("text", "broken"))
        self._become(replace(self.state, finding=Finding(text, is_running=bool(text) and (can or waits), doc=doc)))
        if text and can:
            self._do("find", self._find(text, doc))

    async def _find(self, text: str, doc: int) -> None:
        async for count in self._asked.find(text, doc):
            is_first = not self.state.finding.count and count
            self._become(replace(self.state, finding=replace(self.state.finding, count=count)))
            if is_first:
                self._go_to_hit(0)
        self._become(replace(self.state, finding=replace(self.state.finding, is_running=False)))

    def step(self, by: int) -> None:
        """The next hit, or with -1 the one before; round at the ends."""
        finding = self.state.finding
        if finding.count:
            self._go_to_hit((finding.current + by) % finding.count)

    def _go_to_hit(self, number: int) -> None:
        self._become(replace(self.state, finding=replace(self.state.finding, current=number)))
        self._do("hit", self._look_up_hit(number))

    async def _look_up_hit(self, number: int) -> None:
        hit = await self._asked.hit(number, self.state.finding.doc)
        self._become(replace(self.state, finding=replace(self.state.finding, at=hit.at, offset=hit.offset)))

    def filter(self, expression: str) -> None:
        """Shows what a JMESPath expression gives in place of the body; an empty one shows the body again."""
        self._stop("filter")
        text = expression.strip()
        if text == self.state.filtering.expression and self.state.filtering.fault is None:
            return
        if not text:
            self._become(replace(self.state, filtering=Filtering()))
            if self.state.doc:
                self._show_document(0, self._root, Filtering())
            return
        self._become(replace(self.state, filtering=Filtering(text, is_running=True)))
        self._ports.later(SLOW_AFTER_S, self._note_slow)
        self._do("filter", self._filter(text))

    def _note_slow(self) -> None:
        if self.state.filtering.is_running:
            self._become(replace(self.state, filtering=replace(self.state.filtering, is_slow=True)))

    async def _filter(self, expression: str) -> None:
        try:
            root = await self._asked.filter(expression)
        except AexError as fault:
            self._become(replace(self.state, filtering=Filtering(expression, fault=fault)))
        else:
            self._show_document(1, root, Filtering(expression))

    def _show_document(self, doc: int, root: Row | None, filtering: Filtering) -> None:
        self._stop("find")
        self._become(
            replace(
                self.state,
                doc=doc,
                root=root,
                filtering=filtering,
                generation=self.state.generation + 1,
                finding=Finding(),
                place=None,
                table=TableState(shown=self.state.table.shown + 1),
            )
        )
        self._do("tables", self._look_for_tables())

    # ---------------------------------------------------------------- the table

    async def _look_for_tables(self) -> None:
        self._set_table(is_looking=True)
        tables = await self._asked.tables(self.state.doc)
        self._set_table(tables=tables, is_looking=False)
        if tables:
            self.choose_table(0)

    def choose_table(self, number: int) -> None:
        """Opens another table, in the order of the text."""
        if 0 <= number < len(self.state.table.tables):
            self._do("table", self._open_table(number, None, False))

    def sort_table(self, column: str | None, is_descending: bool) -> None:
        """Puts the open table in order of a column, or of the text."""
        if self.state.table.chosen >= 0:
            self._do("table", self._open_table(self.state.table.chosen, column, is_descending))

    async def _open_table(self, number: int, column: str | None, is_descending: bool) -> None:
        table = self.state.table.tables[number]
        await self._asked.open_table(table, column, is_descending, self.state.doc)
        first = await self._asked.table_rows(0, TABLE_PAGE, self.state.doc)
        shown = self.state.table.shown + 1
        self._set_table(chosen=number, column=column, is_descending=is_descending, shown=shown, first=first)

    def ask_table_rows(self, offset: int, limit: int) -> None:
        """A page of the table; it comes by `table_rows_came`."""
        self._do(f"table rows {offset}", self._ask_table_rows(offset, limit))

    async def _ask_table_rows(self, offset: int, limit: int) -> None:
        shown = self.state.table.shown
        rows = await self._asked.table_rows(offset, limit, self.state.doc)
        if shown == self.state.table.shown:
            self.table_rows_came.emit(shown, offset, rows)

    def _set_table(self, **changes: Any) -> None:
        self._become(replace(self.state, table=replace(self.state.table, **changes)))

    def write_csv(self, title: str, suggested: str) -> None:
        """Asks for a file and writes the table into it, in its order."""
        self._do("csv", self._write_csv(title, suggested))

    async def _write_csv(self, title: str, suggested: str) -> None:
        path = await self._ports.files.choose_to_save(title, suggested, "CSV (*.csv)")
        if path is not None:
            with self._saving(path.name):
                written = await self._asked.write_csv(str(path), self._note_saved, self.state.doc)
            self._ports.toasts.show(lambda: say_written(written, path.name))

    def save(self, title: str, suggested: str) -> None:
        """Asks for a file and writes the body's own bytes into it."""
        if self._body is not None:
            self._do("save", self._save(self._body, title, suggested))

    async def _save(self, body: Body, title: str, suggested: str) -> None:
        path: Path | None = await self._ports.files.choose_to_save(title, suggested)
        if path is not None:
            with self._saving(path.name):
                await self._reading.save(body, path, self._note_saved)
            self._ports.toasts.show(lambda: say_saved(path.name))

    def give_up_saving(self) -> None:
        """Ends what is being written; no half of a file stays."""
        self._stop("save")
        self._stop("csv")

    @contextmanager
    def _saving(self, name: str) -> Iterator[None]:
        begun = Saving(name)
        self._become(replace(self.state, saving=begun))
        self._ports.later(SLOW_AFTER_S, self._note_slow_saving)
        try:
            yield
        finally:
            self._become(replace(self.state, saving=None))

    def _note_saved(self, done: int) -> None:
        saving = self.state.saving
        if saving is not None:
            self._become(replace(self.state, saving=replace(saving, done=done)))

    def _note_slow_saving(self) -> None:
        saving = self.state.saving
        if saving is not None:
            self._become(replace(self.state, saving=replace(saving, is_slow=True)))

    async def close(self) -> None:
        """Ends its work, that of the pictures included."""
        await self.pictures.close()
        await super().close()

    # ---------------------------------------------------------------- jobs

    @property
    def _asked(self) -> BodyReader:
        assert self._reader is not None, "a body is open"
        return self._reader

    def _do(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """One job of a name at a time; a fault of it is shown."""
        self._stop(name)
        if self._reader is None and name not in ("open", "save"):
            work.close()
            return
        task = self._start(self._shown(work), f"body: {name}")
        if task is not None:
            self._jobs[name] = task
            task.add_done_callback(lambda done: self._forget(name, done, work))

    async def _shown(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except AexError as fault:
            self._become(replace(self.state, fault=fault, is_opening=False))
            if fault.code in _NO_READER:  # then nothing more comes of what was asked for
                self._become(replace(self.state, finding=replace(self.state.finding, is_running=False)))
                self._set_table(is_looking=False)

    def _forget(self, name: str, done: asyncio.Task[None], work: Coroutine[Any, Any, None]) -> None:
        work.close()  # cancelled before its first step, it never was awaited
        if self._jobs.get(name) is done:
            del self._jobs[name]

    def _stop(self, name: str) -> None:
        job = self._jobs.pop(name, None)
        if job is not None:
            job.cancel()
