"""Redaction, attacked: no form of a secret stays, nothing else is lost, and no input makes it slow or large."""

from __future__ import annotations

import html
import json
import string
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aexdesk.openplatform.envelope import CallError
from aexdesk.redaction import SECRET_NAMES, Hider, SecretsSeen, for_leaving, for_storage, hide_prose, hider_for
from aexdesk.redaction.sought import of_elsewhere
from aexdesk.secret import MASK, Secret
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import (
    Difference,
    Exchange,
    GuardVerdict,
    Headers,
    Origin,
    Parameter,
    ReceivedResponse,
    SentRequest,
)

PLAIN = "50000101aCanaryToken7777"
NASTY = [
    'p+a/s%s"w\\o',
    "\\\\\\\\\\\\n",
    "a.b*c(d)[e]{2}|f$^?",
    "päßwört订单🎉",
    "%41%42%43%44",
    "x y z '<&>\"/",
    '"""""""',
]
REFERENCE = "{{session:0a1b2c}}"
_LETTERS = string.ascii_letters + string.digits


def forms_of(secret: str) -> dict[str, bytes]:
    """What clients and servers make of a text."""
    as_json, plain_json = json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]
    texts = {
        "raw": secret,
        "form": quote_plus(secret),
        "path": quote(secret, safe=""),
        "query": quote(secret, safe="/:?~*'()!"),
        "lower-case percent": "".join(chr(one) if chr(one) in _LETTERS else f"%{one:02x}" for one in _utf8(secret)),
        "percent twice": quote(quote_plus(secret), safe=""),
        "JSON": as_json,
        "JSON, not ASCII": plain_json,
        "JSON of PHP": as_json.replace("/", "\\/"),
        "JSON of Java": "".join(f"\\u{ord(one):04X}" if one in "<>&='" else one for one in plain_json),
        "JSON in JSON": json.dumps(as_json)[1:-1],
        "JSON in JSON in JSON": json.dumps(json.dumps(as_json)[1:-1])[1:-1],
        "JSON in a form": quote_plus(as_json),
        "XML": html.escape(secret),
    }
    return {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("secret", [PLAIN, *NASTY])
def test_a_known_secret_is_found_in_every_form(secret: str) -> None:
    hider = Hider({secret: REFERENCE})
    for name, form in forms_of(secret).items():
        assert hider.hide_bytes(b". " + form + b" .") == b". " + REFERENCE.encode() + b" .", name
        for before, after in ((b"", b""), (b"x=", b"&y=1"), (b'{"k":"', b'"}'), (b"\\\\", b"n")):
            hidden = hider.hide_bytes(before + form + after)
            assert REFERENCE.encode() in hidden, name
            assert form not in hidden, name


@given(st.text(min_size=6, max_size=40))
def test_whatever_the_secret_no_usual_form_of_it_stays(secret: str) -> None:
    hider = Hider({secret: REFERENCE})
    for name, form in forms_of(secret).items():
        assert form not in hider.hide_bytes(b"." + form + b"."), name


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("secret", [PLAIN, *NASTY[2:6], "pä/ßwort"])
def test_a_known_secret_is_found_in_wide_letters(secret: str, mark: str, charset: str) -> None:
    text = mark + json.dumps({"订单": "a", "echo": [f"x{secret}y", secret], "end": "ж"}, ensure_ascii=False)
    body = (text + json.dumps(secret) + quote(secret, safe="") + json.dumps(secret).replace("/", "\\/")).encode(charset)
    for hider, stands in (
        (Hider({secret: REFERENCE}), REFERENCE),
        (Hider({secret: MASK}), "***"),
        (Hider({}, others=of_elsewhere(secret)), "***"),
    ):
        expected = mark + json.dumps({"订单": "a", "echo": [f"x{stands}y", stands], "end": "ж"}, ensure_ascii=False)
        expected += f'"{stands}"{stands}"{stands}"'
        assert hider.hide_bytes(body).decode(charset) == expected
        for size in (1, 7, 4096):
            pieces = (body[at : at + size] for at in range(0, len(body), size))
            assert b"".join(hider.hide_chunks(pieces)).decode(charset) == expected


def test_the_longest_of_several_secrets_wins() -> None:
    hider = Hider({"abcdef": "{{a:1}}", "abcdefghij": "{{b:2}}"})
    assert hider.hide("abcdefghij abcdefg") == "{{b:2}} {{a:1}}g"


def test_a_short_secret_is_found_by_its_name_alone() -> None:
    hider = Hider({"ab1": "{{password:1}}"})
    assert hider.hide("ab1 password=ab1&x=ab1") == "ab1 password={{password:1}}&x=ab1"


# ---------------------------------------------------------------- by the name beside it

CANARY = "unmistakable-CANARY.42~"
BESIDE_A_NAME = [
    "session={}",
    "a=1&session={}&b=2",
    "https://h.example/sync?Session={}#x",
    '{{"session":"{}","b":"2"}}',
    '{{"session" :\n  "{}"}}',
    '{{"ACCESS_TOKEN":"{}"}}',
    '{{"accessToken":"{}"}}',
    '{{"refresh-token":"{}"}}',
    '{{"gopResponseBody":"{{\\"access_token\\":\\"{}\\",\\"code\\":\\"0\\"}}"}}',
    '{{"a":"{{\\"b\\":\\"{{\\\\\\"password\\\\\\":\\\\\\"{}\\\\\\"}}\\"}}"}}',
    "body=%7B%22access_token%22%3A%22{}%22%7D",
    "body=%7B%22access_token%22%3A+%22{}%22%2C+%22b%22%3A1%7D",
    "body=%7b%22x%22%3a%22%7b%5c%22session%5c%22%3a%5c%22{}%5c%22%7d%22%7d",
    "redirect=https%3A%2F%2Fh%2F%3Fcode%3D1%26session%3D{}%26x%3D1",
    '{{"url":"https://h/?a=1\\u0026session={}\\u0026b=2"}}',
    "{{\\u0022session\\u0022:\\u0022{}\\u0022}}",
    "<r><access_token>{}</access_token><b>2</b></r>",
    "{{'session': '{}'}}",
    "&quot;session&quot;:&quot;{}&quot;",
    '{{"session":"{}',
    '{{"session":"{}\n',
    "line\\nsession={}",
]


@pytest.mark.parametrize("text", BESIDE_A_NAME)
def test_an_unknown_secret_is_found_by_the_name_beside_it(text: str) -> None:
    hidden = Hider({}).hide(text.format(CANARY))
    assert "CANARY" not in hidden
    assert hidden.split(MASK)[0] == text.format("\0").split("\0")[0]
    assert hidden.split(MASK)[1] in (text.format("\0").split("\0")[1], "")


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_every_name_counts_in_any_letter_case(name: str) -> None:
    for spelling in (name, name.upper(), name.capitalize()):
        assert Hider({}).hide(json.dumps({spelling: CANARY, "x": "y"})) == json.dumps(
            {spelling: MASK, "x": "y"}, ensure_ascii=False
        )


@given(st.text(max_size=60), st.integers(0, 3))
@example('CANARY"CANARY', 0)
@example('CANARY"CANARY', 2)
@example('CANARY\\"CANARY\\', 1)
@example("CANARY\\", 0)
@example("CANARY\\\\", 3)
def test_json_at_any_depth_stays_the_json_that_it_was_but_for_the_secret(secret: str, depth: int) -> None:
    def nest(value: str) -> str:
        document = json.dumps({"a": "b", "access_token": value, "order_id": 2**64 - 1, "z": "x\\"}, ensure_ascii=False)
        for _ in range(depth):
            document = json.dumps({"body": document, "k": 1}, ensure_ascii=False)
        return document

    assert Hider({}).hide(nest(secret)) == nest(MASK if secret else "")


@pytest.mark.parametrize(
    "text",
    [
        "the session has expired",
        '{"code":"0","msg":"ok"}',
        '{"session":null,"password":true}',
        '{"session":""}',
        "session=&x=1",
        "mysession=1&session_id=2",
        "if session>1 and <b>",
        '{"sessions":["a"]}',
        f'{{"session":"{REFERENCE}"}}',
        f"session={REFERENCE}&x=1",
        "\0\xff\\\\\\'\"",
    ],
)
def test_what_is_no_secret_stays_to_the_byte(text: str) -> None:
    assert Hider({"unrelated": MASK}).hide(text) == text


@given(st.binary(max_size=300))
def test_bytes_without_a_secret_stay_as_they_are(data: bytes) -> None:
    assert Hider({"an unrelated secret": MASK}).hide_bytes(data) == data


def test_a_number_beside_a_secret_name_is_hidden_and_json_stays_json() -> None:
    assert json.loads(Hider({}).hide('{"password": 123456, "x": 1}')) == {"password": MASK, "x": 1}


def test_a_value_that_is_too_long_to_be_a_token_is_hidden_to_its_end() -> None:
    for size in (4095, 4096, 4097, 100_000):
        assert Hider({}).hide(f'{{"session":"{"x" * size}","b":1}}') == f'{{"session":"{MASK}","b":1}}'
        assert Hider({}).hide(f"session={'x' * size}&b=1") == f"session={MASK}&b=1"


# ---------------------------------------------------------------- in pieces

_TRICKY = [
    b'"session":"', b"session=", b"%22session%22%3A%22", b"\\", b"\\\\", b'"', b"'", b"&", b"%22", b"%5C", b"\n", b"<",
    b">", b"<access_token>", b"secret-one", b"secret+two\\", b"secret%2Btwo%5C", b"s", b"session", b"x" * 700,
    b"x" * 3000, b"\\" * 600, b"%5c" * 130, b"{{session:1}}", b"_", b"26", b"\xff", b'\\"password\\":\\"', b" : ",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_TRICKY) | st.binary(max_size=3), max_size=30), st.lists(st.integers(0, 9000), max_size=12)
)
def test_hidden_in_pieces_is_hidden_as_a_whole(parts: list[bytes], cuts: list[int]) -> None:
    data = b"".join(parts)
    hider = Hider({"secret-one": "{{a:1}}", "secret+two\\": "{{b:2}}"})
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    pieces = [data[start:end] for start, end in pairwise(edges)]
    whole = hider.hide_bytes(data)
    assert b"".join(hider.hide_chunks(pieces)) == whole
    if len(data) < 1500:
        assert b"".join(hider.hide_chunks(bytes((byte,)) for byte in data)) == whole
    assert b"secret-one" not in whole
    assert b"secret%2Btwo%5C" not in whole


