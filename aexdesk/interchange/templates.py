"""Fills in templates: marks in «…», lines of `«if x»`, `«if not x»`, `«each x»`, `«else»` and `«end»`. Pure.

A template reads like what it becomes: marks stand in the text, and a line that holds but a condition goes away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

Values = Mapping[str, str]

_DIRECTIVE: Final = re.compile(r"\s*«(if not|if|each|else|end)(?: ([a-z0-9_]+))?»\s*")
_MARK: Final = re.compile(r"«([a-z0-9_]+)»")


class TemplateError(Exception):
    """A template is wrong: a mistake of this program."""


def fill(
    template: str, values: Values, flags: Collection[str] = (), lists: Mapping[str, Sequence[Values]] | None = None
) -> str:
    """The text. `flags` hold; a list is a condition too, and `each` repeats its lines with the values of an item.

    Raises TemplateError for a mark that nothing fills, and for conditions that do not close.
    """
    given = lists or {}
    holds = {*flags, *(name for name, items in given.items() if items)}
    lines = iter(template.splitlines())
    text = "\n".join(_block(lines, values, holds, given)) + "\n"
    return re.sub(r"\n{4,}", "\n\n\n", text)


def _block(
    lines: Iterator[str], values: Values, holds: Collection[str], lists: Mapping[str, Sequence[Values]]
) -> list[str]:
    out: list[str] = []
    for line in lines:
        directive = _DIRECTIVE.fullmatch(line)
        if directive is None:
            out.append(_MARK.sub(lambda mark: _value(mark[1], values), line))
            continue
        word, name = directive[1], directive[2] or ""
        if word in ("else", "end"):
            raise TemplateError(f"a stray {word}")
        then, otherwise = _take(lines)
        if word == "each":
            for item in lists.get(name, ()):
                out += _block(iter(then), {**values, **item}, holds, lists)
        else:
            chosen = then if (name in holds) is (word == "if") else otherwise
            out += _block(iter(chosen), values, holds, lists)
    return out


def _take(lines: Iterator[str]) -> tuple[list[str], list[str]]:
    """The lines up to the `end` of the condition that has just opened, and those behind its `else`."""
    branches: tuple[list[str], list[str]] = ([], [])
    at = depth = 0
    for line in lines:
        directive = _DIRECTIVE.fullmatch(line)
        word = "" if directive is None else directive[1]
        if word == "end" and depth == 0:
            return branches
        if word == "else" and depth == 0:
            at = 1
            continue
        depth += {"if": 1, "if not": 1, "each": 1, "end": -1}.get(word, 0)
        branches[at].append(line)
    raise TemplateError("a condition does not close")


def _value(name: str, values: Values) -> str:
    try:
        return values[name]
    except KeyError:
        raise TemplateError(f"nothing fills «{name}»") from None
