"""Sentences for each mistake that the doctor knows: what was done, the fix, and the way where it needs a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from aexdesk.i18n import _

Words = Callable[[], str]


@cache
def mistake_words() -> Mapping[str, tuple[Words, Words]]:
    """Kind -> what was done, and the fix; worded when asked, in the language of then."""
    return {**_digest_mistakes(), **_path_mistakes(), **_order_mistakes(), **_value_mistakes(), **_set_mistakes(),
            **_time_mistakes(), **_secret_mistakes()}  # fmt: skip


def _digest_mistakes() -> dict[str, tuple[Words, Words]]:
    use_hmac = lambda: _("Use HMAC-SHA256 with the app secret as the key and the string to sign as the message.")  # noqa: E731
    return {
        "md5-wrapped": (
            lambda: _("MD5 of app secret + string + app secret was sent, while sign_method says otherwise."),
            lambda: _("Use HMAC-SHA256 with the app secret as the key; or, on /sync alone, send sign_method=md5."),
        ),
        "hmac-md5": (
            lambda: _("HMAC-MD5 was used, while sign_method says otherwise."),
            lambda: _("Use HMAC-SHA256 with sign_method=sha256."),
        ),
        "hmac-sha1": (lambda: _("HMAC-SHA1 was used; the platform does not know it."), use_hmac),
        "hmac-sha512": (lambda: _("HMAC-SHA512 was used; the platform does not know it."), use_hmac),
        "hmac-sha256": (
            lambda: _("HMAC-SHA256 was used, while sign_method says otherwise."),
            lambda: _("Send sign_method=sha256, and sign it with the other parameters."),
        ),
        "sha256-plain": (
            lambda: _("Plain SHA-256 was used, with the app secret put beside the string; it must be an HMAC."),
            use_hmac,
        ),
        "sha1-plain": (lambda: _("Plain SHA-1 was used; it must be an HMAC with SHA-256."), use_hmac),
        "sha256-no-key": (lambda: _("Plain SHA-256 was used, and the app secret not at all."), use_hmac),
        "md5-no-key": (lambda: _("Plain MD5 was used, and the app secret not at all."), use_hmac),
        "md5-one-sided": (
            lambda: _("MD5 was used with the app secret on one side alone."),
            lambda: _("Use HMAC-SHA256; for sign_method=md5 the app secret stands on both sides."),
        ),
        "hmac-wrapped": (
            lambda: _("The app secret was wrapped around the string, and then used as the key too."),
            lambda: _("Digest the bare string: wrapping belongs to sign_method=md5 alone."),
        ),
        "key-message-swapped": (
            lambda: _("Key and message of the HMAC are exchanged."),
            lambda: _("The app secret is the key, the string to sign the message: look at the order of arguments."),
        ),
        "sign-method-mismatch": (
            lambda: _("The digest is HMAC-SHA256, but sign_method is missing or a name that nobody documents."),
            lambda: _("Send sign_method=sha256, and sign it with the other parameters."),
        ),
        "digest-lowercase": (
            lambda: _("The signature is right but for its letters: they are small."),
            lambda: _("Write the hexadecimal digits in capitals."),
        ),
        "digest-base64": (
            lambda: _("The digest was written as Base64."),
            lambda: _("Write it as hexadecimal digits in capitals."),
        ),
        "digest-truncated": (
            lambda: _("Only a part of the digest was sent."),
            lambda: _("Send all of it: 64 hexadecimal digits for sha256, 32 for md5 and hmac."),
        ),
        "digest-decorated": (
            lambda: _("The digest has something between or around its digits."),
            lambda: _("Send the bare hexadecimal digits."),
        ),
    }  # fmt: skip


def _path_mistakes() -> dict[str, tuple[Words, Words]]:
    put_path = lambda: _("Put the API path, such as /auth/token/create, in front of the parameters, and nothing else.")  # noqa: E731
    nothing = lambda: _("Put nothing in front: a business interface has no path in its string to sign.")  # noqa: E731
    return {
        "path-missing": (lambda: _("The API path is missing in front of the parameters."), put_path),
        "path-without-slash": (lambda: _("The API path in front has no slash at its beginning."), put_path),
        "path-with-slash": (lambda: _("The API path in front has a slash at its end."), put_path),
        "path-with-rest": (lambda: _("The path in front holds /rest, or the host."), put_path),
        "path-added": (lambda: _("Something stands in front of the parameters of a business interface."), nothing),
        "business-signed-as-system": (
            lambda: _("A business interface was signed as a system one: its name as a path in front, and no method."),
            lambda: _("Put nothing in front, and sign method as a parameter like any other."),
        ),
        "system-signed-as-business": (
            lambda: _("A system interface was signed as a business one: method as a parameter, and no path in front."),
            put_path,
        ),
    }


def _order_mistakes() -> dict[str, tuple[Words, Words]]:
    by_name = lambda: _("Sort the parameters by name, by code point: digits, capitals, underscore, small letters.")  # noqa: E731
    bare = lambda: _("Join name and value of each parameter with nothing between.")  # noqa: E731
    return {
        "unsorted": (lambda: _("The parameters were signed unsorted."), by_name),
        "sorted-case-insensitive": (lambda: _("The parameters were sorted without regard to letter case."), by_name),
        "sorted-descending": (lambda: _("The parameters were sorted from z to a."), by_name),
        "sorted-locale": (
            lambda: _("The parameters were sorted by the rules of a language (localeCompare and the like)."),
            lambda: _("Sort by code point: JavaScript .sort() without localeCompare, C# StringComparer.Ordinal."),
        ),
        "sorted-by-pair": (lambda: _("Whole pairs were sorted, not names."), by_name),
        "sorted-by-value": (lambda: _("The parameters were sorted by their values."), by_name),
        "sorted-by-length": (lambda: _("The parameters were sorted by the length of their names."), by_name),
        "separators-kept": (lambda: _("Separators such as = and & were signed along."), bare),
        "keys-only": (lambda: _("Names were signed without their values."), bare),
        "values-only": (lambda: _("Values were signed without their names."), bare),
    }  # fmt: skip


def _value_mistakes() -> dict[str, tuple[Words, Words]]:
    raw = lambda: _("Sign the raw values, and encode each once when the request is laid out.")  # noqa: E731
    same = lambda: _("Write the value once, into a variable; sign that text and send that text.")  # noqa: E731
    utf8 = lambda: _("Turn string to sign and app secret into bytes as UTF-8, and send UTF-8.")  # noqa: E731
    return {
        "values-percent-encoded": (lambda: _("Values were percent-encoded before they were signed."), raw),
        "values-form-encoded": (lambda: _("Values were form-encoded (+ for a blank) before they were signed."), raw),
        "values-double-encoded": (lambda: _("Values were encoded twice before they were signed."), raw),
        "values-sent-encoded": (
            lambda: _("Values were encoded once too often on their way: they arrive encoded."),
            lambda: _("Give the raw values to the HTTP library, which encodes them itself."),
        ),
        "value-not-encoded": (
            lambda: _("A value with & in it was sent unencoded, and arrived in pieces: {where}."),
            lambda: _("Encode each value when the request is laid out; let the HTTP library do it."),
        ),
        "json-respaced": (lambda: _("JSON was signed with other spacing or order of keys than it was sent."), same),
        "json-ascii-escaped": (lambda: _("JSON was signed with other letters escaped (\\uXXXX) than sent."), same),
        "json-slashes-escaped": (lambda: _("JSON was signed with slashes escaped in another way than sent."), same),
        "object-as-text": (
            lambda: _("An object was signed as the language shows it, not as JSON."),
            lambda: _("Turn it into JSON text first; sign that text and send that text."),
        ),
        "bool-case": (
            lambda: _("A truth value was signed in other letters (True) than it was sent (true)."),
            lambda: _("Use the texts true and false for both."),
        ),
        "bool-as-number": (lambda: _("A truth value was signed as a number or as nothing."),
                           lambda: _("Use the texts true and false for both.")),
        "number-reformatted": (lambda: _("A number was signed in another form than it was sent."), same),
        "null-as-text": (
            lambda: _("A value that is empty was signed as a word such as null."),
            lambda: _("Leave empty parameters out of both, signature and request."),
        ),
        "unicode-normalised": (lambda: _("Text was signed in another Unicode normalisation than it was sent."), same),
        "whitespace-trimmed": (lambda: _("Blanks around a value were signed, or sent, but not both."), same),
        "whitespace-collapsed": (lambda: _("Several blanks were signed as one."), same),
        "newline-changed": (lambda: _("Line breaks were signed in another form than they were sent."), same),
        "charset-latin1": (lambda: _("Text was signed as Latin-1 (or Windows-1252), not UTF-8."), utf8),
        "charset-gbk": (lambda: _("Text was signed as GBK, not UTF-8."), utf8),
        "charset-utf16": (lambda: _("Text was signed as UTF-16, not UTF-8."), utf8),
        "charset-ascii": (lambda: _("Text was signed as ASCII; other letters were lost."), utf8),
    }  # fmt: skip


def _set_mistakes() -> dict[str, tuple[Words, Words]]:
    all_alike = lambda: _("Gather every parameter first, then sign; add nothing and leave nothing out after that.")  # noqa: E731
    return {
        "param-left-out": (
            lambda: _("{name} was sent but not signed: forgotten, or added after signing."),
            all_alike,
        ),
        "param-not-sent": (lambda: _("{name} was signed, with the value “{how}”, but not sent."), all_alike),
        "session-twice": (lambda: _("{name} was signed, with the value of {where}, but not sent."), all_alike),
        "sign-included": (
            lambda: _("The parameter sign was itself signed."),
            lambda: _("Leave sign out of the string to sign, also when a request is signed anew."),
        ),
        "empty-values-left-out": (
            lambda: _("Parameters with an empty value were sent but not signed."),
            lambda: _("Leave empty parameters out of both, signature and request."),
        ),
        "file-bytes-included": (
            lambda: _("A file's content was signed."),
            lambda: _("Sign the text parameters alone: files are sent, not signed."),
        ),
        "file-name-included": (
            lambda: _("A file parameter was signed, by its name."),
            lambda: _("Sign the text parameters alone: files are sent, not signed."),
        ),
    }


def _time_mistakes() -> dict[str, tuple[Words, Words]]:
    once = lambda: _("Read the clock once, in milliseconds since 1970; sign that text and send that text.")  # noqa: E731
    return {
        "timestamp-seconds": (lambda: _("The timestamp was signed in another unit than it was sent."), once),
        "timestamp-local-time": (lambda: _("The timestamp was signed in local time (UTC{how})."), once),
        "timestamp-as-text": (lambda: _("The timestamp was signed in another form than it was sent."), once),
        "timestamp-changed": (lambda: _("The timestamp was read twice: another moment was signed than sent."), once),
    }


def _secret_mistakes() -> dict[str, tuple[Words, Words]]:
    copy = lambda: _("Copy the app secret anew from the App Console, and trim it where the program reads it.")  # noqa: E731
    return {
        "secret-whitespace": (lambda: _("A blank or a line break stands beside the app secret."), copy),
        "secret-quoted": (lambda: _("Quotation marks stand around the app secret."), copy),
        "secret-case": (lambda: _("The app secret has other letters, capital or small."), copy),
        "secret-decoded": (
            lambda: _("The app secret was decoded as {how} before it was used."),
            lambda: _("Use the text of the app secret as it is, as UTF-8 bytes."),
        ),
        "secret-with-ampersand": (
            lambda: _("& was put behind the app secret, as other clouds' signatures want it."),
            lambda: _("Use the bare app secret as the key."),
        ),
        "secret-of-other-profile": (
            lambda: _("The app secret of {how} was used."),
            lambda: _("Use the app secret that belongs to the app key of this request."),
        ),
        "secret-is-app-key": (
            lambda: _("The app key was used as the app secret."),
            lambda: _("Use the app secret from the App Console; it stands beside the app key."),
        ),
    }


@cache
def way_words() -> Mapping[tuple[str, str], Words]:
    return {
        ("sha256-plain", "before"): lambda: _("app secret in front"),
        ("sha256-plain", "after"): lambda: _("app secret behind"),
        ("sha256-plain", "both"): lambda: _("app secret on both sides"),
        ("md5-one-sided", "before"): lambda: _("in front"),
        ("md5-one-sided", "after"): lambda: _("behind"),
        ("timestamp-seconds", "seconds"): lambda: _("signed in seconds, sent in milliseconds"),
        ("timestamp-seconds", "milliseconds"): lambda: _("signed in milliseconds, sent in seconds"),
        ("path-added", "name"): lambda: _("the API name"),
        ("path-added", "slash-name"): lambda: _("the API name with a slash"),
        ("path-added", "sync"): lambda: _("/sync"),
        ("path-added", "host"): lambda: _("the address"),
        ("path-with-rest", "rest"): lambda: _("/rest in front of the path"),
        ("path-with-rest", "host"): lambda: _("the whole address"),
        ("separators-kept", "query"): lambda: _("name=value&name=value"),
        ("values-percent-encoded", "javascript"): lambda: _("as encodeURIComponent does"),
        ("values-form-encoded", "java"): lambda: _("as Java's URLEncoder does"),
        ("values-form-encoded", "php"): lambda: _("as PHP's urlencode does"),
        ("json-respaced", "python"): lambda: _("as Python's json.dumps writes it"),
        ("json-respaced", "compact"): lambda: _("without blanks, as JSON.stringify writes it"),
        ("object-as-text", "javascript"): lambda: _("as JavaScript shows an object"),
        ("object-as-text", "python"): lambda: _("as Python shows a dict"),
        ("object-as-text", "php"): lambda: _("as PHP shows an array"),
        ("object-as-text", "quoted-again"): lambda: _("JSON text put into JSON once more"),
        ("secret-whitespace", "newline-after"): lambda: _("a line break behind it"),
        ("secret-whitespace", "blank-after"): lambda: _("a blank behind it"),
        ("secret-whitespace", "blank-before"): lambda: _("a blank in front"),
        ("digest-truncated", "middle"): lambda: _("its middle"),
        ("digest-truncated", "end"): lambda: _("its end"),
    }  # fmt: skip
