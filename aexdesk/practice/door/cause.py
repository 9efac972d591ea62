"""Says in a refusal which mistake made the wrong signature, so that any SDK that prints the message prints the cause.

The platform itself says nothing of the kind. Whether a signature is right is judged in `signature`, by code of its own.
"""

from __future__ import annotations

import time
from typing import Final

from aexdesk.i18n import in_english
from aexdesk.practice.door.reading import Call
from aexdesk.secret import Secret

_SEARCHED_S: Final = 0.045
"""A little less than the 50 ms that are allowed, for what is under way then. Of the thread's own time: the search holds
up every other call, and a busy machine holds up the search.

Making what is tried counts too: of a long request that takes far longer than trying it.
"""


def cause_of(call: Call, secret: Secret) -> str:
    """A sentence or two behind the platform's own, in English."""
    # Imported with the first wrong signature: a program that signs rightly does not wait for it.
    from aexdesk.doctor.examining import examine  # noqa: PLC0415
    from aexdesk.doctor.finding import Verdict  # noqa: PLC0415
    from aexdesk.doctor.received import Received, SentFile  # noqa: PLC0415
    from aexdesk.wording.doctor_words import describe_mistake  # noqa: PLC0415

    files = tuple(SentFile(name, name, content) for name, content in call.files.items())
    deadline = time.thread_time() + _SEARCHED_S
    received = Received(call.api, tuple(call.params.items()), files)
    finding = examine(received, secret, {}, {}, lambda _tried: time.thread_time() < deadline)
    if finding.verdict is Verdict.UNSIGNED:
        return "the request has no sign"
    if finding.verdict is Verdict.VALID:
        return f"it is right for {call.api} at /rest; send the call there"
    if finding.verdict is Verdict.UNEXPLAINED:
        return "no known mistake explains it at first sight; aexdesk doctor searches on"
    with in_english():
        words = [(mistake.id, describe_mistake(mistake)) for mistake in finding.mistakes]
    return " ".join(f"[{name}] {message.message} {message.hint}" for name, message in words)
