"""The shelf of APIs: all that can be chosen, what the person likes and used, their own files read anew. QtCore only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from aexdesk.openplatform.catalogue import Effect
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.console.apis.state import ShelfState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports

FAVOURITES_KEY: Final = "console.favourite_apis"
RECENT_KEY: Final = "console.recent_apis"
FORM_KEY: Final = "console.nested_as_form"
MOST_RECENT: Final = 10


class ApiShelf(StateModel[ShelfState]):
    """Favourites and recent ones are kept; a name that no longer means anything stays there and is not shown."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(ShelfState(), ports.report)
        self._desk = desk
        self._clipboard = ports.clipboard
        kept = desk.preferences.value
        self._become(
            ShelfState(
                definitions=desk.own_apis.definitions,
                favourites=_names(kept(FAVOURITES_KEY)),
                recent=_names(kept(RECENT_KEY))[:MOST_RECENT],
                folder=str(desk.own_apis.folder),
                nested_as_form=kept(FORM_KEY, True) is not False,
            )
        )
        desk.own_apis.changed.append(self._follow)
        self._reading = Rereading(self._start, "read the own APIs", desk.own_apis.read, lambda _nothing: None)
        self.read_again()

    def effect_of(self, name: str) -> Effect:
        """What calling it can do: the catalogue's word, for one's own too."""
        return self._desk.catalogue.effect_of(name)

    def read_again(self) -> None:
        """Looks into the folder of one's own APIs."""
        self._reading.again()

    def copy_folder(self) -> None:
        """Copies where the files go."""
        self._clipboard.copy(self.state.folder)

    def switch_favourite(self, name: str) -> None:
        """Makes it a favourite, or one no more."""
        others = tuple(one for one in self.state.favourites if one != name)
        names = others if name in self.state.favourites else (name, *others)
        self._become(replace(self.state, favourites=names))
        self._keep(FAVOURITES_KEY, list(names))

    def note_used(self, name: str) -> None:
        """It was chosen: it comes first among the recent ones."""
        if not name or self.state.recent[:1] == (name,):
            return
        names = (name, *(one for one in self.state.recent if one != name))[:MOST_RECENT]
        self._become(replace(self.state, recent=names))
        self._keep(RECENT_KEY, list(names))

    def show_nested_as_form(self, as_form: bool) -> None:
        """Remembers how the person wants to see nested parameters."""
        if as_form != self.state.nested_as_form:
            self._become(replace(self.state, nested_as_form=as_form))
            self._keep(FORM_KEY, as_form)

    async def close(self) -> None:
        """Lets go of the service."""
        self._desk.own_apis.changed.remove(self._follow)
        await super().close()

    def _follow(self) -> None:
        own = self._desk.own_apis
        self._become(replace(self.state, definitions=own.definitions, broken=own.found.broken))

    def _keep(self, key: str, value: Any) -> None:
        self._start(self._set(key, value), f"keep {key}")

    async def _set(self, key: str, value: Any) -> None:
        await self._desk.preferences.set(key, value)


def _names(kept: Any) -> tuple[str, ...]:
    """Whatever stands there, it is names alone, each once."""
    found = kept if isinstance(kept, list | tuple) else ()
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str)))
