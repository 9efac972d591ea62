"""Where the App Console is, and how far a test case has been typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.services.preferences import Preferences
from aexdesk.workspace.order_test_case import OrderTestCase

DEFAULT_URL = "https://openservice.aliexpress.com"
KEPT_URL = "app_console.url"
KEPT_TICKS = "app_console.ticks"
_MOST_CASES = 200
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_FAMILY = "aliexpress.com"

FIELDS = ("name", "loan_account_email", "item_id", "quantity", "country", "reason")
STEPS = ("log_in", "open_form", *FIELDS, "send")
"""What is to be done in the App Console, in order; each field is a step of its own."""


class AppConsole:
    """The address is a setting; ticks are kept for each test case, with the value that was ticked: a field that has
    another value since is to be typed anew."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.changed = Changes()

    @property
    def url(self) -> str:
        """Where the App Console is."""
        kept = self._preferences.value(KEPT_URL)
        return kept if isinstance(kept, str) and _is_usable(kept) else DEFAULT_URL

    @property
    def fill_origins(self) -> tuple[str, ...]:
        """On whose pages a form may be filled: the console's own, and of AliExpress those beside it."""
        parts = urlsplit(self.url)
        own = f"{parts.scheme}://{parts.netloc}"
        host = parts.hostname or ""
        is_theirs = parts.scheme == "https" and (host == _FAMILY or host.endswith(f".{_FAMILY}"))
        return (own, f"https://*.{_FAMILY}") if is_theirs else (own,)

    async def set_url(self, url: str) -> None:
        """Keeps another address; an empty one brings the default back. Raises BadInput("bad_console_url")."""
        text = url.strip()
        if text and not _is_usable(text):
            raise BadInput("bad_console_url", field="url", found=text)
        await self._preferences.set(KEPT_URL, text if text and text != DEFAULT_URL else None)
        self.changed.announce()

    def ticked(self, case: OrderTestCase) -> frozenset[str]:
        """The steps that have been done, with the values that the case has now."""
        kept = self._kept().get(case.id, {})
        return frozenset(step for step in STEPS if kept.get(step) == value_of(case, step))

    async def tick(self, case: OrderTestCase, steps: Mapping[str, bool]) -> None:
        """Notes steps as done, or as not done."""
        ticks = {step: value_of(case, step) for step in self.ticked(case)}
        for step, is_done in steps.items():
            if is_done:
                ticks[step] = value_of(case, step)
            else:
                ticks.pop(step, None)
        others = {case_id: kept for case_id, kept in self._kept().items() if case_id != case.id}
        newest = dict([*others.items(), *([(case.id, ticks)] if ticks else [])][-_MOST_CASES:])
        await self._preferences.set(KEPT_TICKS, newest or None)
        self.changed.announce()

    def _kept(self) -> dict[str, dict[str, str]]:
        """What can be read of it; somebody may have written into the settings by hand."""
        kept = self._preferences.value(KEPT_TICKS)
        return {key: one for key, one in kept.items() if isinstance(one, dict)} if isinstance(kept, dict) else {}


def value_of(case: OrderTestCase, step: str) -> str:
    """What is to be typed at that step; "" for a step without a field."""
    return str(getattr(case, step)) if step in FIELDS else ""


def _is_usable(url: str) -> bool:
    """By https, or on this machine."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if any(letter.isspace() for letter in url) or not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
