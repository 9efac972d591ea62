"""The composition root: one Desk over one data folder, with every service in it. No Qt."""

from aexdesk.desk.lifetime import Desk

__all__ = ["Desk"]