@pytest.mark.parametrize("size", [1, 2, 7, 64, 1000])
@pytest.mark.parametrize(
    "piece",
    [
        b"mysession=kept&", b"session={{session:0a1b2c}}&", b"a%26session%3DCANARY%26", b'"session":"CANARY\\"CANARY",',
        b"session=CANARY&" + b"." * 500, b'\\"access_token\\":\\"' + b"CANARY" * 900 + b'\\"',
        b'"session":"' + b"\\" * 5001 + b'"",',
        b"secret-one ", b"%5C%22password%5C%22%3A%5C%22CANARY%5C%5C%5C%22CANARY%5C%22", b"<session>CANARY</session>",
    ],
    ids=lambda piece: repr(piece)[:30],
)  # fmt: skip
def test_small_pieces_of_a_long_body_are_hidden_as_the_whole(piece: bytes, size: int) -> None:
    """Long enough that bytes are given back, and their context forgotten, before the end is known."""
    hider = Hider({"secret-one": "{{a:1}}"})
    data = piece * (6000 // len(piece) + 1)
    whole = hider.hide_bytes(data)
    assert b"CANARY" not in whole
    assert b"".join(hider.hide_chunks(data[at : at + size] for at in range(0, len(data), size))) == whole


@given(st.integers(0, 70), st.integers(60, 70))
def test_a_secret_cut_anywhere_is_found(cut: int, size: int) -> None:
    data = b"." * 5000 + PLAIN.encode() + b"." * 5000
    chunks = [data[: 5000 + cut], *(data[at : at + size] for at in range(5000 + cut, len(data), size))]
    assert b"".join(Hider({PLAIN: MASK}).hide_chunks(chunks)) == data.replace(PLAIN.encode(), MASK.encode())


def _half_megabytes(count: int, piece: bytes) -> Iterator[bytes]:
    chunk = (piece * (65536 // len(piece) + 1))[:65536]
    return (chunk for _ in range(count * 8))


@pytest.mark.parametrize(
    "piece", [b'{"product_id":"1005001234567890","title":"session of words"},', b"x", b"\\", b'"session":"', b"%5C%22"]
)
def test_memory_stays_bounded_however_long_the_body(piece: bytes) -> None:
    hider = Hider({PLAIN: REFERENCE, "p+a/s%s": MASK})
    tracemalloc.start()
    size = sum(len(chunk) for chunk in hider.hide_chunks(_half_megabytes(1, piece)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * 1024 * 1024
    assert size > 0


@pytest.mark.parametrize(
    "attack",
    [
        b'"session":"' + b"a" * 300_000,
        b'"session":"' + b"\\" * 300_000,
        b"\\" * 300_000,
        b"%5C" * 100_000,
        b'\\"' * 150_000,
        (b"\\" * 7 + b'"session') * 60_000,
        b'"session"' + b" " * 300_000,
        b'"session":' * 80_000,
        b"session" * 100_000,
        b"<session>" * 80_000,
        b"{" * 300_000,
    ],
    ids=lambda attack: repr(attack[:14]),
)
def test_no_input_is_slow(attack: bytes) -> None:
    """Beside a harmless text of that size in the same run: a quadratic search would be thousands of times slower."""
    hider = Hider({"\\\\\\\\\\\\\\\\a": MASK, 'p"\\"\\"a': MASK, PLAIN: MASK})

    def took(data: bytes) -> float:
        started = time.process_time()
        hider.hide_bytes(data)
        return time.process_time() - started

    assert took(attack) < 400 * took(b"harmless, " * 30_000) + 1.0


_SOME_SECRET = st.sampled_from([PLAIN, *NASTY])
_SOME_FORM = _SOME_SECRET.flatmap(lambda secret: st.sampled_from(list(forms_of(secret).values())))
_AROUND = (
    b"session=", b"Access-Token%3D", b'"refresh_token":"', b"app_secret", b'\\"password\\":\\"', b"<session>", b"code=",
    b"&", b'"', b"\\", b"%", b"\0", b"</", b"%22", b" ", b"x",
)  # fmt: skip


@given(st.data())
def test_looked_for_among_many_texts_the_same_is_hidden_in_each(data: st.DataObject) -> None:
    known = {secret: f"{{{{session:{number}}}}}" for number, secret in enumerate(data.draw(st.sets(_SOME_SECRET)))}
    hider = Hider(known)
    pieces = st.lists(st.one_of(_SOME_FORM, st.sampled_from(_AROUND), st.text(max_size=6).map(_utf8)), max_size=8)
    texts = data.draw(st.lists(pieces.map(b"".join), max_size=6))
    others = data.draw(st.lists(pieces.map(b"".join), max_size=2))
    among = hider.among(texts)
    for text in (*texts, *others):
        assert among.hide_bytes(text) == hider.hide_bytes(text)
        assert among.with_names("code").hide_bytes(text) == hider.with_names("code").hide_bytes(text)
        assert among.without_names().hide_bytes(text) == hider.without_names().hide_bytes(text)
        assert b"".join(hider.hide_chunks((text, b""))) == hider.hide_bytes(text)


# ---------------------------------------------------------------- exchanges

AT = datetime(2026, 1, 1, tzinfo=UTC)


def exchange_of(api: str = "aexdesk.some.api", **changes: Any) -> Exchange:
    parts: dict[str, Any] = {
        "parameters": (), "url": "http://127.0.0.1:1/sync", "headers": (), "body": b"", "string_to_sign": "",
        "sign": "AB" * 32, "answer": b"", "answer_headers": (), "error": None, "guard": GuardVerdict(True, "reads"),
        "request_id": "r",
    } | changes  # fmt: skip
    request = SentRequest(
        "POST",
        parts["url"],
        parts["headers"],
        parts["body"],
        parts["parameters"],
        parts["string_to_sign"],
        parts["sign"],
    )
    response = ReceivedResponse(200, parts["answer_headers"], Body.of(parts["answer"]), 1.0)
    return Exchange(
        "e1", AT, "practice", "shop", api, request, parts["guard"], response, parts["error"], parts["request_id"], "123"
    )


def signed_like(api: str, pairs: dict[str, str], **changes: Any) -> Exchange:
    parameters = tuple(Parameter(name, value, Origin.USER) for name, value in pairs.items())
    return exchange_of(
        api,
        parameters=parameters,
        url=f"http://127.0.0.1:1/sync?{urlencode(pairs)}",
        body=urlencode(pairs).encode(),
        string_to_sign="".join(name + value for name, value in sorted(pairs.items())),
        **changes,
    )


def stored(exchange: Exchange, known: dict[Secret, str] | None = None) -> Exchange:
    return for_storage(exchange, hider_for(exchange.request, exchange.api, known or {}))


def every_text(thing: Any) -> Iterator[bytes]:
    """Every text and every byte of a frozen thing, however deep."""
    if isinstance(thing, str | bytes):
        yield thing if isinstance(thing, bytes) else _utf8(thing)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from every_text(one)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from every_text(getattr(thing, name))


def _anyhow(data: st.DataObject, secret: str) -> str:
    """The secret in any form, with something around."""
    return "<" + data.draw(st.sampled_from(list(forms_of(secret).values()))).decode("utf-8", "surrogatepass") + ">"


class _Thorough(Hider):
    """Looks for everything in each text."""

    def __init__(self, other: Hider) -> None:
        self.__dict__.update(other.__dict__)

    def among(self, texts: Iterable[bytes]) -> Hider:
        return self


_SECRETS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=6, max_size=30).filter(
    # The names of the fields, and what stands in place of a secret, may of course occur.
    lambda text: len(set(text)) > 4 and not set(text) <= set("•{}:_ abcdefghijklmnopqrstuvwxyz0123456789ABHTP/.?=&-")
)


@given(_SECRETS, st.data())
def test_after_storage_no_form_of_a_known_secret_is_anywhere(secret: str, data: st.DataObject) -> None:
    pick = partial(_anyhow, data, secret)
    headers: Headers = (("X-" + pick(), pick()), ("Cookie", secret), ("Location", "https://h/?x=" + pick()))
    exchange = signed_like(
        "some.api" + pick(),
        {"session": secret, "note": pick(), "json": json.dumps({"deep": {"access_token": secret}}), pick(): "1"},
        headers=headers,
        answer=_utf8(json.dumps({"echo": secret, "body": json.dumps({"refresh_token": secret})}) + pick()),
        answer_headers=headers,
        error=CallError("platform", pick(), pick(), pick(), pick(), pick()),
        guard=GuardVerdict(False, "unclear_request", (Difference(pick(), pick(), pick()),)),
        request_id=pick(),
    )
    hidden = stored(exchange, {Secret(secret): REFERENCE})
    texts = list(every_text(hidden))
    for name, encoded in forms_of(secret).items():
        assert not any(encoded in text for text in texts), name
    assert REFERENCE.encode() in hidden.request.body
    again = for_storage(hidden, hider_for(hidden.request, hidden.api, {Secret(secret): REFERENCE}))
    assert again == hidden
    left = list(every_text(for_leaving(hidden)))
    assert not any(encoded in text for encoded in forms_of(secret).values() for text in left)
    assert not any(REFERENCE.encode() in text for text in left)


@given(_SECRETS, st.data())
def test_what_is_stored_does_not_depend_on_the_shorter_search(secret: str, data: st.DataObject) -> None:
    pick = partial(_anyhow, data, secret)
    pairs = {"session": secret, "note": pick(), pick(): "access_token=7", "code": pick()}
    headers: Headers = (("Location", "https://h/?code=" + pick()), (pick(), "Password: x"))
    api = data.draw(st.sampled_from(["some.api", "/auth/token/create"]))
    exchange = signed_like(api, pairs, headers=headers, answer=_utf8(pick()), answer_headers=headers, request_id=pick())
    hider = hider_for(exchange.request, api, {Secret(secret): REFERENCE})
    assert for_storage(exchange, hider) == for_storage(exchange, _Thorough(hider))


def test_a_reference_stands_in_place_of_the_secret_and_sign_stays() -> None:
    exchange = signed_like("a.b", {"session": PLAIN, "method": "a.b", "sign": "FF" * 32})
    hidden = stored(exchange, {Secret(PLAIN): REFERENCE}).request
    assert hidden.parameters[0].value == REFERENCE
    assert hidden.url.endswith(f"session={REFERENCE}&method=a.b&sign={'FF' * 32}")
    assert hidden.string_to_sign == f"methoda.bsession{REFERENCE}sign{'FF' * 32}"


def test_a_secret_nobody_knows_is_masked_wherever_it_is_echoed() -> None:
    exchange = signed_like("a.b", {"Access_Token": CANARY}, answer=f"token {CANARY} is wrong".encode())
    assert b"CANARY" not in b"".join(every_text(stored(exchange)))


def test_the_string_to_sign_stays_the_join_of_the_parameters() -> None:
    pairs = {"a_url": f"https://h/?session={CANARY}", "method": "a.b", "session": PLAIN, "z": "1"}
    hidden = stored(signed_like("a.b", pairs)).request
    assert hidden.string_to_sign == "".join(one.name + one.value for one in hidden.parameters)
    assert "CANARY" not in hidden.string_to_sign


@pytest.mark.parametrize(
    "api", ["/auth/token/create", "/auth/token/security/create", "/Auth/Token/Create", " /auth/token/create"]
)
def test_a_code_is_a_secret_on_token_calls(api: str) -> None:
    exchange = signed_like(api, {"code": "3_50_CANARY", "x": "1"}, answer=b'{"code":"0","msg":"3_50_CANARY used"}')
    hidden = stored(exchange)
    assert b"CANARY" not in b"".join(every_text(hidden))
    assert hidden.response is not None
    assert b'"code":"0"' in hidden.response.body.data


def test_a_short_code_goes_from_request_and_string_to_sign() -> None:
    hidden = stored(signed_like("/auth/token/create", {"code": "a1b", "x": "1"})).request
    assert "a1b" not in f"{hidden.url} {hidden.body!r} {hidden.string_to_sign} {hidden.parameters}"


def test_elsewhere_a_code_is_the_platforms_word_for_a_result() -> None:
    exchange = signed_like("a.b", {"code": "US-CA"}, answer=b'{"code":"InvalidCode"}')
    assert stored(exchange) == exchange


def test_the_answers_of_token_calls_keep_all_but_the_tokens() -> None:
    flat = {"access_token": CANARY, "refresh_token": CANARY + "2", "expires_in": 86400, "account": "a@b", "code": "0"}
    wrapped = {"gopResponseBody": json.dumps(flat), "gopErrorCode": "0"}
    hidden = stored(exchange_of("/auth/token/create", answer=json.dumps([flat, wrapped, {"x": flat}]).encode()))
    assert hidden.response is not None
    found = json.loads(hidden.response.body.data)
    expected = flat | {"access_token": MASK, "refresh_token": MASK}
    assert found[0] == expected == found[2]["x"]
    assert json.loads(found[1]["gopResponseBody"]) == expected


def test_headers_that_carry_secrets_are_masked() -> None:
    headers = (("Set-Cookie", "a=CANARY"), ("authorization", "Bearer CANARY"), ("location", "https://h/?code=CANARY"))
    hidden = stored(exchange_of(headers=headers, answer_headers=headers))
    assert b"CANARY" not in b"".join(every_text(hidden))


def test_what_leaves_carries_no_signature_in_any_place() -> None:
    sign = "0123456789ABCDEF" * 4
    exchange = signed_like(
        "a.b", {"Sign": sign, "x": "1"}, sign=sign, answer=json.dumps({"sign": "SOMEOTHERSIGN", "echo": sign}).encode(),
        headers=(("X", f"sign={sign}"),), error=CallError("platform", "1", f"signed {sign} by {REFERENCE}"),
        answer_headers=(("X-Session", REFERENCE),),
    )  # fmt: skip
    texts = b"".join(every_text(for_leaving(exchange)))
    assert sign.encode() not in texts
    assert b"SOMEOTHERSIGN" not in texts
    assert REFERENCE.encode() not in texts
    assert for_leaving(exchange).request.sign == MASK


def test_what_leaves_was_not_harmed_otherwise() -> None:
    exchange = signed_like("a.b", {"x": "订单", "design": "1"}, answer=b'{"order_id":18446744073709551615,"\xff":1}')
    left = for_leaving(exchange)
    assert replace(left, request=replace(left.request, sign=exchange.request.sign)) == exchange


# ---------------------------------------------------------------- the log


def test_the_log_forgets_what_went_through_and_what_a_name_gives_away() -> None:
    seen = SecretsSeen()
    for secret in (None, Secret(""), Secret(PLAIN), Secret(PLAIN), Secret(NASTY[0])):
        seen.add(secret)
    hidden = seen.hide(f"{PLAIN} {NASTY[0]!r} {quote_plus(NASTY[0])} sign=CANARY code=CANARY {{'password': 'CANARY'}}")
    assert "CANARY" not in hidden.replace(PLAIN, "")
    assert PLAIN not in hidden
    assert "a/s" not in hidden


def test_half_a_character_does_not_break_it() -> None:
    seen = SecretsSeen()
    seen.add(Secret("\ud800abcdefg"))
    assert seen.hide("x \ud800abcdefg y \udfff") == f"x {MASK} y \udfff"


# ---------------------------------------------------------------- what people write


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("access_token=abc123", "access_token=••••"),
        ("my access token: abc", "my access token: ••••"),
        ('the "session": "a b"', 'the "session": "•••• b"'),
        ("Session is 5000abc, why?", "Session is ••••, why?"),
        ("appSecret = “x1y2”.", "appSecret = “••••”."),
        ("password:\nhunter2\nand on", "password:\n••••\nand on"),
        ("a session is expired", "a session is expired"),
        ("the session expired; code 15, sign_method sha256", "the session expired; code 15, sign_method sha256"),
        ("possession: nine points", "possession: nine points"),
        ("code: 15", "code: 15"),
        ("密码：hunter2，请查", "密码：••••，请查"),
        ("我的令牌是50000abc。订单失败", "我的令牌是••••。订单失败"),
        ("令牌是过期的", "令牌是过期的"),
        ("access_token：abc123", "access_token：••••"),
        ("app secret（x1y2）", "app secret（••••）"),
        ("client-secret -> x1y2, pwd=z", "client-secret -> ••••, pwd=••••"),
        ("x-api-key: k1; sessionKey=s1", "x-api-key: ••••; sessionKey=••••"),
        ("Cookie：a=1; b=2\nnext", "Cookie：••••\nnext"),
        ("", ""),
    ],
)
def test_what_a_person_wrote_leaves_without_the_word_behind_a_name(written: str, left: str) -> None:
    assert hide_prose(written) == left
