"""What the first call and the first look at practice wait for; imported in a thread, once the window stands."""

from contextlib import suppress
from importlib import import_module

from aexdesk.gateway import client, practice_views

# The first call that fails is looked at by the doctor, before its secrets are hidden.
from aexdesk.services import noting

__all__ = ["client", "noting", "practice_views"]

# httpcore takes its locks from anyio, which imports them, and what they stand on, at the first call alone. These names
# are anyio's own and may change: then the first call waits for them, as it would without this.
for _name in ("anyio._core._synchronization", "anyio._backends._asyncio"):
    with suppress(ImportError):
        import_module(_name)
