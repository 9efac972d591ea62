"""Values, or all of it, encoded before signing; and letters in another charset. Pure. Protocol, section 3, step 3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from aexdesk.doctor.changes.change import Change, Stage, of_values, remembered
from aexdesk.doctor.draft import Draft, Encoder
from aexdesk.doctor.finding import Mistake

_UNRESERVED: Final = "-_.~"
_JAVASCRIPT: Final = "!'()*"  # what encodeURIComponent leaves, beside the unreserved
_URI: Final = ";,/?:@&=+$#!'()*"  # and encodeURI

_LONGEST: Final = 256 * 1024
"""Characters of a string that is encoded as one: each of these ways of a longer one takes its time."""

Quoter = Callable[[str, str, str], str]
"""Text, charset and what becomes of a letter that it lacks."""


def _quote(safe: str, *, plus: bool = False, lower: bool = False, tilde: bool = True) -> Quoter:
    way = quote_plus if plus else quote

    def encode(text: str, charset: str, errors: str) -> str:
        try:
            encoded = way(text, safe=safe, encoding=charset, errors=errors)
        except UnicodeEncodeError:
            # Half a surrogate pair, which no charset has: as the string to sign writes it.
            encoded = way(text, safe=safe, encoding="utf-8", errors="surrogatepass")
        if not tilde:
            encoded = encoded.replace("~", "%7E")
        return _lowered(encoded) if lower else encoded

    return encode


def _lowered(encoded: str) -> str:
    head, *pieces = encoded.split("%")
    return "".join([head, *(f"%{piece[:2].lower()}{piece[2:]}" for piece in pieces)])


_PERCENT: Final[dict[str, Quoter]] = {
    "strict": _quote(""),
    "slash-kept": _quote("/"),
    "javascript": _quote(_JAVASCRIPT),
    "javascript-uri": _quote(_URI),
    "lower": _quote("", lower=True),
}
_FORM: Final[dict[str, Quoter]] = {
    "python": _quote("", plus=True),
    "php": _quote("", plus=True, tilde=False),
    "java": _quote("*", plus=True, tilde=False),
    "dotnet": _quote("!*()", plus=True, lower=True),
}


def changes() -> list[Change]:
    """Percent-encoding, form encoding, both twice; then charsets."""
    return [*_encoded(), *_decoded(), *_whole(), *_charsets(), *_read_wrongly()]


def _encoded() -> list[Change]:
    found = []
    for kind, quoters in (("values-percent-encoded", _PERCENT), ("values-form-encoded", _FORM)):
        for how, quoter in quoters.items():
            found.append(_of_quoter(Mistake(kind, how), quoter))
    for how, first, second in (
        ("percent", _PERCENT["strict"], _PERCENT["strict"]),
        ("percent-slash-kept", _PERCENT["slash-kept"], _PERCENT["slash-kept"]),
        ("javascript", _PERCENT["javascript"], _PERCENT["javascript"]),
        ("form", _FORM["python"], _FORM["python"]),
        ("form-java", _FORM["java"], _FORM["java"]),
        ("percent-form", _PERCENT["strict"], _FORM["python"]),
        ("form-percent", _FORM["python"], _PERCENT["strict"]),
    ):
        found.append(_of_quoter(Mistake("values-double-encoded", how), _twice(first, second)))
    only_plus: Quoter = lambda text, _charset, _errors: text.replace(" ", "+")  # noqa: E731
    found.append(_of_quoter(Mistake("values-form-encoded", "blanks-alone"), only_plus))
    return found


def _twice(first: Quoter, second: Quoter) -> Quoter:
    return lambda text, charset, errors: second(first(text, charset, errors), "utf-8", "strict")


def _of_quoter(mistake: Mistake, quoter: Quoter) -> Change:
    """For all values, in the charset of the draft."""
    plain = remembered(lambda text: quoter(text, "utf-8", "surrogateescape"))

    def every(draft: Draft) -> Draft:
        charset, errors = draft.charset, draft.errors
        if charset.startswith("utf"):
            return replace(draft, encode=plain)
        return replace(draft, encode=lambda text: quoter(text, charset, errors))

    return Change(mistake, Stage.ENCODING, "encoding", every, text=plain)


def _decoded() -> list[Change]:
    """What was sent encoded once too often arrives encoded, and was signed as it was."""
    ways: dict[str, Encoder] = {"percent": unquote, "form": unquote_plus}
    found = []
    for how, way in ways.items():
        found.append(of_values(Mistake("values-sent-encoded", how), Stage.ENCODING, "encoding", way))
    return found


def _whole() -> list[Change]:
    """The joined string, path and separators and all."""
    found = []
    for kind, quoters in (("values-percent-encoded", _PERCENT), ("values-form-encoded", _FORM)):
        for how, quoter in quoters.items():
            found.append(Change(Mistake(kind, f"whole-{how}"), Stage.PATH, "encoding", _of_whole(quoter)))
    return found


def _of_whole(quoter: Quoter) -> Callable[[Draft], Draft]:
    def encode(text: str) -> str:
        return text if len(text) > _LONGEST else quoter(text, "utf-8", "surrogateescape")

    return lambda draft: replace(draft, whole=encode)


# ---------------------------------------------------------------- charsets


def _charsets() -> list[Change]:
    found = []
    for kind, charset, errors in (
        ("charset-latin1", "latin-1", "replace"),
        ("charset-latin1", "cp1252", "replace"),
        ("charset-latin1", "latin-1", "ignore"),
        ("charset-latin1", "latin-1", "xmlcharrefreplace"),
        ("charset-gbk", "gbk", "replace"),
        ("charset-gbk", "gb18030", "replace"),
        ("charset-gbk", "gbk", "ignore"),
        ("charset-gbk", "gbk", "xmlcharrefreplace"),
        ("charset-utf16", "utf-16-le", "surrogatepass"),
        ("charset-utf16", "utf-16-be", "surrogatepass"),
        ("charset-utf16", "utf-16", "surrogatepass"),
        ("charset-ascii", "ascii", "replace"),
        ("charset-ascii", "ascii", "ignore"),
    ):
        how = charset if errors in ("replace", "surrogatepass") else f"{charset}-{errors}"
        found.append(Change(Mistake(kind, how), Stage.CHARSET, "charset", _in_charset(charset, errors)))
    return found


def _in_charset(charset: str, errors: str) -> Callable[[Draft], Draft]:
    return lambda draft: replace(draft, charset=charset, errors=errors)


def _read_wrongly() -> list[Change]:
    """UTF-8 that was taken for another charset and encoded once more (`utf8_encode` on UTF-8); and sent like that."""
    found = []
    for kind, charset in (("charset-latin1", "latin-1"), ("charset-latin1", "cp1252"), ("charset-gbk", "gbk")):
        found.append(of_values(Mistake(kind, f"{charset}-twice"), Stage.CHARSET, "charset", _mistaken(charset)))
        found.append(of_values(Mistake(kind, f"{charset}-sent"), Stage.CHARSET, "charset", _mended(charset)))
    return found


def _mistaken(charset: str) -> Encoder:
    return lambda text: text if text.isascii() else text.encode("utf-8", "replace").decode(charset, "replace")


def _mended(charset: str) -> Encoder:
    def mend(text: str) -> str:
        if text.isascii():
            return text
        try:
            return text.encode(charset).decode()
        except UnicodeError:
            return text

    return mend
