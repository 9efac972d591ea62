"""What the shelf of APIs holds, and which of them the picker lists. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aexdesk.openplatform.api_search import FoundApi, find_apis
from aexdesk.openplatform.catalogue import ApiDefinition
from aexdesk.services.own_apis import BrokenApiFile

ALL: Final = ""
FAVOURITES: Final = "*favourites"
RECENT: Final = "*recent"
OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class ShelfState:
    """`favourites` and `recent` are names, the newest first; `broken`: files of one's own that cannot be read.

    `nested_as_form`: how nested parameters are shown at first.
    """

    definitions: tuple[ApiDefinition, ...] = ()
    favourites: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    broken: tuple[BrokenApiFile, ...] = ()
    folder: str = ""
    nested_as_form: bool = True

    @property
    def groups(self) -> tuple[str, ...]:
        """All, favourites and recent ones, then the groups in the catalogue's order; one's own is always there."""
        named = dict.fromkeys(one.group for one in self.definitions)
        named.pop(OWN, None)
        return (ALL, FAVOURITES, RECENT, *named, OWN)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the picker: an API, or with `api` None the head of a `section`."""

    section: str
    api: FoundApi | None = None
    is_favourite: bool = False


def list_apis(state: ShelfState, group: str, text: str) -> tuple[Listed, ...]:
    """What the picker shows. Typed letters look through the group, and the best fit comes first, without heads."""
    if text.strip():
        found = find_apis(_in_group(state, group), text)
        return tuple(_listed(state, one.definition.group, one) for one in found)
    if group != ALL:
        return tuple(_listed(state, group, FoundApi(one)) for one in _in_group(state, group))
    return tuple(_all(state))


def count_in(state: ShelfState, group: str) -> int:
    """How many APIs a group holds."""
    return len(_in_group(state, group))


def _all(state: ShelfState) -> Iterator[Listed]:
    for group in state.groups[1:]:
        found = _in_group(state, group)
        if found:
            yield Listed(group)
            yield from (_listed(state, group, FoundApi(one)) for one in found)


def _in_group(state: ShelfState, group: str) -> tuple[ApiDefinition, ...]:
    if group == ALL:
        return state.definitions
    if group in (FAVOURITES, RECENT):
        by_name = {one.name: one for one in state.definitions}
        names = state.favourites if group == FAVOURITES else state.recent
        return tuple(by_name[name] for name in names if name in by_name)
    return tuple(one for one in state.definitions if one.group == group)


def _listed(state: ShelfState, section: str, api: FoundApi) -> Listed:
    return Listed(section, api, api.definition.name in state.favourites)
