"""What a lenient reader might take a name for: other letter case, invisible characters, encoded twice. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from aexdesk.ordertest.unclear import UnclearRequestError

_MOST_ENCODINGS = 8


def fold(name: str) -> str:
    """The most lenient reading of `name`: letters and digits alone, of one case and one alphabet."""
    return plain(name).replace("_", "")


def plain(name: str) -> str:
    """`name` as a lenient reader sees it, underscores kept: `name[0]` is an element of `name`."""
    # Capitals first: there a dotless i is an I.
    folded = unicodedata.normalize("NFKC", unquote_all(name)).partition("[")[0].upper().casefold()
    if folded.replace("_", "").isalnum():  # as nearly all are: not worth a walk through its letters
        return folded
    return "".join(letter for letter in folded if letter.isalnum() or letter == "_")


def unquote_all(text: str) -> str:
    """`text` without percent-encoding, however often somebody might decode it; nobody decodes more than 8 times."""
    for _time in range(_MOST_ENCODINGS):
        decoded = unquote(text)
        if decoded == text:
            break
        text = decoded
    return text


def refuse_other_spellings(found: Iterable[str], names: Iterable[str]) -> None:
    """Refuses a name that is none of `names` and that a lenient reader might take for one of them."""
    meant = {fold(name): name for name in names}
    for name in found:
        other = meant.get(fold(name), name)
        if other != name:
            raise UnclearRequestError(other, "odd_spelling", name)
