"""What the first call and the first look at practice wait for; imported in a thread, once the window stands."""

# httpcore takes its locks from anyio, which imports them, and what they stand on, at the first call alone.
import anyio._backends._asyncio as locks_stand_on
import anyio._core._synchronization as locks

from aexdesk.gateway import client, practice_views

# The first call that fails is looked at by the doctor, before its secrets are hidden.
from aexdesk.services import noting

__all__ = ["client", "locks", "locks_stand_on", "noting", "practice_views"]
