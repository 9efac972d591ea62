"""Says where an answer of the practice gateway disagrees with the catalogue: names, types, wrappers, envelopes. Pure.

It reads resources/catalogue.json itself: what the gateway makes of the catalogue is what is on trial here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from aexdesk import resources

Json = dict[str, Any]
Door = Literal["sync", "rest", "router"]

ALWAYS_ALLOWED = frozenset({"request_id", "code", "_trace_id_"})
KINDS = ("ISV", "ISP", "SYSTEM")
FINE = ("200", "0", "00")

OPTIONAL_ANYWHERE = frozenset({"error_code", "error_msg", "error_desc", "err_message", "messages", "result_message"})
"""They say what went wrong, so a success may lack them. All other fields may be missing in failures only."""

OPTIONAL: Mapping[str, frozenset[str]] = {
    "aliexpress.ds.product.get": frozenset({"result.manufacturer_info"}),  # goods of the EU market have it
    "aliexpress.ds.feed.itemids.get": frozenset({"result.search_id"}),  # the last page leads nowhere
}
"""API -> paths of more fields that a success may lack."""

_TYPE = re.compile(r"(String|Number|Boolean|Object)(\[])?")
_SINGLE: Mapping[str, type] = {"String": str, "Number": int, "Boolean": bool, "Object": dict}
_WRAPPED_ERROR = {"type", "code", "msg", "request_id"}
_WRAPPED_MORE = {"sub_code", "sub_msg", "_trace_id_"}
_FLAT_ERROR = {"type", "code", "message", "request_id"}


@dataclass(frozen=True)
class Field:
    """A field of an answer as the catalogue gives it. `type` is empty where the catalogue names none."""

    name: str
    path: str
    type: str
    inner: tuple[Field, ...] = ()


@cache
def entries() -> Mapping[str, Json]:
    """The catalogue, by name of the API."""
    return {one["name"]: one for one in resources.read_json("catalogue.json")["apis"]}


def read_fields(entry: Json) -> tuple[Field, ...]:
    """The documented fields, two levels of them; ValueError for a type that is none."""
    fields: list[Field] = []
    for line in entry.get("response_fields", []):
        is_inner = line.startswith("> ")
        name, _, note = line.removeprefix("> ").partition(":")
        kind = note.partition(" (")[0]
        if kind and not _TYPE.fullmatch(kind):
            raise ValueError(f"{entry['name']}: {line}")
        if not is_inner:
            fields.append(Field(name, name, kind))
            continue
        outer = fields.pop()
        way = f"{outer.path}[]" if outer.type.endswith("[]") else outer.path
        fields.append(Field(outer.name, outer.path, outer.type, (*outer.inner, Field(name, f"{way}.{name}", kind))))
    return tuple(fields)


# ---------------------------------------------------------------- over HTTP


def find_http_faults(
    entry: Json | None,
    status: int,
    body: bytes,
    *,
    door: Door = "sync",
    simplified: bool = False,
    outer_dropped: bool = False,
) -> list[str]:
    """What is wrong with an answer as it came. Errors come with HTTP 200 too. Protocol, section 6."""
    faults = [] if status == 200 else [f"HTTP status {status}"]
    floats: list[str] = []

    def note_float(text: str) -> str:
        floats.append(f"a number that is not whole: {text}")
        return text

    try:
        answer = json.loads(body.decode("utf-8"), parse_float=note_float, parse_constant=note_float)
    except ValueError as error:
        return [*faults, f"not JSON: {error}"]
    found = find_faults(entry, answer, door=door, simplified=simplified, outer_dropped=outer_dropped)
    return faults + floats + found


# ---------------------------------------------------------------- answers


def find_faults(
    entry: Json | None,
    answer: Any,
    *,
    door: Door = "sync",
    simplified: bool = False,
    outer_dropped: bool = False,
) -> list[str]:
    """What is wrong with an answer; `entry` is None for an API that the catalogue does not know."""
    if not isinstance(answer, dict):
        return [f"the answer is {type(answer).__name__}, not an object"]
    faults = _float_faults(answer, "")
    if "error_response" in answer or {"type", "message"} <= answer.keys():
        return faults + _envelope_faults(answer, door)
    if entry is None:
        return [*faults, "an API that the catalogue does not know was answered with a success"]
    if entry["kind"] == "system":
        return faults + _system_faults(entry, answer, door)
    if door == "rest":
        faults.append(f"a business interface was answered at {door}")
    return faults + _business_faults(entry, answer, simplified=simplified, outer_dropped=simplified and outer_dropped)


def _float_faults(node: Any, path: str) -> list[str]:
    if isinstance(node, float):
        return [f"{path}: a float, {node}"]
    if isinstance(node, dict):
        return [fault for name, inner in node.items() for fault in _float_faults(inner, f"{path}.{name}")]
    if isinstance(node, list):
        return [fault for inner in node for fault in _float_faults(inner, f"{path}[]")]
    return []


def _envelope_faults(answer: Json, door: Door) -> list[str]:
    is_wrapped = "error_response" in answer
    faults = []
    if is_wrapped is (door == "rest"):
        faults.append(f"the {'wrapped' if is_wrapped else 'flat'} form of an error at {door}")
    error = answer["error_response"] if is_wrapped else answer
    if not isinstance(error, dict):
        return [*faults, "error_response is not an object"]
    if is_wrapped and len(answer) > 1:
        faults.append(f"beside error_response: {sorted(answer.keys() - {'error_response'})}")
    required, more = (_WRAPPED_ERROR, _WRAPPED_MORE) if is_wrapped else (_FLAT_ERROR, {"_trace_id_"})
    if door == "router":  # the retired gateway knew no type
        required, more = required - {"type"}, more | {"type"}
    faults += [f"the error lacks {name}" for name in sorted(required - error.keys())]
    faults += [f"undocumented in an error: {name}" for name in sorted(error.keys() - required - more)]
    for name, value in error.items():
        wanted = int if name == "code" and door == "router" else str
        if type(value) is not wanted or value == "":
            faults.append(f"{name} of the error is {value!r}")
    if "type" in error and error["type"] not in KINDS:
        faults.append(f"type of the error is {error['type']!r}")
    return faults


def _system_faults(entry: Json, answer: Json, door: Door) -> list[str]:
    """A flat object with code "0". Protocol, section 5."""
    faults = [] if door == "rest" else [f"a system interface was answered at {door}"]
    if answer.get("code") != "0":
        faults.append(f"code is {answer.get('code')!r} where no error is told")
    faults += _request_id_faults(answer)
    return faults + _body_faults(entry, answer, simplified=True)


def _business_faults(entry: Json, answer: Json, *, simplified: bool, outer_dropped: bool) -> list[str]:
    if outer_dropped:
        return _request_id_faults(answer) + _body_faults(entry, answer, simplified=True)
    root = entry["response_root"]
    body = answer.get(root)
    if not isinstance(body, dict):
        return [f"no object {root}, but {sorted(answer)}"]
    faults = [f"undocumented beside {root}: {name}" for name in sorted(answer.keys() - {root} - ALWAYS_ALLOWED)]
    faults += _request_id_faults(body if "request_id" in body else answer)
    return faults + _body_faults(entry, body, simplified=simplified)


def _request_id_faults(holder: Json) -> list[str]:
    value = holder.get("request_id")
    return [] if isinstance(value, str) and value else [f"request_id is {value!r}"]


# ---------------------------------------------------------------- fields


def _body_faults(entry: Json, body: Json, *, simplified: bool) -> list[str]:
    wrappers = entry.get("list_wrappers_when_not_simplified", {})
    fields = read_fields(entry)
    faults = _wrapper_faults(body, wrappers, simplified=simplified)
    if not fields:  # the catalogue does not say: anything under the root
        return faults
    undocumented = body.keys() - {field.name for field in fields} - ALWAYS_ALLOWED
    faults += [f"undocumented: {name}" for name in sorted(undocumented)]
    check = _Check(OPTIONAL.get(entry["name"], frozenset()), {} if simplified else wrappers, is_failure(body))
    return faults + [fault for field in fields for fault in check.faults(field, body)]


def is_failure(body: Json) -> bool:
    """Whether a business answer says that nothing came of it. Protocol, section 6, "Success test"."""
    result = body.get("result")
    if result is False or body.get("result_success") is False:
        return True
    for name in ("rsp_code", "code", "result_code"):
        if name in body and str(body[name]) not in FINE:
            return True
    outer = body.get("resp_result")
    if isinstance(outer, dict) and str(outer.get("resp_code")) not in FINE:
        return True
    return isinstance(result, dict) and any(result.get(name) is False for name in ("is_success", "success", "ret"))


@dataclass(frozen=True)
class _Check:
    """Compares values with fields."""

    optional: frozenset[str]
    wrappers: Mapping[str, str]
    in_failure: bool

    def faults(self, field: Field, holder: Json) -> Iterator[str]:
        if field.name not in holder:
            is_optional = self.in_failure or field.name in OPTIONAL_ANYWHERE or field.path in self.optional
            if not is_optional:
                yield f"{field.path} is missing"
            return
        value = holder[field.name]
        if field.path in self.wrappers and isinstance(value, dict):
            value = value.get(self.wrappers[field.path])
        if not _fits(value, field.type):
            yield f"{field.path} is {value!r:.80}, not {field.type}"
            return
        for one in value if isinstance(value, list) else [value]:
            for inner in field.inner:
                yield from self.faults(inner, one)


def _fits(value: Any, kind: str) -> bool:
    """To the letter: a Number is an int, and neither a bool nor a float."""
    if not kind:
        return True
    single = _SINGLE[kind.removesuffix("[]")]
    if kind.endswith("[]"):
        return isinstance(value, list) and all(type(one) is single for one in value)
    return type(value) is single


# ---------------------------------------------------------------- wrappers


def _wrapper_faults(body: Json, wrappers: Mapping[str, str], *, simplified: bool) -> list[str]:
    """Lists stand in their wrapper at the paths of the catalogue when not simplified, and nowhere else."""
    faults = []
    right: set[int] = set()
    for path, wrapper in wrappers.items():
        for value in _find(body, path):
            if simplified or value is None:
                if not isinstance(value, list):
                    faults.append(f"{path} is {type(value).__name__}, not a list")
            elif isinstance(value, dict) and value.keys() == {wrapper} and isinstance(value[wrapper], list):
                right.add(id(value))
            else:
                faults.append(f"{path} is not wrapped in {wrapper}")
    strays = _strays(body, frozenset(wrappers.values()), right)
    return faults + [f"wrapped where the catalogue wraps nothing: {path}" for path in strays]


def _find(node: Any, path: str) -> Iterator[Any]:
    """The values at `a.b[].c`, or at `...c`: of that name anywhere."""
    if path.startswith("..."):
        yield from _anywhere(node, path.removeprefix("..."))
        return
    name, _, rest = path.partition(".")
    if not isinstance(node, dict) or name.removesuffix("[]") not in node:
        return
    value = node[name.removesuffix("[]")]
    if not rest:
        yield value
        return
    for one in _items(value) if name.endswith("[]") else [value]:
        yield from _find(one, rest)


def _items(value: Any) -> list[Any]:
    """The items of a list, whether it stands in a wrapper or not."""
    if isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    return value if isinstance(value, list) else []


def _anywhere(node: Any, name: str) -> Iterator[Any]:
    if isinstance(node, dict):
        if name in node:
            yield node[name]
        for inner in node.values():
            yield from _anywhere(inner, name)
    elif isinstance(node, list):
        for inner in node:
            yield from _anywhere(inner, name)


def _strays(node: Any, names: frozenset[str], right: set[int], path: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        is_wrap = len(node) == 1 and node.keys() <= names and isinstance(next(iter(node.values())), list)
        if is_wrap and id(node) not in right:
            yield path
        for name, inner in node.items():
            yield from _strays(inner, names, right, f"{path}.{name}" if path else name)
    elif isinstance(node, list):
        for inner in node:
            yield from _strays(inner, names, right, f"{path}[]")
