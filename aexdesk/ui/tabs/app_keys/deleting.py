"""How profiles are deleted here: hidden first, and gone for good once nobody can undo it. QtCore only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.ui.deleting import Removal
from aexdesk.ui.tabs.app_keys import words
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.services.profiles import ProfileBook


def removal_of(book: ProfileBook) -> Removal[Profile]:
    """What `Deleting` needs to know of them."""
    return Removal(
        hide=lambda profile: book.remove(profile.id),
        restore=lambda profile: book.restore(profile.id),
        purge=book.purge_removed,
        say=lambda profile: words.say_deleted(profile.name),
    )
