"""What the guard's readers raise where a request has no single reading. Pure."""

from __future__ import annotations


class UnclearRequestError(Exception):
    """A request with no reading, or with two. `field` is what is unclear, `why` a code, `found` what stood there."""

    def __init__(self, field: str, why: str, found: str = "") -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why
        self.found = found
