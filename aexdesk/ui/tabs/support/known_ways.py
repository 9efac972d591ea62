"""The channels whose way a person knows: shown until it is put away, or until a form went that way. Pure."""

from __future__ import annotations

from typing import Any, Final

from aexdesk.support.channels import Channel

KEY: Final = "support.known_channels"


def read_known(kept: Any) -> frozenset[Channel]:
    """What was remembered, as far as it still means something."""
    names = kept if isinstance(kept, list) else []
    return frozenset(one for one in Channel if one.value in names)


def write_known(known: frozenset[Channel]) -> list[str]:
    """What is remembered."""
    return sorted(one.value for one in known)
