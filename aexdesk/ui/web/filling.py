"""Puts email and password into the fields of a page, when the person presses, and only where they may go.

The script runs in a world of its own: the page's scripts cannot read or change it. It looks at the frame's own origin
once more in the moment of writing, and never sends the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWebEngineCore import QWebEngineFrame, QWebEnginePage, QWebEngineScript

from aexdesk.secret import Secret
from aexdesk.ui.web.origins import is_listed, origin_of

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_DEEPEST = 4
"""Frames within frames, as far as a login goes."""

# A sandboxed frame keeps its address and loses its origin: then `self.origin` is "null".
_FIND = """
const seen = (field) => field.getClientRects().length > 0 && !field.disabled && !field.readOnly;
const inputs = Array.from(document.querySelectorAll("input")).filter(seen);
const password = inputs.find((field) => field.type === "password") || null;
const names = (field) => [field.autocomplete, field.name, field.id, field.placeholder].join(" ").toLowerCase();
const isEmail = (field) => field.type === "email" ||
  (["text", "tel"].includes(field.type) && /e-?mail|user|login|account/.test(names(field)));
const before = password ? inputs.slice(0, inputs.indexOf(password)) : inputs;
const email = before.filter(isEmail).pop() || inputs.find((field) => field.type === "email") || null;
const here = self.origin === location.origin ? location.origin : "";
"""

_PROBE = f"(() => {{ {_FIND} return JSON.stringify({{origin: here, email: !!email, password: !!password}}); }})()"

_FILL = """((given) => {
  %s
  if (here !== given.origin) { return "elsewhere"; }
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const put = (field, text) => {
    if (!field || text === null) { return 0; }
    field.focus();
    value.call(field, text);
    field.dispatchEvent(new Event("input", {bubbles: true}));
    field.dispatchEvent(new Event("change", {bubbles: true}));
    return 1;
  };
  return put(email, given.email) + put(password, given.password) ? "filled" : "no_field";
})(%s)"""


@dataclass(frozen=True, slots=True)
class Place:
    """A frame that has fields to fill in. `weight`: 2 with a password field, 1 with an email field alone."""

    frame: QWebEngineFrame
    origin: str
    weight: int


def allowed_frames(page: QWebEnginePage, patterns: Sequence[str]) -> list[tuple[QWebEngineFrame, str]]:
    """The frames whose address is on the list, the page itself first."""
    return [(frame, origin) for frame, origin in _frames(page.mainFrame(), 0) if is_listed(origin, patterns)]


def _frames(frame: QWebEngineFrame, depth: int) -> Iterator[tuple[QWebEngineFrame, str]]:
    if not frame.isValid() or depth > _DEEPEST:
        return
    yield frame, origin_of(frame.url())
    for child in frame.children():
        yield from _frames(child, depth + 1)


def find_place(page: QWebEnginePage, patterns: Sequence[str], found: Callable[[Place | None], None]) -> None:
    """Looks for the best frame to fill in and tells it, or None where there is no field on a listed page."""
    frames = allowed_frames(page, patterns)
    if not frames:
        found(None)
        return
    places: list[Place] = []
    waiting = len(frames)

    def note(frame: QWebEngineFrame, origin: str, answer: object) -> None:
        nonlocal waiting
        waiting -= 1
        weight = _weigh(answer, origin)
        if weight:
            places.append(Place(frame, origin, weight))
        if not waiting:
            found(max(places, key=lambda place: place.weight, default=None))

    for frame, origin in frames:
        frame.runJavaScript(_PROBE, _WORLD, lambda answer, frame=frame, origin=origin: note(frame, origin, answer))


def _weigh(answer: object, origin: str) -> int:
    told = json.loads(answer) if isinstance(answer, str) and answer else {}
    if told.get("origin") != origin:
        return 0
    return 2 if told["password"] else 1 if told["email"] else 0


def fill(place: Place, email: str, password: Secret | None, done: Callable[[str], None]) -> None:
    """Writes into the fields; `done` hears "filled", "no_field" or "elsewhere" (the frame has gone on)."""
    if origin_of(place.frame.url()) != place.origin:
        done("elsewhere")
        return
    given = {"origin": place.origin, "email": email, "password": password.reveal() if password else None}
    # As ASCII JSON, out of whose quotes no text breaks.
    script = _FILL % (_FIND, json.dumps(given))
    place.frame.runJavaScript(script, _WORLD, lambda answer: done(str(answer or "elsewhere")))
