"""Multipart bodies: as each SDK writes them, and as one would to have two servers split them differently."""

from __future__ import annotations

import email.message
import email.mime.multipart

import pytest

from aexdesk.ordertest.reading import OutgoingRequest, Reading
from aexdesk.ordertest.reading_multipart import boundary_of, read_multipart
from aexdesk.ordertest.unclear import UnclearRequestError
from tests.ordertest.orders import CREATE, GUARD, PRACTICE, READ, order, parameters_of, reasons, text_of, verdict_on
from tests.ordertest.wire import UPLOAD

LINE = "--cut"
TYPE = "multipart/form-data; boundary=cut"


def body_of(*parts: str, end: str = "--cut--\r\n", start: str = "") -> bytes:
    return (start + "".join(f"{LINE}\r\n{part}\r\n" for part in parts) + end).encode()


def text(name: str, value: str, disposition: str = 'form-data; name="{}"', more: str = "") -> str:
    return f"Content-Disposition: {disposition.format(name)}\r\n{more}\r\n{value}"


def post(body: bytes, content_type: str = TYPE, query: str = "") -> OutgoingRequest:
    return OutgoingRequest("POST", PRACTICE.sync_url + query, (("Content-Type", content_type),), body)


HONEST = [text(name, value) for name, value in parameters_of(order()).items()]
ORDER = post(body_of(*HONEST))


def refused(request: OutgoingRequest, *why: str) -> None:
    verdict = verdict_on(request)
    assert (verdict.allowed, verdict.reason) == (False, "unclear_request")
    assert {expected for _field, expected in reasons(verdict)} <= set(why)


# ---------------------------------------------------------------- as programs write it


def in_the_manner_of(disposition: str, more: str = "") -> list[str]:
    return [text(name, value, disposition, more) for name, value in parameters_of(order()).items()]


