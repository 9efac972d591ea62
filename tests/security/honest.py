"""Honest orders of the seeded test case, in every way in which an honest program may write them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from tests.practice.door.layouts import Layout
from tests.security.drafts import Draft, honest_draft


def honest_drafts(layout: Layout, told: Mapping[str, Any]) -> Iterator[Draft]:
    """Ids and counts as numbers and as text, either blank, each sign method, either name of the session, doubled."""
    for item, count, blank in product((int, str), (int, str), ("+", "%20")):
        draft = honest_draft(layout, told)
        draft.blank = blank
        draft.item["product_id"], draft.item["product_count"] = item(draft.item["product_id"]), count(1)
        draft.write()
        yield draft
    for sign_method in ("md5", "hmac"):
        draft = honest_draft(layout, told)
        draft.find("sign_method").value = sign_method
        yield draft
    draft = honest_draft(layout, told)
    draft.find("session").name = "access_token"
    yield draft
    draft = honest_draft(layout, told)
    draft.add("access_token", told["access_token"])
    draft.add("method", draft.find("method").value)
    yield draft
