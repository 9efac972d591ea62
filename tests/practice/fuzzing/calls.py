"""Right calls of every API of the catalogue, built from its own examples, and spoiled ones. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from tests.practice.fuzzing.values import TIMES, odd_text, spoil, write_json
from tests.practice.schema import Json, entries
from tests.practice.world import ADDRESS

BOUNDARY = "----fuzz"
FORM = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
PICTURES = (b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0" + bytes(9), b"", b"GIF89a", bytes(range(256)))

ORDER_STATES = ("PLACE_ORDER_SUCCESS", "WAIT_SELLER_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS", "FINISH", "IN_CANCEL")
WEBHOOKS = (  # where nobody listens, or what is no address of this machine
    *(
        "http://127.0.0.1:1/hook",
        "http://localhost:1",
        "http://[::1]:1/",
        "http://[",
        "http://127.0.0.1:99999/",
        "http://",
    ),
    *(
        "https://127.0.0.1:1/",
        "http://evil.test/",
        "http://127.0.0.1:x/",
        "http://127.0.0.1:1/\r\nX: y",
        "http://127.0.0.1:1/手",
    ),
    *("http://a:b@127.0.0.1:1/", "http://127.1:1/", "//127.0.0.1", "http://127.0.0.1\x00:1/", "http://127。0。0。1:1/"),
)


@dataclass(frozen=True)
class Known:
    """What may be named in a call because it is there."""

    products: tuple[str, ...]
    skus: Mapping[str, tuple[tuple[str, str, int], ...]]
    """Product -> (sku_id, sku_attr, pieces left)."""
    categories: tuple[str, ...]
    services: tuple[str, ...]
    orders: tuple[str, ...]
    refresh_tokens: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """An HTTP request, taken apart."""

    method: str
    path: str
    query: bytes = b""
    body: bytes = b""
    headers: tuple[tuple[str, bytes], ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    """What was signed, for a right answer to be told by; empty where anything may come back."""

    def describe(self) -> str:
        """In one line, for a finding."""
        told = {name: value[:300] for name, value in self.params.items()}
        return f"{self.method} {self.path} query={self.query[:300]!r} body={self.body[:600]!r} {told}"


def right_params(entry: Json, known: Known, chance: Random) -> dict[str, Any]:
    """Parameters of an API by their names: texts, and objects that are still to be written as JSON."""
    product = chance.choice(known.products)
    built: dict[str, Any] = {}
    for one in entry.get("params", []):
        if one["required"] is True or chance.random() < 0.4:
            built[one["name"]] = _right_value(one, product, known, chance)
    return built


def _right_value(param: Json, product: str, known: Known, chance: Random) -> Any:
    name, kind = param["name"], param["type"]
    if name == "param_place_order_request4_open_api_d_t_o":
        return _order(product, known, chance)
    if kind.startswith("Object"):
        fields = param.get("fields", [])
        value = {
            one["name"]: _right_value(one, product, known, chance)
            for one in fields
            if one.get("required") is True or chance.random() < 0.5
        }
        return [value] if kind.endswith("[]") else value
    if kind == "byte[]":
        return chance.choice(PICTURES).decode("latin-1")
    return _right_text(name.replace("_", "").lower(), param, product, known, chance)


def _right_text(name: str, param: Json, product: str, known: Known, chance: Random) -> str:
    skus = known.skus[product]
    several = ",".join(chance.sample(known.products, 3))
    choices: Mapping[str, tuple[str, ...]] = {
        **dict.fromkeys(("productid", "itemid", "aeproductid"), (product,)),
        **dict.fromkeys(("productids", "skuids"), (product, several, skus[0][0])),
        **dict.fromkeys(("selectedskuid", "skuid"), tuple(sku for sku, *_ in skus)),
        **dict.fromkeys(("orderid", "aeorderid", "orderids", "outref"), known.orders or ("9100000000000001",)),
        **dict.fromkeys(("categoryid", "categoryids"), known.categories),
        **dict.fromkeys(("logisticsno", "trackingno"), ("LP00509900000001", "1")),
        **dict.fromkeys(("starttime", "endtime", "promotionstarttime", "promotionendtime", "paytime"), TIMES),
        "refreshtoken": known.refresh_tokens,
        "code": known.codes or ("3_509900_x",),
        "imagebase64": ("iVBORw0KGgo=", "!", ""),
    }
    example = str(param.get("example") or "")
    found = choices.get(name) or (example or "1",)
    if param["type"] == "Boolean":
        return chance.choice(("true", "false"))
    return chance.choice(found)


def _count(left: int, chance: Random) -> Any:
    """Mostly a small one; else about as many as are left, or what is no count at all."""
    if chance.random() < 0.7:
        return chance.choice((1, 1, 2, "3"))
    return chance.choice((left, left // 2 + 1, left + 1, 0, "0", -1, 1.5, True, 100_000, 100_001))


def _order(product: str, known: Known, chance: Random) -> Json:
    lines = []
    takes_all = chance.random() < 0.05  # each line less than there is, all of them together more
    for _ in range(2 if takes_all else chance.choice((1, 1, 1, 2, 3))):
        sku_id, attr, left = known.skus[product][0] if takes_all else chance.choice(known.skus[product])
        line = {
            "product_id": chance.choice((product, int(product))),
            "product_count": left // 2 + 1 if takes_all else _count(left, chance),
            "sku_attr": chance.choice((attr, attr, attr, sku_id, "")),
            "logistics_service_name": chance.choice((*known.services, "", "")),
        }
        lines.append(line)
        product = product if takes_all or chance.random() < 0.5 else chance.choice(known.products)
    order: Json = {"product_items": lines, "logistics_address": {**ADDRESS}}
    if chance.random() < 0.5:
        order["out_order_id"] = f"AEX-{chance.randrange(500)}"
    if chance.random() < 0.3:
        more = {"cpf": "00000000000", "country": chance.choice(("US", "BR", "SA", "ES", "AU", "FR", "MX", "IL", "KR"))}
        order["logistics_address"] |= more
    return order


def spoiled_params(right: dict[str, Any], chance: Random) -> dict[str, str]:
    """As texts, with none to a few of them spoiled."""
    times = chance.choice((0, 0, 1, 1, 1, 1, 1, 2, 2, 4))
    values = dict(right)
    texts: dict[str, str] = {}
    for name in chance.sample(sorted(values), min(times, len(values))):
        value = values[name]
        if not isinstance(value, str) and chance.random() < 0.85:
            for _ in range(chance.choice((1, 1, 2, 3))):
                value = spoil(value, chance)
            texts[name] = write_json(value, chance)
        elif chance.random() < 0.15:
            del values[name]
        else:
            texts[name] = odd_text(chance)
    if chance.random() < 0.05:
        texts[chance.choice(("more", "fields", "", "手", "a b", "format", "v", "sign_method_"))] = odd_text(chance)
    for name in values.keys() - texts.keys():
        texts[name] = values[name] if isinstance(values[name], str) else write_json(values[name], chance)
    return texts


def files_of(entry: Json) -> frozenset[str]:
    """The names of an API's file parameters."""
    return frozenset(one["name"] for one in entry.get("params", []) if one["type"] == "byte[]")


