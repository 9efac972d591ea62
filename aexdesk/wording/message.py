"""What is said to people: what happened, then what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """`message` says what happened, `hint` what to do ("" where nothing can be done)."""

    message: str
    hint: str = ""
