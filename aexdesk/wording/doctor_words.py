"""Sentences for what the doctor found: each mistake, where it is, and what to do; notes beside the signature."""

from __future__ import annotations

from aexdesk.doctor.finding import Mistake, Note, Verdict
from aexdesk.i18n import _
from aexdesk.wording.clock_words import say_minutes
from aexdesk.wording.doctor_checks import check_words
from aexdesk.wording.doctor_mistakes import mistake_words, way_words
from aexdesk.wording.doctor_notes import note_words
from aexdesk.wording.message import Message

__all__ = ["describe_mistake", "describe_note", "describe_signature_verdict"]


def describe_mistake(mistake: Mistake) -> Message:
    """What was done and where, and the fix. `hint` is the fix."""
    is_session_twice = mistake.kind == "param-not-sent" and mistake.where
    what, fix = mistake_words()["session-twice" if is_session_twice else mistake.kind]
    values = {"name": mistake.name, "how": mistake.how, "where": ", ".join(mistake.where)}
    detail = what().format(**values)
    way = _way(mistake)
    if way:
        detail += " " + _("({way})").format(way=way)
    if mistake.where and mistake.kind not in _NAMES_ITS_PLACE:
        detail += " " + _("Where: {where}.").format(where=", ".join(mistake.where[:8]))
    return Message(detail, fix().format(**values))


def describe_note(note: Note) -> Message:
    """What was seen, and what to do."""
    what, fix = note_words().get(note.id) or check_words()[note.id]
    values = dict(note.values)
    if "minutes" in values:
        values["span"] = say_minutes(int(values["minutes"]))
    return Message(what().format(**values), fix().format(**values))


def describe_signature_verdict(verdict: Verdict) -> str:
    """The verdict in a sentence."""
    return {
        Verdict.VALID: _("The signature is right."),
        Verdict.EXPLAINED: _("The signature is wrong, and this is exactly how it was made:"),
        Verdict.UNEXPLAINED: _("The signature is wrong, and no known mistake reproduces it."),
        Verdict.UNSIGNED: _("The request has no signature."),
    }[verdict]


_NAMES_ITS_PLACE = frozenset({"param-left-out", "param-not-sent", "value-not-encoded",
                              "timestamp-seconds", "timestamp-local-time", "timestamp-changed",
                              "timestamp-as-text"})  # fmt: skip


def _way(mistake: Mistake) -> str:
    """What the code of a way means, where a person needs it."""
    return way_words().get((mistake.kind, mistake.how), lambda: "")()
