"""The fuzz targets by name. Each is imported when it is asked for: what is to be measured must be imported late."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from tests.fuzz.target import Target

ROOMS: Mapping[str, tuple[str, ...]] = {
    "guard": ("aexdesk.ordertest", "aexdesk.practice.door", "aexdesk.practice.ordering", "python_multipart"),
    "signing": ("aexdesk.openplatform", "aexdesk.ordertest", "aexdesk.practice.door.signature"),
    "doctor": ("aexdesk.doctor", "aexdesk.interchange", "aexdesk.openplatform", "aexdesk.services.diagnosing"),
    "bodies": ("aexdesk.bodies", "jmespath"),
    "importing": ("aexdesk.interchange", "aexdesk.collection", "aexdesk.services", "aexdesk.openplatform"),
    "redaction": ("aexdesk.redaction", "aexdesk.openplatform.named_values", "aexdesk.openplatform.wire_forms"),
    "door": ("aexdesk.practice", "aexdesk.serving", "python_multipart"),
}
"""The targets, a module of this package each, and the packages whose branches count as their coverage."""


def find_target(name: str) -> Target:
    """The target of that name; it stands in the module `<name>_target`."""
    found: Target = import_module(f"tests.fuzz.{name}_target").TARGET
    return found
