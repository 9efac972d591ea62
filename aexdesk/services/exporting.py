"""Exporting: recorded exchanges as cURL, HTTP, code, HAR, Postman and test fixtures. Nothing of it holds a secret."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import aexdesk
from aexdesk import resources
from aexdesk.faults import BadInput, StorageFault
from aexdesk.interchange.curl import write_curl
from aexdesk.interchange.fixtures import writing as fixtures
from aexdesk.interchange.formats import FORMATS, ExportFormat
from aexdesk.interchange.har import write_har
from aexdesk.interchange.postman import write_postman
from aexdesk.interchange.raw_http import write_http
from aexdesk.interchange.recipe import recipe_of, whole
from aexdesk.interchange.snippets.languages import LANGUAGES
from aexdesk.interchange.snippets.writing import name_of_file, write_code
from aexdesk.redaction import for_leaving
from aexdesk.services.history import History
from aexdesk.services.unsent import UnsentCall, exchange_of
from aexdesk.services.whole_files import write_whole
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange

LONGEST_BODY = 16 * 1024 * 1024
"""Bytes of an answer that are put into an export; a longer one belongs into a file of its own."""


@dataclass(frozen=True, slots=True)
class RenderedExport:
    """What leaves: its text, what its file may be called, and for code the environment variables that it reads."""

    text: str
    file_name: str
    variables: tuple[str, ...] = ()


class Exporting:
    """Turns exchanges of the history into something for another program.

    `hide` takes the secrets that this process knows out of a text, by value: the last of the nets.
    """

    def __init__(self, history: History, hide: Callable[[str], str]) -> None:
        self._history = history
        self._hide = hide

    def formats(self) -> tuple[ExportFormat, ...]:
        """All of them, in the order of a menu."""
        return FORMATS

    def render(self, name: str, exchanges: Sequence[Exchange]) -> RenderedExport:
        """The export of recorded exchanges. Quick for code; HAR, Postman and fixtures redact the answers, and take
        their time over long ones: off the loop, please.

        Raises BadInput: unknown_format, nothing_to_export, one_at_a_time, body_too_long, no_answer; StorageFault where
        an answer's file has gone.
        """
        chosen = next((one for one in FORMATS if one.name == name), None)
        if chosen is None:
            raise BadInput("unknown_format", name=name)
        if not exchanges:
            raise BadInput("nothing_to_export")
        if chosen.is_single and len(exchanges) > 1:
            raise BadInput("one_at_a_time", name=chosen.label)
        left = [leave_with_answer(one, with_answer=chosen.needs_answer) for one in exchanges]
        rendered = _render_code(name, left[0]) if name in LANGUAGES else _WRITERS[name](left)
        return replace(rendered, text=self._hide(whole(rendered.text)))

    def render_unsent(self, language: str, unsent: UnsentCall) -> RenderedExport:
        """The code that makes a call which has not been sent, nor asked any secret for. Raises BadInput for what cannot
        be signed, and for a format that is made of what was sent."""
        if language not in LANGUAGES:
            raise BadInput("unknown_format", name=language)
        return self.render(language, [exchange_of(unsent)])

    async def export(self, name: str, exchange_ids: Sequence[str] = ()) -> RenderedExport:
        """The export of exchanges by their ids, in this order; without any, of the newest. Raises BadInput as `render`,
        and unknown_exchange."""
        ids = list(dict.fromkeys(exchange_ids)) or [one.id for one in await self._history.recent(limit=1)]
        exchanges = [await self._history.get(one) for one in ids]
        return await asyncio.to_thread(self.render, name, exchanges)


def write_export(rendered: RenderedExport, place: Path) -> Path:
    """Writes it to a file, or under its own name into a folder; where it is then. Blocks. Raises StorageFault."""
    file = place / rendered.file_name if place.is_dir() else place
    try:
        write_whole(file, rendered.text.encode())
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "output_unwritable"
        raise StorageFault(code, path=str(file), reason=error.strerror or type(error).__name__) from error
    return file


def leave_with_answer(recorded: Exchange, *, with_answer: bool) -> Exchange:
    """As it may leave, with its answer in memory, or without."""
    response = recorded.response
    if response is None:
        return for_leaving(recorded)
    body = response.body
    if not with_answer:
        body = Body.of(b"")
    elif body.size > LONGEST_BODY:
        raise BadInput("body_too_long", id=recorded.id, size=body.size, limit=LONGEST_BODY)
    elif body.file is not None:
        try:
            body = Body.of(body.read())
        except OSError as error:
            raise StorageFault("folder_unwritable", path=str(body.file), reason=error.strerror) from error
    return for_leaving(replace(recorded, response=replace(response, body=body)))


def _render_code(name: str, exchange: Exchange) -> RenderedExport:
    language, recipe = LANGUAGES[name], recipe_of(exchange)
    template = resources.read_text(f"snippets/{language.template}")
    variables = ("AE_APP_SECRET", *(variable for _name, variable in recipe.variables))
    return RenderedExport(write_code(recipe, language, template), name_of_file(recipe, language), variables)


def _render(
    write: Callable[..., str], file_name: str, exchanges: Sequence[Exchange], *, resource: str = ""
) -> RenderedExport:
    more = (resources.read_text(resource),) if resource else ()
    return RenderedExport(write(exchanges, *more), file_name)


def _render_har(exchanges: Sequence[Exchange]) -> RenderedExport:
    return RenderedExport(write_har(exchanges, aexdesk.__version__), "aliexpress.har")


_WRITERS: Mapping[str, Callable[[Sequence[Exchange]], RenderedExport]] = {
    "curl": partial(_render, write_curl, "aliexpress.sh"),
    "http": partial(_render, write_http, "aliexpress.http"),
    "har": _render_har,
    "postman": partial(_render, write_postman, "aliexpress.postman_collection.json", resource="postman/sign.js"),
    "msw": partial(_render, fixtures.write_msw, fixtures.MSW_FILE, resource="fixtures/msw.txt"),
    "respx": partial(_render, fixtures.write_respx, fixtures.RESPX_FILE, resource="fixtures/respx.txt"),
    "json": partial(_render, fixtures.write_json, fixtures.JSON_FILE),
}
