"""Replaces secrets in bytes and text: known ones in every encoding, others by the name beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Final

from aexdesk.openplatform.named_values import (
    CONTEXT,
    LONGEST_END,
    LONGEST_HEAD,
    LOOKED_BACK,
    End,
    forms_of,
    value_behind,
)
from aexdesk.openplatform.wire_forms import longest_form
from aexdesk.redaction.sought import SHORTEST_BY_VALUE, Group, Others, Sought, group_of, longest_of, wide_groups
from aexdesk.redaction.wide import NUL
from aexdesk.secret import MASK

SECRET_NAMES: Final = (
    "session", "access_token", "refresh_token", "app_secret", "client_secret", "password",
    "accessToken", "refreshToken", "appSecret", "clientSecret",
    "cookie", "set_cookie", "authorization", "proxy_authorization",
)  # fmt: skip
"""Parameters and JSON fields whose value is a secret wherever they stand, in whatever letter case."""

REFERENCE: Final = re.compile(r"\{\{[a-z_]+:[^{}]{1,80}\}\}")
_MASK: Final = MASK.encode()
_NO_OTHERS: Final = Others()
_LONGEST_VALUE: Final = 4096  # what is longer is neither a reference nor a secret that we know


@dataclass(frozen=True, slots=True)
class _Hit:
    """A secret, noticed `at`. It begins at `start`; where it ends is known, or `ending` tells."""

    at: int
    start: int
    end: int = 0
    instead: bytes = b""
    ending: End | None = None


_Key = Sought | bytes  # a known secret, or the name of an unknown one, in small letters


@dataclass(frozen=True, slots=True)
class _Keys:
    """What is looked for."""

    groups: tuple[Group, ...]
    names: tuple[bytes, ...]
    wide: tuple[Group, ...] = ()

    def in_(self, data: bytes) -> list[_Key]:
        """Those that stand in `data`, with a value beside them or without."""
        lowered = data.lower()
        found: list[_Key] = [value for group in self.groups for value in group.found_in(data, lowered)]
        found += [name for name in self.names if name in lowered]
        if NUL in data:
            found += [value for group in self.wide for value in group.found_in(data, lowered)]
        return found


class Hider:
    """Replaces secrets in bytes and text: known ones by value in every encoding, others by the name beside them.

    `others` are masked by value wherever they stand.
    """

    def __init__(
        self, known: Mapping[str, str], names: Iterable[str] = SECRET_NAMES, others: Others = _NO_OTHERS
    ) -> None:
        self._known = dict(known)
        self._names = tuple(names)
        self._all = {value: group_of(value, known[value]) for value in sorted(known, key=len, reverse=True)}
        long = [value for value in self._all if len(value) >= SHORTEST_BY_VALUE]
        by_value = [self._all[value] for value in long]
        wide = tuple(group for value in long for group in wide_groups(value, known[value]))
        self._keys = _Keys((*by_value, *others.groups), forms_of(self._names), wide + others.wide)
        self._texts: frozenset[bytes] = frozenset()
        self._in_texts = _Keys((), ())
        self.window = max([LONGEST_HEAD, longest_of(wide), others.window, *map(longest_form, known)])
        """So many bytes from where a secret is noticed tell all about it but its end."""

    def with_names(self, *names: str) -> Hider:
        """One that knows more names."""
        return self._with((*self._names, *names), self._texts)

    def without_names(self) -> Hider:
        """One that goes by value alone."""
        return self._with((), self._texts)

    def among(self, texts: Iterable[bytes]) -> Hider:
        """One that hides the same, and sooner where it is given one of `texts`: what stands in none of them it does
        not look for in each. Any other text is searched for everything, as ever."""
        return self._with(self._names, frozenset(texts))

    def _with(self, names: tuple[str, ...], texts: frozenset[bytes]) -> Hider:
        keys = _Keys(self._keys.groups, forms_of(names), self._keys.wide)
        # What stands in one of them stands in all of them joined, whatever is between.
        found = keys.in_(b"\n".join(texts)) if texts else []
        in_texts = _Keys(
            tuple(Group(b"", (key,)) for key in found if not isinstance(key, bytes)),
            tuple(key for key in found if isinstance(key, bytes)),
        )
        other = copy(self)
        other.__dict__.update(_names=names, _keys=keys, _texts=texts, _in_texts=in_texts)
        return other

    def hide_bytes(self, data: bytes) -> bytes:
        """`data` without its secrets."""
        return b"".join(self.hide_chunks((data,))) if self._keys_in(data) else data

    def hide(self, text: str) -> str:
        """`text` without its secrets."""
        data = text.encode("utf-8", "surrogatepass")
        return self.hide_bytes(data).decode("utf-8", "surrogatepass") if self._keys_in(data) else text

    def hide_chunks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same for a body that does not fit in memory: a secret cut by a chunk's end is still found."""
        stream = HidingStream(self)
        for chunk in chunks:
            yield stream.feed(chunk)
        yield stream.finish()

    def value(self, value: str) -> str:
        """What stands for a value that is known to be a secret."""
        return self._known.get(value, MASK)

    def instead_of(self, inside: bytes) -> bytes:
        """What stands for the value behind a name: its reference, if it is known or is one already."""
        if not inside:
            return inside
        if len(inside) <= _LONGEST_VALUE:
            if REFERENCE.fullmatch(inside.decode("utf-8", "replace")):
                return inside
            for group in self._all.values():
                if group.piece in inside and group.values[0].pattern.fullmatch(inside):
                    return group.values[0].instead
        return _MASK

    def search(self, data: bytes) -> _Search:
        """A search for the secrets in `data`."""
        return _Search(data, self._keys_in(data))

    def _keys_in(self, data: bytes) -> list[_Key]:
        return (self._in_texts if data in self._texts else self._keys).in_(data)


