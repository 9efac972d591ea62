"""HAR, Postman and Bruno files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.faults import BadInput
from aexdesk.interchange.importing.bruno import import_bruno
from aexdesk.interchange.importing.har import import_har
from aexdesk.interchange.importing.imported import Dropped, Imported
from aexdesk.interchange.importing.postman import import_postman

URL = "https://api-sg.aliexpress.com/sync"


def har(**request: Any) -> Imported:
    return import_har(json.dumps({"log": {"version": "1.2", "entries": [{"request": {"method": "POST", **request}}]}}))


def postman(*items: Any, **more: Any) -> Imported:
    return import_postman(json.dumps({"info": {"name": "x"}, "item": items, **more}))


def test_har_query_and_form() -> None:
    post = {"mimeType": "application/x-www-form-urlencoded", "text": "product_id=1005&session=CANARY&p=%7B%7Bx%7D%7D"}
    (request,) = har(url=f"{URL}?method=a.b&sign=X&format=json", postData=post).requests
    assert (request.api, request.settings) == ("a.b", (("format", "json"),))
    assert request.parameters == (("product_id", "1005"), ("p", "{{{{x}}"))
    assert Dropped("session", "secret") in request.dropped


def test_har_multipart_in_both_spellings() -> None:
    params = [{"name": "image", "fileName": "C:\\cat.png"}, {"name": "p", "value": "1"}]
    (request,) = har(url=f"{URL}?method=a.b", postData={"mimeType": "multipart/form-data", "params": params}).requests
    assert (request.parameters, request.files) == ((("p", "1"),), (("image", "cat.png"),))
    text = (
        '--B\r\nContent-Disposition: form-data; name="p"\r\n\r\na\r\nb\r\n'
        '--B\r\nContent-Disposition: form-data; name="image"; filename="cat.png"\r\n\r\n\x89\r\n--B--\r\n'
    )
    (request,) = har(
        url=f"{URL}?method=a.b", postData={"mimeType": "multipart/form-data; boundary=B", "text": text}
    ).requests
    assert (request.parameters, request.files) == ((("p", "a\nb"),), (("image", "cat.png"),))


def test_har_get_and_others() -> None:
    (request,) = har(method="GET", url="https://x/rest/order/get?id=1").requests
    assert (request.http_method, request.api) == ("GET", "/order/get")
    found = har(url="https://example.com/page")
    assert [one.why for one in found.skipped] == ["other_address"]
    json_body = har(url=f"{URL}?method=a.b", postData={"mimeType": "application/json", "text": "{}"})
    assert json_body.requests[0].dropped == (Dropped("body", "body_not_read"),)


def test_a_doubled_parameter() -> None:
    (request,) = har(
        url=f"{URL}?method=a.b&p=1", postData={"mimeType": "x-www-form-urlencoded", "text": "method=a.b&p=2"}
    ).requests
    assert request.parameters == (("p", "1"),)
    assert request.dropped == (Dropped("p", "value_twice"),)


def test_postman_folders_variables_and_bodies() -> None:
    body = {
        "mode": "urlencoded",
        "urlencoded": [
            {"key": "product_id", "value": "{{item}}"},
            {"key": "off", "value": "1", "disabled": True},
            {"key": "when", "value": "{{$timestamp}}"},
            {"key": "access_token", "value": "CANARY"},
        ],
    }
    url = {
        "raw": "{{base_url}}/sync?method=a.b",
        "query": [{"key": "method", "value": "a.b"}, {"key": "q", "value": "a%20b"}],
    }
    inner = {"name": "Product", "request": {"method": "POST", "url": url, "body": body, "description": "why"}}
    found = postman(
        {"name": "Goods", "item": [inner]},
        {"name": "Page", "request": "https://example.com"},
        {"name": "Plain", "request": f"{URL}?method=c.d"},
        variable=[{"key": "item", "value": "1005"}, {"key": "app_secret", "value": "CANARY"}],
    )
    first, second = found.requests
    assert (first.name, first.notes) == ("Goods / Product", "why")
    assert first.parameters == (("q", "a%20b"), ("product_id", "{{item}}"), ("when", "{{{{$timestamp}}"))
    assert (second.name, second.http_method) == ("Plain", "GET")
    assert found.variables == (("item", "1005"),)
    assert [one.name for one in found.skipped] == ["Page"]
    assert "CANARY" not in repr(found)


def test_a_name_of_blanks_is_none() -> None:
    (request,) = postman({"name": " \n ", "request": f"{URL}?method=a.b"}).requests
    assert request.name == "request"


def test_postman_form_data() -> None:
    form = [{"key": "image", "type": "file", "src": ["/x/cat.png"]}, {"key": "p", "value": "1", "type": "text"}]
    sent = {"method": "POST", "url": f"{URL}?method=a.b", "auth": {"type": "bearer"}}
    (request,) = postman({"name": "n", "request": {**sent, "body": {"mode": "formdata", "formdata": form}}}).requests
    assert (request.parameters, request.files) == ((("p", "1"),), (("image", "cat.png"),))
    assert request.dropped == (Dropped("auth", "secret"),)


def test_postman_folders_as_deep_as_one_likes() -> None:
    text = '{"name":"f","item":[' * 300 + '{"name":"r","request":"https://x/sync?method=a.b"}' + "]}" * 300
    assert len(import_postman(text).requests) == 1


BRU = """meta {
  name: Product
  type: http
  seq: 1
}

post {
  url: {{base_url}}/sync?method=a.b
  body: formUrlEncoded
  auth: bearer
}

params:query {
  method: a.b
  ~off: 1
}

auth:bearer {
  token: CANARY
}

body:form-urlencoded {
  product_id: {{item}}
  sign: CANARY
  json: '''
    {
      "a": 1
    }
  '''
}

docs {
  Why: because
}
"""


def test_bruno() -> None:
    (request,) = import_bruno(BRU).requests
    assert (request.name, request.api, request.http_method, request.notes) == ("Product", "a.b", "POST", "Why: because")
    assert request.parameters == (("product_id", "{{item}}"), ("json", '{\n  "a": 1\n}'))
    assert Dropped("auth", "secret") in request.dropped
    assert "CANARY" not in repr(request)


def test_bruno_multipart() -> None:
    text = BRU.replace("form-urlencoded", "multipart-form").replace("sign: CANARY", "image: @file(pics/cat.png)")
    (request,) = import_bruno(text).requests
    assert request.files == (("image", "cat.png"),)


@pytest.mark.parametrize(("text", "line"), [("hello", 1), ("get {\n  url: x\n", 3), ("\n}\n", 2)])
def test_what_is_no_bruno_file_is_told_with_the_line(text: str, line: int) -> None:
    with pytest.raises(BadInput, match="import_not_bruno") as told:
        import_bruno(text)
    assert told.value.values["line"] == line


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"a": 1} x'])
def test_what_is_no_json_is_told(text: str) -> None:
    for read in (import_har, import_postman):
        with pytest.raises(BadInput, match="import_not_json"):
            read(text)


def test_a_file_with_nothing_in_it() -> None:
    assert import_har("{}") == import_postman("{}") == import_bruno("docs {\n}\n") == Imported()
