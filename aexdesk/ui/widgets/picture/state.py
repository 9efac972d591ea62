"""What the pane of a picture shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError


@dataclass(frozen=True, eq=False, slots=True)
class Decoded:
    """A picture ready to be painted (`image` is Qt's, no larger than a screen), and its own size in pixels."""

    image: object
    width: int
    height: int
    kind: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PictureState:
    """`links`: what stands in the value that was asked for; empty: the pane is shut. `number`: which is shown."""

    links: tuple[str, ...] = ()
    number: int = 0
    is_fetching: bool = False
    shown: Decoded | None = None
    fault: AexError | None = None

    @property
    def link(self) -> str:
        """The address of the one that is shown."""
        return self.links[self.number] if self.links else ""
