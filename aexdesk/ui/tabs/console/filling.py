"""The draft with its variables in place: what is signed, judged by the guard and sent. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from aexdesk.collection.variables import Replaced, Scope, preview
from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call
from aexdesk.ui.tabs.console.draft import Draft


@dataclass(frozen=True, slots=True)
class Filled:
    """`call` is what is sent, unless there is a `fault`: a variable that is unknown, or that cannot be put in."""

    call: Call = field(default_factory=lambda: Call(""))
    replaced: tuple[Replaced, ...] = ()
    unknown: tuple[str, ...] = ()
    trouble: BadInput | None = None

    @property
    def fault(self) -> BadInput | None:
        """Why it cannot be sent."""
        if self.trouble is None and self.unknown:
            return BadInput("variables_unknown", name=", ".join(self.unknown))
        return self.trouble


def fill(draft: Draft, scope: Scope) -> Filled:
    """Puts the variables in place, in the API's name and in every value."""
    call = draft.call
    if not any("{{" in text for text in (call.api, *(text for _name, text in call.parameters))):
        return Filled(call)
    api = preview(call.api, scope)
    values = [(name, preview(text, scope)) for name, text in call.parameters]
    found = (api, *(one for _name, one in values))
    replaced = {one.name: one for filled in found for one in filled.replaced}
    return Filled(
        replace(call, api=api.text, parameters=tuple((name, one.text) for name, one in values)),
        tuple(replaced.values()),
        tuple(dict.fromkeys(name for filled in found for name in filled.unknown)),
        next((filled.trouble for filled in found if filled.trouble is not None), None),
    )
