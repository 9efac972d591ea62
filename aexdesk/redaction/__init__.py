"""The only code that decides what is hidden: in what is stored, in what leaves the app, and in the log. Pure."""

from aexdesk.redaction.exchanges import for_leaving, for_storage, hider_by_value, hider_for, is_secret
from aexdesk.redaction.hider import SECRET_NAMES, Hider, HidingStream
from aexdesk.redaction.sought import Others
from aexdesk.redaction.words import SecretsSeen, hide_prose

__all__ = [
    "SECRET_NAMES",
    "Hider",
    "HidingStream",
    "Others",
    "SecretsSeen",
    "for_leaving",
    "for_storage",
    "hide_prose",
    "hider_by_value",
    "hider_for",
    "is_secret",
]
