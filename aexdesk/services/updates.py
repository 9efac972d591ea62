"""Checks for updates when, and only when, the user asks: looks at the list of releases, tells, installs nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aexdesk
from aexdesk import resources
from aexdesk.faults import BadInput, NetworkFault
from aexdesk.services.environments import DEFAULTS
from aexdesk.services.release_list import read_releases
from aexdesk.workspace.release import UpdateNews, Version

ADDRESS_VARIABLE = "AEXDESK_RELEASES_URL"
"""Names another list than the one that the build knows."""


class Updates:
    """`url`: where the releases are listed; "" where that is not known. `may_be_plain` is for tests."""

    def __init__(self, url: str, *, current: str = aexdesk.__version__, may_be_plain: bool = False) -> None:
        version = Version.read(current)
        assert version is not None, current
        self.current = version
        self.url = url
        self._may_be_plain = may_be_plain

    async def look(self) -> UpdateNews:
        """Fetches the list. One who uses no pre-release hears of none.

        Raises BadInput where no list is known or may be asked, NetworkFault where none comes.
        """
        from aexdesk.gateway.release_list import fetch_release_list  # noqa: PLC0415 - httpx takes its time to import

        if not self.url:
            raise BadInput("releases_unknown", variable=ADDRESS_VARIABLE)
        data = await fetch_release_list(self.url, tuple(DEFAULTS.values()), may_be_plain=self._may_be_plain)
        try:
            releases = await asyncio.to_thread(read_releases, data)
        except ValueError as error:
            raise NetworkFault("releases_unreadable", host=self.url.partition("://")[2].partition("/")[0]) from error
        newer = [one for one in releases if one.version > self.current]
        return UpdateNews(
            self.current, tuple(one for one in newer if self.current.is_early or not one.version.is_early)
        )


def updates_of(environ: Mapping[str, str]) -> Updates:
    """As this build and the environment say."""
    return Updates(environ.get(ADDRESS_VARIABLE) or resources.read_json("release_list.json")["url"])
