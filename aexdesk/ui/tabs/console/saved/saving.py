"""Saves open requests in files, opens files as requests, and asks where both were changed. QtCore only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk.collection.saved_request import SavedRequest
from aexdesk.faults import AexError
from aexdesk.ui.outcomes import short_api
from aexdesk.ui.tabs.console.opened.request import Conflict, Key, OpenRequest, Source
from aexdesk.ui.tabs.console.saved.mapping import digest_of, is_saved, saved_of
from aexdesk.ui.tabs.console.saved.words import say_not_whole, say_saved, say_taken
from aexdesk.ui.tabs.console.state import Naming

if TYPE_CHECKING:
    from aexdesk.services.collections import BrokenFile, LoadedRequest
    from aexdesk.ui.tabs.console.draft import Draft
    from aexdesk.ui.tabs.console.drafts import Drafts
    from aexdesk.ui.tabs.console.opened.tabs import OpenTabs
    from aexdesk.ui.tabs.console.saved.folder_model import FolderModel
    from aexdesk.ui.tabs.console.slate import Slate


class Saving:
    """Between the open requests and the folder."""

    def __init__(self, slate: Slate, tabs: OpenTabs, folder: FolderModel, drafts: Drafts) -> None:
        self._slate = slate
        self._tabs = tabs
        self._folder = folder
        self._drafts = drafts
        folder.loaded.append(self.compare)
        folder.moved.append(self._follow_move)

    # ---------------------------------------------------------------- opening

    def open(self, one: LoadedRequest) -> None:
        """Opens a file, or looks at it where it is open already; an empty request gives way to it."""
        root = self._folder.state.root
        if root is None:
            return
        for key, request in self._tabs.shelf.all():
            if key[0] == self._tabs.shelf.key[0] and _is_at(request, root, one.path):
                self._tabs.choose(request.id)
                return
        saved = one.request
        source = Source(root, one.path, digest_of(saved))
        made = OpenRequest("", self._drafts.of_saved(saved), saved.name, source, saved)
        self._tabs.new(made)

    # ---------------------------------------------------------------- saving

    def save(self) -> None:
        """Writes the request into its file; one without a file is given a name first."""
        if self._is_whole():
            request = self._tabs.shelf.current
            if request.source is None:
                self.save_as()
            elif request.conflict in (Conflict.NONE, Conflict.GONE):
                self._slate.start(self._save(self._tabs.shelf.key, request), "save a request")

    def save_as(self) -> None:
        """Asks for a name, and for a folder before that where none was chosen."""
        if self._is_whole():
            self._slate.start(self._begin_naming(), "ask for a name")

    def cancel_naming(self) -> None:
        """Not now."""
        self._slate.write(naming=None)

    def save_under(self, name: str, folder: str) -> None:
        """Writes the request into a new file."""
        if name.strip() and self._slate.state.naming is not None and self._is_whole():
            self._slate.start(self._add(self._tabs.shelf.key, name.strip(), folder), "save a request")

    def _is_whole(self) -> bool:
        draft = self._slate.state.draft
        if draft.json_problem is not None:
            self._slate.ports.toasts.show(say_not_whole)
        return bool(draft.api) and draft.json_problem is None

    async def _begin_naming(self) -> None:
        key = self._tabs.shelf.key
        if self._folder.state.root is None:
            await self._folder.ask_for_folder()
        if self._folder.state.root is not None and key == self._tabs.shelf.key:
            request = self._tabs.shelf.current
            folder = request.source.path.rpartition("/")[0] if request.source else ""
            name = request.name or short_api(request.draft.api)
            self._slate.write(naming=Naming(name, folder, self._folder.state.folders))

    async def _add(self, key: Key, name: str, folder: str) -> None:
        root, request = self._folder.state.root, self._tabs.shelf.find(key)
        if root is None or request is None:
            return
        base = request.base or SavedRequest(name, request.draft.api)
        saved = replace(saved_of(request.draft, base), name=name)
        try:
            path = await self._slate.desk.collections.add(root, saved, folder)
        except AexError as fault:
            naming = self._slate.state.naming
            if key == self._tabs.shelf.key and naming is not None:
                self._slate.write(naming=replace(naming, fault=fault))
            return
        self._take(key, Source(root, path, digest_of(saved)), saved)
        if key == self._tabs.shelf.key:
            self._slate.write(naming=None)

    async def _save(self, key: Key, request: OpenRequest) -> None:
        source, collections = request.source, self._slate.desk.collections
        assert source is not None
        try:
            found = await collections.read(source.root, source.path)
            # Between the last look at the folder and this moment somebody may have written there.
            if found is not None and request.conflict is Conflict.NONE and not self._agrees(key, request, found):
                return
            base = request.base or SavedRequest(request.name or short_api(request.draft.api), request.draft.api)
            saved = saved_of(request.draft, base)
            await collections.save(source.root, source.path, saved)
        except AexError as fault:
            self._tabs.change(key, fault=fault)
            return
        self._take(key, replace(source, digest=digest_of(saved)), saved)

    def _take(self, key: Key, source: Source, saved: SavedRequest) -> None:
        self._tabs.change(
            key, source=source, base=saved, name=saved.name, theirs=None, conflict=Conflict.NONE, is_touched=False
        )
        self._tabs.keep_now()
        self._slate.ports.toasts.show(lambda: say_saved(source.path))

    # ---------------------------------------------------------------- both were changed

    def keep_mine(self) -> None:
        """What stands here counts: the next save goes over the file as it is now."""
        key, request = self._tabs.shelf.key, self._tabs.shelf.current
        if request.source is None:
            return
        changes: dict[str, Any] = {"conflict": Conflict.NONE, "theirs": None}
        if request.theirs is not None:
            changes |= {"base": request.theirs, "source": replace(request.source, digest=digest_of(request.theirs))}
        else:
            changes["conflict"] = Conflict.GONE  # of a broken file nothing can be kept
        self._tabs.change(key, **changes)
        self.save()

    def take_theirs(self) -> None:
        """What the file says counts; what stood here can be brought back."""
        request = self._tabs.shelf.current
        if request.theirs is not None:
            key, draft = self._tabs.shelf.key, request.draft
            self._adopt(key, request, request.theirs)
            self._slate.ports.toasts.show(lambda: say_taken(request.name), lambda: self._put_back(key, draft))

    def _put_back(self, key: Key, draft: Draft) -> None:
        self._tabs.change(key, draft=draft)
        self._tabs.refresh(key)
        self._tabs.keep_now()

    def compare(self) -> None:
        """Compares the open requests with what the folder held when it was read last."""
        loaded = self._folder.state.loaded
        if loaded is None:
            return  # a folder that cannot be read now says nothing of its files
        found: dict[str, LoadedRequest | BrokenFile] = {one.path: one for one in loaded.requests}
        found |= {one.path: one for one in loaded.broken}
        for key, request in tuple(self._tabs.shelf.all()):
            if request.source is not None and request.source.root == loaded.root:
                self._agrees(key, request, found.get(request.source.path))
        self._tabs.keep_now()

    def _agrees(self, key: Key, request: OpenRequest, found: LoadedRequest | BrokenFile | None) -> bool:
        """Whether the file holds what it held; where it does not, what was not edited here follows it."""
        saved = getattr(found, "request", None)
        if found is None or saved is None:
            conflict = Conflict.GONE if found is None else Conflict.BROKEN
            if request.conflict is not conflict:
                self._tabs.change(key, conflict=conflict, theirs=None, **({"is_unsaved": True} if not found else {}))
            return False
        assert request.source is not None
        is_same = digest_of(saved) == request.source.digest
        if is_same or not request.is_unsaved or is_saved(request.draft, saved):
            if not is_same and not request.is_unsaved:
                self._adopt(key, request, saved)
            elif request.base != saved or request.conflict is not Conflict.NONE:
                source = replace(request.source, digest=digest_of(saved))
                self._tabs.change(key, base=saved, name=saved.name, source=source, theirs=None, conflict=Conflict.NONE)
            return is_same
        if request.theirs != saved:
            self._tabs.change(key, conflict=Conflict.CHANGED, theirs=saved)
        return False

    def _adopt(self, key: Key, request: OpenRequest, saved: SavedRequest) -> None:
        assert request.source is not None
        source = replace(request.source, digest=digest_of(saved))
        self._tabs.change(
            key,
            draft=self._drafts.of_saved(saved),
            base=saved,
            name=saved.name,
            source=source,
            theirs=None,
            conflict=Conflict.NONE,
            is_unsaved=False,
        )
        self._tabs.refresh(key)

    def _follow_move(self, before: str, after: str, name: str) -> None:
        root = self._folder.state.root
        for key, request in tuple(self._tabs.shelf.all()):
            if root is not None and request.source is not None and _is_at(request, root, before):
                base = replace(request.base, name=name) if request.base else None
                digest = digest_of(base) if base else request.source.digest
                source = replace(request.source, path=after, digest=digest)
                self._tabs.change(key, source=source, base=base, name=name)
        self._tabs.keep_now()


def _is_at(request: OpenRequest, root: Path, path: str) -> bool:
    return request.source is not None and (request.source.root, request.source.path) == (root, path)
