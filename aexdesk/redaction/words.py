"""Hides secrets in what is said: in the log, in crash reports, in what a person wrote."""

from __future__ import annotations

from typing import Final

from aexdesk.openplatform.named_values import prose_pattern
from aexdesk.redaction.hider import SECRET_NAMES, Hider
from aexdesk.secret import MASK, Secret

_LOG_NAMES: Final = (*SECRET_NAMES, "code", "sign")


class SecretsSeen:
    """The secrets that went through this process, so that the log and crash reports can be cleared of them."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._hider = Hider({}, _LOG_NAMES)

    def add(self, secret: Secret | None) -> None:
        """Remembers a secret that was read or given."""
        if secret is not None and (text := secret.reveal()) and text not in self._seen:
            self._seen.add(text)
            self._hider = Hider(dict.fromkeys(self._seen, MASK), _LOG_NAMES)

    def hide(self, text: str, *, by_name: bool = True) -> str:
        """`text` without any of them, and, by name, without what a name beside it gives away (also sign and code)."""
        return (self._hider if by_name else self._hider.without_names()).hide(text)


_PROSE: Final = prose_pattern((*SECRET_NAMES, "secret", "token", "sign", "signature", "cookie"))


def hide_prose(text: str) -> str:
    """What a person wrote, as it may leave: without the word behind a secret's name."""
    return _PROSE.sub(rf"\1{MASK}", text)
