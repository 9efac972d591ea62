"""Signs a draft for showing, and finds as whom it is sent; asks the vault once, not with every letter typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aexdesk.ui.tabs.console.preview import OpenTexts, SigningPreview, open_texts, preview_signed

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.openplatform.request import Call
    from aexdesk.services.callers import Caller
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.profile import Profile


class Signer:
    """Remembers callers until it is told to `forget`: a key, a secret or a token may have changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[tuple[str, bool], Caller] = {}

    def forget(self) -> None:
        """Asks the vault again next time."""
        self._known = {}

    async def find_caller(self, profile: Profile, api: str) -> Caller:
        """As which app and as whom. Raises BadInput, VaultUnavailable."""
        known = self._known  # what arrives after `forget` goes into the dictionary that was forgotten
        key = (profile.id, self._desk.callers.wants_session(api))
        if key not in known:
            known[key] = await self._desk.callers.of_profile(profile, api)
        return known[key]

    async def sign(
        self, call: Call, profile: Profile, environment: Environment
    ) -> tuple[SigningPreview, OpenTexts | None]:
        """How the call would leave now; the second is there where a session goes with it. Raises AexError."""
        caller = await self.find_caller(profile, call.api)
        signed = self._desk.calling.sign(call, caller, environment)
        # Hiding secrets reads every letter several times: not on the window's thread.
        preview = await asyncio.to_thread(preview_signed, signed, caller)
        return preview, open_texts(signed) if caller.credentials.session else None
