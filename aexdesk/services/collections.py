"""Collections: saved requests in a folder of the user's choice, with variables, watched for changes from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from aexdesk.collection.collection_file import CollectionFile, read_collection, write_collection
from aexdesk.collection.request_file import read_request, write_request
from aexdesk.collection.saved_request import SavedRequest
from aexdesk.collection.variables import Scope
from aexdesk.faults import BadInput
from aexdesk.redaction import is_secret
from aexdesk.services.changes import Changes
from aexdesk.services.known_secrets import KnownSecrets
from aexdesk.storage.request_folder import (
    COLLECTION_FILE,
    ENDING,
    RequestFile,
    RequestFolder,
    Stamp,
    collection_root_of,
    file_name,
)
from aexdesk.workspace.environment import Environment

WATCHED_EVERY_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class LoadedRequest:
    """A request and its file; `path` is relative to the collection, with slashes."""

    path: str
    request: SavedRequest


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file that could not be read, and why."""

    path: str
    trouble: BadInput


@dataclass(frozen=True, slots=True)
class LoadedCollection:
    """A folder as it was when it was read. One broken file leaves the others as they are."""

    root: Path
    file: CollectionFile = field(default_factory=CollectionFile)
    requests: tuple[LoadedRequest, ...] = ()
    broken: tuple[BrokenFile, ...] = ()

    @property
    def name(self) -> str:
        """The collection's name; without one, the folder's."""
        return self.file.name or self.root.name


def scope_of(file: CollectionFile, environment: Environment) -> Scope:
    """The variables outside rows and answers. Those of the environment: `environment`, `base_url`."""
    return Scope(
        collection=file.of(environment.name),
        environment={"environment": environment.name, "base_url": environment.base_url},
    )


class Collections:
    """Loads, saves and watches. No file that it writes holds a secret of this workspace."""

    def __init__(self, secrets: KnownSecrets) -> None:
        self._secrets = secrets
        self.changed = Changes()

    async def load(self, root: Path) -> LoadedCollection:
        """The whole folder. Raises BadInput: folder_missing, folder_too_full."""
        return await asyncio.to_thread(load, root)

    async def read(self, root: Path, path: str) -> LoadedRequest | BrokenFile | None:
        """One request as its file has it now; None where there is none."""
        loaded = await asyncio.to_thread(_read_one, root, path)
        broken = next((one for one in loaded.broken if one.path == path), None)
        return broken or next(iter(loaded.requests), None)

    async def read_text(self, root: Path, path: str) -> str:
        """The text of a request's file, to the letter. Raises BadInput."""
        found = await asyncio.to_thread(RequestFolder(root).read, path)
        if found.trouble is not None:
            raise found.trouble
        return found.text

    async def put_back(self, root: Path, path: str, text: str) -> None:
        """Writes a file that was deleted as it was. Raises BadInput("name_taken") where one stands there meanwhile."""
        if await self.read(root, path) is not None:
            raise BadInput("name_taken", name=path)
        await self._write(root, path, text)

    async def save(self, root: Path, path: str, request: SavedRequest) -> None:
        """Writes a request into its file. Raises BadInput: secret_in_file, those of `write_request`; StorageFault."""
        for name, value in (*request.parameters, *request.settings):
            if value and is_secret(name, request.api) and not value.startswith("{{"):
                raise BadInput("secret_in_file", name=name)
        text = write_request(request)
        # The text alone would do for plain letters; in a value, others are not yet escaped.
        await self._secrets.refuse({**dict(request.parameters), **dict(request.settings), request.name: text})
        await self._write(root, path, text)

    async def add(self, root: Path, request: SavedRequest, folder: str = "") -> str:
        """Writes a new request; the path of its file. Raises as `save` does."""
        path = await asyncio.to_thread(RequestFolder(root).free_path, request.name, folder)
        await self.save(root, path, request)
        return path

    async def save_variables(self, root: Path, environment: str, variables: Mapping[str, str]) -> None:
        """Writes the variables of one environment; the others stay. Raises BadInput, StorageFault."""
        before = read_collection(await asyncio.to_thread(RequestFolder(root).read_collection_file))
        await self._secrets.refuse(dict(variables))
        text = write_collection(replace(before, variables={**before.variables, environment: dict(variables)}))
        read_collection(text)  # a name that no variable may have is refused before it is written
        await self._write(root, COLLECTION_FILE, text)

    async def delete(self, root: Path, path: str) -> None:
        """Takes a request's file away. Raises BadInput, StorageFault."""
        await asyncio.to_thread(RequestFolder(root).delete, path)
        self.changed.announce()

    async def move(self, root: Path, path: str, target: str) -> None:
        """Renames a request's file. Raises BadInput("name_taken"), StorageFault."""
        await asyncio.to_thread(RequestFolder(root).move, path, target)
        self.changed.announce()

    async def move_for_name(self, root: Path, path: str, name: str) -> str:
        """Gives a file the name that a new request of this name would have; its path then. Raises StorageFault."""
        folder = path.rpartition("/")[0]
        wanted = f"{folder}/{file_name(name)}{ENDING}" if folder else f"{file_name(name)}{ENDING}"
        if wanted in (path, COLLECTION_FILE):
            return path
        try:
            await self.move(root, path, wanted)
        except BadInput:
            return path  # another file has that name: this one keeps its own
        return wanted

    async def watch(self, root: Path, pause: Callable[[], Awaitable[None]] | None = None) -> None:
        """Announces `changed` whenever a file is added, written or taken away, by whomever; until it is cancelled.

        Looks at names and times alone, once a second, on a thread: cheap, and the same on every system and share.
        """
        folder = RequestFolder(root)
        before: Mapping[str, Stamp] = await asyncio.to_thread(folder.stamps)
        while True:
            await (pause() if pause is not None else asyncio.sleep(WATCHED_EVERY_S))
            now = await asyncio.to_thread(folder.stamps)
            if now != before:
                before = now
                self.changed.announce()

    async def _write(self, root: Path, path: str, text: str) -> None:
        await asyncio.to_thread(RequestFolder(root).write, path, text)
        self.changed.announce()