def carry(path: str, params: Mapping[str, str], files: Mapping[str, str], chance: Random) -> Request:
    """A signed call in one of the ways in: query, form, multipart, or split between them."""
    way = chance.choice(("query", "form", "form", "split", "multipart"))
    if files:
        way = "multipart"
    names = list(params)
    chance.shuffle(names)
    cut = {"query": len(names), "form": 0, "split": chance.randrange(len(names) + 1), "multipart": len(names) // 2}[way]
    first, rest = ({name: params[name] for name in some} for some in (names[:cut], names[cut:]))
    encode = chance.choice((urlencode, _percent))
    if way == "multipart":
        return Request("POST", path, encode(first).encode(), multipart(rest, files), content_type(MULTIPART), params)
    if way == "query":
        return Request(chance.choice(("GET", "POST")), path, encode(first).encode(), b"", (), params)
    return Request("POST", path, encode(first).encode(), encode(rest).encode(), content_type(FORM), params)


def _percent(params: Mapping[str, str]) -> str:
    return urlencode(params, quote_via=quote)


def content_type(kind: str) -> tuple[tuple[str, bytes], ...]:
    return (("content-type", kind.encode("latin-1", "replace")),)


def multipart(params: Mapping[str, str], files: Mapping[str, str]) -> bytes:
    """A multipart body; the values of `files` are bytes, one character each."""
    body = b""
    for name, value in params.items():
        told = name.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "")
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{told}"\r\n\r\n{value}\r\n'.encode()
    for name, value in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="x.png"\r\n\r\n'
        body += head.encode() + value.encode("latin-1", "replace") + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def spoiled_form(fields: Mapping[str, str], chance: Random) -> dict[str, str]:
    """The fields of a page's form, some of them spoiled."""
    spoiled = dict(fields)
    for name in chance.sample(sorted(spoiled), min(len(spoiled), chance.choice((0, 0, 1, 1, 2)))):
        if chance.random() < 0.2:
            del spoiled[name]
        else:
            spoiled[name] = odd_text(chance)
    return spoiled


def right_admin_bodies(known: Known, chance: Random) -> Mapping[str, Json]:
    """What the admin addresses take."""
    number = chance.randrange(5)
    case = {
        "name": f"Case {number}",
        "loan_account_email": "loan.buyer@example.test",
        "item_id": chance.choice(known.products),
        "quantity": 1 + number,
        "country": "US",
        "reason": "",
        "state": chance.choice(("draft", "submitted", "active", "ended")),
    }
    kinds = ("error", "latency", "throttle", "reset", "truncate", "garbage", "status", "timeout_after_order")
    return {
        "/apps": {
            "app_key": f"60000{number}",
            "app_secret": "secret",
            "callback_url": "http://127.0.0.1:1/callback?a=b" if chance.random() < 0.5 else chance.choice(WEBHOOKS),
            "app_type": chance.choice(("dropshipping", "affiliate")),
            "app_state": chance.choice(("test", "online")),
        },
        "/loan-accounts": {"email": f"loan{number}@example.test", "password": "secret", "until": "2026-12-31"},
        "/test-cases": case,
        "/faults": {"api": chance.choice(("*", *entries())), "kind": chance.choice(kinds), "value": 503, "times": 1},
        "/orders/{order_id}": {"state": chance.choice(ORDER_STATES)},
        "/webhook": {"url": WEBHOOKS[0] if chance.random() < 0.5 else chance.choice(WEBHOOKS), "app_key": "509900"},
        "/buyers/{email}": {"auto_pay": chance.choice((True, False))},
    }
