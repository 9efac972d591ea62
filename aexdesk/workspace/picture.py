"""A picture that was fetched because a person asked to see it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
"""What is longer is not fetched to its end."""


@dataclass(frozen=True, slots=True)
class FetchedPicture:
    """Its bytes, not yet decoded. `url`: where it was found in the end; `kind`: png, jpeg, gif, webp or bmp."""

    url: str
    kind: str
    data: bytes
