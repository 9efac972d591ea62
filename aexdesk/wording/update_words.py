"""What a look at the list of releases told, in words."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.workspace.release import Release, UpdateNews


def say_news(news: UpdateNews) -> str:
    """One sentence."""
    if not news.newer:
        return _("No newer release is listed: this is AExDesk {version}.").format(version=news.current.text)
    return _("AExDesk {latest} is out; this is {version}.").format(
        latest=news.newer[0].version.text, version=news.current.text
    )


def write_release(release: Release) -> tuple[str, ...]:
    """Its version and day, then what is new in it, then its page."""
    title = f"{release.version.text} · {release.day.isoformat()}" if release.day else release.version.text
    return (title, *(f"• {note}" for note in release.notes), *([release.url] if release.url else []))
