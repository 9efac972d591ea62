"""A refusal: what the practice gateway answers when a call is wrong, in the platform's two envelopes. Pure."""

from __future__ import annotations

from typing import Any

ISV = "ISV"  # the caller's fault
ISP = "ISP"  # the service behind the gateway
SYSTEM = "SYSTEM"  # the platform's own


class Refusal(Exception):
    """The platform's no: `kind` is its `type` (ISV, ISP, SYSTEM). Protocol, sections 6 and 7."""

    def __init__(self, code: str, msg: str, *, kind: str = ISV, sub_code: str = "", sub_msg: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.msg = msg
        self.kind = kind
        self.sub_code = sub_code
        self.sub_msg = sub_msg

    def wrapped(self, request_id: str) -> dict[str, Any]:
        """The form of business interfaces: everything inside `error_response`."""
        told: dict[str, Any] = {"type": self.kind, "code": self.code, "msg": self.msg}
        if self.sub_code:
            told |= {"sub_code": self.sub_code, "sub_msg": self.sub_msg}
        return {"error_response": {**told, "request_id": request_id, "_trace_id_": request_id}}

    def flat(self, request_id: str) -> dict[str, Any]:
        """The form of system interfaces."""
        return {"type": self.kind, "code": self.code, "message": self.msg, "request_id": request_id}


def service_refusal(sub_code: str, sub_msg: str) -> Refusal:
    """A no of the service behind the gateway: code 15, and the sub code says which. Protocol, section 6."""
    return Refusal("15", "Remote service error", kind=ISP, sub_code=sub_code, sub_msg=sub_msg)


def invalid_parameter(name: str, why: str) -> Refusal:
    """A parameter that is there and wrong. `name` is cut: it may be a caller's megabyte."""
    return Refusal("InvalidParameter", f"The parameter '{name[:60]}' is invalid: {why}")


def missing_parameter(name: str) -> Refusal:
    """A required parameter that is not there."""
    return Refusal("MissingParameter", f"The required parameter '{name[:60]}' is missing")


def unsupported_mapping(name: str, why: str) -> Refusal:
    """A parameter whose type or JSON does not fit."""
    return Refusal("UnsupportedParamMapping", f"The parameter '{name[:60]}' cannot be mapped: {why}")
