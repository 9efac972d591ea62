"""Fills a form by the labels of its fields, however the page is built, and says of each field how it went.

The script runs in a world of its own: the page's scripts cannot read or change it. It writes values and opens lists of
choices; it presses nothing that could send a form, and stops a form that wants to be sent while it writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWebEngineCore import QWebEngineFrame, QWebEnginePage, QWebEngineScript

from aexdesk.ui.ports import FieldToFill
from aexdesk.ui.web.filling import allowed_frames
from aexdesk.ui.web.form_script import SCRIPT

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_LOOK_MS = 120
_LOOKS = 12
"""How often a list of choices that was opened is looked at: components build theirs a moment after the click."""

MISSING, OPENED = "missing", "opened"


class FormFilling(QObject):
    """One filling, frame after frame; a field that was filled in one is not looked for in the next.

    `done` hears, for each field by its key: filled, missing (no field has such a label), ambiguous (several have),
    refused (the page did not keep the value, or offers no such choice). "elsewhere" for all: no listed page is shown.
    """

    def __init__(
        self,
        page: QWebEnginePage,
        patterns: Sequence[str],
        fields: Sequence[FieldToFill],
        done: Callable[[Mapping[str, str]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frames = allowed_frames(page, patterns)
        self._fields = {field.key: field for field in fields}
        self._done = done
        self._results = dict.fromkeys(self._fields, MISSING if self._frames else "elsewhere")
        self._looks = 0

    def begin(self) -> None:
        """Fills the first frame; `done` may be called before this returns."""
        self._next_frame()

    def _next_frame(self) -> None:
        wanted = [key for key, result in self._results.items() if result == MISSING]
        if not self._frames or not wanted:
            self._done(self._results)
            self.deleteLater()
            return
        frame, origin = self._frames.pop(0)
        self._looks = 0
        self._run(frame, origin, wanted, "fill")

    def _run(self, frame: QWebEngineFrame, origin: str, wanted: Sequence[str], step: str) -> None:
        if not frame.isValid():
            self._next_frame()
            return
        asked = [
            {"key": key, "labels": list(self._fields[key].labels), "values": list(self._fields[key].values)}
            for key in wanted
        ]
        # As ASCII JSON, out of whose quotes no text breaks.
        given = json.dumps({"origin": origin, "step": step, "fields": asked})
        frame.runJavaScript(f"({SCRIPT})({given})", _WORLD, lambda answer: self._note(frame, origin, answer))

    def _note(self, frame: QWebEngineFrame, origin: str, answer: object) -> None:
        told = json.loads(answer) if isinstance(answer, str) and answer else {}
        self._results.update({key: result for key, result in told.items() if key in self._results})
        if self._looks > _LOOKS:  # the page has gone on, and answers no more
            self._results.update(dict.fromkeys(self._opened(), "refused"))
        waiting = self._opened()
        if not waiting:
            self._next_frame()
            return
        # One list stands open at a time: the first that waits. When it is done, the next is opened.
        has_begun = waiting[0] in told
        self._looks = self._looks + 1 if has_begun or not told else 0
        step = ("choose" if self._looks < _LOOKS else "give up") if has_begun or not told else "fill"
        wanted = waiting if step == "fill" else waiting[:1]
        QTimer.singleShot(_LOOK_MS, self, lambda: self._run(frame, origin, wanted, step))

    def _opened(self) -> list[str]:
        return [key for key, result in self._results.items() if result == OPENED]
