"""How calls arrive: query and body, urlencoded and multipart, doubled, broken, too large. Never a 500."""

from __future__ import annotations

import json
import socket
from contextlib import nullcontext
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.practice.door.reading import read_form
from aexdesk.practice.rules import Rules
from tests.practice.world import ORDER_PARAM, Client, error_of, fetch

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BOUNDARY = "----practice"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def multipart(params: dict[str, str], files: dict[str, bytes] | None = None) -> bytes:
    body = b""
    for name, value in params.items():
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, data in (files or {}).items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="x.png"\r\n'
        body += head.encode() + b"Content-Type: image/png\r\n\r\n" + data + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def product_params(client: Client, **more: str) -> dict[str, str]:
    item = client.told["test_case"]["item_id"]
    return client.params(
        "aliexpress.ds.product.get",
        session=client.told["access_token"],
        product_id=item,
        ship_to_country="US",
        target_language="für 手机 +&=%",
        **more,
    )


def is_product(answer: Any) -> bool:
    return bool(answer["aliexpress_ds_product_get_response"]["rsp_code"] == 200)


def test_all_ways_in(client: Client) -> None:
    """The union of query and form body, GET and POST, as the clients of protocol section 2 send them."""
    params = product_params(client)
    url = client.told["sync_url"]
    common = {name: params[name] for name in ("app_key", "method", "timestamp", "sign_method", "sign", "session")}
    rest = {name: value for name, value in params.items() if name not in common}
    for answer in (
        fetch(f"{url}?{urlencode(params)}"),
        fetch(f"{url}?{urlencode(params, quote_via=quote)}", b"", FORM),
        fetch(url, urlencode(params).encode()),
        fetch(f"{url}?{urlencode(common)}", urlencode(rest).encode()),
        fetch(f"{url}?{urlencode(common)}", multipart(rest), MULTIPART),
        fetch(url, multipart(params), MULTIPART),
        fetch(f"{url}?method={params['method']}&{urlencode(common)}", urlencode(rest).encode()),
        fetch(f"{url}?{urlencode(common)}", urlencode(params).encode()),
        fetch(f"{url}?{urlencode(params)}", b"", MULTIPART),
        fetch(f"{url}?{urlencode(params)}", multipart({}), MULTIPART),
        fetch(url, multipart(params).rstrip(), MULTIPART),
    ):
        assert is_product(answer.json)


def test_file_parts_are_not_signed(client: Client) -> None:
    params = product_params(client)
    body = multipart(params, {"image_file_bytes": bytes(range(256))})
    assert is_product(fetch(client.told["sync_url"], body, MULTIPART).json)


