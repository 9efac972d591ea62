"""Looks over a run before it starts: variables that nobody gives, columns that nobody uses, what would write. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aexdesk.collection.variables import preview, texts_of
from aexdesk.openplatform.catalogue import Catalogue, Effect
from aexdesk.services.collections import LoadedCollection, LoadedRequest, scope_of
from aexdesk.workspace.environment import Environment


@dataclass(frozen=True, slots=True)
class Missing:
    """A variable that has no value anywhere, and the requests that name it."""

    name: str
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunCheck:
    """`writes`: the names of the requests that do not only read, orders among them; of an API that no catalogue knows
    nobody can say that it only reads."""

    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    writes: tuple[str, ...] = ()


def choose_requests(loaded: LoadedCollection, under: str) -> tuple[LoadedRequest, ...]:
    """All, those of a folder (its path ends with a slash), or the one with that path."""
    is_folder = not under or under.endswith("/")
    return tuple(one for one in loaded.requests if one.path == under or (is_folder and one.path.startswith(under)))


def check_run(
    loaded: LoadedCollection,
    requests: Sequence[LoadedRequest],
    environment: Environment,
    columns: Iterable[str],
    catalogue: Catalogue,
) -> RunCheck:
    """What can be said before anything is sent. A capture counts for the requests that come after it."""
    given = dict.fromkeys(columns, "")
    captured: dict[str, str] = {}
    used: dict[str, None] = {}
    missing: dict[str, dict[str, None]] = {}
    writes: list[str] = []
    standing = scope_of(loaded.file, environment)
    for one in requests:
        scope = type(standing)(given, dict(captured), standing.collection, standing.environment)
        for text in texts_of(one.request):
            seen = preview(text, scope)
            used |= dict.fromkeys(found.name for found in seen.replaced if found.name in given)
            for name in seen.unknown:
                missing.setdefault(name, {})[one.request.name] = None
        if catalogue.effect_of(preview(one.request.api, scope).text) is not Effect.READ:
            writes.append(one.request.name)
        captured |= dict.fromkeys((capture.name for capture in one.request.captures), "")
    return RunCheck(
        tuple(name for name in given if name in used),
        tuple(name for name in given if name not in used),
        tuple(Missing(name, tuple(names)) for name, names in missing.items()),
        tuple(writes),
    )
