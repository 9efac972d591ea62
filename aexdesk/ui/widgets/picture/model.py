"""What the pane of a picture does: fetches the one that a person asks for, and the next of several. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.widgets.picture.state import Decoded, PictureState

if TYPE_CHECKING:
    from aexdesk.services.pictures import PictureFetching
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.picture import FetchedPicture

Decode = Callable[["FetchedPicture"], Decoded]
"""Takes its time: not for the window's thread. Raises BadInput."""


class PictureModel(StateModel[PictureState]):
    """Nothing is fetched but by `show` and `step`, and each fetches one."""

    def __init__(self, fetching: PictureFetching, ports: Ports, decode: Decode) -> None:
        super().__init__(PictureState(), ports.report)
        self._fetching = fetching
        self._links = ports.links
        self._decode = decode
        self._job: asyncio.Task[None] | None = None

    def show(self, links: Sequence[str]) -> None:
        """A person asks for the pictures of a value: the first is fetched."""
        if links:
            self._begin(PictureState(tuple(links)))

    def step(self, by: int) -> None:
        """The next of them, or with -1 the one before; round at the ends."""
        if self.state.links:
            self._begin(PictureState(self.state.links, (self.state.number + by) % len(self.state.links)))

    def again(self) -> None:
        """Fetches the same once more."""
        if self.state.links:
            self._begin(PictureState(self.state.links, self.state.number))

    def shut(self) -> None:
        """Shows none any more, and gives up what is under way."""
        self._stop()
        self._become(PictureState())

    def open_link(self) -> None:
        """Shows its address in the system's browser."""
        if self.state.link:
            self._links.open(self.state.link)

    def _begin(self, state: PictureState) -> None:
        self._stop()
        self._become(replace(state, is_fetching=True))
        self._job = self._start(self._fetch(state.link), "picture: fetch")

    async def _fetch(self, link: str) -> None:
        try:
            decoded = await asyncio.to_thread(self._decode, await self._fetching.fetch(link))
        except AexError as fault:
            self._become(replace(self.state, is_fetching=False, fault=fault))
        else:
            self._become(replace(self.state, is_fetching=False, shown=decoded))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
