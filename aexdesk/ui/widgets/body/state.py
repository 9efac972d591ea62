"""All that the view of a body shows, but for rows: those are asked for page by page. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.bodies.problems import JsonProblem
from aexdesk.bodies.reader_client import Positions, Row, Table, TableRow
from aexdesk.faults import AexError


@dataclass(frozen=True, slots=True)
class Finding:
    """A search: how many hits so far, and which is shown (from 0; -1 none yet): `at` in the tree of document `doc`,
    `offset` in its text."""

    text: str = ""
    count: int = 0
    current: int = -1
    is_running: bool = False
    at: Positions | None = None
    offset: int = -1
    doc: int = 0


@dataclass(frozen=True, slots=True)
class Filtering:
    """The filter in force, or why there is none."""

    expression: str = ""
    is_running: bool = False
    is_slow: bool = False
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class TableState:
    """The tables there are, which is open, its order. `shown` counts up with each new order: rows are asked anew.
    `first`: the first rows in that order."""

    tables: tuple[Table, ...] = ()
    chosen: int = -1
    column: str | None = None
    is_descending: bool = False
    is_looking: bool = False
    shown: int = 0
    first: tuple[TableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Saving:
    """A file that is being written: its name, how much of a hundred, and whether it takes long enough to be shown."""

    name: str
    done: int = 0
    is_slow: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person is in the tree, and the way there in both spellings.

    `link`: the address that stands there; `pictures`: those of pictures. Of a long text `are_all` of them is not known.
    """

    at: Positions
    jmespath: str = ""
    pointer: str = ""
    link: str = ""
    pictures: tuple[str, ...] = ()
    are_all: bool = True


@dataclass(frozen=True, slots=True)
class BodyState:
    """`kind` as `Opened` has it, "" while there is none. `doc`: 1 while a filter is in force.

    `generation` counts up with each new document: what was asked of an older one is void.
    """

    kind: str = ""
    is_opening: bool = False
    is_slow: bool = False
    root: Row | None = None
    problem: JsonProblem | None = None
    problem_at: int = -1
    fault: AexError | None = None
    pretty: str = ""
    is_pretty_cut: bool = False
    doc: int = 0
    generation: int = 0
    finding: Finding = Finding()
    filtering: Filtering = Filtering()
    table: TableState = TableState()
    place: Place | None = None
    saving: Saving | None = None
