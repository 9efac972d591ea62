"""A collection on disk: one file per request in a folder of the user's choice, and `collection.json` with variables.

What others wrote is read with care: a file that is broken, too large or leads elsewhere never hides the others.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aexdesk.faults import BadInput
from aexdesk.storage.folder import fault_of, write_atomically

COLLECTION_FILE: Final = "collection.json"
ENDING: Final = ".json"
LARGEST: Final = 4 * 1024 * 1024  # bytes of a request's file
MOST_FILES: Final = 10_000
DEEPEST: Final = 16  # sub-folders in each other
_NO_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_BAD_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DIGITS = re.compile(r"(\d+)")

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class RequestFile:
    """A file of the folder: its path from there, with slashes, and its text, or why it has none."""

    path: str
    text: str = ""
    trouble: BadInput | None = None


class RequestFolder:
    """Reads and writes the files of one collection. Every method blocks: call it on a thread."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def read_all(self) -> tuple[RequestFile, ...]:
        """Every request's file, in the order in which a person counts: 2 before 10. Raises BadInput: folder_missing,
        folder_too_full."""
        return tuple(self.read(path) for path in self._paths())

    def read(self, path: str) -> RequestFile:
        """One file. Never raises: what is wrong stands in `trouble`."""
        try:
            return RequestFile(path, read_text(self._inside(path)))
        except BadInput as trouble:
            return RequestFile(path, trouble=trouble)

    def read_collection_file(self) -> str:
        """The text of `collection.json`; empty without one. Raises BadInput."""
        file = self.root / COLLECTION_FILE
        return read_text(file) if file.exists() else ""

    def write(self, path: str, text: str) -> None:
        """Replaces a file as a whole, and makes its folder. Raises BadInput for a path that leads out, StorageFault."""
        file = self._inside(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fault_of(error, file) from error
        write_atomically(file, text)

    def delete(self, path: str) -> None:
        """Takes a file away; one that is gone already is no fault. Raises BadInput, StorageFault."""
        file = self._inside(path)
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise fault_of(error, file) from error

    def move(self, path: str, target: str) -> None:
        """Gives a file another name or folder. Raises BadInput("name_taken") where one stands there, StorageFault."""
        source, place = self._inside(path), self._inside(target)
        if place.exists() and not (source.exists() and place.samefile(source)):
            raise BadInput("name_taken", name=target)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            source.replace(place)
        except OSError as error:
            raise fault_of(error, source) from error

    def free_path(self, name: str, folder: str = "") -> str:
        """A path for a new request of this name that no file has yet."""
        base = f"{folder}/{file_name(name)}" if folder else file_name(name)
        number, path = 1, base + ENDING
        while (self.root / path).exists() or path == COLLECTION_FILE:
            number += 1
            path = f"{base} {number}{ENDING}"
        return path

    def stamps(self) -> dict[str, Stamp]:
        """What tells that a file was changed: its time, size and number. Empty where the folder has gone."""
        found: dict[str, Stamp] = {}
        try:
            for path in (*self._paths(), COLLECTION_FILE):
                with_file = self.root / path
                if with_file.exists():
                    told = with_file.stat()
                    found[path] = (told.st_mtime_ns, told.st_size, told.st_ino)
        except (BadInput, OSError):
            return found
        return found

    def _paths(self) -> list[str]:
        if not self.root.is_dir():
            raise BadInput("folder_missing", path=str(self.root))
        found: list[str] = []
        for path in self._walk(self.root, 0):
            found.append(path.relative_to(self.root).as_posix())
            if len(found) > MOST_FILES:
                raise BadInput("folder_too_full", path=str(self.root), most=MOST_FILES)
        return sorted(found, key=order_of)

    def _walk(self, folder: Path, depth: int) -> Iterator[Path]:
        try:
            with os.scandir(folder) as entries:
                seen = list(entries)
        except OSError:
            return  # a sub-folder that may not be read holds nothing for us
        for entry in seen:
            if entry.name.startswith("."):
                continue  # of Git, of an editor, or one of ours half written
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    yield from self._walk(Path(entry.path), depth + 1)
            elif entry.name.endswith(ENDING) and entry.name != COLLECTION_FILE:
                yield Path(entry.path)

    def _inside(self, path: str) -> Path:
        pieces = path.split("/")
        if not path or any(
            piece in ("", ".", "..") or "\\" in piece or ":" in piece or "\0" in piece for piece in pieces
        ):
            raise BadInput("path_leads_out", path=path)
        file = self.root.joinpath(*pieces)
        if not file.resolve().is_relative_to(self.root.resolve()):
            raise BadInput("path_leads_out", path=path)
        return file


def read_text(file: Path) -> str:
    """A text file of bounded size, UTF-8. Raises BadInput: file_unreadable, file_too_large, file_not_text."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would let us wait for ever
        with open(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadInput("file_unreadable", path=str(file), reason="not_a_file")
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise BadInput("file_unreadable", path=str(file), reason=error.strerror or type(error).__name__) from error
    if len(content) > LARGEST:
        raise BadInput("file_too_large", path=str(file), most=LARGEST // (1024 * 1024))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("file_not_text", path=str(file)) from None


def collection_root_of(file: Path) -> Path:
    """The folder whose `collection.json` counts for a file or folder: the nearest one upwards, else its own."""
    start = file if file.is_dir() else file.parent
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / COLLECTION_FILE).is_file():
            return folder
    return start


def file_name(name: str) -> str:
    """A request's name as a file name that every system takes."""
    plain = _BAD_IN_NAMES.sub("-", name).strip().strip(".").strip()[:80].rstrip(" .") or "request"
    return f"{plain}-" if plain.casefold().split(".")[0] in _NO_NAMES else plain


def order_of(path: str) -> list[tuple[int, int, str]]:
    """For sorting: a number in a name counts as a number."""
    found: list[tuple[int, int, str]] = []
    for part in path.removesuffix(ENDING).split("/"):
        for piece in filter(None, _DIGITS.split(part)):
            is_number = piece.isdecimal() and len(piece) < 19
            found.append((1, int(piece), "") if is_number else (2, 0, piece.casefold()))
        found.append((0, 0, ""))  # a shorter name comes first
    return found
