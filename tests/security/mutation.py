"""What a mutation of an order request is, and the table that they stand in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from tests.security.drafts import Draft


class Pick(Protocol):
    """Takes one of several; what chance decides is decided here alone."""

    def __call__(self, options: Sequence[Any], /) -> Any: ...


class Stage(IntEnum):
    """When it happens; a later one may rest on what an earlier one made."""

    DOCUMENT = 0
    TEXT = 1
    PARAMETERS = 2
    ENCODING = 3
    WIRE = 4


@dataclass(frozen=True, slots=True)
class Mutation:
    """One bend. A `hostile` one gives somebody reason to read another order than the guard: it must be refused.

    Others only disguise: the request means what it meant, and may be allowed or refused.
    """

    name: str
    stage: Stage
    apply: Callable[[Draft, Pick], None]
    hostile: bool = True


Apply = Callable[[Draft, Pick], None]


class Table(list[Mutation]):
    """Mutations, put into it by a decorator, named for their functions."""

    def add(self, stage: Stage, *, hostile: bool = True) -> Callable[[Apply], Apply]:
        """Puts the function below into the table."""

        def put(apply: Apply) -> Apply:
            self.append(Mutation(apply.__name__.replace("_", " "), stage, apply, hostile))
            return apply

        return put
