"""Finds the error in an answer that is no error_response: each family has its own place. Protocol, section 6. Pure."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_FINE = ("200", "0", "00", "")


def business_error(answer: Json) -> str:
    """The error code, or an empty text where all is well. "405" (no results) counts as an error here."""
    for name in ("rsp_code", "code"):
        if name in answer:
            return _unless_fine(answer[name])
    outer = answer.get("resp_result")
    if isinstance(outer, dict):
        return _unless_fine(outer.get("resp_code", ""))
    result = answer.get("result")
    return _in_result(result) if isinstance(result, dict) else ""


def _in_result(result: Json) -> str:
    if result.get("is_success") is False:
        return str(result["error_code"])
    if result.get("success") is False:  # freight: the message is the code
        return str(result.get("msg") or result.get("error_desc") or result.get("code", ""))
    if result.get("ret") is False:
        return str(result.get("code", ""))
    return ""


def _unless_fine(code: object) -> str:
    return "" if str(code) in _FINE else str(code)
