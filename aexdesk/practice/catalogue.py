"""What the practice gateway knows of the platform's APIs: names, kinds, groups, parameters. From resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from aexdesk import resources


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of an API."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class Api:
    """One API. `wrappers`: path of a list in the answer -> name of the list inside it when not simplified."""

    name: str
    is_system: bool
    group: str
    needs_session: bool
    params: tuple[Param, ...]
    wrappers: Mapping[str, str]

    @property
    def outer_key(self) -> str:
        """The top key of a business answer: dots become underscores, letter case stays. Protocol, section 6."""
        return self.name.replace(".", "_") + "_response"


@cache
def load_apis() -> Mapping[str, Api]:
    """Every API of the catalogue by name."""
    entries: list[dict[str, Any]] = resources.read_json("catalogue.json")["apis"]
    return MappingProxyType({entry["name"]: _read(entry) for entry in entries})


def _read(entry: dict[str, Any]) -> Api:
    return Api(
        name=entry["name"],
        is_system=entry["kind"] == "system",
        group=entry["group"],
        needs_session=entry["needs_session"] is True,  # some are "unknown": not insisted on
        params=tuple(Param(one["name"], one["type"], one["required"] is True) for one in entry["params"]),
        wrappers=MappingProxyType(entry.get("list_wrappers_when_not_simplified", {})),
    )
