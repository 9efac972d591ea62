"""The verifier: every published vector passes, and no byte of any parameter may change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.practice import Rules, start_practice
from aexdesk.practice.door.signature import check_signature
from aexdesk.practice.refusal import Refusal
from aexdesk.secret import Secret
from tests.practice.world import Answer, Client, FakeClock, error_of, fetch, order_payload, sign

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "sign_vectors.json").read_text(encoding="utf-8")
)["vectors"]
VECTOR_SECRETS = sorted({(vector["params"]["app_key"], vector["secret"]) for vector in VECTORS})
SECRET = Secret("AExDeskVectorSecret0123456789abc")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_vector_verifies(vector: dict[str, Any]) -> None:
    params = {**vector["params"], "sign": vector["expected_sign"]}
    check_signature(params, vector["api_path_or_null"] or "", Secret(vector["secret"]), Rules())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_no_vector_verifies_with_another_secret(vector: dict[str, Any]) -> None:
    params = {**vector["params"], "sign": vector["expected_sign"]}
    with pytest.raises(Refusal, match="IncompleteSignature"):
        check_signature(params, vector["api_path_or_null"] or "", Secret(vector["secret"] + "x"), Rules())


@pytest.fixture(scope="module")
def lenient() -> Iterator[Client]:
    """A gateway that knows the apps of the vectors and takes timestamps as texts too."""
    clock = FakeClock()
    with start_practice(0, rules=Rules(accept_text_timestamps=True), clock=clock) as practice:
        client = Client(practice, clock)
        for app_key, secret in VECTOR_SECRETS:
            assert client.admin("/apps", {"app_key": app_key, "app_secret": secret}).status == 200
        yield client


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
@pytest.mark.parametrize("way", ["body", "query"])
def test_every_vector_passes_over_http(lenient: Client, vector: dict[str, Any], way: str) -> None:
    params = {**vector["params"], "sign": vector["expected_sign"]}
    text = params["timestamp"]
    lenient.clock.now = int(text) / 1000 if text.isdigit() else 1_767_225_600.0
    path = vector["api_path_or_null"]
    url = lenient.told["rest_url"] + path if path else lenient.told["sync_url"]
    answer = _send(url, params, way)
    assert error_of(answer.json) not in ("InvalidAppkey", "IllegalTimestamp", "IncompleteSignature")


def _send(url: str, params: dict[str, str], way: str) -> Answer:
    encoded = urlencode(params)
    return fetch(f"{url}?{encoded}") if way == "query" else fetch(url, encoded.encode())


ALL_TYPES = {
    "app_key": "500001",
    "method": "aliexpress.ds.text.search",
    "timestamp": "1767225600000",
    "sign_method": "sha256",
    "session": "50000001aexdeskSessionExample",
    "keyWord": "чехол für 手机 📱",
    "empty": "",
    "json": '{"a": [1, 2.50, "\\u00e9"], "b": null}',
    "spaces": "  two  spaces ",
    "simplify": "true",
}


@given(st.data())
def test_any_changed_byte_breaks_the_signature(data: st.DataObject) -> None:
    params = {**ALL_TYPES, "sign": sign(ALL_TYPES, SECRET.reveal())}
    check_signature(params, "", SECRET, Rules())
    name = data.draw(st.sampled_from(sorted(params)))
    raw = params[name].encode()
    place = data.draw(st.integers(0, len(raw)))
    byte = data.draw(st.integers(0, 127)).to_bytes(1, "big")
    changed = data.draw(st.sampled_from([raw[:place] + byte + raw[place + 1 :], raw[:place] + byte + raw[place:]]))
    try:
        text = changed.decode()
    except UnicodeDecodeError:
        return
    if text == params[name]:
        return
    with pytest.raises(Refusal, match="IncompleteSignature"):
        check_signature({**params, name: text}, "", SECRET, Rules())


@given(st.dictionaries(st.text(min_size=1, max_size=8).filter(lambda name: name != "sign"), st.text(max_size=20)))
def test_whatever_is_signed_right_verifies(more: dict[str, str]) -> None:
    try:
        json.dumps(more, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    params = {**more, "sign_method": "sha256"}
    for path in ("", "/auth/token/create"):
        check_signature({**params, "sign": sign(params, SECRET.reveal(), path)}, path, SECRET, Rules())


def test_each_byte_of_each_parameter_over_http(client: Client) -> None:
    """A real order: one byte of each parameter's value, at its start, middle and end, and of its name."""
    payload = json.dumps(order_payload(client.told))
    params = client.params(
        "aliexpress.ds.order.create",
        session=client.told["access_token"],
        param_place_order_request4_open_api_d_t_o=payload,
        simplify="true",
    )
    for name, value in params.items():
        earlier = {"app_key": {"InvalidAppkey"}, "timestamp": {"IllegalTimestamp"}}.get(name, set())
        for place in {0, len(value) // 2, len(value) - 1}:
            other = "0" if value[place] != "0" else "1"
            changed = value[:place] + other + value[place + 1 :]
            answer = client.send(client.told["sync_url"], {**params, name: changed}).json
            assert error_of(answer) in {"IncompleteSignature"} | earlier, (name, place)
        renamed = {**{key: text for key, text in params.items() if key != name}, name + "x": value}
        answer = client.send(client.told["sync_url"], renamed).json
        assert error_of(answer) in {"IncompleteSignature"} | earlier, name
    assert client.orders() == []
    assert client.send(client.told["sync_url"], params).json["aliexpress_ds_order_create_response"]["result"][
        "is_success"
    ]


def test_lower_case_is_refused_unless_a_rule_allows_it() -> None:
    params = {**ALL_TYPES, "sign": sign(ALL_TYPES, SECRET.reveal()).lower()}
    with pytest.raises(Refusal, match="IncompleteSignature"):
        check_signature(params, "", SECRET, Rules())
    check_signature(params, "", SECRET, Rules(accept_lower_case_sign=True))


@pytest.mark.parametrize("method", ["md5", "hmac"])
def test_old_methods_sign_business_calls_only(method: str) -> None:
    params = {"app_key": "1", "sign_method": method}
    params["sign"] = sign(params, SECRET.reveal())
    check_signature(params, "", SECRET, Rules())
    path = "/auth/token/create"
    params["sign"] = sign(params, SECRET.reveal(), path)
    with pytest.raises(Refusal, match="IncompleteSignature"):
        check_signature(params, path, SECRET, Rules())
    check_signature(params, path, SECRET, Rules(old_sign_methods_on_rest=True))


@pytest.mark.parametrize("method", ["", "SHA256", "sha1", "hmac-sha256", "sha257", "none"])
def test_other_methods_are_refused(method: str) -> None:
    params = {"app_key": "1", "sign_method": method}
    params["sign"] = sign(params, SECRET.reveal())
    with pytest.raises(Refusal, match="IncompleteSignature"):
        check_signature(params, "", SECRET, Rules())


def test_empty_values_are_signed_as_received_unless_a_rule_drops_them() -> None:
    params = {"app_key": "1", "empty": "", "sign_method": "sha256"}
    full = {**params, "sign": sign(params, SECRET.reveal())}
    dropped = {**params, "sign": sign({"app_key": "1", "sign_method": "sha256"}, SECRET.reveal())}
    check_signature(full, "", SECRET, Rules())
    check_signature(dropped, "", SECRET, Rules(sign_empty_values=False))
    for wrong, rules in ((dropped, Rules()), (full, Rules(sign_empty_values=False))):
        with pytest.raises(Refusal, match="IncompleteSignature"):
            check_signature(wrong, "", SECRET, rules)


@pytest.mark.parametrize("missing", ["sign", "sign_method"])
def test_a_missing_signature(client: Client, missing: str) -> None:
    params = client.params("aliexpress.ds.category.get")
    del params[missing]
    assert error_of(client.send(client.told["sync_url"], params).json) == "IncompleteSignature"
