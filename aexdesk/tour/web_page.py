"""The page in the embedded browser, touched with mouse and keys; a script only tells where things are on it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from aexdesk.i18n import _
from aexdesk.tour.hands import Hands
from aexdesk.tour.watching import eventually

_OWN_WORLD = 1
"""Where the page's own scripts neither see nor change ours."""
_VIEW = "QWebEngineView"

_PLACE = """(() => {
  const one = document.querySelector(%s);
  const box = one && !one.disabled ? one.getBoundingClientRect() : null;
  if (!box || !box.width || document.readyState !== "complete") { return ""; }
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return JSON.stringify({x: x, y: y, free: one === top || one.contains(top)});
})()"""
_TEXT = "document.readyState === 'complete' && document.body ? document.body.innerText : ''"
_FIELDS = """JSON.stringify(Array.from(document.querySelectorAll("input")).filter((one) => one.type !== "hidden").map(
  (one) => [one.id, one.type === "password" ? "•".repeat(one.value.length) : one.value]))"""


class WebPage:
    """What stands in the browser named `name`. A password is never read back, only its length."""

    def __init__(self, hands: Hands, name: str) -> None:
        self._hands = hands
        self._name = name

    async def click(self, selector: str) -> None:
        """Clicks in the middle of an element, once it is there, lies still, and nothing lies over it."""
        places: list[dict[str, Any]] = [{}]

        async def look() -> dict[str, Any]:
            places.append(await self._place(selector))
            return places[-1] if places[-1] == places[-2] else {}

        place = await eventually(
            look, bool, _("{name} on the page").format(name=selector), lambda _found: _("it is not there, or covered")
        )
        view = self._view()
        assert view is not None
        zoom = view.property("zoomFactor") or 1.0
        await self._hands.click_at(view, QPoint(round(place["x"] * zoom), round(place["y"] * zoom)))

    async def read(self, words: str) -> None:
        """Waits until it can be read on the page."""
        expected = _("on the page: {text}").format(text=words)
        await eventually(self.text, lambda text: words in text, expected, lambda text: " ".join(text.split()))

    async def holds(self, field: str, text: str) -> None:
        """Waits until that field holds `text`."""
        expected = _("{field} on the page: {text}").format(field=field, text=text)
        await eventually(self.fields, lambda fields: fields.get(field) == text, expected, str)

    async def text(self) -> str:
        """All that can be read on it; "" while there is none."""
        return str(await self._ask(_TEXT) or "")

    async def fields(self) -> dict[str, str]:
        """What stands in its fields, by id."""
        return dict(json.loads(await self._ask(_FIELDS) or "[]"))

    async def _place(self, selector: str) -> dict[str, Any]:
        told = json.loads(await self._ask(_PLACE % json.dumps(selector)) or "{}")
        return told if told.get("free") else {}

    async def _ask(self, script: str) -> Any:
        view = self._view()
        if view is None:
            return None
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        view.page().runJavaScript(  # type: ignore[attr-defined] # a QWebEngineView, which only ui/web may name
            script, _OWN_WORLD, lambda told: None if answer.done() else answer.set_result(told)
        )
        try:
            return await asyncio.wait_for(answer, 1)
        except TimeoutError:
            return None  # a page that is being left answers nothing: ask the next one

    def _view(self) -> QWidget | None:
        place = self._hands.see(self._name)
        views = [one for one in place.findChildren(QWidget) if one.inherits(_VIEW)] if place is not None else []
        return next((one for one in views if one.isVisible()), None)