def test_doubled_with_two_values(client: Client) -> None:
    params = product_params(client)
    url = f"{client.told['sync_url']}?product_id=2"
    assert error_of(fetch(url, urlencode(params).encode()).json) == "InvalidParameter"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"app_key=%ff%fe", FORM),
        (b"app_key=\xff\xfe", FORM),
        (b"&".join(b"a%d=1" % number for number in range(1001)), FORM),
        (b"no boundary here", MULTIPART),
        (b"--" + BOUNDARY.encode(), MULTIPART),
        (multipart({"a": "b"}), {"Content-Type": "multipart/form-data"}),
        (multipart({"a": "b"}).replace(b'name="a"', b""), MULTIPART),
        (multipart({"a": "x"}).replace(b"\r\nx\r\n", b"\r\n\xff\r\n"), MULTIPART),
        (multipart({f"a{number}": "" for number in range(1001)}), MULTIPART),
    ],
    ids=["%ff", "raw ff", "1001", "no parts", "cut", "no boundary", "no name", "part ff", "1001 parts"],
)
@pytest.mark.parametrize("door", ["sync_url", "rest_url"])
def test_what_cannot_be_read(
    client: Client, body: bytes, headers: dict[str, str], door: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = fetch(client.told[door], body, headers)
    assert answer.status == 200
    assert error_of(answer.json) == "InvalidParameter"
    assert not caplog.records
    assert client.admin("/log").json[-1]["verdict"] == "refused"


def test_a_body_that_is_no_form_is_not_read(client: Client) -> None:
    body = json.dumps(product_params(client)).encode()
    answer = fetch(client.told["sync_url"], body, {"Content-Type": "application/json"})
    assert error_of(answer.json) == "InvalidAppkey"


def test_a_body_of_100_mb(client: Client) -> None:
    body = b"a=" + b"x" * (100 * 1024 * 1024)
    answer = fetch(client.told["sync_url"], body, FORM)
    assert answer.status == 200
    assert error_of(answer.json) == "InvalidParameter"


def test_a_body_that_never_comes(client: Client) -> None:
    """A promise of more than is ever read, and a client that goes away: the gateway lives on."""
    port = int(client.practice.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as half:
        half.sendall(b"POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\nhalf")
    assert is_product(client.send(client.told["sync_url"], product_params(client)).json)


BAD_JSON = {
    "no JSON": "{",
    "deep": "[" * 200_000,
    "deep and closed": "[" * 100_000 + "]" * 100_000,
    "deeper than any API": '{"product_items": ' + "[" * 64 + "]" * 64 + "}",
    "half a character": '{"product_items": [], "out_order_id": "\\uDc00"}',
    "deep object": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "array": "[]",
    "text": '"x"',
    "NaN": '{"product_items": NaN}',
    "endless number": '{"product_items": %s}' % ("9" * 5000),
    "empty": "{}",
    "items null": '{"product_items": null, "logistics_address": {}}',
    "items of numbers": '{"product_items": [1], "logistics_address": {}}',
    "no items": '{"product_items": [], "logistics_address": {}}',
    "address a list": '{"product_items": [{"product_id": 1, "product_count": 1}], "logistics_address": []}',
    "id a float": '{"product_items": [{"product_id": 1.0, "product_count": 1}], "logistics_address": {}}',
    "id true": '{"product_items": [{"product_id": true, "product_count": 1}], "logistics_address": {}}',
    "id huge": '{"product_items": [{"product_id": 18446744073709551616, "product_count": 1}], "logistics_address": {}}',
    "id infinite": '{"product_items": [{"product_id": 1e999, "product_count": 1}], "logistics_address": {}}',
    "count negative": '{"product_items": [{"product_id": 1, "product_count": -1}], "logistics_address": {}}',
    "count padded": '{"product_items": [{"product_id": 1, "product_count": " 1"}], "logistics_address": {}}',
    "count arabic": '{"product_items": [{"product_id": 1, "product_count": "١"}], "logistics_address": {}}',
    "attr a number": '{"product_items":[{"product_id":1,"product_count":1,"sku_attr":5}],"logistics_address":{}}',
}


@pytest.mark.parametrize("text", BAD_JSON.values(), ids=BAD_JSON.keys())
def test_orders_of_a_wrong_shape(client: Client, text: str) -> None:
    answer = client.sync("aliexpress.ds.order.create", **{ORDER_PARAM: text})
    assert error_of(answer) == "UnsupportedParamMapping"
    assert client.orders() == []


@pytest.mark.parametrize("path", ["/nothing", "/_practice/nothing", "/", "/oauth", "/sync/x"])
def test_unknown_pages_are_marked_too(client: Client, path: str) -> None:
    answer = fetch(client.told["url"] + path)
    assert answer.status == 404
    assert answer.headers["X-AExDesk-Practice"] == "1"


def test_other_methods(client: Client) -> None:
    assert fetch(client.told["sync_url"], b"x", method="PUT").status == 405


@given(text=st.text(st.sampled_from("&=%+aé;2Ff"), max_size=12))
def test_a_form_is_read_as_python_reads_it(text: str) -> None:
    """But for the speed: what is not encoded is not decoded."""
    try:
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            read_form(text.encode(), Rules())
    else:
        assert read_form(text.encode(), Rules()) == expected


@pytest.mark.parametrize(("count", "is_read"), [(3, True), (4, False)])
def test_so_many_parameters_are_read(count: int, is_read: bool) -> None:
    form = b"&".join([b"a=1"] * count)
    with nullcontext() if is_read else pytest.raises(ValueError, match="too many"):
        assert len(read_form(form, Rules(max_parameters=3))) == count
