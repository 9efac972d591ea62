"""What the panel of saved requests says."""

from __future__ import annotations

from aexdesk.i18n import _


def say_where_to_choose() -> str:
    """Over the dialog in which a folder is chosen."""
    return _("Folder of saved requests")


def say_deleted(path: str) -> str:
    """A file was deleted."""
    return _("{path} was deleted.").format(path=path)


def say_variable_gone(name: str) -> str:
    """A variable was taken out."""
    return _("The variable {name} was taken out.").format(name=name)


def say_saved(path: str) -> str:
    """A request was written."""
    return _("Saved in {path}.").format(path=path)


def say_not_whole() -> str:
    """Half-written JSON cannot be saved."""
    return _("The JSON cannot be read yet; mend it before you save.")


def say_taken(name: str) -> str:
    """What the file says took the place of edits."""
    return _("{name} is as its file says.").format(name=name)