class _Search:
    """Finds one secret after the other, leftmost first. Remembers what each pattern will find next."""

    def __init__(self, data: bytes, keys: list[_Key]) -> None:
        self._data, self._lowered = data, data.lower()
        self._next: dict[_Key, _Hit | None] = dict.fromkeys(keys)

    def first(self, position: int, limit: int) -> _Hit | None:
        """The first secret noticed from `position` on, before `limit`."""
        best: _Hit | None = None
        for key, known in tuple(self._next.items()):
            hit = known if known is not None and known.at >= position else self._find(key, position)
            if hit is None:
                del self._next[key]
                continue
            self._next[key] = hit
            if best is None or hit.at < best.at or (hit.at == best.at and best.ending is None and hit.end > best.end):
                best = hit  # of two that begin at one place the longer; of two that are the same, the one that is known
        return best if best is not None and best.at < limit else None

    def _find(self, key: _Key, position: int) -> _Hit | None:
        if isinstance(key, Sought):
            match = key.pattern.search(self._data, position)
            return match and _Hit(match.start(), match.start(), match.end(), key.instead)
        while (at := self._lowered.find(key, position)) >= 0:
            if (value := value_behind(self._data, at, at + len(key))) is not None:
                return _Hit(at, value.start, value.end, value.quote + _MASK + value.quote, value.ending)
            position = at + 1
        return None


class HidingStream:
    """Takes bytes as they come and gives them back, some bytes later, without their secrets. Holds a few kilobytes."""

    def __init__(self, hider: Hider) -> None:
        self._hider = hider
        self._data = b""
        self._done = 0  # what stands before it has been given back, and is context
        self._value: End | None = None  # the end that is looked for, while in a value too long to be kept
        self._seen = 0

    def feed(self, chunk: bytes) -> bytes:
        """Takes the next bytes; gives those that nothing to come can change."""
        self._data += chunk
        return self._advance(is_last=False)

    def finish(self) -> bytes:
        """The rest."""
        return self._advance(is_last=True)

    def _advance(self, *, is_last: bool) -> bytes:
        if self._value is not None and not self._skip(self._value):
            return b""
        size = len(self._data)
        limit = size if is_last else max(self._done, size - self._hider.window)
        if limit == self._done and not is_last:
            return b""  # too little to be sure of anything
        search, out, position = self._hider.search(self._data), bytearray(), self._done
        while (hit := search.first(position, limit)) is not None:
            end = hit.end if hit.ending is None else hit.ending.find(self._data, hit.start, hit.start)
            if end is None and not is_last and size - hit.start <= _LONGEST_VALUE + LOOKED_BACK:
                limit = hit.at  # wait for its end
                break
            out += self._data[position : hit.start]
            position = size if end is None else end
            out += hit.instead if hit.ending is None else self._hider.instead_of(self._data[hit.start : position])
            if end is None and not is_last:
                self._value = hit.ending
                self._leave_rest()
                return bytes(out)
        limit = max(limit, position)
        out += self._data[position:limit]
        self._keep(limit)
        return bytes(out)

    def _skip(self, ending: End) -> bool:
        end = ending.find(self._data, 0, self._seen)
        if end is None:
            self._leave_rest()
            return False
        self._value = None
        self._keep(end)
        return True

    def _leave_rest(self) -> None:
        self._data = self._data[-2 * LOOKED_BACK :]
        self._seen = max(0, len(self._data) - LONGEST_END)

    def _keep(self, done: int) -> None:
        start = max(0, done - CONTEXT)
        self._data, self._done = self._data[start:], done - start
