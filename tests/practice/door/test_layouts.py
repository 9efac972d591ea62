"""Calls laid by hand exactly as the SDKs lay them: each is understood, and none once a byte of it was changed."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from tests.practice.door.layouts import LAYOUTS, SYSTEM_LAYOUTS, Layout, Said, lay, send
from tests.practice.world import Client, error_of

BUSINESS = "aliexpress.ds.product.get"
UPLOAD = "aliexpress.ds.image.search"
SYSTEM = "/auth/token/refresh"
# Marks of its own: what an encoder, a decoder or a signer gets wrong. "Jersey" is what a test changes later.
AWKWARD = "Ne+w Jersey & =50% 手机 ü /?#'\"\\~*"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f"
    "0005000201a5f645400000000049454e44ae426082"
)


def ways(layouts: tuple[Layout, ...]) -> list[Any]:
    """Layout x sign method x blank, for each its parameters of pytest."""
    return [
        pytest.param(layout, sign_method, blank, id=f"{layout.name}-{sign_method}-{blank}")
        for layout in layouts
        for sign_method, blank in itertools.product(layout.sign_methods, ("+", "%20"))
    ]


def say(client: Client, layout: Layout, sign_method: str = "sha256", blank: str = "+", **common: str) -> Said:
    """A call that fits the layout: a product, a picture to search by, or a refresh."""
    if layout.is_system:
        api, own = SYSTEM, {"refresh_token": client.told["refresh_token"]}
    elif layout.file:
        api, own = UPLOAD, {"target_currency": "USD", "target_language": "EN", "shpt_to": "US"}
    else:
        api, own = BUSINESS, {"product_id": client.told["test_case"]["item_id"], "ship_to_country": "US"}
    return Said(
        api,
        client.app_key,
        client.app_secret,
        client.clock.now,
        common,
        {**own, "note": AWKWARD, "empty": ""},
        sign_method,
        blank,
        ("image_file_bytes", PICTURE) if layout.file else None,
    )


def common_of(token: str, value: str, simplify: str | None = None) -> dict[str, str]:
    return {token: value, **({} if simplify is None else {"simplify": simplify})}


# In one test: session and access_token, simplify or not. Each is a call of its own.
KINDS = tuple(itertools.product(("session", "access_token"), (None, "false", "true")))


@pytest.mark.parametrize(("layout", "sign_method", "blank"), ways(LAYOUTS))
def test_a_business_call_is_understood(client: Client, layout: Layout, sign_method: str, blank: str) -> None:
    for token, simplify in KINDS:
        said = say(client, layout, sign_method, blank, **common_of(token, client.told["access_token"], simplify))
        answer = send(client.told["url"], lay(layout, said))
        outer = said.api.replace(".", "_") + "_response"
        assert outer in answer, (token, simplify, answer)
        if not layout.file:
            skus = answer[outer]["result"]["ae_item_sku_info_dtos"]
            assert isinstance(skus, list if simplify == "true" else dict), (token, simplify)
    assert [entry["verdict"] for entry in client.admin("/log").json] == ["ok"] * len(KINDS)


@pytest.mark.parametrize(("layout", "sign_method", "blank"), ways(SYSTEM_LAYOUTS))
def test_a_system_call_is_understood(client: Client, layout: Layout, sign_method: str, blank: str) -> None:
    """The session that some of them send along is signed, not checked: a refresh is for one that has ended."""
    refresh_token = client.told["refresh_token"]
    for token, simplify in KINDS:
        common = common_of(token, "a session that ended long ago", simplify)
        said = say(client, layout, sign_method, blank, **common)
        said = replace(said, own={**said.own, "refresh_token": refresh_token})
        answer = send(client.told["url"], lay(layout, said))
        assert answer["code"] == "0", (token, simplify, answer)
        refresh_token = answer["refresh_token"]


BOTH = [pytest.param(layout, id=layout.name) for layout in LAYOUTS + SYSTEM_LAYOUTS]


@pytest.mark.parametrize("layout", BOTH)
def test_without_a_session_where_none_is_needed_or_insisted_on(client: Client, layout: Layout) -> None:
    """What is missing is told only after the signature was found right."""
    answer = send(client.told["url"], lay(layout, say(client, layout)))
    assert error_of(answer) in ("", "InsufficientPermission")
    assert error_of(answer) == "" or layout in LAYOUTS


@pytest.mark.parametrize("layout", BOTH)
def test_a_byte_changed_after_signing(client: Client, layout: Layout) -> None:
    request = lay(layout, say(client, layout, session=client.told["access_token"]))
    assert request.count(b"Jersey") == 1
    assert error_of(send(client.told["url"], request.replace(b"Jersey", b"jersey"))) == "IncompleteSignature"


@pytest.mark.parametrize("layout", BOTH)
def test_a_parameter_doubled(client: Client, layout: Layout) -> None:
    """With another value it is wrong; with the same one it counts once, wherever it stands."""
    said = say(client, layout, session=client.told["access_token"])
    other = lay(layout, said, doubled=("note", "another"))
    assert error_of(send(client.told["url"], other)) == "InvalidParameter"
    same = lay(layout, said, doubled=("app_key", client.app_key))
    assert error_of(send(client.told["url"], same)) == ""


@pytest.mark.parametrize("sign_method", ["md5", "hmac"])
@pytest.mark.parametrize("layout", [pytest.param(layout, id=layout.name) for layout in SYSTEM_LAYOUTS])
def test_the_old_sign_methods_are_for_business_calls(client: Client, layout: Layout, sign_method: str) -> None:
    answer = send(client.told["url"], lay(layout, say(client, layout, sign_method)))
    assert error_of(answer) == "IncompleteSignature"


@pytest.mark.parametrize("layout", [pytest.param(layout, id=layout.name) for layout in LAYOUTS if layout.file])
def test_a_file_is_not_signed_but_a_text_is(client: Client, layout: Layout) -> None:
    """The same bytes, once as a file and once as a text part that nobody signed."""
    request = lay(layout, say(client, layout, session=client.told["access_token"]))
    assert error_of(send(client.told["url"], request)) == ""
    unnamed = request.replace(b'; filename="image_file_bytes"', b'; filenome="image_file_bytes"')
    assert len(unnamed) == len(request)
    assert error_of(send(client.told["url"], unnamed)) in ("IncompleteSignature", "InvalidParameter")


def test_they_are_told_apart() -> None:
    """No two layouts of this list write the same bytes; a copy of a line would prove nothing."""
    said = Said("/x/y", "509900", "secret", 1.5, {"session": "s"}, {"a": "b", "empty": ""}, file=("f", b"f"))
    seen = {lay(layout, said) for layout in LAYOUTS + SYSTEM_LAYOUTS}
    assert len(seen) == len(LAYOUTS + SYSTEM_LAYOUTS)
