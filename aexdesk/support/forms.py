"""Writes the support form: Description, RequestID for your request, API path, RequestBody. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SupportForm:
    """A form ready to paste. `to` and `subject` are empty but for email; the app key stands in the email alone."""

    to: str
    subject: str
    body: str
