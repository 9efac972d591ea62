"""What the Console says of requests that are brought in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from aexdesk.i18n import _, ngettext
from aexdesk.services.importing import Import
from aexdesk.ui.tabs.console.bringing import BringState
from aexdesk.wording import describe
from aexdesk.wording.import_notes import describe_dropped, describe_skipped

_MOST_NOTES = 6


def say_bringing(state: BringState) -> tuple[str, str, str]:
    """What happened, what was left out (a line each), and the tone."""
    if state.fault is not None:
        words = describe(state.fault)
        return words.message, words.hint, "bad"
    if state.offered:
        return _("This is a cURL command, not the name of an API."), "", "accent"
    if state.found is None:
        return "", "", "accent"
    if not state.found.requests:
        return _("No call of this platform was found."), _notes(state.found), "warn"
    return _say_found(state), _notes(state.found), "good" if state.taken is not None or state.saved else "accent"


def _say_found(state: BringState) -> str:
    assert state.found is not None
    requests = state.found.requests
    if state.saved:
        told = ngettext("Wrote {count} request into {folder}.", "Wrote {count} requests into {folder}.", state.saved)
        return told.format(count=state.saved, folder=state.folder)
    if state.taken is not None:
        return _("{name} stands below as the request.").format(name=requests[state.taken].name)
    told = ngettext("{source} holds {count} request.", "{source} holds {count} requests.", len(requests))
    return told.format(source=state.source or _("The clipboard"), count=len(requests))


def _notes(found: Import) -> str:
    notes = list(dict.fromkeys(_every_note(found)))
    more = len(notes) - _MOST_NOTES
    if more > 1:
        notes[_MOST_NOTES:] = [ngettext("and {count} more", "and {count} more", more).format(count=more)]
    return "\n".join(notes)


def _every_note(found: Import) -> Iterator[str]:
    """Of what is made anew in every call, as a timestamp is, nobody needs to hear."""
    is_one = len(found.requests) == 1
    for request in found.found.requests:
        for dropped in request.dropped:
            if dropped.why != "computed":
                told = describe_dropped(dropped)
                yield told if is_one else f"{request.name}: {told}"
    for skipped in found.found.skipped:
        yield f"{skipped.name}: {describe_skipped(skipped)}"
