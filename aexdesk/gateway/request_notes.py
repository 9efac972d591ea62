"""Notes on a request of another program what deserves a word: a wrong signature, an order without an id of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aexdesk.faults import BadInput
from aexdesk.openplatform.signing import SIGN, StringToSign, build_string_to_sign, digest_of, sign
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.secret import Secret
from aexdesk.workspace.exchange import Exchange

SIGNATURE_WRONG = "signature_wrong"
OUT_ORDER_ID_MISSING = "out_order_id_missing"
"""A second order with the same out_order_id is the first one to the platform; without one, it is another order."""

NOT_KEPT = "body_not_kept"
"""On an answer that is not stored: nobody here can unpack it, so what is in it cannot be hidden; or it is too long."""


@dataclass(frozen=True, slots=True)
class KnownApp:
    """An app of the workspace: its profile's name ("" for none), and its secret where the vault gave it."""

    profile: str
    app_secret: Secret | None


def annotate(exchange: Exchange, apps: Sequence[KnownApp]) -> Exchange:
    """The exchange with its profile, string to sign, signature and notes. Nothing here refuses: the platform judges
    signatures. `apps` are those of the call's app key: a secret may have been renewed, and an old profile kept.
    """
    values = {one.name: one.value for one in exchange.request.parameters}
    notes: tuple[str, ...] = ()
    if ORDER_PARAMETER in values and "out_order_id" not in values[ORDER_PARAMETER]:
        notes += (OUT_ORDER_ID_MISSING,)
    signer: KnownApp | None = None
    try:
        text = build_string_to_sign(exchange.api, values, digest_of(values.get("sign_method", "")))
        signer = _signer(text, values.get(SIGN, ""), apps)
        # Where one secret is unknown, it may be the one that signed.
        if signer is None and apps and all(one.app_secret is not None for one in apps):
            notes += (SIGNATURE_WRONG,)
        shown = text.text
    except BadInput:
        shown = ""
    return replace(
        exchange,
        profile=_name(signer, apps),
        request=replace(exchange.request, string_to_sign=shown, sign=values.get(SIGN, "")),
        guard=replace(exchange.guard, notes=exchange.guard.notes + notes),
    )


def _signer(text: StringToSign, given: str, apps: Sequence[KnownApp]) -> KnownApp | None:
    for app in apps:
        if app.app_secret is not None and sign(text, app.app_secret) == given:
            return app
    return None


def _name(signer: KnownApp | None, apps: Sequence[KnownApp]) -> str:
    """The profile that signed. Where none did, the only one of the app key; of several nobody can tell which it was."""
    if signer is not None:
        return signer.profile
    names = {one.profile for one in apps if one.profile}
    return names.pop() if len(names) == 1 else ""
