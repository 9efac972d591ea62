"""The signing preview: the same pieces as the real thing, and no secret in them."""

from __future__ import annotations

import pytest

from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call, Credentials, SignedRequest, build_request
from aexdesk.openplatform.signing import Part
from aexdesk.secret import MASK, Secret
from aexdesk.services.callers import Caller
from aexdesk.ui.tabs.console.preview import open_texts, preview_sent, preview_signed
from aexdesk.workspace.exchange import Exchange, GuardVerdict, SentRequest
from tests.ui.fakes import NOW

SECRET, SESSION = "canary-app-secret", "canary+session/=="
CALLER = Caller("app", Credentials("500001", Secret(SECRET), Secret(SESSION)), {Secret(SESSION): "{{session:t1}}"})
ENDPOINTS = Endpoints("https://example.test/sync", "https://example.test/rest")


def a_request(api: str = "aliexpress.ds.product.get", method: str = "POST", **parameters: str) -> SignedRequest:
    call = Call(api, tuple(parameters.items()), method)
    return build_request(call, CALLER.credentials, ENDPOINTS, "1767225600000")


@pytest.mark.parametrize("sign_method", ["sha256", "md5", "hmac"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("api", ["aliexpress.ds.product.get", "/auth/token/refresh"])
def test_no_secret_is_in_it(api: str, method: str, sign_method: str) -> None:
    signed = a_request(
        api, method, sign_method=sign_method, note=f"a {SESSION} b {SECRET}", refresh_token="canary-refresh"
    )
    preview = preview_signed(signed, CALLER)
    said = repr(preview)
    assert "canary" not in said
    assert MASK in preview.string_to_sign
    assert signed.sign == preview.sign


def test_its_pieces_stand_in_the_order_of_what_is_signed() -> None:
    signed = a_request(b="2", a="1", Z="3")
    preview = preview_signed(signed, CALLER)
    names = [segment.text for segment in preview.segments if segment.part is Part.NAME]
    assert names == sorted(names)
    assert preview.string_to_sign.replace(MASK, SESSION) == signed.string_to_sign.text
    assert [one.name for one in preview.parameters][-1] == "sign"


def test_what_is_copied_on_purpose_has_the_session_but_never_the_app_secret() -> None:
    texts = open_texts(a_request(sign_method="md5"))
    assert SESSION in texts.string_to_sign.reveal()
    assert SECRET not in texts.string_to_sign.reveal()
    assert "canary%2Bsession%2F%3D%3D" in texts.body.reveal()
    assert "canary" not in repr(texts)


def _exchange(request: SentRequest) -> Exchange:
    return Exchange("x", NOW, "practice", "app", "aliexpress.x", request, GuardVerdict(True, "reads"))


def test_a_call_as_it_was_sent_has_its_pieces_again() -> None:
    request = SentRequest.of(a_request("aliexpress.x", a="1"))
    preview = preview_sent(_exchange(request))
    assert preview.string_to_sign == request.string_to_sign
    assert {segment.parameter for segment in preview.segments} >= {"a", "method", "session"}


def test_a_record_that_was_signed_in_another_way_is_shown_as_it_is() -> None:
    sent = SentRequest.of(a_request("aliexpress.x", a="1"))
    odd = SentRequest(sent.method, sent.url, sent.headers, sent.body, sent.parameters, "of its own", "F00")
    assert [segment.text for segment in preview_sent(_exchange(odd)).segments] == ["of its own"]
