"""Tells patterns that are looked for at once from those that could go on for ever, such as (a+)+$. Pure."""

from __future__ import annotations

import re
from typing import Final

QUICK_TEXT: Final = 2048
"""Characters in which one repeat, begun anew at every place, is soon through."""

_FIXED = re.compile(r"(?<![)\\*+?}])\{[0-9]{1,3}\}")
_BRANCHES = re.compile(r"[*+?{|]")


def is_quick(pattern: str, text: str) -> bool:
    """Whether looking for the pattern in the text takes no time worth a thought, whatever both hold.

    It takes long where what repeats or may be absent can share the text out in many ways: that needs two of these
    signs at least, wherever they stand, and `{4}` of one letter is none. So a no may be too careful, a yes is not.
    """
    return len(text) <= QUICK_TEXT and len(_BRANCHES.findall(_FIXED.sub("", pattern))) <= 1
