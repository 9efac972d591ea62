"""Says a refusal in the words of the old gateway: numbers in place of names. Pure.

The numbers are those of the old TOP page (protocol, section 7, article 102707). What has none there is 15, with
the name as sub code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from aexdesk.practice.refusal import Refusal

PATH = "/router/rest"
_NUMBERS: Mapping[str, tuple[int, str, str]] = MappingProxyType(  # code -> number, msg, sub code
    {
        "ApiCallLimit": (7, "App Call Limited", ""),
        "InsufficientPermission": (11, "Insufficient isv permissions", ""),
        "InvalidApiPath": (22, "Invalid method", ""),
        "IncompleteSignature": (25, "Invalid signature", ""),
        "IllegalAccessToken": (27, "Invalid session", ""),
        "InvalidAppkey": (29, "Invalid app Key", "isv.appkey-not-exists"),
        "IllegalTimestamp": (31, "Invalid timestamp", ""),
        "MissingParameter": (40, "Missing required arguments", ""),
        "InvalidParameter": (41, "Invalid arguments", ""),
        "UnsupportedParamMapping": (41, "Invalid arguments", ""),
    }
)


def old_answer(refusal: Refusal, request_id: str) -> dict[str, Any]:
    """The refusal in `error_response`, its code a number. What is a number already stays what it is."""
    if refusal.code.isdecimal():
        number, msg, sub_code = int(refusal.code), refusal.msg, refusal.sub_code
    else:
        number, msg, sub_code = _NUMBERS.get(refusal.code, (15, "Remote service error", refusal.code))
    told: dict[str, Any] = {"code": number, "msg": msg}
    if sub_code:
        told["sub_code"] = sub_code
    told["sub_msg"] = refusal.sub_msg or refusal.msg
    return {"error_response": {**told, "request_id": request_id}}
