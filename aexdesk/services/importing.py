"""Brings in requests from cURL, HAR, Postman and Bruno files; nothing computed and nothing secret comes along."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aexdesk.collection.saved_request import SavedRequest
from aexdesk.collection.variables import is_name
from aexdesk.faults import BadInput
from aexdesk.interchange.importing.bruno import import_bruno
from aexdesk.interchange.importing.curl import import_curl
from aexdesk.interchange.importing.har import import_har
from aexdesk.interchange.importing.imported import Imported, ImportedRequest, Skipped
from aexdesk.interchange.importing.postman import import_postman
from aexdesk.services.chosen_files import read_whole_text, refuse_what_is_no_file
from aexdesk.services.collections import Collections

LARGEST: Final = 128 * 1024 * 1024  # bytes; a browser's HAR of a long session stays below
_MOST_BRUNO_FILES: Final = 5_000

FORMATS: Final[Mapping[str, Callable[[str], Imported]]] = {
    "curl": import_curl,
    "har": import_har,
    "postman": import_postman,
    "bruno": import_bruno,
}


@dataclass(frozen=True, slots=True)
class Import:
    """What a file holds, before anything is written."""

    format: str
    found: Imported

    @property
    def requests(self) -> tuple[SavedRequest, ...]:
        """The requests, as a collection keeps them."""
        return tuple(map(saved_request_of, self.found.requests))


def saved_request_of(imported: ImportedRequest) -> SavedRequest:
    """The same request in the collection's words."""
    return SavedRequest(
        name=imported.name,
        api=imported.api,
        parameters=imported.parameters,
        files=imported.files,
        http_method=imported.http_method,
        sign_method=imported.sign_method,
        settings=imported.settings,
        notes=imported.notes,
    )


def format_of(text: str, ending: str = "") -> str:
    """Which format a text has: by what stands in it, and for Bruno by the file's ending. Raises BadInput."""
    if ending.lower() == ".bru":
        return "bruno"
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        try:
            found = json.loads(start)
        except (ValueError, RecursionError):
            return "har" if ending.lower() == ".har" else "postman"  # which then says what is wrong, and where
        if "log" in found:
            return "har"
        if "item" in found or "info" in found:
            return "postman"
        raise BadInput("import_unknown")
    if "curl" in start.lower():
        return "curl"
    raise BadInput("import_unknown")


class Importing:
    """Reads a file, and writes what it holds into a collection."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections

    async def read(self, path: Path) -> Import:
        """What a file, or a folder of Bruno's, holds. Nothing that it names is opened, nothing is sent.

        Raises BadInput: file_unreadable, file_too_large, file_not_text, import_unknown, import_not_json,
        import_not_bruno.
        """
        return await asyncio.to_thread(read_import, path)

    async def read_text(self, text: str, kind: str = "") -> Import:
        """What a text holds, of a clipboard say: of that format, else of the one it looks like. Raises as `read`."""
        return await asyncio.to_thread(_read_import_text, text, kind)

    async def save(self, root: Path, read: Import, folder: str = "") -> tuple[str, ...]:
        """Writes each request into a file of its own; their paths. Raises BadInput("secret_in_file"), StorageFault."""
        return tuple([await self._collections.add(root, request, folder) for request in read.requests])

    async def save_variables(self, root: Path, read: Import, environment: str) -> None:
        """Adds the variables that the file defines to those of an environment; what is set there already stays."""
        before = (await self._collections.load(root)).file.of(environment)
        found = {name: value for name, value in read.found.variables if is_name(name)}
        if found:
            await self._collections.save_variables(root, environment, {**found, **before})


def read_import(path: Path) -> Import:
    """As `Importing.read`; blocks."""
    if path.is_dir():
        return _read_bruno_folder(path)
    text = _read_text(path)
    return _read_import_text(text, format_of(text, path.suffix))


def _read_import_text(text: str, kind: str) -> Import:
    kind = kind or format_of(text)
    return Import(kind, FORMATS[kind](text))


def _read_bruno_folder(folder: Path) -> Import:
    files = sorted(folder.rglob("*.bru"))[:_MOST_BRUNO_FILES]
    if not files:
        raise BadInput("import_unknown")
    requests: list[ImportedRequest] = []
    skipped: list[Skipped] = []
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            found = import_bruno(_read_text(file))
        except BadInput as trouble:
            skipped.append(Skipped(name, trouble.code))
            continue
        requests += found.requests
        skipped += found.skipped
    return Import("bruno", Imported(tuple(requests), tuple(skipped)))


def _read_text(path: Path) -> str:
    refuse_what_is_no_file(path)
    return read_whole_text(path, LARGEST)
