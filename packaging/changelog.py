"""Reads CHANGELOG.md, and writes it as others want it: the .deb, the software centres, a release.

python packaging/changelog.py --debian --maintainer "NAME <EMAIL>"   debian/changelog
python packaging/changelog.py --metainfo                             the <releases> of AppStream metainfo
python packaging/changelog.py --notes VERSION                        the notes of one release, as Markdown
python packaging/changelog.py --date                                 the day of the newest release

Nothing but the file decides what comes out: two runs give the same bytes. Needs Python alone.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

CHANGELOG = Path(__file__).with_name("CHANGELOG.md")

_RELEASE = re.compile(r"## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?")
_PRERELEASE = re.compile(r"(a|b|rc|\.dev)(?=\d)")
_MARKS = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Release:
    """What one release brought: a word of introduction, and its changes under their headings."""

    version: str
    day: date
    introduction: str
    changes: dict[str, list[str]] = field(default_factory=dict)
    markdown: str = ""

    @property
    def is_early(self) -> bool:
        """Whether it is a pre-release."""
        return _PRERELEASE.search(self.version) is not None


def read(text: str) -> list[Release]:
    """The releases, newest first; what is not released yet is not among them. Raises ValueError for another form."""
    releases = []
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        title, _end, body = part.partition("\n")
        found = _RELEASE.fullmatch(title.strip())
        if found is None:
            raise ValueError(f"no heading of a release: {title}")
        if found["version"].lower() == "unreleased":
            continue
        if found["date"] is None:
            raise ValueError(f"a release without a day: {title}")
        introduction, *sections = re.split(r"^### ", body, flags=re.MULTILINE)
        changes = {}
        for section in sections:
            heading, _end, items = section.partition("\n")
            changes[heading.strip()] = [_joined(item) for item in re.split(r"^- ", items, flags=re.MULTILINE)[1:]]
        day = date.fromisoformat(found["date"])
        releases.append(Release(found["version"], day, _joined(introduction), changes, body.strip()))
    return releases


def write_debian(releases: list[Release], maintainer: str) -> str:
    """As `man deb-changelog` wants it; a change under a heading other than Added begins with the heading."""
    return "\n".join(_write_debian(one, maintainer) for one in releases)


def write_metainfo(releases: list[Release]) -> str:
    """The <releases> element of AppStream metainfo, indented to stand in a <component>."""
    lines = ["  <releases>"]
    for one in releases:
        kind = "development" if one.is_early else "stable"
        lines.append(
            f"    <release version={quoteattr(one.version)} date={quoteattr(str(one.day))} type={quoteattr(kind)}>"
        )
        lines.append("      <description>")
        if one.introduction:
            lines.append(f"        <p>{escape(_plain(one.introduction))}</p>")
        for heading, items in one.changes.items():
            lines += [f"        <p>{escape(heading)}:</p>", "        <ul>"]
            lines += [f"          <li>{escape(_plain(item))}</li>" for item in items]
            lines.append("        </ul>")
        lines += ["      </description>", "    </release>"]
    return "\n".join([*lines, "  </releases>", ""])


def write_notes(releases: list[Release], version: str) -> str:
    """The part of one version, as it stands in the file. Raises ValueError where there is none."""
    found = next((one for one in releases if one.version == version), None)
    if found is None:
        raise ValueError(f"CHANGELOG.md tells nothing of {version}")
    return found.markdown + "\n"


def debian_version(version: str) -> str:
    """A pre-release sorts before its release in Debian's eyes too: 1.0rc1 is 1.0~rc1."""
    return _PRERELEASE.sub(lambda found: "~" + found[0].lstrip("."), version)


def _write_debian(release: Release, maintainer: str) -> str:
    lines = [f"aexdesk ({debian_version(release.version)}) stable; urgency=medium", ""]
    said = [release.introduction] if release.introduction else []
    for heading, items in release.changes.items():
        said += items if heading == "Added" else [f"{heading}: {item}" for item in items]
    for item in said:
        lines += textwrap.wrap(
            _plain(item), 78, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False
        )
    midnight = datetime(release.day.year, release.day.month, release.day.day, tzinfo=UTC)
    return "\n".join([*lines, "", f" -- {maintainer}  {midnight:%a, %d %b %Y %H:%M:%S +0000}", ""])


def _joined(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Without the marks of Markdown."""
    return _MARKS.sub(lambda found: found[1] or "", text)


def main() -> int:
    """Writes what is asked for to stdout, in UTF-8 and with plain line ends on every system."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--debian", action="store_true", help="as debian/changelog")
    wanted.add_argument("--metainfo", action="store_true", help="as the <releases> of AppStream metainfo")
    wanted.add_argument("--notes", metavar="VERSION", help="of one release, as Markdown")
    wanted.add_argument("--date", action="store_true", help="the day of the newest release")
    parser.add_argument(
        "--maintainer", metavar="'NAME <EMAIL>'", default="AExDesk maintainers <aexdesk@localhost>", help="for --debian"
    )
    options = parser.parse_args()
    try:
        releases = read(CHANGELOG.read_text(encoding="utf-8"))
        if options.debian:
            text = write_debian(releases, options.maintainer)
        elif options.metainfo:
            text = write_metainfo(releases)
        elif options.date:
            text = f"{releases[0].day}\n"
        else:
            text = write_notes(releases, options.notes)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
