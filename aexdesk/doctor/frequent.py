"""The ways of a mistake that are seen often enough to be tried beside two others. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aexdesk.doctor.finding import Mistake


def is_frequent(mistake: Mistake) -> bool:
    """Whether it is worth trying with two others."""
    return mistake.how in _FREQUENT.get(mistake.kind, ())


_FREQUENT: Final[Mapping[str, tuple[str, ...]]] = {
    "path-missing": ("",), "path-added": ("name", "sync"), "path-with-rest": ("rest", "host"),
    "system-signed-as-business": ("", "method-sent"), "business-signed-as-system": ("",), "unsorted": ("received",),
    "param-left-out": ("",), "param-not-sent": ("sha256", "md5", "hmac"),
    "sign-included": ("empty",),
    "empty-values-left-out": ("",), "null-as-text": ("null", "None", "undefined"), "separators-kept": ("query",),
    "values-percent-encoded": ("strict", "javascript"), "values-form-encoded": ("python", "java"),
    "json-respaced": ("compact", "python"), "json-ascii-escaped": ("escaped",), "bool-case": ("capital",),
    "timestamp-seconds": ("seconds",), "whitespace-trimmed": ("both",), "charset-latin1": ("latin-1",),
    "charset-gbk": ("gbk",), "charset-utf16": ("utf-16-le",), "sorted-case-insensitive": ("",),
    "sorted-locale": ("collation",), "sorted-descending": ("",), "number-reformatted": ("float", "shortest"),
    "unicode-normalised": ("NFC", "NFD"), "newline-changed": ("lf", "crlf"),
}  # fmt: skip
