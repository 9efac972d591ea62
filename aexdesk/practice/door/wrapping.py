"""Puts lists into the wrappers that the platform's answers have when they are not simplified. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import inf
from typing import Any

ANYWHERE = "..."


def wrap_lists(answer: dict[str, Any], wrappers: Mapping[str, str]) -> dict[str, Any]:
    """The answer with each list at a path of `wrappers` inside an object, under the name given there.

    Paths are `a.b[].c`, or `...c`: every list of that name, wherever it is. The answer is changed in place. A path
    inside another comes first, while its way is still plain.
    """
    for path, steps in _ways(tuple(wrappers)):
        if path.startswith(ANYWHERE):
            _wrap_anywhere(answer, path.removeprefix(ANYWHERE), wrappers[path])
        else:
            _wrap(answer, steps, wrappers[path])
    return answer


@cache
def _ways(paths: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The paths, deepest first, and their steps. Kept: there are as many as the catalogue has APIs."""
    ordered = sorted(paths, key=_depth, reverse=True)
    return tuple((path, tuple(step.removesuffix("[]") for step in path.split("."))) for path in ordered)


def _depth(path: str) -> float:
    return inf if path.startswith(ANYWHERE) else path.count(".")


def _wrap_anywhere(node: Any, name: str, wrapper: str) -> None:
    if isinstance(node, dict):
        for inner in node.values():
            _wrap_anywhere(inner, name, wrapper)
        if isinstance(node.get(name), list):
            node[name] = {wrapper: node[name]}
    elif isinstance(node, list):
        for inner in node:
            _wrap_anywhere(inner, name, wrapper)


def _wrap(node: Any, path: tuple[str, ...], wrapper: str) -> None:
    name = path[0]
    if not isinstance(node, dict) or name not in node:
        return
    inner = node[name]
    if len(path) == 1:
        if isinstance(inner, list):
            node[name] = {wrapper: inner}
    elif isinstance(inner, list):
        for one in inner:
            _wrap(one, path[1:], wrapper)
    else:
        _wrap(inner, path[1:], wrapper)
