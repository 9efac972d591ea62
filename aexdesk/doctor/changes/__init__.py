"""What people did to the string to sign, each a change of a draft, in the order in which they take effect. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from aexdesk.doctor.changes import encodings, json_texts, ordering, parameters, paths, texts, times
from aexdesk.doctor.changes.change import Change
from aexdesk.doctor.received import Received

__all__ = ["Change", "changes_of"]


def changes_of(received: Received, known: Mapping[str, str], right_sign: str) -> tuple[Change, ...]:
    """All that are known, those that work first in front; but for those of `parameters.cut_values`, which are many.

    `known` are values that the program may have signed and not sent, such as its callback URL; `right_sign` is what
    the request's signature should be, "" without a secret.
    """
    found = [
        *paths.changes(received),
        *parameters.changes(received, known, right_sign),
        *times.changes(received),
        *texts.changes(),
        *json_texts.changes(received),
        *encodings.changes(),
        *ordering.changes(received),
    ]
    return tuple(sorted(found, key=lambda change: change.stage))
