"""The error book: what an error of the platform means and what to do about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.openplatform.envelope import CallError


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """A page of the book. `cause` and `remedies` are English, likeliest first; the window translates them late.

    `causes` are more to the point than `cause`, likeliest first; empty where there is but the one. `acts` are codes of
    what one click may do about it: a tab, `refresh_token`, `check_clock`, or `api:` and a name.
    `certainty` is how sure the source is: D documented, C several clients agree, S one source, U unknown.
    """

    code: str
    cause: str
    remedies: tuple[str, ...]
    certainty: str
    source: str
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


class ErrorBook:
    """Finds the page for an error: by sub code first, since the outer code may only say "remote service error"."""

    def __init__(self, entries: Iterable[ErrorEntry]) -> None:
        self.entries = tuple(entries)
        self._by_code = {code.casefold(): entry for entry in self.entries for code in (entry.code, *entry.aliases)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ErrorBook:
        """Reads the format of `resources/error_book.json`."""
        return cls(
            ErrorEntry(
                code=entry["code"],
                cause=entry["cause"],
                remedies=tuple(entry["remedies"]),
                certainty=entry["certainty"],
                source=entry["source"],
                aliases=tuple(entry.get("aliases", ())),
                phrases=tuple(entry.get("phrases", ())),
                causes=tuple(entry.get("causes", ())),
                acts=tuple(entry.get("acts", ())),
            )
            for entry in data["entries"]
        )

    def page(self, code: str) -> ErrorEntry | None:
        """The page that has this code, or None."""
        return self._by_code.get(code.casefold())

    def search(self, text: str) -> tuple[ErrorEntry, ...]:
        """The pages in which every word of `text` occurs; those whose code holds them come first."""
        words = text.casefold().split()
        found = [entry for entry in self.entries if all(word in _said(entry) for word in words)]
        found.sort(key=lambda entry: not all(word in _codes(entry) for word in words))
        return tuple(found)

    def find(self, error: CallError) -> ErrorEntry | None:
        """The page for `error`, or None for one that the book does not know."""
        said = f"{error.message} {error.sub_message}".casefold()
        for entry in self.entries:
            if any(phrase.casefold() in said for phrase in entry.phrases):
                return entry
        return self._by_code.get(error.sub_code.casefold()) or self._by_code.get(error.code.casefold())


def _codes(entry: ErrorEntry) -> str:
    return " ".join((entry.code, *entry.aliases)).casefold()


def _said(entry: ErrorEntry) -> str:
    told = (entry.cause, *entry.causes, *entry.remedies, *entry.phrases)
    return f"{_codes(entry)} {' '.join(told).casefold()}"
