"""Puts lists into the wrappers that the platform's answers have when they are not simplified. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def wrap_lists(answer: dict[str, Any], wrappers: Mapping[str, str]) -> dict[str, Any]:
    """The answer with each list at a path of `wrappers` (`a.b[].c`) inside an object, under the name given there.

    The answer is changed in place. A path inside another comes first, while its way is still plain.
    """
    for path in sorted(wrappers, key=lambda text: text.count("."), reverse=True):
        _wrap(answer, path.split("."), wrappers[path])
    return answer


def _wrap(node: Any, path: list[str], wrapper: str) -> None:
    name = path[0].removesuffix("[]")
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
