"""The sentences of the import of a .env file."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.secret import MASK
from aexdesk.services.env_import import FoundSettings

PARTS = ("app_key", "app_secret", "session", "refresh_token", "callback_url")


def note() -> str:
    """What will happen."""
    return _(
        "This was found. It is kept when you import it: the secrets in the keyring alone, and the names of the "
        "variables too, so that your program finds them again. The file stays as it is."
    )


def list_found(found: FoundSettings) -> tuple[tuple[str, str, str], ...]:
    """What each part is, its name in the file, and its value; a secret is dots."""
    shown = {"app_key": found.app_key, "callback_url": found.callback_url}
    names = {
        "app_key": _("App key"),
        "app_secret": _("App secret"),
        "session": _("Session"),
        "refresh_token": _("Refresh token"),
        "callback_url": _("Callback URL"),
    }
    return tuple((names[part], found.names[part], shown.get(part, MASK)) for part in PARTS if part in found.names)


def name_nobody() -> str:
    """The choice of no account."""
    return _("Nobody yet (unbound)")


def note_account(account: str) -> str:
    """What the choice means."""
    if account:
        return _("Bound by hand: that the session is this account's is your word.")
    return _("Unbound: no order leaves with it until you bind it in the Login tab.")
