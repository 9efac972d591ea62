"""Fetches the picture that a person asks to see. Nothing is fetched before that, and nothing is kept."""

from __future__ import annotations

from aexdesk.services.environments import DEFAULTS, EnvironmentBook
from aexdesk.workspace.picture import FetchedPicture


class PictureFetching:
    """Knows the doors of the platform, which no picture is fetched from."""

    def __init__(self, environments: EnvironmentBook) -> None:
        self._environments = environments

    async def fetch(self, url: str) -> FetchedPicture:
        """The picture at an http(s) address. Raises BadInput and NetworkFault."""
        from aexdesk.gateway.pictures import fetch_picture  # noqa: PLC0415 - httpx takes its time to import

        environments = (*DEFAULTS.values(), *await self._environments.list())
        return await fetch_picture(url, environments)
