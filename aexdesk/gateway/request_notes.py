"""Notes on a request of another program what deserves a word: a wrong signature, an order without an id of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aexdesk.faults import BadInput
from aexdesk.openplatform.signing import SIGN, build_string_to_sign, digest_of, sign
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.secret import Secret
from aexdesk.workspace.exchange import Exchange

SIGNATURE_WRONG = "signature_wrong"
OUT_ORDER_ID_MISSING = "out_order_id_missing"
"""A second order with the same out_order_id is the first one to the platform; without one, it is another order."""

NOT_KEPT = "body_not_kept"
"""On an answer that nobody here can unpack: what is in it cannot be hidden, so it is not stored."""


@dataclass(frozen=True, slots=True)
class KnownApp:
    """An app of the workspace: its profile's name ("" for none), and its secret where the vault gave it."""

    profile: str
    app_secret: Secret | None


def annotate(exchange: Exchange, app: KnownApp | None) -> Exchange:
    """The exchange with string to sign, signature and notes. Nothing here refuses: the platform judges signatures."""
    values = {one.name: one.value for one in exchange.request.parameters}
    notes: tuple[str, ...] = ()
    if ORDER_PARAMETER in values and "out_order_id" not in values[ORDER_PARAMETER]:
        notes += (OUT_ORDER_ID_MISSING,)
    try:
        text = build_string_to_sign(exchange.api, values, digest_of(values.get("sign_method", "")))
        if app is not None and app.app_secret is not None and sign(text, app.app_secret) != values.get(SIGN, ""):
            notes += (SIGNATURE_WRONG,)
        shown = text.text
    except BadInput:
        shown = ""
    return replace(
        exchange,
        request=replace(exchange.request, string_to_sign=shown, sign=values.get(SIGN, "")),
        guard=replace(exchange.guard, notes=exchange.guard.notes + notes),
    )
