"""What the practice gateway knows of the platform's APIs: names, kinds, groups, parameters. From resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    """One API. `wrappers`: path of a list in the answer -> name of the list inside it when not simplified.

    `answer_fields`: path in the answer (its top, and one level down: `result.ret`) -> type. `most_per_second`: the
    documented rate, None where there is none.
    """

    name: str
    is_system: bool
    group: str
    needs_session: bool
    params: tuple[Param, ...]
    wrappers: Mapping[str, str]
    answer_fields: Mapping[str, str] = field(default_factory=dict)
    most_per_second: int | None = None

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
        answer_fields=MappingProxyType(dict(_paths(entry.get("response_fields", ())))),
        most_per_second=entry.get("documented_qps"),
    )


def _paths(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of lines such as `result:Object` and, below it, `> ret:Boolean`."""
    top = ""
    for line in lines:
        name, _, note = line.removeprefix("> ").partition(":")
        kind = note.partition(" (")[0]
        if line.startswith("> >"):
            continue
        if not line.startswith("> "):
            top = name
            yield name, kind
        else:
            yield f"{top}.{name}", kind
