"""A change of the string to sign that a known mistake makes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from aexdesk.doctor.draft import Draft, as_it_is, with_value
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import Pairs

_LONGEST: Final = 64 * 1024  # characters: hardly anybody signs a longer value, and each change of one takes its time
_MOST_PAIRED: Final = 12  # values that are changed one by one beside another mistake: pairs grow with the square


class Stage(IntEnum):
    """When a change takes effect: a program gathers, formats, encodes, sorts, joins and then digests."""

    PARAMETERS = 0
    TIME = 1
    TEXT = 2
    JSON = 3
    EMPTY = 4
    CHARSET = 5
    ENCODING = 6
    ORDER = 7
    JOINING = 8
    PATH = 9


@dataclass(frozen=True, slots=True)
class Change:
    """Two changes of one `group` exclude each other. `most`: how many mistakes an explanation with it may have.

    `text`: what is done to a value, where that is all that is done. Which values it alters, and so `where`, is found
    when it is the change's turn: of a long request that takes its time. `spared` are parameters that do not count then.
    """

    mistake: Mistake
    stage: Stage
    group: str
    apply: Callable[[Draft], Draft]
    most: int = 2
    text: Callable[[str], str] | None = None
    spared: frozenset[str] = frozenset()


def of_values(
    mistake: Mistake,
    stage: Stage,
    group: str,
    change: Callable[[str], str],
    spared: frozenset[str] = frozenset(),
) -> Change:
    """A change of every value that `change` alters."""
    change = remembered(change)

    def every(draft: Draft) -> Draft:
        return with_pairs(draft, tuple([(name, change(value)) for name, value in draft.pairs]))

    return Change(mistake, stage, group, every, text=change, spared=spared)


def touching(change: Change, names: Iterable[str]) -> Change:
    """The same, with the parameters that it touches."""
    return replace(change, mistake=replace(change.mistake, where=tuple(names)))


def of_each(change: Change, names: Sequence[str]) -> Iterator[Change]:
    """What a change does to the values of several parameters, done to each of them alone."""
    most = 2 if len(names) <= _MOST_PAIRED else 1
    for name in names:
        yield replace(touching(change, (name,)), apply=_done_to(name, change.text or as_it_is), most=most, text=None)


def remembered(change: Callable[[str], str]) -> Callable[[str], str]:
    """The same change, made once for each text: a search makes it for the same few texts ten thousand times.

    A text longer than 64 Ki characters stays as it is.
    """
    made: dict[str, str] = {}

    def change_once(text: str) -> str:
        if len(text) > _LONGEST:
            return text
        changed = made.get(text)
        if changed is None:
            changed = made[text] = change(text)
        return changed

    return change_once


def _done_to(name: str, change: Callable[[str], str]) -> Callable[[Draft], Draft]:
    def one(draft: Draft) -> Draft:
        value = draft.value(name)
        return draft if value is None else with_pairs(draft, with_value(draft.pairs, name, change(value)))

    return one


def with_pairs(draft: Draft, pairs: Pairs) -> Draft:
    """`draft` with other pairs. Written out: `replace` takes ten times as long, and this is the search's inner loop."""
    return Draft(pairs, draft.prefix, draft.sort, draft.join, draft.encode, draft.whole, draft.charset, draft.errors)
