"""The rules of the guard as a table: what each is for, and how the guard is without it.

Each line names what stands in the place of a function or of its data; a line whose name is gone turns red.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from aexdesk.openplatform import catalogue
from aexdesk.openplatform.catalogue import Effect
from aexdesk.ordertest.guard import Guard
from aexdesk.workspace.exchange import GuardVerdict
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.security.drafts import READ


def _room(name: str) -> Any:
    """A module of the guard, untyped: the table reaches for what is private there."""
    return import_module(f"aexdesk.ordertest.{name}")


guard, matching, spelling = _room("guard"), _room("matching"), _room("spelling")
order_facts, order_json, order_payment = _room("order_facts"), _room("order_json"), _room("order_payment")
reading, reading_form = _room("reading"), _room("reading_form")
reading_headers, reading_multipart = _room("reading_headers"), _room("reading_multipart")


class Everything(frozenset[Any]):
    """Holds whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Rule:
    """`without`: owner, name and what takes its place. `redundant` says which other rule does the same, and why."""

    name: str
    without: tuple[tuple[Any, str, Any], ...]
    redundant: str = ""


def _nothing(*_: Any, **__: Any) -> None:
    """A rule that is gone."""


def _same(value: Any) -> Any:
    return value


def _without_joints(name: str) -> str:
    return name.replace("_", "")


def _one(owner: Any, name: str, other: Any) -> tuple[tuple[Any, str, Any], ...]:
    return ((owner, name, other),)


def _without(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != key}


def _blind_to(field: str) -> Callable[..., Any]:
    compare = matching.compare_facts

    def blind(*given: Any) -> Any:
        return tuple(fact for fact in compare(*given) if fact.field != field)

    return blind


def _number_of_anything(value: Any, _field: str) -> str:
    found = re.findall(r"\d+", str(value))
    return str(int(found[0])) if found else "1"


def _one_of_several(text: str, field: str) -> Any:
    found = order_json.parse_object(text, field)
    items = found.get("product_items")
    return {**found, "product_items": items[:1]} if isinstance(items, list) else found


_check_key = order_facts._check_key
_read_order = order_facts.read_order
_read_request = reading.read_request
_read_body = reading._read_body
_read_headers = reading_headers.read_headers
_check_value = reading_headers._check_value
_read_multipart = reading_multipart.read_multipart
_find_nearest = matching.find_nearest
_compare_facts = matching.compare_facts
_compare_loan = matching._compare_loan
_differences = matching._differences
_find_payment = order_payment.find_payment
_judge = guard.Guard._judge


def _places_pass(key: str, path: Any) -> None:
    _check_key(key, order_facts._PLACES.get(order_facts.fold(key), (key, path))[1])


def _parameters_pass(read: Any) -> Any:
    kept = {name: value for name, value in read.parameters.items() if order_facts.fold(name) not in order_facts._PLACES}
    return _read_order(replace(read, parameters=kept))


def _any_verb(request: Any, environment: Any) -> Any:
    return _read_request(replace(request, method="GET" if request.method == "GET" else "POST"), environment)


def _any_body(request: Any) -> Any:
    return _read_body(replace(request, method="POST"))


def _any_length(headers: Any, size: int) -> Any:
    return _read_headers(tuple(pair for pair in headers if pair[0].lower() != "content-length"), size)


def _any_connection(name: str, lowered: str, value: str) -> None:
    if lowered != "connection":
        _check_value(name, lowered, value)


def _any_ends(boundary: str, body: bytes) -> Any:
    mark = b"--" + boundary.encode()
    start, end = body.find(mark), body.find(mark + b"--")
    return _read_multipart(boundary, body[start:end] + mark + b"--\r\n" if 0 <= start <= end else body)


def _any_boundary(content_type: str) -> str:
    found = re.search(r'boundary="?([^";,\s]+)', content_type)
    return found[1] if found and content_type.startswith("multipart/") else ""


def _any_environment(order: Any, facts: Any) -> Any:
    cases = tuple(replace(case, environment=facts.environment.name) for case in facts.test_cases)
    return _find_nearest(order, replace(facts, test_cases=cases))


def _loans_of_anywhere(case: Any, facts: Any) -> Any:
    loans = tuple(replace(loan, environment=facts.environment.name) for loan in facts.loan_accounts)
    return _compare_loan(case, replace(facts, loan_accounts=loans))


def _nobody_matches(*given: Any) -> Any:
    told = _compare_facts(*given)
    return tuple(replace(one, is_match=True) if one.field == "account" and not one.found else one for one in told)


