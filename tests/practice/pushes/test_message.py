"""The bytes of a push message, and its signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

import pytest

from aexdesk.practice.pushes.message import Notice, sign_message, write_message
from aexdesk.practice.rules import PushSignature
from aexdesk.secret import Secret

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "sign_vectors.json").read_text(encoding="utf-8"))
NOTICE = Notice(1_000_000_001, 1_100_000_000_000_001, "OrderCreated", "1234", 1_767_225_600.9)


@pytest.mark.parametrize("vector", VECTORS["push_message_vectors"], ids=lambda vector: vector["name"])
def test_the_vector(vector: dict[str, str]) -> None:
    assert write_message(NOTICE) == vector["body"].encode()
    signed = sign_message(
        vector["body"].encode(), vector["app_key"], Secret(vector["secret"]), PushSignature.KEY_AND_BODY
    )
    assert signed == vector["expected_authorization_hex_lower"]


def test_the_other_rule() -> None:
    signed = sign_message(b"{}", "500001", Secret("secret"), PushSignature.BODY)
    assert signed == hmac.new(b"500001", b"{}", hashlib.sha256).hexdigest()