def _read_one(root: Path, path: str) -> LoadedCollection:
    return load(root, path) if (root / path).exists() else LoadedCollection(root)


def load(root: Path, only: str = "") -> LoadedCollection:
    """Reads a folder, or one file of it. Blocks. A broken `collection.json` is a broken file too."""
    folder = RequestFolder(root)
    requests: list[LoadedRequest] = []
    broken: list[BrokenFile] = []
    try:
        file = read_collection(folder.read_collection_file())
    except BadInput as trouble:
        file = CollectionFile()
        broken.append(BrokenFile(COLLECTION_FILE, trouble))
    for found in (folder.read(only),) if only else folder.read_all():
        try:
            requests.append(LoadedRequest(found.path, _read(found)))
        except BadInput as trouble:
            broken.append(BrokenFile(found.path, trouble))
    return LoadedCollection(folder.root, file, tuple(requests), tuple(broken))


def load_path(path: Path) -> LoadedCollection:
    """A folder, a sub-folder or a single file, with the `collection.json` that counts for it. Blocks.

    Raises BadInput: folder_missing, folder_too_full.
    """
    if not path.exists():
        raise BadInput("folder_missing", path=str(path))
    root = collection_root_of(path)
    inside = path.absolute().relative_to(root).as_posix()
    if path.is_file():
        return load(root, inside)
    loaded = load(root)
    if inside == ".":
        return loaded
    return replace(
        loaded,
        requests=tuple(one for one in loaded.requests if one.path.startswith(inside + "/")),
        broken=tuple(one for one in loaded.broken if one.path.startswith((inside + "/", COLLECTION_FILE))),
    )


def _read(found: RequestFile) -> SavedRequest:
    if found.trouble is not None:
        raise found.trouble
    return read_request(found.text)
