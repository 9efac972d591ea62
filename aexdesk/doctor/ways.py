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
        key = self.key.decode(errors="replace").encode(charset)
        return self.writing.is_it(self.digest.make(key)(message))


class Ways:
    """Every digest with every key in every writing that can be, by the number of mistakes in it."""

    def __init__(self, writings: Sequence[Writing], digests: Sequence[Digest], keys: Sequence[Key]) -> None:
        """Mistakes of the writing are in every explanation: they are counted from the way that has fewest."""
        choices = list(_each(writings, digests, keys))
        least = min((_count(choice) for choice in choices), default=0)
        self._choices: dict[int, list[_Choice]] = {}
        for choice in choices:
            self._choices.setdefault(_count(choice) - least, []).append(choice)
        self._made: dict[int, Sequence[Way]] = {}

    def beyond(self, count: int) -> Sequence[Way]:
        """Those with `count` mistakes more than the fewest. A key is taken in only for what is asked for."""
        if count not in self._made:
            self._made[count] = tuple(_way(choice) for choice in self._choices.get(count, ()))
        return self._made[count]


_Choice = tuple[Digest, Key, Writing]
_NO_KEY = Key((), b"")


def _each(writings: Sequence[Writing], digests: Sequence[Digest], keys: Sequence[Key]) -> Iterator[_Choice]:
    for writing in writings:
        for digest in digests:
            if digest.size == writing.size:
                for key in keys if digest.needs_secret else (_NO_KEY,):
                    yield digest, key, writing


def _count(choice: _Choice) -> int:
    return sum(len(one.mistakes) for one in choice)


def _way(choice: _Choice) -> Way:
    digest, key, writing = choice
    mistakes = (*digest.mistakes, *key.mistakes, *writing.mistakes)
    return Way(digest, writing, mistakes, digest.make(key.data), key.data)
