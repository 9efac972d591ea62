"""What the tests of the practice gateway share: a clock that is told the time, and a client that signs by hand."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urlsplit

from aexdesk.practice import RunningPractice
from aexdesk.secret import Secret
from tests.practice.schema import Door, entries, find_http_faults

NOON = 1_767_268_800.0  # 2026-01-01 12:00 UTC
ADDRESS = {
    "address": "1 Test Street",
    "city": "Vineland",
    "contact_person": "Test Person",
    "country": "US",
    "province": "New Jersey",
    "zip": "08360",
    "mobile_no": "5550100",
    "phone_country": "+1",
}
ORDER_PARAM = "param_place_order_request4_open_api_d_t_o"


class FakeClock:
    """Says what it is told."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def fetch(url: str, data: bytes | None = None, headers: Mapping[str, str] | None = None, method: str = "") -> Answer:
    """Follows no redirect. Not urllib: it reads the system's certificates anew for each call, though none is needed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    given = {name.title(): value for name, value in (headers or {}).items()}
    if data is not None:
        given.setdefault("Content-Type", "application/x-www-form-urlencoded")
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request(method or ("GET" if data is None else "POST"), target, data, given)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def sign(params: Mapping[str, str], secret: str, path: str = "") -> str:
    """By the letter of the documentation, for the tests alone."""
    method = params.get("sign_method", "")
    text = "".join(name + params[name] for name in sorted(params, key=str.encode) if name != "sign")
    if method == "md5":
        return hashlib.md5((secret + path + text + secret).encode()).hexdigest().upper()
    kind = "md5" if method == "hmac" else "sha256"
    return hmac.new(secret.encode(), (path + text).encode(), kind).hexdigest().upper()


@dataclass
class Client:
    """Calls a practice gateway as a program of a developer would. Every answer is held against the catalogue."""

    practice: RunningPractice
    clock: FakeClock
    app_key: str = ""
    app_secret: str = ""
    outer_dropped: bool = False
    told: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = self.practice.object.to_json()
        self.app_key = self.app_key or self.told["app_key"]
        self.app_secret = self.app_secret or self.told["app_secret"]

    def params(self, api: str, path: str = "", **more: str) -> dict[str, str]:
        """Everything that is sent, signed."""
        params = {
            "app_key": self.app_key,
            "timestamp": str(int(self.clock.now * 1000)),
            "sign_method": "sha256",
            **({} if path else {"method": api}),
            **more,
        }
        params["sign"] = sign(params, self.app_secret, path)
        return params

    def send(self, url: str, params: Mapping[str, str], *, unchecked: str = "") -> Answer:
        """`unchecked` says why this answer cannot agree with the catalogue: the test asked for a broken one."""
        answer = fetch(url, urlencode(params).encode())
        if not unchecked:
            check_answer(answer, url, params, outer_dropped=self.outer_dropped)
        return answer

    def sync(self, api: str, session: str | None = None, **more: str) -> Any:
        sent = self.params(api, session=self.told["access_token"] if session is None else session, **more)
        return self.send(self.told["sync_url"], sent).json

    def rest(self, path: str, **more: str) -> Any:
        return self.send(self.told["rest_url"] + path, self.params(path, path, **more)).json

    def order(self, session: str | None = None, **changes: Any) -> Any:
        """Places the order of the seeded test case, with changes; the `result`."""
        payload = order_payload(self.told, **changes)
        answer = self.sync("aliexpress.ds.order.create", session, **{ORDER_PARAM: json.dumps(payload)})
        return answer["aliexpress_ds_order_create_response"]["result"]

    def admin(self, path: str, body: Any = None, **headers: str) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        return fetch(self.told["url"] + "/_practice" + path, data, headers)

    def orders(self) -> Any:
        return self.admin("/orders").json


def check_answer(answer: Answer, url: str, params: Mapping[str, str], *, outer_dropped: bool = False) -> None:
    """Fails the test where an answer of the platform's addresses disagrees with the catalogue."""
    door, api = find_api(urlsplit(url).path, params)
    faults = find_http_faults(
        entries().get(api),
        answer.status,
        answer.body,
        door=door,
        simplified=params.get("simplify") == "true",
        outer_dropped=outer_dropped,
    )
    assert not faults, f"{api or url}: {'; '.join(faults)}\n{answer.body[:2000]!r}"


def find_api(path: str, params: Mapping[str, str]) -> tuple[Door, str]:
    """Which address was called, and which API."""
    if path.startswith("/router/"):
        return "router", params.get("method", "")
    if not path.startswith("/rest"):
        return "sync", params.get("method", "")
    return "rest", path.removeprefix("/rest") or params.get("method", "")


def order_payload(told: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    case = told["test_case"]
    item = {
        "product_id": changes.pop("item_id", case["item_id"]),
        "product_count": changes.pop("quantity", case["quantity"]),
        "sku_attr": changes.pop("sku_attr", ""),
        "logistics_service_name": changes.pop("service", "CAINIAO_STANDARD"),
    }
    address = {**ADDRESS, "country": changes.pop("country", case["country"]), **changes.pop("address", {})}
    return {"product_items": [item], "logistics_address": address, **changes}


def error_of(answer: Any) -> str:
    """The error code of an answer in either envelope; empty for none."""
    return str(answer.get("error_response", answer).get("code", "")) if _is_error(answer) else ""


def _is_error(answer: Any) -> bool:
    return "error_response" in answer or ("type" in answer and "message" in answer)


class MemoryKeeper:
    """Keeps the state in memory, and counts."""

    def __init__(self) -> None:
        self.saved: bytes | None = None
        self.saves = 0

    def load(self) -> bytes | None:
        return self.saved

    def save(self, state: bytes) -> None:
        self.saved = state
        self.saves += 1


class MemorySecrets:
    """Keeps secrets in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Secret] = {}

    def get(self, name: str) -> Secret | None:
        return self.kept.get(name)

    def set(self, name: str, secret: Secret) -> None:
        self.kept[name] = secret

    def remove(self, name: str) -> None:
        self.kept.pop(name, None)