def _faulty_sessions_too(order: Any, case: Any, facts: Any) -> Any:
    return tuple(one for one in _differences(order, case, facts) if one.field != "session")


def _real_accounts_too(order: Any, case: Any, facts: Any) -> Any:
    return tuple(one for one in _differences(order, case, facts) if one.field != "account_kind")


def _unlocked(self: Guard, read: Any, facts: Any) -> Any:
    return _judge(self, read, replace(facts, is_unlocked=True))


def _last_wins(pairs: Any) -> dict[str, str]:
    return dict(pairs)


def _first_session(parameters: Mapping[str, str]) -> Any:
    found = [parameters[name] for name in reading.SESSION_NAMES if name in parameters]
    return reading.Secret(found[0]) if found else None


def _by_name_alone(_where: str, parameters: Mapping[str, str], _environment: Any) -> str:
    return parameters.get("method", "")


def _lenient_form(pieces: str, **_: Any) -> Any:
    return parse_qsl(pieces, keep_blank_values=True, errors="replace")


_ALLOWED = GuardVerdict(allowed=True, reason="")
_ANYTHING, _NOTHING = re.compile(".*", re.DOTALL), re.compile(r"(?!)")
_LENIENT_JSON = SimpleNamespace(loads=partial(json.loads, strict=False), dumps=json.dumps)
_LENIENT_DISPOSITION = re.compile(
    r'(?P<kind>form-data)(?P<file>\0)?.*?name=(?P<word>\0)?"?(?P<name>[A-Za-z0-9_.-]+)"?.*', re.DOTALL | re.IGNORECASE
)

