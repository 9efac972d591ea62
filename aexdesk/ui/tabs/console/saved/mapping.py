"""Between a draft and a saved request: the same values, in the file's order where it has one. Pure."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from aexdesk.collection.request_file import write_request
from aexdesk.collection.saved_request import Pairs, SavedRequest
from aexdesk.collection.variables import resolve
from aexdesk.openplatform.signing import SIGN_METHODS
from aexdesk.ui.tabs.console.draft import Draft

if TYPE_CHECKING:
    from pathlib import Path

    from aexdesk.collection.variables import Scope
    from aexdesk.ui.tabs.console.opened.request import OpenRequest

_METHOD = "sign_method"
_DEFAULT = SavedRequest("", "").sign_method


def values_of(saved: SavedRequest) -> Pairs:
    """All that a person may edit of a saved request, as values of a draft."""
    method = ((_METHOD, saved.sign_method),) if saved.sign_method != _DEFAULT else ()
    return tuple(dict((*saved.parameters, *saved.settings, *method)).items())


def saved_of(draft: Draft, base: SavedRequest) -> SavedRequest:
    """The request as it would be written now; what the Console does not edit stays as `base` has it."""
    values = dict(draft.sent)
    method = base.sign_method if _METHOD in values and values[_METHOD] not in SIGN_METHODS else _DEFAULT
    if values.get(_METHOD) in SIGN_METHODS:
        method = values.pop(_METHOD)
    settings = tuple((name, values.pop(name)) for name, _text in base.settings if name in values)
    kept = tuple((name, values.pop(name)) for name, _text in base.parameters if name in values)
    return replace(
        base,
        api=draft.api,
        http_method=draft.http_method,
        sign_method=method,
        settings=settings,
        parameters=(*kept, *values.items()),
    )


def files_of(request: OpenRequest, scope: Scope) -> tuple[Path, Pairs] | None:
    """The folder and the files that the request sends along, by their paths in it; None without any.

    Raises as `resolve` does, for the variables in the paths.
    """
    if request.source is None or request.base is None or not request.base.files:
        return None
    return request.source.root, tuple((name, resolve(path, scope)) for name, path in request.base.files)


def is_saved(draft: Draft, base: SavedRequest) -> bool:
    """Whether the file holds what the draft says."""
    is_same = (draft.api, draft.http_method, dict(draft.sent)) == (base.api, base.http_method, dict(values_of(base)))
    return is_same and draft.json_problem is None


def digest_of(saved: SavedRequest) -> str:
    """Tells one content of a file from another, and says nothing of it."""
    return sha256(write_request(saved).encode()).hexdigest()[:32]
