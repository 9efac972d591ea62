"""What only the Console says: JSON that cannot be read, origins, effects, sizes and times."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Effect
from aexdesk.openplatform.request import Origin
from aexdesk.workspace.environment import Environment


def name_origin(origin: Origin) -> str:
    """Where a parameter came from."""
    return {
        Origin.USER: _("typed"),
        Origin.PROFILE: _("app key"),
        Origin.API: _("API name"),
        Origin.CLOCK: _("clock"),
        Origin.SETTING: _("setting"),
        Origin.TOKEN: _("token"),
        Origin.COMPUTED: _("computed"),
    }[origin]


def name_effect(effect: Effect) -> tuple[str, str]:
    """What a call does, and the tone of it."""
    return {
        Effect.READ: (_("reads"), ""),
        Effect.WRITE: (_("writes"), "warn"),
        Effect.CREATES_ORDER: (_("creates an order"), "warn"),
    }[effect]


def name_environment(environment: Environment) -> str:
    """The word of the interface for the two that everybody has; their own name for others."""
    return {"practice": _("Practice"), "live": _("Live")}.get(environment.name, environment.name)


def write_minute(at: datetime) -> str:
    """The time alone, on this machine's clock."""
    return f"{at.astimezone():%H:%M}"


def say_recorded_took_place() -> str:
    """A recorded call was opened."""
    return _("The recorded call took the place of what you were writing.")


def say_order_took_place() -> str:
    """An order came over from the test cases."""
    return _("The prepared order took the place of what you were writing.")


def say_imported_took_place() -> str:
    """A request was brought in from elsewhere."""
    return _("The imported request took the place of what you were writing.")


def say_refreshed() -> str:
    """The token has a new session."""
    return _("The token was refreshed. Send the call again.")


def say_marked(environment: Environment, api: str) -> str:
    """An API was called harmless."""
    return _("{api} is taken for harmless in {environment} from now on.").format(
        api=api, environment=name_environment(environment)
    )


def write_mark(api: str) -> str:
    """What the mark does, before it is set."""
    return _(
        "You say that {api} spends nothing. By this very name, in this environment alone, it may then leave like a "
        "call that reads."
    ).format(api=api)


def warn_locked() -> tuple[str, str]:
    """Why a call that writes stays here, and what to do."""
    return _("Live is read-only, and this call writes."), _("Unlock Live in the top line, or try it in practice.")
