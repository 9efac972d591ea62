"""The main job as steps, in the order in which a person does it."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.tour.steps import app_keys, opening
from aexdesk.tour.walk import Step


def steps() -> tuple[Step, ...]:
    """From the open window to the support form."""
    return (
        Step("window", lambda: _("The window"), opening.look),
        Step("app-keys", lambda: _("App keys"), app_keys.check_key),
    )
