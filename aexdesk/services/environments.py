"""Environments: which there are, and where each of them calls."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.storage.environments import Environments
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment

DEFAULTS = {PRACTICE.name: PRACTICE, LIVE.name: LIVE}
_PATH = re.compile(r"(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+", re.ASCII)  # no server reads another path in it
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class EnvironmentBook:
    """Practice and Live, with editable URLs."""

    def __init__(self, environments: Environments) -> None:
        self._environments = environments
        self.changed = Changes()

    async def list(self) -> tuple[Environment, ...]:
        """Every environment."""
        return tuple(await self._environments.list())

    async def get(self, name: str) -> Environment:
        """The environment of this name. Raises BadInput."""
        return await self._environments.get(name)

    async def set_base_url(self, name: str, base_url: str) -> Environment:
        """Moves an environment to another host. Raises BadInput for what is no plain http(s) URL.

        Practice stays on loopback, whatever its name says elsewhere: what leaves this machine is Live.
        """
        environment = await self._environments.get(name)
        cleaned = clean_base_url(base_url, environment)
        moved = replace(environment, base_url=cleaned)
        await self._environments.save(moved)
        self.changed.announce()
        return moved

    async def set_paths(self, name: str, sync_path: str, rest_path: str, authorize_path: str) -> Environment:
        """Changes the paths behind the host. Raises BadInput for one that does not begin with a slash."""
        for path in (sync_path, rest_path, authorize_path):
            check_path(path)
        moved = replace(
            await self._environments.get(name),
            sync_path=sync_path,
            rest_path=rest_path,
            authorize_path=authorize_path,
        )
        await self._environments.save(moved)
        self.changed.announce()
        return moved


def check_path(path: str) -> None:
    """Raises BadInput for what is no path."""
    if not _PATH.fullmatch(path):
        raise BadInput("bad_path", field="path", found=path)


def clean_base_url(base_url: str, environment: Environment) -> str:
    """The URL as it is kept. Raises BadInput for one that this environment may not have."""
    url = base_url.strip().rstrip("/")
    _check_url(url, environment)
    return url


def _check_url(url: str, environment: Environment) -> None:
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise BadInput("bad_url", field="base_url", found=url) from None
    is_plain = url.isprintable() and not set(url) & set("?#@\\ ") and (not parts.path or _PATH.fullmatch(parts.path))
    if parts.scheme not in ("http", "https") or not parts.hostname or not has_port or not is_plain:
        raise BadInput("bad_url", field="base_url", found=url)
    is_loopback = parts.hostname in _LOOPBACK
    if not environment.is_live and not is_loopback:
        raise BadInput("practice_not_loopback", field="base_url", found=url)
    if environment.is_live and parts.scheme != "https" and not is_loopback:
        raise BadInput("live_without_tls", field="base_url", found=url)