HONEST_BODIES = {
    "PHP's SDK, no line end behind the last boundary": body_of(*HONEST, end="--cut--"),
    "Java's SDK, a line end before the first boundary": body_of(
        *in_the_manner_of('form-data;name="{}"', "Content-Type:text/plain\r\n"), start="\r\n"
    ),
    "a charset": body_of(*in_the_manner_of('form-data; name="{}"', "Content-Type: text/plain; charset=UTF-8\r\n")),
    "a charset in quotes": body_of(*in_the_manner_of('form-data; name="{}"',
    'content-type: text/plain;charset="utf8"\r\n')),
    "Apache's client": body_of(
        *in_the_manner_of(
            'form-data; name="{}"', "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        )
    ),
    ".NET, names without quotes": body_of(*in_the_manner_of("form-data; name={}")),
    "blanks around": body_of(*in_the_manner_of('  form-data  ;  name="{}"  \t')),
    "capitals": body_of(*in_the_manner_of('Form-Data; Name="{}"')).replace(b"Content-D", b"CONTENT-d"),
    "a length": body_of(
        *(
            text(name, value, more=f"Content-Length: {len(value.encode())}\r\n")
            for name, value in parameters_of(order()).items()
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST_BODIES)
def test_no_honest_body_is_refused(name: str) -> None:
    assert verdict_on(post(HONEST_BODIES[name])).reason == "matches_test_case"


@pytest.mark.parametrize(
    "content_type",
    [
        TYPE, "multipart/form-data;boundary=cut", 'multipart/form-data; boundary="cut"',
        "Multipart/Form-Data;Boundary=cut",
        "multipart/form-data;charset=UTF-8;boundary=cut", "multipart/form-data; boundary=cut; charset=utf-8",
        'multipart/form-data; charset="utf8"; boundary=cut', "\tmultipart/form-data ; boundary=cut ",
    ],
)  # fmt: skip
def test_the_content_types_of_honest_programs(content_type: str) -> None:
    assert verdict_on(post(body_of(*HONEST), content_type)).reason == "matches_test_case"


@pytest.mark.parametrize("boundary", ["a" * 70, "----WebKitFormBoundary7MA4YWxk", "-", "1.2_3+4", "B"])
def test_the_boundaries_of_honest_programs(boundary: str) -> None:
    body = body_of(*HONEST).replace(b"--cut", f"--{boundary}".encode())
    for quote in ("", '"'):
        content_type = f"multipart/form-data; boundary={quote}{boundary}{quote}"
        assert verdict_on(post(body, content_type)).reason == "matches_test_case"


def test_python_writes_a_boundary_in_quotes() -> None:
    whole = email.mime.multipart.MIMEMultipart("form-data", boundary="===============12==")
    part = email.message.Message()
    part["Content-Disposition"] = 'form-data; name="method"'
    part.set_payload(READ)
    whole.attach(part)
    boundary = boundary_of('multipart/form-data; boundary="===============12=="')
    assert boundary == "===============12=="
    written = whole.as_bytes().partition(b"\n\n")[2].replace(b"\n", b"\r\n")
    assert read_multipart(boundary, written) == ([("method", READ)], [])


def test_parts_are_read_to_the_byte() -> None:
    body = body_of(
        text("a", ""), text("b", " x\r\n\r\ny\r "), text("c", "ü\n-\n--cu"), text("d", "--\r\n--cu\r\nt"),
        'Content-Disposition: form-data; name="e"; filename="e.png"\r\nContent-Type: image/png\r\n\r\n\0\r\n',
    )  # fmt: skip
    expected = [("a", ""), ("b", " x\r\n\r\ny\r "), ("c", "ü\n-\n--cu"), ("d", "--\r\n--cu\r\nt")]
    assert read_multipart("cut", body) == (expected, ["e"])


def test_no_part_at_all_is_what_phps_sdk_sends_where_the_rest_is_in_the_query() -> None:
    for end in ("--cut--", "--cut--\r\n"):
        assert read_multipart("cut", end.encode()) == ([], [])
        assert verdict_on(post(end.encode(), query=f"?method={READ}")).reason == "reads"


def test_the_union_of_query_and_parts_counts() -> None:
    reading = GUARD.read(post(body_of(text("a", "1"), text("b", "2")), query=f"?method={READ}&a=1"), PRACTICE)
    assert isinstance(reading, Reading)
    assert reading.parameters == {"method": READ, "a": "1", "b": "2"}
    refused(post(body_of(text("a", "1")), query=f"?method={READ}&a=2"), "parameter_twice")


_FILES = [
    'form-data; name="{}"; filename="a.png"', 'file; name="{}"; filename="a.png"', "form-data; name={}; filename=a.png",
    "form-data; name={}; filename=a.png; filename*=utf-8''a%20b.png", 'form-data;name="{}";filename="手机 (1).png" ',
]  # fmt: skip


@pytest.mark.parametrize("disposition", _FILES)
@pytest.mark.parametrize(
    "more",
    [
        "", "Content-Type: image/png\r\n", "Content-Type: application/octet-stream\r\n", "Content-Type:text/plain\r\n",
        "Content-Type: image/svg+xml\r\nContent-Transfer-Encoding: binary\r\n", "Content-Length: 5\r\n",
    ],
)  # fmt: skip
def test_the_files_of_honest_programs(disposition: str, more: str) -> None:
    file = text("image_file_bytes", "bytes", disposition, more)
    assert verdict_on(post(body_of(text("method", UPLOAD), file))).reason == "reads"
    reading = GUARD.read(post(body_of(text("method", UPLOAD), file)), PRACTICE)
    assert isinstance(reading, Reading)
    assert reading.files == {"image_file_bytes"}


# ---------------------------------------------------------------- boundaries


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data", "multipart/form-data;", "multipart/form-data; boundary=",
        'multipart/form-data; boundary=""',
        "multipart/form-data; boundary=cut; boundary=other", "multipart/form-data; boundary=cut, multipart/mixed",
        "multipart/form-data; boundary*=utf-8''cut", "multipart/form-data; boundary*0=cu; boundary*1=t",
        'multipart/form-data; boundary="cut', 'multipart/form-data; boundary=cut"',
        "multipart/form-data; boundary='cut'",
        "multipart/form-data; boundary=cut; charset=gbk", "multipart/form-data; charset=utf-16; boundary=cut",
        'multipart/form-data; boundary=cut; charset="utf-8', "multipart/form-data; boundary=cut;",
        "multipart/form-data boundary=cut",
        "multipart/form-data; boundary = cut", "multipart/form-data; boundary=cut x",
        'multipart/form-data; boundary="cu\\t"',
        "multipart/form-data; boundary=cut%20", "multipart/form-data; boundary=" + "c" * 71,
        "multipart/form-data; x=y; boundary=cut",
        'multipart/form-data; boundary="' + "c" * 71 + '"', "multipart/mixed; boundary=cut",
        "multipart/form-data,; boundary=cut",
        "multipart/form-data; boundary=cüt", "multipart/form-data; boundary=cut=",
        'multipart/form-data; boundary="c t"',
        "multipart/form-datas; boundary=cut", "xmultipart/form-data; boundary=cut",
        "multipart/form-data; ſet; boundary=cut",
        "multipart/form-data; boundary=cut; charset=utf-8; charset=gbk",
    ],
)  # fmt: skip
def test_content_types_that_name_no_boundary_or_two(content_type: str) -> None:
    assert boundary_of(content_type) == ""
    refused(post(body_of(*HONEST), content_type), "unknown_content_type")


_WHOLE = body_of(*HONEST).decode()
_SECOND = f"{LINE}\r\n{text('method', READ)}\r\n"
BROKEN = {
    "a preamble": "hello\r\n" + _WHOLE,
    "a preamble that looks like a part": text("method", READ) + "\r\n" + _WHOLE,
    "two line ends before": "\r\n\r\n" + _WHOLE,
    "a bare line feed before": "\n" + _WHOLE,
    "a blank before": " " + _WHOLE,
    "an epilogue": _WHOLE + "bye",
    "an epilogue after a line end": _WHOLE[:-2] + "\r\n\r\n",
    "parts behind the end": _WHOLE + _SECOND + "--cut--\r\n",
    "the end twice": _WHOLE + "--cut--\r\n",
    "no end": _WHOLE.removesuffix("--cut--\r\n"),
    "an end cut short": _WHOLE.removesuffix("-\r\n"),
    "an end with a bare line feed": _WHOLE.removesuffix("\r\n") + "\n",
    "an end with a blank": _WHOLE.removesuffix("\r\n") + " \r\n",
    "bare line feeds": _WHOLE.replace("\r\n", "\n"),
    "bare carriage returns": _WHOLE.replace("\r\n", "\r"),
    "a boundary behind a bare line feed": _WHOLE.replace("\r\n--cut\r\n", "\n--cut\r\n", 1),
    "a boundary before a bare line feed": _WHOLE.replace("--cut\r\n", "--cut\n", 1),
    "a boundary before a bare carriage return": _WHOLE.replace("--cut\r\nContent", "--cut\rContent", 1),
    "a blank behind a boundary": _WHOLE.replace("\r\n--cut\r\n", "\r\n--cut \r\n", 1),
    "a tab behind a boundary": _WHOLE.replace("\r\n--cut\r\n", "\r\n--cut\t\r\n", 1),
    "letters behind a boundary": _WHOLE.replace("\r\n--cut\r\n", "\r\n--cutter\r\n", 1),
    "a boundary in a value": _WHOLE.replace("AEX-1", "AEX--cut"),
    "a boundary's line in a value": _WHOLE.replace("sha256", "sha256\n--cut\nx"),
    "an end in the middle": _WHOLE.replace("\r\n--cut\r\n", "\r\n--cut--\r\n", 1),
    "an empty part": _WHOLE.replace("--cut\r\n", "--cut\r\n--cut\r\n", 1),
    "nothing but a line end": "\r\n",
    "no boundary at all": "method=" + READ,
    "a longer boundary": _WHOLE.replace("--cut", "---cut"),
    "a shorter boundary": _WHOLE.replace("--cut", "-cut"),
    "a boundary in other letter case": _WHOLE.replace("--cut", "--CUT"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bodies_that_two_readers_could_split_differently(name: str) -> None:
    refused(post(BROKEN[name].encode()), "odd_multipart", "odd_part")


@pytest.mark.parametrize("name", ["an empty part", "bare line feeds", "a boundary in a value"])
def test_what_was_refused_was_whole_before(name: str) -> None:
    assert BROKEN[name] != _WHOLE
    assert verdict_on(ORDER).reason == "matches_test_case"


# ---------------------------------------------------------------- parts


_ODD_PARTS = [
    'Content-Disposition: form-data; name="method"',  # no blank line
    f'\r\nContent-Disposition: form-data; name="method"\r\n\r\n{READ}',
    f"\r\n{READ}",
    f"Content-Type: text/plain\r\n\r\n{READ}",
    f'Content-Disposition: form-data; name="method"\n\n{READ}',
    f'Content-Disposition: form-data; name="method"\r\n \tx="y"\r\n\r\n{READ}',
    f'Content-Disposition: form-data;\r\n name="method"\r\n\r\n{READ}',
    f'Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\n{READ}',
    f'Content-Disposition : form-data; name="method"\r\n\r\n{READ}',
    f' Content-Disposition: form-data; name="method"\r\n\r\n{READ}',
    f'Content-Disposition: form-data; name="method"\r\nX-Name: a\r\n\r\n{READ}',
    f'Content-Disposition: form-data; name="method"\r\nContent-Disposition\r\n\r\n{READ}',
    f'Content-Disposition: form-data; name="met\0hod"\r\n\r\n{READ}',
    f'Content-Disposition: form-data; name="met\rhod"\r\n\r\n{READ}',
    f'Content-Disposition: form-data; name="method"\x0b\r\n\r\n{READ}',
    f'Content_Disposition: form-data; name="method"\r\n\r\n{READ}',
    f'Content-Dispositıon: form-data; name="method"\r\n\r\n{READ}',
]
_ODD_DISPOSITIONS = [
    'attachment; name="{}"', 'form-data; name="a"; name="{}"', "form-data; name*=utf-8''{}", "form-data; name='{}'",
    'form-data; name="{}"; name*=utf-8\'\'a', 'form-data; name="{}', 'form-data; name={}"', 'form-data; name="a\\"{}"',
    'form-data; name="{};x"', 'form-data; name="{}%00"', 'form-data; name=""', "form-data; name=", "form-data",
    'form-data; name = "{}"', 'form-data; x="y"; name="{}"', 'form-data; name="{}";', 'form-data, name="{}"',
    'form-data; name="{}" "x"', 'form-data name="{}"', 'form-data; name="ü{}"', 'form-data; name=" {}"',
    'file; name="{}"',
    'form-data; name="{}[]"', 'form-data; name="{}"; size=3', 'form-data; ſname="{}"',
    'form-data; name="{}"; charset=gbk',
    'form-data; filename="a.png"; name="{}"', 'form-data; name="{}"; filename=""', 'form-data; name="{}"; filename=',
    'form-data; name="{}"; filename="a; name=method"', 'form-data; name="{}"; filename="a\\".png"',
    'form-data; name="{}"; filename*=utf-8\'\'a.png', 'form-data; name="{}"; filename="a"; filename="b"',
    'form-data; name="{}"; filename="a"; filename*=gbk\'\'a', 'form-data; name="{}"; filename',
    'file; name="{}"; filename=""',
    'form-data; name="{}"; filename=a b', 'form-data; name="{}"; filename="a"; name="x"',
]  # fmt: skip
_ODD_HEADERS = [
    "Content-Type: text/html\r\n", "Content-Type: application/json\r\n", "Content-Type: text/plain; charset=gbk\r\n",
    "Content-Type: text/plain; charset=utf-16\r\n", "Content-Type: text/plain; charset=ISO-8859-1\r\n",
    "Content-Type:\r\n",
    "Content-Type: text/plain; x=y\r\n", "Content-Type: text/plainer\r\n",
    "Content-Type: multipart/mixed; boundary=in\r\n",
    "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "Content-Length: 3\r\n",
    "Content-Transfer-Encoding: 7bit\r\n", "Content-Encoding: gzip\r\n", "Content-Length: 0\r\n",
    "Content-Type: text/plain;\r\n",
    "Content-Transfer-Encoding: \r\n", "Content-Type: text/plain; charset=utf-8; charset=gbk\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Type: text/plain\r\nContent-Type: text/plain\r\n", "Content-Length: 26\r\nContent-Length: 26\r\n",
    ": x\r\n",
]  # fmt: skip


@pytest.mark.parametrize("part", _ODD_PARTS, ids=range(len(_ODD_PARTS)))
def test_parts_that_two_readers_could_read_differently(part: str) -> None:
    refused(post(body_of(part), query=f"?method={READ}"), "odd_part", "odd_multipart")


@pytest.mark.parametrize("disposition", _ODD_DISPOSITIONS)
def test_names_that_two_readers_could_read_differently(disposition: str) -> None:
    assert verdict_on(post(body_of(text("extra", "1")), query=f"?method={READ}")).reason == "reads"
    refused(post(body_of(text("extra", "1", disposition)), query=f"?method={READ}"), "odd_part")


@pytest.mark.parametrize("more", _ODD_HEADERS)
def test_headers_that_change_what_a_part_says(more: str) -> None:
    refused(post(body_of(text("method", READ, more=more))), "odd_part")


@pytest.mark.parametrize(
    "more",
    [
        "Content-Type: multipart/mixed; boundary=in\r\n", "Content-Type: Multipart/mixed\r\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Transfer-Encoding: base64\r\n", "Content-Type: image\r\n", "Content-Type: image/png; x=y\r\n",
        "Content-Length: 1\r\n",
    ],
)  # fmt: skip
def test_headers_that_change_what_a_file_says(more: str) -> None:
    file = text("image_file_bytes", "12", 'form-data; name="{}"; filename="a"', more)
    refused(post(body_of(text("method", UPLOAD), file)), "odd_part")


def test_a_part_that_is_no_utf8() -> None:
    for bad in (b"\xff", b"\xc0\xae", b"\xed\xa0\x80", "ü".encode("latin-1"), b"\xff\xfem\0"):
        refused(post(body_of(text("method", "QQ")).replace(b"QQ", bad)), "not_utf8")
    refused(post(body_of(text("QQ", "1")).replace(b"QQ", b"\xff")), "not_utf8")


def test_a_refusal_names_the_part_and_what_stood_there() -> None:
    for body, said in (
        (body_of(text("method", READ, more="X: y\r\n")), UnclearRequestError("body", "odd_part", "X: y")),
        (
            body_of(text("a", "1", 'form-data; name*="{}"')),
            UnclearRequestError("body", "odd_part", 'form-data; name*="a"'),
        ),
        (body_of(text("a", "1", more="Content-Length: 2\r\n")), UnclearRequestError("a", "odd_part")),
        (body_of(text("a", "QQ")).replace(b"QQ", b"\xff"), UnclearRequestError("a", "not_utf8")),
        (body_of(text("QQ", "1")).replace(b"QQ", b"\xff"), UnclearRequestError("body", "not_utf8")),
        (b"", UnclearRequestError("body", "odd_multipart")),
        (b"--cut\r\n--cut--", UnclearRequestError("body", "odd_multipart")),
        (b"--cut\r\n\r\n--cut--", UnclearRequestError("body", "odd_part")),
        (b"--cutx\r\n\r\n--cut--", UnclearRequestError("body", "odd_multipart")),
    ):
        with pytest.raises(UnclearRequestError) as raised:
            read_multipart("cut", body)
        assert (raised.value.field, raised.value.why, raised.value.found) == (said.field, said.why, said.found)


# ---------------------------------------------------------------- files


def file(name: str, filename: str = "a.png") -> str:
    return text(name, "bytes", f'form-data; name="{{}}"; filename="{filename}"')


@pytest.mark.parametrize(
    "name",
    [
        "method", "session", "access_token", "app_key", "timestamp", "sign_method", "sign", "format", "simplify",
        "partner_id",
        "v", "debug", "METHOD", "accessToken", "Sign",
    ],
)  # fmt: skip
def test_a_file_where_a_common_parameter_belongs(name: str) -> None:
    for api in (UPLOAD, READ, CREATE, "aliexpress.ds.new"):
        refused(post(body_of(text("x", "1"), file(name)), query=f"?method={api}"), "file_for_text")


def test_a_file_instead_of_the_order() -> None:
    name = "param_place_order_request4_open_api_d_t_o"
    dear = text(name, text_of(order()), 'form-data; name="{}"; filename="o.json"')
    refused(post(body_of(*(one for one in HONEST if name not in one), dear)), "file_for_text")
    refused(post(body_of(*HONEST, dear)), "part_twice")


def test_a_file_twice_or_beside_a_text_of_its_name() -> None:
    method = text("method", UPLOAD)
    assert verdict_on(post(body_of(method, file("image_file_bytes")))).reason == "reads"
    refused(post(body_of(method, file("image_file_bytes"), file("image_file_bytes"))), "part_twice")
    refused(post(body_of(method, text("image_file_bytes", "x"), file("image_file_bytes"))), "part_twice")
    refused(post(body_of(file("image_file_bytes")), query=f"?method={UPLOAD}&image_file_bytes=x"), "part_twice")
    refused(post(body_of(method, file("a.b"), file("a_b"))), "part_twice")
    refused(post(body_of(method, text("imageFileBytes", "x"), file("image_file_bytes"))), "part_twice")
