"""What the first call and the first look at practice wait for; imported in a thread, once the window stands."""

from aexdesk.gateway import client, practice_views

__all__ = ["client", "practice_views"]
