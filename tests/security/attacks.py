"""Attacks written by hand, each named by what it tries; every one is made in each SDK layout. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.practice.door.layouts import Layout
from tests.security.drafts import Draft, Shot, honest_draft
from tests.security.hand_document import DOCUMENT_ATTACKS
from tests.security.hand_parameters import PARAMETER_ATTACKS
from tests.security.hand_wire import WIRE_ATTACKS

ATTACKS: dict[str, Callable[[Draft], None]] = {**DOCUMENT_ATTACKS, **PARAMETER_ATTACKS, **WIRE_ATTACKS}
"""Name -> what it does to an honest order."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of them, laid down."""

    name: str
    layout: str
    shot: Shot


def fire_all(layout: Layout, told: dict[str, object]) -> Iterator[Named]:
    """Every attack in this layout."""
    for name, apply in ATTACKS.items():
        draft = honest_draft(layout, told)
        apply(draft)
        yield Named(name, layout.name, draft.shoot())
