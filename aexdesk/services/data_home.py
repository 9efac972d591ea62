"""Where the data folder lies when nobody says otherwise."""

from __future__ import annotations

from aexdesk.storage.folder import default_home

__all__ = ["default_home"]
