"""Reads Brazilian tax numbers: nine digits and two check digits. Pure."""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9]{11}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}")


def read_cpf(text: str) -> str | None:
    """The eleven digits; None for another form, wrong check digits, or one digit eleven times (never given out)."""
    if not _FORM.fullmatch(text):
        return None
    digits = re.sub("[.-]", "", text)
    is_right = all(_check_digit(digits[:count]) == digits[count] for count in (9, 10))
    return digits if is_right and len(set(digits)) > 1 else None


def _check_digit(digits: str) -> str:
    """Weights fall to 2; the rest to 11, ten and eleven being 0."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(len(digits) + 1, 1, -1), strict=True))
    return str(total * 10 % 11 % 10)
