"""What the panel beside the Console shows: a folder of requests, and the variables of this environment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.workspace.environment import PRACTICE, Environment

if TYPE_CHECKING:
    from aexdesk.collection.saved_request import Pairs
    from aexdesk.faults import AexError
    from aexdesk.services.collections import LoadedCollection


@dataclass(frozen=True, slots=True)
class FolderState:
    """`root`: the folder that was chosen; `loaded`: what it held when it was read last.

    `is_open`: the panel stands beside the request, where there is room. `is_narrow`: there is none; then it is a drawer
    over the form, drawn out or not, unless it `is_pinned` to its place.
    """

    is_open: bool = False
    is_narrow: bool = False
    is_pinned: bool = False
    is_drawn: bool = False
    root: Path | None = None
    loaded: LoadedCollection | None = None
    environment: Environment = PRACTICE
    fault: AexError | None = None

    @property
    def is_drawer(self) -> bool:
        """Whether the panel lies over the form, where it is shown."""
        return self.is_narrow and not self.is_pinned

    @property
    def is_shown(self) -> bool:
        """Whether the panel is seen."""
        return self.is_drawn if self.is_drawer else self.is_open

    @property
    def variables(self) -> Pairs:
        """The collection's variables for this environment, in the file's order."""
        return tuple(self.loaded.file.of(self.environment.name).items()) if self.loaded else ()

    @property
    def folders(self) -> tuple[str, ...]:
        """Where a request may be put: the collection itself, and each folder in it."""
        if self.loaded is None:
            return ("",)
        paths = [one.path.rpartition("/")[0] for one in self.loaded.requests]
        nested = {
            "/".join(path.split("/")[:depth]) for path in paths for depth in range(1, path.count("/") + 2) if path
        }
        return ("", *sorted(nested))
