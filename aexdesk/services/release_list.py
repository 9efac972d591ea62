"""Reads a list of releases as GitHub's API gives it, whatever comes: bounded, plain text, https alone. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from aexdesk.workspace.release import Release, Version

MOST_RELEASES = 100
MOST_NOTES = 40
"""Lines of one release; a changelog that goes on has its page."""

_LONGEST_LINE = 400
_LONGEST_BODY = 40_000
_LONGEST_URL = 500
_MARKS = re.compile(r"`|\*\*|^#+\s*|^\s*[-*]\s+|\[([^\]]*)\]\([^)]*\)")


def read_releases(data: bytes) -> list[Release]:
    """The releases, the newest first; drafts, and what names no version, are left out.

    Raises ValueError for what is no list of releases at all.
    """
    try:
        told = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(told, list):
        raise ValueError("no list")
    found: dict[Version, Release] = {}
    for one in told[:MOST_RELEASES]:
        release = _read(one)
        if release is not None:
            found.setdefault(release.version, release)
    return sorted(found.values(), key=lambda release: release.version, reverse=True)


def _read(one: Any) -> Release | None:
    if not isinstance(one, dict) or one.get("draft") is True:
        return None
    version = Version.read(_text(one.get("tag_name")))
    if version is None:
        return None
    if one.get("prerelease") is True and not version.is_early:
        version = Version(version.text, version.order, is_early=True)
    notes = _joined(_text(one.get("body"))[:_LONGEST_BODY])
    return Release(version, _day(_text(one.get("published_at"))), tuple(notes)[:MOST_NOTES], _url(one.get("html_url")))


def _joined(body: str) -> Iterator[str]:
    """The lines without the marks of Markdown; one that was wrapped is one again, and headings are left out."""
    held = ""
    for line in [*body.splitlines(), ""]:
        is_new = not line.strip() or line.lstrip().startswith(("- ", "* ", "#"))
        if is_new:
            if held:
                yield held
            held = "" if line.startswith("#") else _plain(line)
        else:
            held = f"{held} {_plain(line)}".strip()[:_LONGEST_LINE]


def _plain(line: str) -> str:
    """Without marks, and without what would steer a terminal or turn a text round."""
    shown = "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    return " ".join(_MARKS.sub(lambda mark: mark[1] or "", shown).split())[:_LONGEST_LINE]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _url(told: Any) -> str:
    """A page that a person may open: https, to a host by name, without a password."""
    url = _text(told)
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return ""
    try:
        parts = urlsplit(url)
        is_fine = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if is_fine else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
