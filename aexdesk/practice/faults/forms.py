"""Makes the answer that an API would give for an error code, in the form of its family. Protocol, sections 6 and 7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from aexdesk import resources
from aexdesk.practice.catalogue import Api
from aexdesk.practice.records import App
from aexdesk.practice.refusal import ISP, Refusal

Json = dict[str, Any]

_PLACES = (  # where a family has its code, and where its words
    ("rsp_code", ("rsp_msg",)),
    ("resp_result.resp_code", ("resp_result.resp_msg",)),
    ("result.error_code", ("result.error_msg",)),
    ("result.code", ("result.msg", "result.err_message", "result.messages")),
    ("code", ("msg",)),
)
_FLAGS = ("result.is_success", "result.success", "result.ret", "ret")


class Form(StrEnum):
    """The three ways in which the platform says an error."""

    GATEWAY = "gateway"
    SERVICE = "service"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error code and how it is said: see the note in `resources/practice/faults.json`."""

    code: str
    form: Form
    type: str
    msg: str
    number: int | None = None
    said: str = ""
    sub_code: str = ""

    def as_refusal(self) -> Refusal:
        """The gateway's own error."""
        return Refusal(self.said or self.code, self.msg, kind=self.type, sub_code=self.sub_code, sub_msg=self.msg)

    def as_service_refusal(self) -> Refusal:
        """An error of the service behind the gateway."""
        outer = str(self.number or 15)
        return Refusal(outer, "Remote service error", kind=self.type, sub_code=self.code, sub_msg=self.msg)


@dataclass(frozen=True, slots=True)
class BusinessFault:
    """An answer that is no error of the gateway, and says that it failed."""

    api: Api
    answer: Json


@cache
def load_faults() -> Mapping[str, Fault]:
    """Every code whose form is known."""
    entries: dict[str, Json] = resources.read_json("practice/faults.json")["faults"]
    return MappingProxyType({code: _read(code, **entry) for code, entry in entries.items()})


def make_fault(code: str, api: Api | None) -> Refusal | BusinessFault:
    """What `api` answers for `code`; None is an API that the catalogue does not know."""
    fault = load_faults().get(code) or _guess(code)
    if api is None or api.is_system or fault.form is Form.GATEWAY:
        # System interfaces have one flat form; isv.402 is documented there as the code itself.
        return fault.as_refusal()
    answer = _in_family(api, fault) if fault.form is Form.BUSINESS else None
    return fault.as_service_refusal() if answer is None else BusinessFault(api, answer)


def find_publisher_fault(app: App, api: Api) -> Json | None:
    """The affiliate APIs' answer to an app that is no registered publisher. Protocol, section 7, resp_code 401."""
    if app.is_publisher or not api.name.startswith("aliexpress.affiliate."):
        return None
    return _in_family(api, load_faults()["401"])


def _guess(code: str) -> Fault:
    form = Form.SERVICE if code.startswith(("isv.", "isp.")) else Form.GATEWAY
    return Fault(code, form, ISP, "A disturbance of the practice gateway")


def _in_family(api: Api, fault: Fault) -> Json | None:
    """The answer of the family; None where its place for the code cannot hold this one."""
    fields = api.answer_fields
    found = next(((place, words) for place, words in _PLACES if place in fields), None)
    if found is None:
        return None
    place, words = found
    value = _number(fault) if fields[place] == "Number" else fault.said or fault.code
    if value is None:
        return None
    answer: Json = {}
    for flag in _FLAGS:
        if flag in fields:
            _put(answer, flag, False)
    _put(answer, place, value)
    for path in words:
        if path in fields:
            _put(answer, path, fault.msg)
    return answer


def _number(fault: Fault) -> int | None:
    return int(fault.code) if fault.number is None and fault.code.isdecimal() else fault.number


def _put(answer: Json, path: str, value: object) -> None:
    top, _, name = path.rpartition(".")
    (answer.setdefault(top, {}) if top else answer)[name] = value


def _read(code: str, form: str, **more: Any) -> Fault:
    return Fault(code, Form(form), **more)
