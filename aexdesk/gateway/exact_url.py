"""A URL whose path and query leave as they are written; httpx would normalise them.

Not by httpx's extension `target`: with an HTTP proxy in between, httpcore takes that for the target of the CONNECT as
well, so the proxy is asked, in clear text, for a query with a session in it instead of for the platform.
"""

from __future__ import annotations

import httpx


class ExactUrl(httpx.URL):
    """To be set as the `url` of a request that is made: a request makes a plain URL of what it is given."""

    def __init__(self, url: str, target: bytes) -> None:
        super().__init__(url)
        self._target = target

    @property
    def raw_path(self) -> bytes:
        """Path and query."""
        return self._target
