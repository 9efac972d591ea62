"""Uploads: the bytes on the wire, read again by another's parser; and what is signed of them."""

from __future__ import annotations

import hashlib
from email.parser import BytesParser
from email.policy import HTTP

import pytest

from aexdesk.faults import BadInput
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.multipart import FilePart, SentFile, content_type, shorten, write_multipart
from aexdesk.openplatform.request import Call, Credentials, build_request
from aexdesk.secret import Secret

ENDPOINTS = Endpoints("http://h/sync", "http://h/rest")
WHO = Credentials("1", Secret("s"), Secret("t"))
PICTURE = FilePart("image", 'ca"t\r\n.png', b"\x00\r\n--x\xff")


def parts_of(media_type: str, body: bytes) -> list[tuple[str, str | None, bytes]]:
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {media_type}\r\n\r\n".encode() + body)
    found = []
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((str(part.get_param("name", header="content-disposition")), part.get_filename(), content))
    return found


def test_parts_read_back() -> None:
    body = write_multipart((("a", "é\r\n"), ("b", "")), (PICTURE,), "BOUND")
    assert parts_of(content_type("BOUND"), body) == [
        ("a", None, "é\r\n".encode()), ("b", None, b""), ("image", "ca%22t%0D%0A.png", PICTURE.content),
    ]  # fmt: skip


def test_a_boundary_inside_is_refused() -> None:
    with pytest.raises(BadInput, match=r"^boundary_inside$"):
        write_multipart((), (FilePart("a", "b", b"xBOUNDx"),), "BOUND")


def test_a_file_is_sent_and_not_signed() -> None:
    call = Call("a.b", (("p", "1"),), files=(PICTURE,))
    signed = build_request(call, WHO, ENDPOINTS, "1000")
    plain = build_request(Call("a.b", (("p", "1"),)), WHO, ENDPOINTS, "1000")
    assert signed.sign == plain.sign
    assert signed.url == "http://h/sync"
    names = [name for name, _file, _content in parts_of(dict(signed.headers)["Content-Type"], signed.body)]
    assert names == ["app_key", "method", "timestamp", "sign_method", "session", "p", "sign", "image"]
    assert signed.sign not in dict(signed.headers)["Content-Type"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (Call("a.b", files=(PICTURE,), http_method="GET"), "files_need_post"),
        (Call("a.b", (("image", "1"),), files=(PICTURE,)), "parameter_twice (name='image')"),
        (Call("a.b", (("p", "\ud800"),), files=(PICTURE,)), "not_utf8"),
    ],
)
def test_what_cannot_be_sent(call: Call, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        build_request(call, WHO, ENDPOINTS, "1000")
    assert str(caught.value) == said


def test_the_boundary_is_made_of_the_signature_and_of_nothing_else() -> None:
    """The same call has the same bytes, and whoever writes a file cannot know the boundary."""
    signed = build_request(Call("a.b", files=(PICTURE,)), WHO, ENDPOINTS, "1000")
    digest = hashlib.sha256(signed.sign.encode()).hexdigest()
    assert dict(signed.headers)["Content-Type"] == f"multipart/form-data; boundary=aexdesk-{digest[:32]}"


def test_the_bytes_are_those_that_browsers_send() -> None:
    text = b'--B\r\nContent-Disposition: form-data; name="a%22"\r\n\r\n1\r\n'
    file = (
        b'--B\r\nContent-Disposition: form-data; name="i%22"; filename="f"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n2\r\n"
    )
    assert write_multipart([('a"', "1")], [FilePart('i"', "f", b"2")], "B") == text + file + b"--B--\r\n"


def test_a_body_that_breaks_off_is_shortened_to_its_end() -> None:
    head = b'--B\r\nContent-Disposition: form-data; name="i\xff"; filename="f"\r\nX: y\r\n\r\n'
    assert shorten(head + b"123") == (head + b"(3 bytes)", (SentFile("i\ufffd", "f", 3),))


def test_a_shortened_body_names_its_files_and_keeps_all_else() -> None:
    files = (FilePart("a", "one.bin", b"\r\n--x\r\n\r\n\x00"), FilePart("b", "zwei é.txt", b""))
    body = write_multipart([("text", "value")], files, "x-boundary")
    short, found = shorten(body)
    assert found == (SentFile("a", "one.bin", len(files[0].content)), SentFile("b", "zwei é.txt", 0))
    parts = [FilePart(one.name, one.file_name, seen.in_short()) for one, seen in zip(files, found, strict=True)]
    assert short == write_multipart([("text", "value")], parts, "x-boundary")
    assert shorten(b"--a=1&b=2") == (b"--a=1&b=2", ())
