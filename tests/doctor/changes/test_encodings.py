"""Values that were encoded before they were signed, as each language encodes; and letters in another charset."""

from __future__ import annotations

from aexdesk.doctor.changes import Change, encodings
from aexdesk.doctor.draft import Draft
from tests.doctor.changes.reading import ways


def every() -> list[Change]:
    return encodings.changes()


VALUE = "a b/\u00fc*~!'()&"


def whole(kind: str, text: str) -> dict[str, str]:
    """The ways that encode the joined string."""
    draft = Draft((("n", text),), "/p")
    found = {one.mistake.how: one.apply(draft).text for one in every() if one.mistake.kind == kind}
    return {how: made for how, made in found.items() if how.startswith("whole-")}


def messages(kind: str, text: str) -> dict[str, bytes]:
    """The bytes that are digested in each charset of a mistake."""
    draft = Draft((("n", text),))
    return {
        one.mistake.how: one.apply(draft).message() for one in every() if one.mistake.kind == kind and one.text is None
    }


def test_percent_encoding_leaves_what_each_language_leaves() -> None:
    assert ways(every(), "values-percent-encoded", VALUE) == {
        "strict": "a%20b%2F%C3%BC%2A~%21%27%28%29%26",
        "slash-kept": "a%20b/%C3%BC%2A~%21%27%28%29%26",
        "javascript": "a%20b%2F%C3%BC*~!'()%26",
        "javascript-uri": "a%20b/%C3%BC*~!'()&",
        "lower": "a%20b%2f%c3%bc%2a~%21%27%28%29%26",
    }
    assert ways(every(), "values-percent-encoded", "az09-_.~") == {}
    assert "javascript-uri" not in ways(every(), "values-percent-encoded", ";,/?:@&=+$#")


def test_form_encoding_writes_a_plus_and_leaves_what_each_language_leaves() -> None:
    assert ways(every(), "values-form-encoded", VALUE) == {
        "python": "a+b%2F%C3%BC%2A~%21%27%28%29%26",
        "php": "a+b%2F%C3%BC%2A%7E%21%27%28%29%26",
        "java": "a+b%2F%C3%BC*%7E%21%27%28%29%26",
        "dotnet": "a+b%2f%c3%bc*~!%27()%26",
        "blanks-alone": "a+b/\u00fc*~!'()&",
    }


def test_encoding_twice_encodes_the_percent_signs_and_the_plus() -> None:
    assert ways(every(), "values-double-encoded", "a b/\u00fc*~") == {
        "percent": "a%2520b%252F%25C3%25BC%252A~",
        "percent-slash-kept": "a%2520b/%25C3%25BC%252A~",
        "javascript": "a%2520b%252F%25C3%25BC*~",
        "form": "a%2Bb%252F%25C3%25BC%252A~",
        "form-java": "a%2Bb%252F%25C3%25BC*%257E",
        "percent-form": "a%2520b%252F%25C3%25BC%252A~",
        "form-percent": "a%2Bb%252F%25C3%25BC%252A~",
    }


def test_what_was_sent_encoded_once_too_often_was_signed_as_it_was() -> None:
    assert ways(every(), "values-sent-encoded", "%C3%BC+x%2F") == {"percent": "\u00fc+x/", "form": "\u00fc x/"}


def test_the_joined_string_is_encoded_path_and_all() -> None:
    assert whole("values-percent-encoded", "\u00fc ") == {
        "whole-strict": "%2Fpn%C3%BC%20",
        "whole-slash-kept": "/pn%C3%BC%20",
        "whole-javascript": "%2Fpn%C3%BC%20",
        "whole-javascript-uri": "/pn%C3%BC%20",
        "whole-lower": "%2fpn%c3%bc%20",
    }
    assert whole("values-form-encoded", "~ ") == {
        "whole-python": "%2Fpn~+", "whole-php": "%2Fpn%7E+", "whole-java": "%2Fpn%7E+", "whole-dotnet": "%2fpn~+",
    }  # fmt: skip
    longest = "/" * (256 * 1024 - 3)
    assert whole("values-form-encoded", longest)["whole-python"].startswith("%2Fpn%2F")
    assert whole("values-form-encoded", longest + "/")["whole-python"].startswith("/pn/")


def test_letters_are_digested_in_each_charset_and_what_it_lacks_is_replaced_or_left_out() -> None:
    text = "\u00fc\u20ac\u7ea2"
    assert messages("charset-latin1", text) == {
        "latin-1": b"n\xfc??",
        "cp1252": b"n\xfc\x80?",
        "latin-1-ignore": b"n\xfc",
        "latin-1-xmlcharrefreplace": b"n\xfc&#8364;&#32418;",
    }
    assert messages("charset-ascii", text) == {"ascii": b"n???", "ascii-ignore": b"n"}
    assert messages("charset-utf16", "\u00fc") == {
        "utf-16-le": b"n\x00\xfc\x00", "utf-16-be": b"\x00n\x00\xfc", "utf-16": b"\xff\xfen\x00\xfc\x00",
    }  # fmt: skip
    made = messages("charset-gbk", "\u7ea2\u0e01")
    assert made == {
        "gbk": b"n\xba\xec?",
        "gb18030": b"n\xba\xec" + "\u0e01".encode("gb18030"),
        "gbk-ignore": b"n\xba\xec",
        "gbk-xmlcharrefreplace": b"n\xba\xec&#3585;",
    }


def test_utf8_that_was_read_as_another_charset_is_signed_as_it_then_looks_or_was_sent_so() -> None:
    assert ways(every(), "charset-latin1", "\u00fc") == {
        "latin-1-twice": "\u00c3\u00bc", "cp1252-twice": "\u00c3\u00bc",
    }  # fmt: skip
    assert ways(every(), "charset-latin1", "\u00c3\u00bc")["latin-1-sent"] == "\u00fc"
    assert ways(every(), "charset-latin1", "\u00c3\u00bc")["cp1252-sent"] == "\u00fc"
    assert ways(every(), "charset-gbk", "\u00fc") == {"gbk-twice": "\u7709"}
    assert ways(every(), "charset-gbk", "\u7709")["gbk-sent"] == "\u00fc"
    assert ways(every(), "charset-latin1", "plain") == {}


def test_values_are_encoded_in_the_charset_that_the_program_has() -> None:
    draft = Draft((("n", "\u00fc"),), charset="latin-1", errors="replace")
    made = {one.mistake.how: one.apply(draft).text for one in every() if one.mistake.kind == "values-percent-encoded"}
    assert (made["strict"], made["lower"]) == ("n%FC", "n%fc")


def test_half_a_letter_is_encoded_as_it_would_be_written() -> None:
    assert ways(every(), "values-percent-encoded", "\ud83d")["strict"] == "%ED%A0%BD"
