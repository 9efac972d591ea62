"""What the picker says: groups, marks, keys."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Effect
from aexdesk.services.own_apis import BrokenApiFile
from aexdesk.ui.tabs.console.apis.state import ALL, FAVOURITES, OWN, RECENT
from aexdesk.wording.errors import describe


def name_group(group: str) -> str:
    """A group's name; one that a later catalogue brings, as it is called there."""
    named = {
        ALL: _("All"),
        FAVOURITES: _("Favourites"),
        RECENT: _("Recent"),
        OWN: _("Your own"),
        "dropshipping": _("Dropshipping"),
        "affiliate": _("Affiliate"),
        "seller": _("Seller"),
        "system": _("System"),
    }
    return named.get(group, group)


def mark_effect(effect: Effect) -> tuple[str, str]:
    """What it does to money in a word, and the colour of that."""
    return {
        Effect.READ: (_("read"), "muted"),
        Effect.WRITE: (_("write"), "warn"),
        Effect.CREATES_ORDER: (_("order"), "bad"),
    }[effect]


def say_nothing_found(group: str, text: str, folder: str) -> str:
    """Why the list is empty."""
    if text:
        return _("No API fits. Enter takes the name as it is typed.")
    if group == OWN:
        return _("Describe an API of yours in a JSON file in {folder}. README says how.").format(folder=folder)
    if group == FAVOURITES:
        return _("No favourites yet: Ctrl+B marks the chosen API with a star.")
    return _("Nothing has been chosen yet.")


def say_broken(broken: BrokenApiFile) -> str:
    """A file that cannot be read: which, where, why."""
    told = describe(broken.trouble)
    return f"{broken.path}: {told.message} {told.hint}".strip()


def tell_keys() -> str:
    """How to get about without a mouse."""
    return _("↑ ↓ choose · Ctrl+↑ ↓ group · Ctrl+B favourite · Enter take · Esc close")
