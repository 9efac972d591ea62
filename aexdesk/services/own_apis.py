"""APIs that a user describes: a file each in a folder of the data folder. They fill forms and judge nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from aexdesk.collection.api_file import read_api
from aexdesk.faults import BadInput
from aexdesk.openplatform.catalogue import ApiDefinition, Catalogue
from aexdesk.ordertest.guard import Guard
from aexdesk.services.changes import Changes
from aexdesk.storage.request_folder import RequestFolder


@dataclass(frozen=True, slots=True)
class BrokenApiFile:
    """A file that describes no API, and why; `path` is relative to the folder."""

    path: str
    trouble: BadInput


@dataclass(frozen=True, slots=True)
class OwnApiFolder:
    """What was read. One broken file leaves the others as they are."""

    definitions: tuple[ApiDefinition, ...] = ()
    broken: tuple[BrokenApiFile, ...] = ()

    @property
    def told(self) -> tuple[object, ...]:
        """What makes it another one; two faults that say the same are two objects."""
        return self.definitions, [(one.path, one.trouble.code, one.trouble.values) for one in self.broken]


class OwnApis:
    """The folder's APIs as they were last read: `read` again after a change. The guard never hears of them.

    A name that the catalogue knows, in any spelling, is refused: what the catalogue says of it stands.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.found = OwnApiFolder()
        self.changed = Changes()
        self._catalogue = catalogue
        self._guard = Guard(catalogue)

    def find(self, name: str) -> ApiDefinition | None:
        """How a call of `name` is written: the catalogue's word, else the user's."""
        return self._catalogue.find(name) or next((one for one in self.found.definitions if one.name == name), None)

    @property
    def definitions(self) -> tuple[ApiDefinition, ...]:
        """The catalogue's, then the user's."""
        return (*self._catalogue.definitions, *self.found.definitions)

    async def read(self) -> None:
        """Reads the folder anew; without one, there are none."""
        found = await asyncio.to_thread(self._read)
        if found.told != self.found.told:
            self.found = found
            self.changed.announce()

    def _read(self) -> OwnApiFolder:
        if not self.folder.is_dir():
            return OwnApiFolder()
        files: dict[str, str] = {}
        definitions: list[ApiDefinition] = []
        broken: list[BrokenApiFile] = []
        try:
            listed = RequestFolder(self.folder).read_all()
        except BadInput as trouble:
            return OwnApiFolder(broken=(BrokenApiFile(self.folder.name, trouble),))
        for file in listed:
            try:
                if file.trouble is not None:
                    raise file.trouble
                definition = read_api(file.text)
                self._check_name(definition.name, files)
            except BadInput as trouble:
                broken.append(BrokenApiFile(file.path, trouble))
            else:
                files[definition.name] = file.path
                # A title is for reading, and a list without one is a list of riddles.
                definitions.append(replace(definition, title=definition.title or file.path.removesuffix(".json")))
        return OwnApiFolder(tuple(definitions), tuple(broken))

    def _check_name(self, name: str, files: dict[str, str]) -> None:
        if not self._guard.is_unknown(name):
            raise BadInput("own_api_known", name=name)
        if name in files:
            raise BadInput("own_api_twice", name=name, path=files[name])
