"""What the tabs of open requests say."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.ui.outcomes import short_api
from aexdesk.ui.tabs.console.opened.request import Conflict, RequestLabel


def name_request(label: RequestLabel) -> str:
    """A request by its own name, else by its API."""
    return label.name or short_api(label.api) or _("New request")


def describe_tab(label: RequestLabel) -> str:
    """All that is known of it, a line each."""
    lines = [name_request(label)]
    if label.api and label.name:
        lines.append(label.api)
    lines.append(label.path or _("not in a file"))
    if label.is_running:
        lines.append(_("A call runs."))
    if label.has_conflict:
        lines.append(_("Its file was changed outside."))
    elif label.is_unsaved:
        lines.append(_("There are edits that no file has; they are kept here."))
    return "\n".join(lines)


def say_closed(label: RequestLabel) -> str:
    """One was closed."""
    return _("{name} was closed.").format(name=name_request(label))


def describe_conflict(conflict: Conflict, name: str) -> tuple[str, str]:
    """What happened outside, and what is to be decided."""
    return {
        Conflict.NONE: ("", ""),
        Conflict.CHANGED: (
            _("{name} was changed outside while you were editing it here.").format(name=name),
            _("Keep what stands here and save it over the file, or take what the file says."),
        ),
        Conflict.GONE: (
            _("{name} is gone.").format(name=name),
            _("What stands here is kept. Saving writes the file again."),
        ),
        Conflict.BROKEN: (
            _("{name} was changed outside and cannot be read now.").format(name=name),
            _("Keep what stands here and save it over the file, or mend the file first."),
        ),
    }[conflict]
