"""An environment: where calls go, and whether money can be spent there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aexdesk.openplatform.endpoints import Endpoints

LIVE_BASE_URL = "https://api-sg.aliexpress.com"  # protocol: endpoints, docId 1388
PRACTICE_PORT = 8917
MOST_MINUTES = 60
"""How long Live can be unlocked at a time."""


class EnvironmentKind(StrEnum):
    """What stands behind an environment."""

    PRACTICE = "practice"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Environment:
    """A place that calls go to. Its name is its identity: practice and live things never mix.

    URLs and paths are settings, for local stand-ins and future regions; `base_url` has no trailing slash.
    """

    name: str
    kind: EnvironmentKind
    base_url: str
    sync_path: str = "/sync"
    rest_path: str = "/rest"
    authorize_path: str = "/oauth/authorize"

    @property
    def sync_url(self) -> str:
        """Where business interfaces are called."""
        return self.base_url + self.sync_path

    @property
    def rest_url(self) -> str:
        """What the path of a system interface is put behind."""
        return self.base_url + self.rest_path

    @property
    def authorize_url(self) -> str:
        """Where a browser begins the OAuth login."""
        return self.base_url + self.authorize_path

    @property
    def endpoints(self) -> Endpoints:
        """Where a signed request goes."""
        return Endpoints(self.sync_url, self.rest_url)

    @property
    def is_live(self) -> bool:
        """Whether a call here can cost money."""
        return self.kind is EnvironmentKind.LIVE


PRACTICE = Environment("practice", EnvironmentKind.PRACTICE, f"http://127.0.0.1:{PRACTICE_PORT}")
LIVE = Environment("live", EnvironmentKind.LIVE, LIVE_BASE_URL)