RULES: tuple[Rule, ...] = (
    Rule("the guard", _one(Guard, "read", lambda *_: reading.Reading(READ, {}, None))),
    Rule("an order is judged", _one(Guard, "_judge_order", lambda *_: _ALLOWED)),
    Rule("what a call can do", _one(Guard, "effect_of", lambda *_: Effect.WRITE)),
    Rule("words that spend", _one(catalogue, "SPENDING_WORDS", ())),
    Rule(
        "an unknown API orders nothing",
        ((Guard, "is_unknown", lambda *_: False), (Guard, "_read_order", lambda _self, read: _read_order(read))),
    ),
    Rule(
        "an unknown API is refused by name",
        _one(Guard, "is_unknown", lambda *_: False),
        redundant="_read_order refuses it too: the first names the reason, the second holds if the first is wrong",
    ),
    Rule("no order of a name in another spelling", _one(Guard, "_read_order", lambda _self, read: _read_order(read))),
    Rule("no file that the API has not", _one(Guard, "_check_files", _nothing)),
    Rule("Live is locked", _one(Guard, "_judge", _unlocked)),
    # the comparison
    *(Rule(f"the {field} matches", ((matching, "compare_facts", _blind_to(field)),)) for field in matching.FACT_FIELDS),
    Rule("nobody's session is nobody's", _one(matching, "compare_facts", _nobody_matches)),
    Rule("automatic payment in Live", _one(order_facts, "find_payment", lambda *_: "")),
    Rule(
        "automatic payment beside the order", _one(order_facts, "find_payment", lambda _, keys: _find_payment({}, keys))
    ),
    Rule("automatic payment by any word", _one(order_payment, "_WORDS", ("pay",))),
    Rule("no session with a fault", _one(matching, "_differences", _faulty_sessions_too)),
    Rule("no real account", _one(matching, "_differences", _real_accounts_too)),
    Rule("the loan stands", _one(matching, "_compare_loan", lambda *_: ())),
    Rule("the loan is of this environment", _one(matching, "_compare_loan", _loans_of_anywhere)),
    Rule("the case is active", _one(matching, "ACCEPTED_STATE", OrderTestCaseState.DRAFT)),
    Rule("the case is of this environment", _one(guard, "find_nearest", _any_environment)),
    # the order
    Rule("one item", _one(order_facts, "parse_object", _one_of_several)),
    Rule("plain digits", _one(order_facts, "_digits", _number_of_anything)),
    Rule("a country code", _one(order_facts, "_country", lambda value: str(value).strip().upper()[:2])),
    Rule("no key twice", _one(order_json, "_without_twins", dict)),
    Rule("no NaN", _one(order_json, "_refuse_constant", str)),
    Rule("not too deep", _one(order_json, "_DEEPEST", 10**6)),
    Rule("keys are looked at", _one(order_facts, "_check_key", _nothing)),
    Rule("plain keys", _one(order_facts, "_KEY", _ANYTHING)),
    Rule("no key elsewhere", _one(order_facts, "_check_key", _places_pass)),
    Rule("no other names of a field", _one(order_facts, "_OTHER_NAMES", {})),
    Rule("no other words for a field", _one(order_facts, "_OTHER_WORDS", {})),
    Rule("no quotation mark that one more decoding brings", _one(order_json, "_HIDDEN_QUOTE", _NOTHING)),
    Rule("strict JSON", _one(order_json, "json", _LENIENT_JSON)),
    *(
        Rule(f"one place for {key}", ((order_facts, "_PLACES", _without(order_facts._PLACES, key)),))
        for key in ("productitems", "logisticsaddress", "productid", "productcount", "country", "dsextendrequest")
    ),
    Rule("no path into the order as a parameter", _one(order_facts, "_FOLDED", "\0")),
    Rule("no second order as a parameter", _one(order_facts, "_HOLDERS", ())),
    Rule("no field as a parameter", _one(guard, "read_order", _parameters_pass)),
    # the request
    Rule("GET and POST alone", _one(guard, "read_request", _any_verb)),
    Rule("no body of GET", _one(reading, "_read_body", _any_body)),
    Rule("plain forms", _one(reading_form, "_FORM_BYTES", re.compile(rb".*", re.DOTALL))),
    Rule("forms in UTF-8, with values", _one(reading_form, "parse_qsl", _lenient_form)),
    Rule("a known type of form", _one(reading, "is_form", lambda kind: "multipart" not in kind)),
    Rule("no parameter twice", _one(reading, "_join", _last_wins)),
    Rule("one spelling of a name", _one(reading, "plain", _same)),
    Rule("the API's name in one spelling", _one(reading, "refuse_other_spellings", _nothing)),
    Rule("plain names of parameters", _one(reading, "_NAME", _ANYTHING)),
    Rule("no other charset", _one(reading, "_CHARSETS", _NOTHING)),
    Rule("one session", _one(reading, "_read_session", _first_session)),
    Rule("the address", _one(reading, "_read_api", _by_name_alone)),
    Rule("plain API names", _one(reading, "_API_NAME", _ANYTHING)),
    Rule(
        "plain API paths",
        _one(reading, "_PATH", _ANYTHING),
        redundant="an order has no path in the catalogue, and one that speaks of an order is an unknown API",
    ),
    Rule(
        "no file for a common parameter",
        _one(reading, "_TEXTS", frozenset()),
        redundant="an order has no file at all; this rule is for APIs that have",
    ),
    Rule(
        "no file beside a text of its name",
        _one(reading, "_check_files", _nothing),
        redundant="an order has no file at all; this rule is for APIs that have",
    ),
    # spellings
    Rule("letters of one case", tuple((room, "fold", _without_joints) for room in (spelling, reading, order_facts))),
    Rule("percent-encoding to its end", _one(spelling, "unquote_all", _same)),
    # headers
    Rule("headers are read", _one(reading, "read_headers", lambda headers, _size: {n.lower(): v for n, v in headers})),
    Rule("no misleading header", _one(reading_headers, "_MISLEADING", _NOTHING)),
    Rule("no header twice", _one(reading_headers, "_MAY_REPEAT", Everything())),
    Rule("known values of headers", _one(reading_headers, "_VALUES", {})),
    Rule("no header is dropped on the way", _one(reading_headers, "_check_value", _any_connection)),
    Rule("plain names of headers", _one(reading_headers, "_read_name", str.lower)),
    Rule("no control character", _one(reading_headers, "_CONTROL", _NOTHING)),
    Rule("the length is the body's", _one(reading, "read_headers", _any_length)),
    # multipart
    Rule("one boundary", _one(reading, "boundary_of", _any_boundary)),
    Rule("no preamble, no epilogue", _one(reading, "read_multipart", _any_ends)),
    Rule("plain dispositions", _one(reading_multipart, "_DISPOSITION", _LENIENT_DISPOSITION)),
    Rule("parts in UTF-8", _one(reading_multipart, "_as_text", lambda data, _: data.decode(errors="replace"))),
    Rule("texts are plain", _one(reading_multipart, "_TEXT_TYPE", _ANYTHING)),
    Rule("no transfer encoding", _one(reading_multipart, "_TRANSFER", Everything())),
    Rule("known heads of parts", _one(reading_multipart, "_KNOWN", Everything())),
)
