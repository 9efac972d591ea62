"""Hypothesis strategies: an honest signed order of an SDK layout, and one to three mutations of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.practice.door.layouts import Layout
from tests.security.document_mutations import DOCUMENT
from tests.security.drafts import OTHER_ITEM, Draft, Shot, honest_draft
from tests.security.mutation import Mutation, Pick
from tests.security.parameter_mutations import PARAMETERS
from tests.security.wire_mutations import WIRE

MUTATIONS: tuple[Mutation, ...] = (*DOCUMENT, *PARAMETERS, *WIRE)
HOSTILE = tuple(one for one in MUTATIONS if one.hostile)
DISGUISES = tuple(one for one in MUTATIONS if not one.hostile)
_BENT_ALREADY = (LookupError, TypeError, AttributeError, ValueError, StopIteration)
"""What a mutation meets where an earlier one left nothing for it to bend."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A request that tries something. `hostile`: it must be refused; else it may be allowed if it is free."""

    layout: str
    mutations: tuple[str, ...]
    hostile: bool
    shot: Shot

    def describe(self) -> str:
        """For a person who has to find out how it got through."""
        return f"[{self.layout}] {' + '.join(self.mutations)}\n{self.shot.raw!r}"


@st.composite
def attacks(draw: Callable[[st.SearchStrategy[Any]], Any], layout: Layout, told: Mapping[str, Any]) -> Attack:
    """One to three mutations, the first of them hostile in nine of ten."""

    def pick(options: Sequence[Any], /) -> Any:
        return draw(st.sampled_from(options))

    draft = honest_draft(layout, told)
    draft.evil = pick(evil_orders(draft))
    first = draw(st.sampled_from(HOSTILE)) if draw(st.integers(0, 9)) else draw(st.sampled_from(DISGUISES))
    others = draw(st.lists(st.one_of(st.sampled_from(HOSTILE), st.sampled_from(DISGUISES)), max_size=2))
    return bend(draft, (first, *others), pick)


def bend(draft: Draft, mutations: Sequence[Mutation], pick: Pick) -> Attack:
    """Applies the mutations in the order of their stages, and signs."""
    done = []
    for one in sorted(dict.fromkeys(mutations), key=lambda mutation: mutation.stage):
        try:
            one.apply(draft, pick)
        except _BENT_ALREADY:
            continue
        done.append(one)
    names = tuple(one.name for one in done)
    return Attack(draft.layout.name, names, any(one.hostile for one in done), draft.shoot())


def evil_orders(draft: Draft) -> list[dict[str, Any]]:
    """Orders that would cost money."""

    def changed(**item: Any) -> dict[str, Any]:
        order: dict[str, Any] = copy.deepcopy(draft.order)
        order["product_items"][0] |= item
        return order

    elsewhere = changed()
    elsewhere["logistics_address"]["country"] = "FR"
    several = changed()
    several["product_items"] *= 2
    return [changed(product_count=7), changed(product_id=OTHER_ITEM), changed(product_count="2"), elsewhere, several]
