"""Is this a Brazilian tax number (CPF)? Nine digits and two check digits, as the platform's register counts. Pure."""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9]{11}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}")
_MODULUS = 11


def is_cpf(text: str) -> bool:
    """Whether `text` has one of the two forms and the right check digits; one digit eleven times is never given out."""
    if not _FORM.fullmatch(text):
        return False
    digits = [int(letter) for letter in text if letter.isdigit()]
    return len(set(digits)) > 1 and all(_check_digit(digits[:count]) == digits[count] for count in (9, 10))


def _check_digit(digits: list[int]) -> int:
    """Counted from the right the weights are 2, 3, 4 and on; a rest below two gives 0."""
    rest = sum(digit * weight for weight, digit in enumerate(reversed(digits), start=2)) % _MODULUS
    return 0 if rest < 2 else _MODULUS - rest
