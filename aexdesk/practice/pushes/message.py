"""Writes a push message and signs it. Protocol, section 9. Pure."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass

from aexdesk.practice.rules import PushSignature
from aexdesk.secret import Secret

MESSAGE_TYPE = 53
SITE = "ae_global"


@dataclass(frozen=True, slots=True)
class Notice:
    """That an order changed. `at` in seconds since 1970."""

    buyer_id: int
    order_id: int
    order_status: str
    seller_id: str
    at: float


def write_message(notice: Notice) -> bytes:
    """The body, as it is signed and sent. Ids are numbers, `timestamp` whole seconds."""
    message = {
        "data": {"buyerId": notice.buyer_id, "orderId": notice.order_id, "orderStatus": notice.order_status},
        "message_type": MESSAGE_TYPE,
        "seller_id": notice.seller_id,
        "site": SITE,
        "timestamp": int(notice.at),
    }
    return json.dumps(message, separators=(",", ":")).encode()


def sign_message(body: bytes, app_key: str, secret: Secret, rule: PushSignature) -> str:
    """The Authorization header: lower-case hex of an HMAC-SHA256."""
    if rule is PushSignature.BODY:
        return hmac.new(app_key.encode(), body, "sha256").hexdigest()
    return hmac.new(secret.reveal().encode(), app_key.encode() + body, "sha256").hexdigest()
