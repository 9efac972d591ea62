"""The documentation's own vectors, and the wrong signatures that were collected from people's code."""

from __future__ import annotations

import hmac

import pytest

from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Verdict
from aexdesk.doctor.received import Received
from aexdesk.secret import Secret

_SECRET = "AExDeskVectorSecret0123456789abc"
_LINK = (
    ("app_key", "500001"),
    ("method", "aliexpress.affiliate.link.generate"),
    ("promotion_link_type", "0"),
    ("sign_method", "sha256"),
    ("source_values", "https://www.aliexpress.com/item/1005001234567890.html?a=1&b=2+3&c=%20d&d=x y"),
    ("timestamp", "1767225600000"),
    ("tracking_id", "default"),
)
_TOKEN = (
    ("app_key", "12345678"),
    ("code", "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26"),
    ("sign_method", "sha256"),
    ("timestamp", "1517820392000"),
)


def _business(sign: str) -> Received:
    return Received("aliexpress.affiliate.link.generate", (*_LINK, ("sign", sign)))


def _system(sign: str) -> Received:
    return Received("/auth/token/create", (*_TOKEN, ("sign", sign)))


@pytest.mark.parametrize(
    ("ids", "sign"),
    [
        ("values-percent-encoded", "6C8C988913D6073773D1E8AF93905C684F686F01E66F261A4400CCF873C14631"),
        ("values-form-encoded", "3E9B1E43DD599AA890653D4DA6E4AD8903B615C524DD5E7B63F42DBE506E6681"),
        ("path-added", "3D2B8AE663899742D452D66B3A679AA70F7C94FDE83CB014A92E41B3FF34AF34"),
        ("path-added", "723C93725C6F9ACA8FAA13B3485812A10EA3D6548A611A9B39C45D44FED0FBA0"),
        ("param-left-out:method", "3EA014BAEFA18C702304B763594A19852B0EE3F86E1FBD555F1FB8619149F917"),
        ("unsorted", "68C6165C8D79D7C6083E972FC37F552FB4D697CC50B5A75A4BCBF53E66180A27"),
        ("separators-kept", "FDE6A1851F13DDA7A09B3D5AFA1124569AB3D73347A51FDE8C76CB000D1AF7EF"),
        ("hmac-wrapped", "D85F577CEDD57460124BF3153F006B9BFCC8CD7EEF171FA4BEA92910CEF5D593"),
        ("sha256-plain", "23067BB37AC439AF63580BD29FD7ED29C53E07E56AC8A94BA27AD6407B9E3FEC"),
        ("sha256-no-key", "C1FA88ECF1BB147F076F20E50FE150F502B5CE04DBA96E9CC8C525887021BFEC"),
        ("md5-wrapped", "7C0E60236F48C79251C22AAC308EC387"),
        ("digest-lowercase", "5f4d535f0f99b992e67007dff0dc4554d324f459dbd8fd128b1dccb9d8db9aa1"),
        ("digest-base64", "X01TXw+ZuZLmcAff8NxFVNMk9Fnb2P0Six3MudjbmqE="),
        ("secret-whitespace", "D871D64EEA06AA58A89494869B6DE7393BCE9DF43FC9B7F6A1670C93FB5916AD"),
        ("secret-is-app-key", "A3E4FEC138F34687E17551536F7D5141A2BE9E89200597D31CA99D07F4FA66A7"),
        ("key-message-swapped", "BBAAD699227D5C9D0AE247669A3AFE444C96A1C358E56D103B2256FAC02023D6"),
        ("timestamp-seconds", "47188954250980B06154D0BB5AD99693CAD179BDDB70AB87ED102B102CBDFCAE"),
    ],
)
def test_a_wrong_business_signature_is_explained(ids: str, sign: str) -> None:
    finding = examine(_business(sign), Secret(_SECRET), {}, {})
    assert finding.verdict is Verdict.EXPLAINED
    assert [mistake.id for mistake in finding.mistakes] == [ids]
    assert finding.expected.sign == "5F4D535F0F99B992E67007DFF0DC4554D324F459DBD8FD128B1DCCB9D8DB9AA1"


@pytest.mark.parametrize(
    ("ids", "sign"),
    [
        ("path-missing", "217EA116F49AE54F967E535474DF51946103E418D0481A38E6D997079BC68C3D"),
        ("path-without-slash", "5EED6654D62760F07C5FCB19F790219881D4822D2D1ABB441E13FBECFBEAD117"),
        ("path-with-rest", "9F5B7C504E6B68392A59D35062F07E1CF90A5F7EB6947CC903CA883C04024917"),
        ("system-signed-as-business", "EB446777DF2CFFA63DFA887BFB77F4DE67D3B80914AE580D96ED5AD06DF40C24"),
        ("path-with-rest", "6D4826C72DA1826203799B82446602F28BB74CFE0F1EB0D9ECCA85A0E928AE24"),
        ("path-missing md5-wrapped", "D032293EB46B6ED3D235D3C18339010F"),
        ("values-percent-encoded", "1F3569E48173B06DA35FCEC48A41FDAF7C41340B434ADD3F29B7FA1A9D16A0FB"),
    ],
)
def test_a_wrong_system_signature_is_explained(ids: str, sign: str) -> None:
    finding = examine(_system(sign), Secret("helloworld"), {}, {})
    assert finding.verdict is Verdict.EXPLAINED
    assert " ".join(mistake.id for mistake in finding.mistakes) == ids
    assert finding.expected.string_to_sign.startswith("/auth/token/createapp_key12345678code")


def test_what_was_signed_reproduces_the_signature() -> None:
    sign = "6C8C988913D6073773D1E8AF93905C684F686F01E66F261A4400CCF873C14631"
    finding = examine(_business(sign), Secret(_SECRET), {}, {})
    made = hmac.new(_SECRET.encode(), finding.received.string_to_sign.encode(), "sha256").hexdigest().upper()
    assert made == finding.received.sign == sign


def test_a_right_signature_is_never_blamed() -> None:
    right = "5F4D535F0F99B992E67007DFF0DC4554D324F459DBD8FD128B1DCCB9D8DB9AA1"
    finding = examine(_business(right), Secret(_SECRET), {}, {})
    assert (finding.verdict, finding.mistakes, finding.alternatives) == (Verdict.VALID, (), ())


def test_no_signature_is_no_wrong_one() -> None:
    assert examine(_business(""), Secret(_SECRET), {}, {}).verdict is Verdict.UNSIGNED
    assert examine(Received("/auth/token/create", _TOKEN), Secret("helloworld"), {}, {}).verdict is Verdict.UNSIGNED
