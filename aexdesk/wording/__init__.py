"""An error, a verdict, a finding -> the sentence people read; the same in window and terminal."""

from aexdesk.wording.errors import describe, describe_code
from aexdesk.wording.message import Message
from aexdesk.wording.verdicts import describe_call_error, describe_difference, describe_key_check, describe_verdict

__all__ = [
    "Message",
    "describe",
    "describe_call_error",
    "describe_code",
    "describe_difference",
    "describe_key_check",
    "describe_verdict",
]
