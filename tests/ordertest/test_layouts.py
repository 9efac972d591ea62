"""Every layout of the official SDKs, laid by hand to the byte: no honest one is refused, and each can be attacked."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tests.ordertest.orders import CREATE, ITEM, ORDER_PARAMETER, PLACE, READ, order, reasons, text_of, verdict_on
from tests.ordertest.wire import PICTURE, REFRESH, UPLOAD, laid, said
from tests.practice.door.layouts import LAYOUTS, SYSTEM_LAYOUTS, Layout

_ORDERING = [layout for layout in LAYOUTS if not layout.file]
_UPLOADING = [layout for layout in LAYOUTS if layout.file]


def named(layouts: Any) -> Any:
    return pytest.mark.parametrize("layout", [pytest.param(one, id=one.name) for one in layouts])


@named(_ORDERING)
@pytest.mark.parametrize("api", [CREATE, PLACE])
def test_an_order_leaves_in_every_layout(layout: Layout, api: str) -> None:
    for item, sign_method, blank in product(
        ({}, {"product_id": ITEM}, {"product_count": "1"}), layout.sign_methods, ("+", "%20")
    ):
        own = {ORDER_PARAMETER: text_of(order(item=item, root={"memo": "手机 + 50% & ü"})), "empty": ""}
        verdict = verdict_on(laid(layout, said(api, own, sign_method=sign_method, blank=blank)))
        assert (verdict.allowed, verdict.reason) == (True, "matches_test_case")


@named(_ORDERING)
def test_another_order_leaves_in_none(layout: Layout) -> None:
    for changes in ({"item": {"product_count": 2}}, {"item": {"product_id": 7}}, {"address": {"country": "FR"}}):
        verdict = verdict_on(laid(layout, said(CREATE, {ORDER_PARAMETER: text_of(order(**changes))})))
        assert (verdict.allowed, verdict.reason) == (False, "differs_from_test_case")


@named(_UPLOADING)
def test_a_picture_to_search_by_leaves_in_every_layout(layout: Layout) -> None:
    for sign_method, blank in product(layout.sign_methods, ("+", "%20")):
        call = said(
            UPLOAD, {"target_language": "EN"}, sign_method=sign_method, blank=blank, file=("image_file_bytes", PICTURE)
        )
        assert verdict_on(laid(layout, call)).reason == "reads"


@named(_UPLOADING)
def test_no_file_goes_along_with_an_order(layout: Layout) -> None:
    for name in ("image_file_bytes", "extra"):
        verdict = verdict_on(laid(layout, said(file=(name, PICTURE))))
        assert reasons(verdict) == [(name, "file_for_text")]


@named(_UPLOADING)
def test_a_file_stands_only_where_the_catalogue_has_one(layout: Layout) -> None:
    for api, name in ((UPLOAD, "target_currency"), (READ, "image_file_bytes"), (UPLOAD, "image_file_byte")):
        verdict = verdict_on(laid(layout, said(api, {"target_language": "EN"}, file=(name, PICTURE))))
        assert (verdict.reason, reasons(verdict)) == ("unclear_request", [(name, "file_for_text")])
    unknown = said("aliexpress.ds.new", {"x": "1"}, file=("picture", PICTURE))
    assert verdict_on(laid(layout, unknown)).reason == "writes_in_practice"


@named(SYSTEM_LAYOUTS)
def test_a_system_call_leaves_in_every_layout(layout: Layout) -> None:
    for blank in ("+", "%20"):
        assert verdict_on(laid(layout, said(REFRESH, {"refresh_token": "r e"}, blank=blank))).reason == "reads"


@named([layout for layout in SYSTEM_LAYOUTS if layout.method_is_sent])
def test_an_order_through_the_other_door_is_an_order(layout: Layout) -> None:
    assert verdict_on(laid(layout, said())).reason == "matches_test_case"
    dear = said(CREATE, {ORDER_PARAMETER: text_of(order(item={"product_count": 2}))})
    assert verdict_on(laid(layout, dear)).reason == "differs_from_test_case"


@named(_ORDERING)
@pytest.mark.parametrize(
    ("name", "same", "other"),
    [
        ("method", CREATE, READ),
        ("session", "50000101session", "50000102session"),
        (ORDER_PARAMETER, text_of(order()), text_of(order(item={"product_count": 2}))),
    ],
)
def test_a_parameter_doubled_counts_once_if_it_says_the_same(layout: Layout, name: str, same: str, other: str) -> None:
    assert verdict_on(laid(layout, said(), doubled=(name, same))).reason == "matches_test_case"
    assert reasons(verdict_on(laid(layout, said(), doubled=(name, other)))) == [(name, "parameter_twice")]
    spelled = name.replace("e", "E", 1)
    assert not verdict_on(laid(layout, said(), doubled=(spelled, other))).allowed


@named(_ORDERING)
def test_a_byte_that_is_no_utf8(layout: Layout) -> None:
    request = laid(layout, said(CREATE, {ORDER_PARAMETER: text_of(order(root={"memo": "Q"}))}))
    for bad in (b"\xff", b"%ff", b"%C0%AE", b"\xc3"):
        is_raw = not bad.startswith(b"%")
        if b"multipart" in repr(request.headers).encode():
            if not is_raw:
                continue
            changed = replace(request, body=request.body.replace(b'"Q"', b'"' + bad + b'"'))
        elif request.body:
            changed = replace(request, body=request.body.replace(b"%22Q%22", b"%22" + bad + b"%22"))
        else:
            text = bad.decode("latin-1")
            changed = replace(request, url=request.url.replace("%22Q%22", f"%22{text}%22"))
        assert changed != request
        changed = replace(changed, headers=tuple(one for one in changed.headers if one[0] != "Content-Length"))
        (reason,) = reasons(verdict_on(changed))
        assert reason[1] in ("not_utf8", "not_a_form")
