"""A command of the palette, and which of many fit what was typed, in groups. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aexdesk.ui.frame.matching import match_all

_MOST = 8
"""Lines of one group: who wants another types on."""
_MORE_WORDS = 1000


class Group(StrEnum):
    """Kinds of things, in the order in which they stand where nothing was typed."""

    ACTION = "action"
    TAB = "tab"
    CALL = "call"
    API = "api"
    CASE = "case"
    ACCOUNT = "account"
    APP = "app"
    ENVIRONMENT = "environment"
    CODE = "code"
    SETTING = "setting"


_MOST_UNASKED = {Group.ACTION: 6, Group.TAB: 20, Group.CALL: 4, Group.API: 3, Group.CODE: 3, Group.SETTING: 8}


@dataclass(frozen=True)
class Command:
    """One line: what it does, of what kind, and the doing. `keys` as this system writes them; `more`: words that are
    looked for and not shown. `rank`: how likely it is meant, where something else has found it for what was typed."""

    text: str
    detail: str
    act: Callable[[], None]
    group: Group
    keys: str = ""
    more: str = ""
    rank: int | None = None
    places: frozenset[int] = frozenset()


def choose(commands: Sequence[Command], typed: str) -> list[tuple[Group, list[Command]]]:
    """The lines that fit, the likeliest first; so are the groups. Nothing typed: the first of each group."""
    words = tuple(typed.casefold().split())
    if not words:
        return _unasked(commands)
    groups: dict[Group, list[tuple[int, Command]]] = {}
    for command in commands:
        rated = _rate(command, words)
        if rated is not None:
            groups.setdefault(command.group, []).append(rated)
    order = list(Group)
    best = sorted(groups, key=lambda group: (-max(score for score, _one in groups[group]), order.index(group)))
    return [
        (group, [one for _score, one in sorted(groups[group], key=lambda rated: -rated[0])[:_MOST]]) for group in best
    ]


def _unasked(commands: Sequence[Command]) -> list[tuple[Group, list[Command]]]:
    found = []
    for group in Group:
        lines = [one for one in commands if one.group is group][: _MOST_UNASKED.get(group, 5)]
        if lines:
            found.append((group, lines))
    return found


def _rate(command: Command, words: tuple[str, ...]) -> tuple[int, Command] | None:
    shown = match_all(words, command.text)
    if shown is not None:
        command = replace(command, places=shown.places)
    if command.rank is not None:
        return command.rank, command
    if shown is not None:
        return shown.score, command
    said = f"{command.text} {command.detail} {command.more}".casefold()
    if all(word in said for word in words):  # letters spread over a whole sentence fit by chance
        return _MORE_WORDS, command
    return None
