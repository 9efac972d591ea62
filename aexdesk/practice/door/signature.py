"""Verifies signatures, from the documentation alone: a second opinion on the code that makes them. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from aexdesk.practice.refusal import Refusal
from aexdesk.practice.rules import Rules
from aexdesk.secret import Secret

_MODERN = "sha256"
_OLD = ("md5", "hmac")


def check_signature(params: Mapping[str, str], api_path: str, secret: Secret, rules: Rules) -> None:
    """Raises unless `sign` is right. `api_path` is the path of a system interface, empty for a business one."""
    method = params.get("sign_method", "")
    is_known = method == _MODERN or (method in _OLD and (not api_path or rules.old_sign_methods_on_rest))
    if not is_known:
        raise _incomplete(f"sign_method must be one of {', '.join((_MODERN, *(() if api_path else _OLD)))}")
    given = params.get("sign", "")
    if rules.accept_lower_case_sign:
        given = given.upper()
    expected = compute_sign(method, joined(params, rules), api_path, secret)
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise _incomplete("the signature differs")


def joined(params: Mapping[str, str], rules: Rules) -> bytes:
    """Names and values, sorted by the bytes of the name, nothing between. Protocol, section 3, steps 1 to 3.

    Texts stand in the order of their bytes in UTF-8, so that one encoding at the end is enough.
    """
    signed = [
        name + params[name] for name in sorted(params) if name != "sign" and (params[name] or rules.sign_empty_values)
    ]
    return "".join(signed).encode()


def compute_sign(method: str, text: bytes, api_path: str, secret: Secret) -> str:
    """The right signature, in upper-case hex. The path stands before the text for sha256 and hmac alike."""
    key = secret.reveal().encode()
    message = api_path.encode() + text
    if method == "md5":
        digest = hashlib.md5(key + message + key, usedforsecurity=False).hexdigest()
    else:
        digest = hmac.digest(key, message, "sha256" if method == _MODERN else "md5").hex()
    return digest.upper()


def _incomplete(why: str) -> Refusal:
    return Refusal("IncompleteSignature", f"The request signature does not conform to platform standards: {why}")
