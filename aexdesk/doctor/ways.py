"""How a message becomes a signature: a digest, a key and a way of writing, with what was wrong with each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aexdesk.doctor.digests import Digest, MessageDigester
from aexdesk.doctor.finding import Explanation
from aexdesk.doctor.keys import Key
from aexdesk.doctor.signature_text import Writing


@dataclass(frozen=True, slots=True)
class Way:
    """`make` digests a message; `key` is there for those who need it in another charset."""

    digest: Digest
    writing: Writing
    mistakes: Explanation
    make: MessageDigester = field(repr=False)
    key: bytes = field(repr=False)

    def fits(self, message: bytes) -> bool:
        """Whether the signature is that of `message`."""
        return self.writing.is_it(self.make(message))

    def fits_in(self, charset: str, message: bytes) -> bool:
        """The same with the secret in that charset too."""
        key = self.key.decode("utf-8", "replace").encode(charset, "surrogatepass")
        return self.writing.is_it(self.digest.make(key)(message))


class Ways:
    """Every digest with every key in every writing that can be, by the number of mistakes in it."""

    def __init__(self, writings: Sequence[Writing], digests: Sequence[Digest], keys: Sequence[Key]) -> None:
        """Mistakes of the writing are in every explanation: they are counted from the way that has fewest."""
        ways = list(_each(writings, digests, keys))
        least = min((len(way.mistakes) for way in ways), default=0)
        self._by_count: dict[int, list[Way]] = {}
        for way in ways:
            self._by_count.setdefault(len(way.mistakes) - least, []).append(way)

    def beyond(self, count: int) -> Sequence[Way]:
        """Those with `count` mistakes more than the fewest."""
        return self._by_count.get(count, ())


def _each(writings: Sequence[Writing], digests: Sequence[Digest], keys: Sequence[Key]) -> Iterator[Way]:
    made: dict[tuple[int, int], MessageDigester] = {}
    no_key = (Key((), b""),)
    for writing in writings:
        for at, digest in enumerate(digests):
            if digest.size != writing.size:
                continue
            for number, key in enumerate(keys if digest.needs_secret else no_key):
                make = made.get((at, number))
                if make is None:
                    make = made[at, number] = digest.make(key.data)
                yield Way(digest, writing, (*digest.mistakes, *key.mistakes, *writing.mistakes), make, key.data)
